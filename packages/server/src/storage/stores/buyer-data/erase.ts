import type { BuyerTrail, EraseWork, TrailUpload } from "../../buyer-data-store.js";
import type { Engine } from "../../statements/engine.js";
import { lock, run } from "../../statements/script.js";
import { type Given, statement } from "../../statements/statement.js";
import { tokenSlices } from "../buyer-tokens.js";
import { chunksOf } from "./any-table.js";
import { eraseEvents } from "./erase-events.js";
import { deleteNames, erasePayment, eraseUploads } from "./erase-orders.js";
import { EraseSteps } from "./erase-steps.js";
import { messagesOf } from "./messages.js";
import { rowsOfBuyer } from "./rows.js";
import { buryNames } from "./tombstones.js";
import { namesOf } from "./trail.js";

/** How many uploads without a payment one commit erases. */
const UPLOADS = 20;

type Keys = { keys: readonly string[] };

const DELETE_REQUESTS = statement((dialect, { keys }: Given<Keys>) =>
  dialect.db.deleteFrom("requests").where(({ ref }) => dialect.isIn(ref("rid"), keys)),
);

const DELETE_MESSAGE = statement(({ db }, { number }: Given<{ number: number }>) =>
  db.deleteFrom("app_messages").where("number", "=", number),
);

const DELETE_TOKENS = statement((dialect, { keys }: Given<Keys>) =>
  dialect.db.deleteFrom("buyer_tokens").where(({ ref }) => dialect.isIn(ref("token_hash"), keys)),
);

const DELETE_TRADE_ORDERS = statement(
  (dialect, given: Given<Keys & { appid: string; openid: string }>) =>
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

/**
 * Erases what a trail leads to, in small commits. What the orders lead to is erased before them, and again
 * after them: timers and calls may have added to it until their orders were gone.
 */
export async function eraseTrail(
  engine: Engine,
  trail: BuyerTrail,
  work: EraseWork,
): Promise<void> {
  const steps = new EraseSteps(engine, work);
  await eraseTraces(engine, trail, work, steps);
  await eraseOrders(trail, work, steps);
  await eraseTraces(engine, trail, work, steps);
  await eraseNames(trail, steps);
}

/** What names the buyer or the orders, and is no order: calls, events, messages, sessions. */
async function eraseTraces(
  engine: Engine,
  trail: BuyerTrail,
  { openidHashes }: EraseWork,
  steps: EraseSteps,
): Promise<void> {
  const { buyer } = trail;
  const names = namesOf(trail);
  for await (const rows of rowsOfBuyer(engine, "requests", trail, openidHashes)) {
    const keys = rows.map(({ rid }) => rid as string);
    await steps.take(function* (counts) {
      counts.add("requests", yield* run(DELETE_REQUESTS, { keys }));
    });
  }
  await eraseEvents(engine, names, steps);
  for await (const rows of messagesOf(engine, buyer, names)) {
    if (rows.length === 0) continue;
    await steps.take(function* (counts) {
      for (const { number } of rows) {
        counts.add("app_messages", yield* run(DELETE_MESSAGE, { number }));
      }
    });
  }
  for await (const tokens of tokenSlices(engine, buyer)) {
    if (tokens.length === 0) continue;
    const keys = tokens.map(({ tokenHash }) => tokenHash);
    await steps.take(function* (counts) {
      counts.add("buyer_tokens", yield* run(DELETE_TOKENS, { keys }));
    });
  }
}

async function eraseOrders(
  { buyer, uploads, payments, tradeOrders }: BuyerTrail,
  work: EraseWork,
  steps: EraseSteps,
): Promise<void> {
  for (const payment of payments) {
    await steps.take((counts) => erasePayment(payment, uploads, work, counts));
  }
  const paid = new Set(
    payments.flatMap(({ places }) => places.map(({ appid, orderKey }) => `${appid} ${orderKey}`)),
  );
  const isUnpaid = ({ appid, orderKey }: TrailUpload) => !paid.has(`${appid} ${orderKey}`);
  for (const some of chunksOf(uploads.filter(isUnpaid), UPLOADS)) {
    const keys = some.map(({ orderKey }) => orderKey);
    const given = { appid: buyer.appid, keys, openids: [buyer.openid] };
    await steps.take((counts) => eraseUploads(given, some, counts));
  }
  for (const some of chunksOf(tradeOrders, UPLOADS)) {
    const keys = some.map(({ transactionId }) => transactionId);
    await steps.take(function* (counts) {
      const orderKeys = some.flatMap((order) => order.orderKeys);
      yield* buryNames(orderKeys.map(work.hashOf), work.erasedAtMs);
      counts.add("trade_orders", yield* run(DELETE_TRADE_ORDERS, { ...buyer, keys }));
    });
  }
}

/** The job that indexes names may have read an upload before it was erased, and added them after it. */
async function eraseNames({ buyer, uploads }: BuyerTrail, steps: EraseSteps): Promise<void> {
  for (const some of chunksOf(uploads, UPLOADS)) {
    await steps.take(function* () {
      yield* lock("order_names");
      yield* deleteNames(some);
    });
  }
  await steps.take(function* () {
    yield* lock("order_names");
    yield* run(DELETE_OPENID, buyer);
  });
}
