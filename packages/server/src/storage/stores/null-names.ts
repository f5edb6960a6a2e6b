import { orderKeyText } from "@dingdan/contract";
import { sql } from "kysely";
import { fromJson, toJson } from "../rows/json.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { all, first, lock, run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { RowOf } from "../statements/tables.js";
import type { NameStep, RemovedName } from "../upgrade-store.js";

/** The setting that is set once no payment has a name made of a null member. */
const SETTING = "upgrade_of_names";

const PUT_DONE = insert("settings", ["name", "value"], { replace: ["name"] });

const GET_DONE = statement(({ db }, { name }: Given<{ name: string }>) =>
  db.selectFrom("settings").select("value").where("name", "=", name),
);

/**
 * How the names begin that an earlier version made of a missing merchant number. Without a merchant order
 * number no payment was stored, so there is no name such as `1:1900000109:null`.
 */
const PREFIXES = ["1:null:", "1::"] as const;

/** The names of combined payments without a transaction number. */
const WITHOUT_NUMBER = ["2:null", "2:"] as const;

// Ranges, unlike LIKE, use the key of the table on both engines.
const FIND = statement(({ db }, { limit }: Given<{ limit: number }>) =>
  db
    .selectFrom("payment_numbers")
    .select(["order_key", "appid", "transaction_id"])
    .where((eb) =>
      eb.or([
        ...PREFIXES.map((prefix) =>
          eb.and([
            eb("order_key", ">=", sql.lit(prefix)),
            eb("order_key", "<", sql.lit(`${prefix.slice(0, -1)};`)),
          ]),
        ),
        ...WITHOUT_NUMBER.map((name) => eb("order_key", "=", sql.lit(name))),
      ]),
    )
    .orderBy("order_key")
    .limit(limit),
);

const LIST_APPS = statement(
  ({ db }) => db.selectFrom("apps").select(["appid", "mchids"]),
  ({ appid, mchids }) => ({ appid, mchids: fromJson(mchids) }),
);

type Place = { appid: string; order_key: string };

const WAITING = statement((dialect, { places }: Given<{ places: readonly Place[] }>) =>
  dialect.db
    .selectFrom(dialect.rows<Place>(places, { appid: "text", order_key: "text" }))
    .innerJoin("uploads as u", (join) =>
      join.onRef("u.appid", "=", "given.appid").onRef("u.order_key", "=", "given.order_key"),
    )
    .select(["u.appid", "u.order_key"])
    .where("u.state", "=", "waiting")
    .orderBy("u.appid"),
);

type PaymentPlace = { appid: string; transaction_id: string };

const LOCK_KEYS = statement(
  (dialect, place: Given<PaymentPlace>) =>
    dialect.forUpdate(
      dialect.db
        .selectFrom("payments")
        .select("order_keys")
        .where("appid", "=", place.appid)
        .where("transaction_id", "=", place.transaction_id),
    ),
  ({ order_keys }) => fromJson(order_keys),
);

const PUT_KEYS = statement(
  ({ db }, given: Given<PaymentPlace & Pick<RowOf<"payments">, "order_keys">>) =>
    db
      .updateTable("payments")
      .set({ order_keys: given.order_keys })
      .where("appid", "=", given.appid)
      .where("transaction_id", "=", given.transaction_id),
);

const DELETE_NAME = statement(({ db }, { name }: Given<{ name: string }>) =>
  db.deleteFrom("payment_numbers").where("order_key", "=", name),
);

export async function removeNullNames(engine: Engine, limit: number): Promise<NameStep> {
  if ((await engine.first(GET_DONE, { name: SETTING })) !== null)
    return { removed: [], isDone: true };
  const removeSome = function* (): Script<NameStep> {
    // Of several processes, one removes a name, and so one reports it.
    yield* lock(SETTING);
    const found = yield* all(FIND, { limit });
    const apps = found.length === 0 ? [] : yield* all(LIST_APPS, {});
    const removed: RemovedName[] = [];
    for (const row of found) removed.push(yield* removeName(row, apps));
    const isDone = found.length < limit;
    if (isDone) yield* run(PUT_DONE, { name: SETTING, value: "done" });
    return { removed, isDone };
  };
  return engine.transaction(removeSome, { isLong: true });
}

interface AppNumbers {
  readonly appid: string;
  readonly mchids: readonly string[];
}

function* removeName(
  { order_key: name, ...place }: RowOf<"payment_numbers">,
  apps: readonly AppNumbers[],
): Script<RemovedName> {
  const keys = yield* first(LOCK_KEYS, place);
  const orderKeys = (keys ?? []).filter((key) => key !== name);
  yield* run(PUT_KEYS, { ...place, order_keys: toJson(orderKeys) });
  yield* run(DELETE_NAME, { name });
  const { appid, transaction_id: paymentId } = place;
  const sharedWith = yield* waitingApps(name, apps, orderKeys);
  return { name, appid, paymentId, sharedWith, isLast: keys !== null && orderKeys.length === 0 };
}

/** The apps with a waiting upload that has the order number of the name, and a merchant number of theirs. */
function* waitingApps(
  name: string,
  apps: readonly AppNumbers[],
  ownKeys: readonly string[],
): Script<string[]> {
  const prefix = PREFIXES.find((known) => name.startsWith(known));
  if (prefix === undefined) return [];
  const out_trade_no = name.slice(prefix.length);
  const places = apps.flatMap(({ appid, mchids }) =>
    mchids
      .map((mchid) => orderKeyText({ order_number_type: 1, mchid, out_trade_no }))
      .filter((key) => !ownKeys.includes(key))
      .map((order_key): Place => ({ appid, order_key })),
  );
  if (places.length === 0) return [];
  const waiting = yield* all(WAITING, { places });
  return [...new Set(waiting.map(({ appid }) => appid))];
}
