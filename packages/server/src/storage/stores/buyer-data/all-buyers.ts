import { payersOf } from "../../../domain/payment-facts.js";
import { factsOf } from "../../../domain/recorded-payment.js";
import type { KnownBuyers } from "../../buyer-data-store.js";
import { PAYMENT } from "../../rows/order-rows.js";
import type { Engine } from "../../statements/engine.js";
import { type Given, statement } from "../../statements/statement.js";
import type { Buyer } from "../../store.js";
import { allTokenSlices } from "../buyer-tokens.js";
import { pause } from "./any-table.js";
import {
  isInSlice,
  type NumberSlice,
  type PaymentSlice,
  paymentSlices,
  slicesOf,
} from "./slices.js";

const UPLOADS = statement(
  ({ db }, { after, upTo }: Given<NumberSlice>) =>
    db
      .selectFrom("uploads")
      .select(["appid", "openid"])
      .where("number", ">", after)
      .where("number", "<=", upTo),
  ({ appid, openid }): Buyer => ({ appid, openid }),
);

const PAYMENTS = statement(
  ({ db }, given: Given<PaymentSlice>) =>
    db.selectFrom("payments").select(PAYMENT.columns).where(isInSlice(given)),
  PAYMENT.of,
);

const CALLS_READ = 1_000;

const CALLS = statement(({ db }, { after, limit }: Given<{ after: number; limit: number }>) =>
  db
    .selectFrom("requests")
    .select(["number", "appid", "rid", "sealed_openids"])
    .where("number", ">", after)
    .where("sealed_openids", ">", "")
    .orderBy("number")
    .limit(limit),
);

/**
 * Every buyer of every app, some at a time, some of them several times. Trade orders and messages have no
 * buyers of their own: they follow payments.
 */
export async function* allBuyers(engine: Engine): AsyncGenerator<readonly Buyer[]> {
  yield* slicesOf(engine, "uploads", (slice) => engine.all(UPLOADS, slice));
  for await (const payments of paymentSlices(engine, (slice) => engine.all(PAYMENTS, slice))) {
    yield payments.flatMap((payment) => payersOf(factsOf(payment)));
  }
  for await (const tokens of allTokenSlices(engine)) yield tokens.flatMap(({ buyers }) => buyers);
}

/** The openids of logged calls, sealed as the log keeps them, some calls at a time. */
export async function* sealedCalls(engine: Engine): ReturnType<KnownBuyers["sealedCalls"]> {
  for (let after = 0; ; ) {
    const rows = await engine.all(CALLS, { after, limit: CALLS_READ });
    yield rows.map(({ appid, rid, sealed_openids: sealed }) => ({
      appid,
      rid,
      sealedOpenids: sealed ?? "",
    }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < CALLS_READ) return;
    after = last.number;
    await pause();
  }
}
