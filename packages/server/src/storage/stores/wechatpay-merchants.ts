import { WECHATPAY_MERCHANT } from "../rows/wechatpay-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { first, lock, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { WeChatPayStore } from "../wechatpay-store.js";

const PUT = insert("wechatpay_merchants", WECHATPAY_MERCHANT.columns, { replace: ["mchid"] });

const merchants = ({ db }: Dialect) =>
  db.selectFrom("wechatpay_merchants").select(WECHATPAY_MERCHANT.columns);

const FIND = statement(
  (dialect, { mchid }: Given<{ mchid: string }>) => merchants(dialect).where("mchid", "=", mchid),
  WECHATPAY_MERCHANT.of,
);

const LIST = statement(
  (dialect, { afterMchid, limit }: Given<{ afterMchid: string; limit: number }>) =>
    merchants(dialect).where("mchid", ">", afterMchid).orderBy("mchid").limit(limit),
  WECHATPAY_MERCHANT.of,
);

const DELETE = statement(({ db }, { mchid }: Given<{ mchid: string }>) =>
  db.deleteFrom("wechatpay_merchants").where("mchid", "=", mchid),
);

export const weChatPayStore = (engine: Engine): WeChatPayStore => ({
  find: (mchid) => engine.first(FIND, { mchid }),
  list: (page) => engine.all(LIST, page),
  change: (mchid, change) =>
    engine.transaction(function* () {
      // There may be no row yet that could be locked.
      yield* lock("wechatpay", mchid);
      const before = yield* first(FIND, { mchid });
      const after = change(before);
      if (after !== null) yield* run(PUT, WECHATPAY_MERCHANT.row(after));
      else if (before !== null) yield* run(DELETE, { mchid });
      return after;
    }),
});
