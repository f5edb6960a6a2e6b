import type { TradeOrderKey } from "@dingdan/contract";
import { tradeEvents } from "../../domain/events/trade-events.js";
import { refundTrade } from "../../domain/trade/changes.js";
import type { RefundedPart } from "../../domain/trade/refunded-parts.js";
import type { TradeState } from "../../domain/trade/trade-order.js";
import type { CommitJob, TradeUploadJob } from "../orders/jobs.js";
import {
  combinedKeyOf,
  TRADE_ORDER_COLUMNS,
  TRADE_ORDER_KEY,
  tradeOrderOf,
  tradeOrderRow,
} from "../rows/trade-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { first, run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { TradeOrderStore } from "../trade-store.js";
import { queueMessages } from "./app-messages.js";
import { listOfBuyer } from "./buyers-trade-orders.js";
import { recordEvents } from "./events.js";
import { byPaymentDescending, listForOperator } from "./trade-order-search.js";
import { tradeTotals } from "./trade-totals.js";

const orders = ({ db }: Dialect) => db.selectFrom("trade_orders").select("details");

type OfTransaction = { transactionId: string };
type OfMerchant = { mchid: string; outTradeNo: string };
type InApp = { appid: string };

const FIND = statement(
  (dialect, { appid, transactionId }: Given<InApp & OfTransaction>) =>
    orders(dialect).where("appid", "=", appid).where("transaction_id", "=", transactionId),
  tradeOrderOf,
);

const FIND_THESE = statement(
  (dialect, given: Given<InApp & { transactionIds: readonly string[] }>) =>
    orders(dialect)
      .where("appid", "=", given.appid)
      .where(({ ref }) => dialect.isIn(ref("transaction_id"), given.transactionIds)),
  tradeOrderOf,
);

const LOCK = statement(
  (dialect, { appid, transactionId }: Given<InApp & OfTransaction>) =>
    dialect.forUpdate(
      orders(dialect).where("appid", "=", appid).where("transaction_id", "=", transactionId),
    ),
  tradeOrderOf,
);

/**
 * The orders that a merchant number placed, or, in provider mode, those of which it is a party. Without an
 * order: SQLite would read all orders of an app in their order, rather than sort the few of a number.
 */
const ofMerchant = (dialect: Dialect, { mchid, outTradeNo }: Given<OfMerchant>) =>
  orders(dialect)
    .where("out_trade_no", "=", outTradeNo)
    .where(({ eb, or }) => or([eb("mchid", "=", mchid), eb("sub_mchid", "=", mchid)]));

const FIND_OF_MERCHANT = statement(
  (dialect, given: Given<InApp & OfMerchant>) =>
    ofMerchant(dialect, given).where("appid", "=", given.appid),
  tradeOrderOf,
);

const ANYWHERE_MAX = 10;

const FIND_ANYWHERE = statement(
  (dialect, { transactionId }: Given<OfTransaction>) =>
    orders(dialect)
      .where("transaction_id", "=", transactionId)
      .orderBy("paid_at_ms", "desc")
      .orderBy("transaction_id", "desc")
      .limit(ANYWHERE_MAX),
  tradeOrderOf,
);

const FIND_ANYWHERE_OF_MERCHANT = statement(
  (dialect, given: Given<OfMerchant>) =>
    ofMerchant(dialect, given)
      .orderBy("paid_at_ms", "desc")
      .orderBy("transaction_id", "desc")
      .limit(ANYWHERE_MAX),
  tradeOrderOf,
);

const FIND_COMBINED = statement(
  (dialect, { appid, combinedKey }: Given<InApp & { combinedKey: string }>) =>
    orders(dialect).where("appid", "=", appid).where("combined_key", "=", combinedKey),
  tradeOrderOf,
);

const FIND_COMBINED_OF_TRANSACTION = statement(
  (dialect, { appid, transactionId }: Given<InApp & OfTransaction>) =>
    orders(dialect).where("appid", "=", appid).where("combined_transaction_id", "=", transactionId),
  tradeOrderOf,
);

type Page = {
  appid: string;
  state?: TradeState;
  openid?: string;
  fromMs: number;
  /** Leaves out the orders of `fromMs` up to this number. */
  afterId: string;
  untilMs: number;
  visibleAtMs: number;
  limit: number;
};

