import { payersOf } from "../../../domain/payment-facts.js";
import { allNamesOf, factsOf, transactionIdsIn } from "../../../domain/recorded-payment.js";
import type { Payment } from "../../../domain/stored-order.js";
import type {
  BuyerTrail,
  TrailPayment,
  TrailTradeOrder,
  TrailUpload,
} from "../../buyer-data-store.js";
import { placesOf } from "../../orders/payment-places.js";
import { fromJson } from "../../rows/json.js";
import { PAYMENT } from "../../rows/order-rows.js";
import type { Engine } from "../../statements/engine.js";
import { type Given, statement } from "../../statements/statement.js";
import type { Buyer } from "../../store.js";
import { chunksOf } from "./any-table.js";
import { isInSlice, type PaymentSlice, paymentSlices, slicesOf } from "./slices.js";

const UPLOAD = ["number", "appid", "order_key", "openid", "merchant_order_nos"] as const;

const uploadOf = (row: {
  number: number;
  appid: string;
  order_key: string;
  openid: string;
  merchant_order_nos: Parameters<typeof fromJson<readonly string[]>>[0];
}): TrailUpload => ({
  number: row.number,
  appid: row.appid,
  orderKey: row.order_key,
  names: [row.openid, ...fromJson(row.merchant_order_nos)],
});

type UploadSlice = Buyer & { after: number; upTo: number };

const UPLOADS = statement(
  ({ db }, { appid, openid, after, upTo }: Given<UploadSlice>) =>
    db
      .selectFrom("uploads")
      .select(UPLOAD)
      .where("number", ">", after)
      .where("number", "<=", upTo)
      .where("appid", "=", appid)
      .where("openid", "=", openid),
  uploadOf,
);

type Keys = { appid: string; keys: readonly string[] };

// PostgreSQL keeps rows without a number for payments whose uploads have not arrived.
const UPLOADS_AT = statement(
  (dialect, { appid, keys, openids }: Given<Keys & { openids: readonly string[] }>) =>
    dialect.db
      .selectFrom("uploads")
      .select(UPLOAD)
      .where("appid", "=", appid)
      .where(({ ref }) => dialect.isIn(ref("order_key"), keys))
      .where(({ ref }) => dialect.isIn(ref("openid"), openids))
      .where("number", "is not", null),
  uploadOf,
);

const PAYMENTS = statement(
  (dialect, given: Given<PaymentSlice & { openid: string; json: string }>) =>
    dialect.db
      .selectFrom("payments")
      .select(PAYMENT.columns)
      .where(isInSlice(given))
      .where(({ eb, or, ref }) =>
        or([eb("openid", "=", given.openid), dialect.contains(ref("body"), given.json)]),
      ),
  PAYMENT.of,
);

const TRADE_ORDERS = statement(
  ({ db }, { appid, openid }: Given<Buyer>) =>
    db
      .selectFrom("trade_orders")
      .select(["appid", "transaction_id", "mchid", "sub_mchid", "out_trade_no"])
      .where("openid", "=", openid)
      .where("appid", "=", appid),
  (row): TrailTradeOrder => ({
    appid: row.appid,
    transactionId: row.transaction_id,
    orderKeys: [
      `2:${row.transaction_id}`,
      ...[row.mchid, row.sub_mchid]
        .filter((mchid) => mchid !== "")
        .map((mchid) => `1:${mchid}:${row.out_trade_no}`),
    ],
  }),
);

/** Finds the uploads and payments of a buyer. */
export async function trailOf(engine: Engine, buyer: Buyer): Promise<BuyerTrail> {
  // A payment that arrives while uploads are read is found with the uploads that it matches.
  const uploads = new Map<number, TrailUpload>();
  const slices = slicesOf(engine, "uploads", (slice) =>
    engine.all(UPLOADS, { ...buyer, ...slice }),
  );
  for await (const rows of slices) for (const found of rows) uploads.set(found.number, found);
  const payments = await paymentsOf(engine, buyer);
  for (const { payers, places } of payments) {
    const openids = payers.map(({ openid }) => openid);
    for (const { appid } of payers) {
      const keys = keysIn(places, appid);
      for (const some of chunksOf(keys)) {
        for (const found of await engine.all(UPLOADS_AT, { appid, keys: some, openids })) {
          uploads.set(found.number, found);
        }
      }
    }
  }
  const tradeOrders = await engine.all(TRADE_ORDERS, buyer);
  return { buyer, uploads: [...uploads.values()], payments, tradeOrders };
}

async function paymentsOf(engine: Engine, { appid, openid }: Buyer): Promise<TrailPayment[]> {
  const found: TrailPayment[] = [];
  const json = JSON.stringify(openid);
  const slices = paymentSlices(engine, async (slice) => {
    const rows = await engine.all(PAYMENTS, { ...slice, openid, json });
    // Another app's buyer may have the same openid.
    return rows
      .map(trailPaymentOf)
      .filter(({ payers }) =>
        payers.some((payer) => payer.appid === appid && payer.openid === openid),
      );
  });
  for await (const payments of slices) found.push(...payments);
  return found;
}

/** A payment with the names and places by which its other rows are found. */
export function trailPaymentOf(payment: Payment): TrailPayment {
  const facts = factsOf(payment);
  const { appid, id } = payment;
  const names = allNamesOf(payment);
  return { appid, id, names, payers: payersOf(facts), places: placesOf([facts]) };
}

/** The order keys of an app among places. */
export const keysIn = (places: TrailPayment["places"], appid: string): string[] =>
  places.filter((place) => place.appid === appid).map(({ orderKey }) => orderKey);

/** What the rows of other tables name a buyer's orders by. */
export interface TrailNames {
  /** Order keys, by their apps. */
  readonly orderKeys: ReadonlyMap<string, readonly string[]>;
  readonly transactionIds: readonly string[];
  /** Order keys of the payments and their parts, of any app. */
  readonly paymentNames: readonly string[];
}

export function namesOf({ buyer, uploads, payments, tradeOrders }: BuyerTrail): TrailNames {
  const keys = new Map<string, Set<string>>([[buyer.appid, new Set()]]);
  const add = (appid: string, orderKey: string) => {
    keys.set(appid, (keys.get(appid) ?? new Set()).add(orderKey));
  };
  for (const { appid, orderKey } of uploads) add(appid, orderKey);
  for (const { payers, names } of payments) {
    for (const { appid } of payers) for (const name of names) add(appid, name);
  }
  for (const { appid, orderKeys } of tradeOrders) for (const key of orderKeys) add(appid, key);
  const paymentNames = [...new Set(payments.flatMap(({ names }) => names))];
  const ids = transactionIdsIn(paymentNames);
  const transactionIds = [...ids, ...tradeOrders.map(({ transactionId }) => transactionId)];
  return {
    orderKeys: new Map([...keys].map(([appid, set]) => [appid, [...set]])),
    transactionIds: [...new Set(transactionIds)],
    paymentNames,
  };
}
