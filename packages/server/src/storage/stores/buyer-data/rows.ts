import { sql } from "kysely";
import { BUYER_TABLES, type BuyerTableName } from "../../../domain/buyer-data/tables.js";
import { orderIdOf } from "../../../domain/order-id.js";
import type { BuyerTrail } from "../../buyer-data-store.js";
import type { Row } from "../../rows/row.js";
import type { Dialect } from "../../statements/dialect.js";
import type { Engine } from "../../statements/engine.js";
import { type Given, type Statement, statement } from "../../statements/statement.js";
import { anyTable, chunksOf, pause } from "./any-table.js";
import { messagesOf } from "./messages.js";
import { waitingEventsOf } from "./outbox.js";
import { Pace } from "./pace.js";
import { tokensOf } from "./tokens.js";
import { namesOf, type TrailNames } from "./trail.js";

/** How many rows of the request log one step reads at most: each may have a body of some kilobytes. */
const REQUESTS_MAX = 100;

type OfApp = { appid: string; keys: readonly string[] };
type Keys = { keys: readonly string[] };

const from = (dialect: Dialect, table: BuyerTableName) =>
  anyTable(dialect)
    .selectFrom(table)
    .select([...BUYER_TABLES[table].exported]);

/** The rows of an app whose column is one of the keys. */
const ofApp = (table: BuyerTableName, column: string) =>
  statement((dialect, { appid, keys }: Given<OfApp>) =>
    from(dialect, table)
      .where("appid", "=", appid)
      .where(() => dialect.isIn(sql.ref(column), keys)),
  ) as Statement<OfApp, Row>;

const ofKeys = (table: BuyerTableName, column: string) =>
  statement((dialect, { keys }: Given<Keys>) =>
    from(dialect, table).where(() => dialect.isIn(sql.ref(column), keys)),
  ) as Statement<Keys, Row>;

/** The rows that webhook endpoints have for the events of orders. */
const ofEvents = (table: "webhook_deliveries" | "webhook_attempts") =>
  statement((dialect, { keys }: Given<Keys>) =>
    anyTable(dialect)
      .selectFrom("events")
      .innerJoin("webhook_endpoints", (join) => join.on(sql<boolean>`true`))
      .innerJoin(table as string, (join) =>
        join.on(
          sql<boolean>`${sql.ref(table)}.endpoint_id = webhook_endpoints.id
            and ${sql.ref(table)}.position = events.position`,
        ),
      )
      .select(
        BUYER_TABLES[table].exported.map((column) => sql.ref(`${table}.${column}`).as(column)),
      )
      .where(() => dialect.isIn(sql.ref("events.order_id"), keys)),
  ) as Statement<Keys, Row>;

const UPLOADS = ofApp("uploads", "order_key");
const DELIVERIES = ofApp("deliveries", "order_key");
const PAYMENTS = ofApp("payments", "transaction_id");
const REFUNDS = ofApp("refunds", "transaction_id");
const TRADE_ORDERS = ofApp("trade_orders", "transaction_id");
const PAYMENT_NUMBERS = ofKeys("payment_numbers", "order_key");
const SUB_PAYMENTS = ofKeys("sub_payments", "sub_transaction_id");
const EARLY_REFUNDS = ofKeys("early_refunds", "transaction_id");
const EVENTS = ofKeys("events", "order_id");
const DELIVERIES_OF_EVENTS = ofEvents("webhook_deliveries");
const ATTEMPTS_OF_EVENTS = ofEvents("webhook_attempts");

type Page = { after: number; limit: number };
type ByHash = Page & { appid: string; hashes: readonly string[] };
type ByOrder = ByHash & { keys: readonly string[] };

/** What an export needs of a call besides its own columns: it opens the sealed openids. */
const requests = (dialect: Dialect, { after, limit }: Given<Page>) =>
  from(dialect, "requests")
    .select(["number", "sealed_openids"])
    .where("number", ">", after)
    .orderBy("number")
    .limit(limit);

const REQUESTS_BY_HASH = statement((dialect, given: Given<ByHash>) =>
  requests(dialect, given)
    .where(() => dialect.isIn(sql.ref("openid_hash"), given.hashes))
    // A call without a valid token has no app.
    .where((where) => where.or([where("appid", "=", given.appid), where("appid", "=", "")])),
) as Statement<ByHash, Row>;

const REQUESTS_BY_ORDER = statement((dialect, given: Given<ByOrder>) =>
  requests(dialect, given)
    .where("appid", "=", given.appid)
    .where(() => dialect.isIn(sql.ref("order_key"), given.keys))
    .where((where) =>
      where.or([
        where("openid_hash", "is", null),
        where.not(dialect.isIn(sql.ref("openid_hash"), given.hashes)),
      ]),
    ),
) as Statement<ByOrder, Row>;

type Rows = AsyncIterable<readonly Row[]>;