const LIST = statement(
  (dialect, given: Given<Page>) => {
    const { appid, state, openid, fromMs, afterId, untilMs, visibleAtMs, limit } = given;
    let page = orders(dialect)
      .where("appid", "=", appid)
      .where("is_managed", "=", 1)
      .where("visible_at_ms", "<=", visibleAtMs)
      .where("paid_at_ms", ">=", fromMs)
      .where("paid_at_ms", "<=", untilMs)
      .where(({ eb, or }) =>
        or([eb("paid_at_ms", ">", fromMs), eb("transaction_id", ">", afterId)]),
      )
      .orderBy("paid_at_ms")
      .orderBy("transaction_id")
      .limit(limit);
    if (state !== undefined) page = page.where("state", "=", state);
    if (openid !== undefined) page = page.where("openid", "=", openid);
    return page;
  },
  tradeOrderOf,
  ["state", "openid"],
);

const FIND_DUE = statement(
  (dialect, { nowMs }: Given<{ nowMs: number }>) =>
    orders(dialect)
      .where("due_at_ms", "<=", nowMs)
      .orderBy("due_at_ms")
      .orderBy("transaction_id")
      .orderBy("appid")
      .limit(1),
  tradeOrderOf,
);

const PUT = insert("trade_orders", TRADE_ORDER_COLUMNS, { replace: TRADE_ORDER_KEY });

/** Moves the orders of refunded payments, inside the transaction of the refund. */
export function* refundTradeOrders(parts: readonly RefundedPart[]): Script<void> {
  for (const { appid, transactionId, atMs } of parts) {
    const order = yield* first(LOCK, { appid, transactionId });
    const refunded = order && refundTrade(order, atMs);
    if (order === null || refunded === null || refunded === order) continue;
    yield* run(PUT, tradeOrderRow(refunded));
    yield* recordEvents(tradeEvents(order, refunded));
  }
}

const merchantOf = (key: Extract<TradeOrderKey, { kind: "merchant" }>): OfMerchant => ({
  mchid: key.mchid,
  outTradeNo: key.out_trade_no,
});

const changeTradeOrder =
  (engine: Engine): TradeOrderStore["change"] =>
  (appid, transactionId, decide) =>
    engine.transaction(
      function* () {
        const order = yield* first(LOCK, { appid, transactionId });
        if (order === null) return null;
        const { order: changed, messages, result } = decide(order);
        if (changed !== null) {
          yield* run(PUT, tradeOrderRow(changed));
          yield* recordEvents(tradeEvents(order, changed));
        }
        yield* queueMessages(messages);
        return result;
      },
      { isExact: true },
    );

/** Uploads are jobs that share the commits of orders. */
export const tradeOrderStore = (
  engine: Engine,
  commit: CommitJob<TradeUploadJob>,
): TradeOrderStore => ({
  put: (incoming) => commit<"tradeUpload">({ kind: "tradeUpload", incoming }),

  async findNamed(appid, key) {
    const found =
      key.kind === "transaction"
        ? await engine.all(FIND, { appid, transactionId: key.transaction_id })
        : await engine.all(FIND_OF_MERCHANT, { appid, ...merchantOf(key) });
    return found.toSorted(byPaymentDescending);
  },

  ofTransactions: async (appid, transactionIds) =>
    transactionIds.length === 0 ? [] : engine.all(FIND_THESE, { appid, transactionIds }),

  async findCombined(appid, key) {
    const found =
      key.kind === "transaction"
        ? await engine.all(FIND_COMBINED_OF_TRANSACTION, {
            appid,
            transactionId: key.transaction_id,
          })
        : await engine.all(FIND_COMBINED, { appid, combinedKey: combinedKeyOf(merchantOf(key)) });
    return found.toSorted((one, other) => (one.transactionId < other.transactionId ? -1 : 1));
  },

  findAnywhere: (key) =>
    key.kind === "transaction"
      ? engine.all(FIND_ANYWHERE, { transactionId: key.transaction_id })
      : engine.all(FIND_ANYWHERE_OF_MERCHANT, merchantOf(key)),

  list: ({ paidFromMs, paidUntilMs, after, ...query }) =>
    engine.all(LIST, {
      ...query,
      ...(after === undefined || after.paidAtMs < paidFromMs
        ? { fromMs: paidFromMs, afterId: "" }
        : { fromMs: after.paidAtMs, afterId: after.transactionId }),
      untilMs: paidUntilMs,
    }),

  listForOperator: (query) => listForOperator(engine, query),

  listOfBuyer: (query) => listOfBuyer(engine, query),

  change: changeTradeOrder(engine),

  findDue: (nowMs) => engine.first(FIND_DUE, { nowMs }),

  ...tradeTotals(engine),
});
