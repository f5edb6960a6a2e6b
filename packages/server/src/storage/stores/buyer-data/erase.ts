import type { BuyerTrail, ErasedCounts, EraseWork, TrailUpload } from "../../buyer-data-store.js";
import type { Engine } from "../../statements/engine.js";
import { insert } from "../../statements/insert.js";
import { run, type Script } from "../../statements/script.js";
import { type Given, statement } from "../../statements/statement.js";
import { chunksOf, pause } from "./any-table.js";
import { Counts } from "./counts.js";
import { eraseEvents } from "./erase-events.js";
import { erasePayment, eraseUploads } from "./erase-orders.js";
import { messagesOf } from "./messages.js";
import { rowsOfBuyer } from "./rows.js";
import { namesOf } from "./trail.js";

/** How many uploads without a payment one commit erases. */
const UPLOADS = 20;

const STEP = { isRepeatable: true, isLong: true } as const;

const DELETE_REQUESTS = statement((dialect, { keys }: Given<{ keys: readonly string[] }>) =>
  dialect.db.deleteFrom("requests").where(({ ref }) => dialect.isIn(ref("rid"), keys)),
);

const DELETE_MESSAGE = statement(({ db }, { number }: Given<{ number: number }>) =>
  db.deleteFrom("app_messages").where("number", "=", number),
);

const DELETE_TRADE_ORDERS = statement(
  (dialect, given: Given<{ appid: string; openid: string; keys: readonly string[] }>) =>
    dialect.db
      .deleteFrom("trade_orders")
      .where("appid", "=", given.appid)
      .where("openid", "=", given.openid)
      .where(({ ref }) => dialect.isIn(ref("transaction_id"), given.keys)),
);

const DELETE_OPENID = statement(
  ({ db }, { appid, openid }: Given<{ appid: string; openid: string }>) =>
    db.deleteFrom("order_names").where("name", "=", openid).where("appid", "=", appid),
);

const BURY = insert("erased_transactions", ["transaction_hash", "erased_at_ms"], "ignore");

/**
 * Erases what a trail leads to, in small commits. The rows that lead to others go last, so that a second
 * call finds what one that was interrupted has left.
 */
export async function eraseTrail(
  engine: Engine,
  trail: BuyerTrail,
  work: EraseWork,
): Promise<ErasedCounts> {
  const names = namesOf(trail);
  const counts = new Counts();
  counts.add("requests", await eraseRequests(engine, trail, work.openidHashes));
  counts.add("events", await eraseEvents(engine, names));
  for await (const rows of messagesOf(engine, trail.buyer, names)) {
    for (const { number } of rows) {
      counts.add("app_messages", await engine.run(DELETE_MESSAGE, { number }, STEP));
    }
  }
  await eraseOrders(engine, trail, work, counts);
  // Timers may have recorded events until their orders were gone.
  counts.add("events", await eraseEvents(engine, names));
  await engine.run(DELETE_OPENID, trail.buyer, STEP);
  return counts.list();
}

async function eraseOrders(
  engine: Engine,
  { buyer, uploads, payments, tradeOrders }: BuyerTrail,
  work: EraseWork,
  counts: Counts,
): Promise<void> {
  const step = async (script: (inStep: Counts) => Script<void>) => {
    const inStep = await engine.transaction(function* () {
      const made = new Counts();
      yield* script(made);
      return made;
    }, STEP);
    counts.addAll(inStep);
    await pause();
  };
  for (const payment of payments) {
    await step((inStep) => erasePayment(payment, uploads, work, inStep));
  }
  const paid = new Set(
    payments.flatMap(({ places }) => places.map(({ appid, orderKey }) => `${appid} ${orderKey}`)),
  );
  const isUnpaid = ({ appid, orderKey }: TrailUpload) => !paid.has(`${appid} ${orderKey}`);
  for (const some of chunksOf(uploads.filter(isUnpaid), UPLOADS)) {
    const keys = some.map(({ orderKey }) => orderKey);
    const given = { appid: buyer.appid, keys, openids: [buyer.openid] };
    await step((inStep) => eraseUploads(given, some, inStep));
  }
  for (const some of chunksOf(tradeOrders, UPLOADS)) {
    const keys = some.map(({ transactionId }) => transactionId);
    await step(function* (inStep) {
      for (const key of some.flatMap(({ orderKeys }) => orderKeys)) {
        const hash = work.hashOf(key);
        yield* run(BURY, { transaction_hash: hash, erased_at_ms: work.erasedAtMs });
      }
      inStep.add("trade_orders", yield* run(DELETE_TRADE_ORDERS, { ...buyer, keys }));
    });
  }
}

async function eraseRequests(
  engine: Engine,
  trail: BuyerTrail,
  openidHashes: readonly string[],
): Promise<number> {
  let erased = 0;
  for await (const rows of rowsOfBuyer(engine, "requests", trail, openidHashes)) {
    const keys = rows.map(({ rid }) => rid as string);
    erased += await engine.run(DELETE_REQUESTS, { keys }, STEP);
    await pause();
  }
  return erased;
}