/** A buyer's rows of one table, some at a time. */
export async function* rowsOfBuyer(
  engine: Engine,
  table: BuyerTableName,
  trail: BuyerTrail,
  hashes: readonly string[],
): AsyncGenerator<readonly Row[]> {
  for await (const rows of finders(engine, trail, hashes)[table]()) {
    if (rows.length > 0) yield rows;
  }
}

function finders(
  engine: Engine,
  trail: BuyerTrail,
  hashes: readonly string[],
): Readonly<Record<BuyerTableName, () => Rows>> {
  const names = namesOf(trail);
  const keys = (statementOf: Statement<Keys, Row>, list: readonly string[]) => () =>
    byKeys(engine, statementOf, list);
  const orders = (statementOf: Statement<OfApp, Row>) => () =>
    byApps(engine, statementOf, names.orderKeys);
  const payments = (statementOf: Statement<OfApp, Row>) => () =>
    byApps(engine, statementOf, paymentIdsOf(trail));
  return {
    uploads: () => byApps(engine, UPLOADS, uploadKeysOf(trail)),
    deliveries: orders(DELIVERIES),
    payments: payments(PAYMENTS),
    refunds: payments(REFUNDS),
    payment_numbers: keys(PAYMENT_NUMBERS, names.paymentNames),
    sub_payments: keys(SUB_PAYMENTS, [...names.transactionIds, ...names.paymentNames]),
    early_refunds: keys(EARLY_REFUNDS, names.transactionIds),
    trade_orders: () =>
      byApps(
        engine,
        TRADE_ORDERS,
        new Map([...names.orderKeys.keys()].map((appid) => [appid, names.transactionIds])),
      ),
    app_messages: () => messagesOf(engine, trail.buyer, names),
    requests: () => requestsOf(engine, trail, names, hashes),
    event_outbox: () => waitingEventsOf(engine, names),
    events: keys(EVENTS, eventOrderIds(names)),
    webhook_deliveries: keys(DELIVERIES_OF_EVENTS, eventOrderIds(names)),
    webhook_attempts: keys(ATTEMPTS_OF_EVENTS, eventOrderIds(names)),
    buyer_tokens: () => tokensOf(engine, trail.buyer),
    refund_ids: nothing,
    event_sequences: nothing,
    order_names: nothing,
  };
}

/** The order ids under which events are recorded: of orders, and of trade orders. */
export const eventOrderIds = ({ orderKeys, transactionIds }: TrailNames): string[] => [
  ...[...orderKeys].flatMap(([appid, keys]) =>
    keys.map((orderKey) => orderIdOf({ appid, orderKey })),
  ),
  ...transactionIds,
];

const grouped = <T>(
  list: readonly T[],
  nameOf: (item: T) => readonly [appid: string, key: string],
): ReadonlyMap<string, readonly string[]> => {
  const groups = new Map<string, string[]>();
  for (const [appid, key] of list.map(nameOf)) {
    groups.set(appid, [...(groups.get(appid) ?? []), key]);
  }
  return groups;
};

const uploadKeysOf = ({ uploads }: BuyerTrail) =>
  grouped(uploads, ({ appid, orderKey }) => [appid, orderKey]);

const paymentIdsOf = ({ payments }: BuyerTrail) =>
  grouped(payments, ({ appid, id }) => [appid, id]);

// oxlint-disable-next-line eslint/require-yield -- an index, which repeats what other tables hold
async function* nothing(): AsyncGenerator<readonly Row[]> {}

async function* byKeys(
  engine: Engine,
  statementOf: Statement<Keys, Row>,
  list: readonly string[],
): AsyncGenerator<readonly Row[]> {
  for (const some of chunksOf(list)) yield await engine.all(statementOf, { keys: some });
}

async function* byApps(
  engine: Engine,
  statementOf: Statement<OfApp, Row>,
  ofApps: ReadonlyMap<string, readonly string[]>,
): AsyncGenerator<readonly Row[]> {
  for (const [appid, list] of ofApps) {
    for (const some of chunksOf(list)) yield await engine.all(statementOf, { appid, keys: some });
  }
}

async function* requestsOf(
  engine: Engine,
  { buyer: { appid } }: BuyerTrail,
  { orderKeys }: TrailNames,
  hashes: readonly string[],
): AsyncGenerator<readonly Row[]> {
  yield* pages((page) => engine.all(REQUESTS_BY_HASH, { ...page, appid, hashes }));
  for (const [ofAppid, list] of orderKeys) {
    for (const keys of chunksOf(list)) {
      yield* pages((page) =>
        engine.all(REQUESTS_BY_ORDER, { ...page, appid: ofAppid, hashes, keys }),
      );
    }
  }
}

async function* pages(
  read: (page: Page) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  const pace = new Pace(REQUESTS_MAX);
  for (let after = 0; ; ) {
    const limit = pace.begin();
    const rows = await read({ after, limit });
    yield rows;
    if (rows.length < limit) return;
    pace.end();
    after = rows.at(-1)?.["number"] as number;
    await pause();
  }
}
