import { afterEach, beforeEach, expect, test } from "vitest";
import { describeOnRawDatabases, type RawDatabase } from "../../test/support/raw-database.js";
import { anUpload, sentUpload } from "./conformance/samples.js";

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

interface OldOrder {
  readonly name: string;
  readonly shippedAtMs?: number;
  readonly refundedAtMs?: number;
  readonly hasDelivery?: true;
  readonly refunds?: readonly string[];
  readonly body?: object;
}

/** The rows of a matched order, as the version before wrote them. */
function rowsOf({ name, shippedAtMs, refundedAtMs, hasDelivery, refunds = [], body }: OldOrder) {
  const key = `1:1900000109:${name}`;
  const time = (timeMs: number | undefined) => timeMs ?? "NULL";
  const json = JSON.stringify(body ?? { out_trade_no: name, trade_state: "SUCCESS" });
  return [
    `INSERT INTO uploads (number, appid, order_key, openid, upload_time, upload_instant, state,
       transaction_id, paid_at_ms, received_at_ms, first_received_at_ms, matched_at_ms,
       shipped_at_ms, refunded_at_ms, merchant_order_nos, events, details)
     VALUES ((SELECT count(*) + 1 FROM uploads), 'wx1', '${key}', 'o1', 't', 't', 'matched',
       '4${name}', 1, 1, 1, 1, ${time(shippedAtMs)}, ${time(refundedAtMs)}, '[]', '[]', '{}')`,
    `INSERT INTO payments (appid, transaction_id, out_trade_no, order_keys, openid, amount_fen,
       paid_at_ms, received_at_ms, refunded_at_ms, body)
     VALUES ('wx1', '4${name}', '${name}', ${text(JSON.stringify([key, `2:4${name}`]))}, 'o1', 300,
       1, 1, ${time(refundedAtMs)}, ${text(json)})`,
    `INSERT INTO payment_numbers (order_key, appid, transaction_id) VALUES ('${key}', 'wx1', '4${name}')`,
    ...(hasDelivery === true
      ? [
          `INSERT INTO deliveries (appid, order_key, sub_order_key, upload_time, upload_instant,
             received_at_ms, delivery) VALUES ('wx1', '${key}', '2:4-A', 't', 't', 1, '{}')`,
        ]
      : []),
    ...refunds.map(
      (state, index) => `INSERT INTO refunds (appid, transaction_id, refund_id, of_transaction_id,
         out_refund_no, state, amount_fen, at_ms, received_at_ms, body)
       VALUES ('wx1', '4${name}', 'R${name}${index}', '4${name}', 'r${index}', '${state}', 100, 1, 1, '{}')`,
    ),
  ].join(";\n");
}

const COMBINED = {
  combine_out_trade_no: "COMBINED",
  sub_orders: [
    { mchid: "1230000109", sub_mchid: "1900000555", out_trade_no: "A", transaction_id: "4-A" },
    { mchid: "1900000556", sub_mchid: null, out_trade_no: "B", transaction_id: "4-B" },
    { mchid: "1900000557", out_trade_no: "C", transaction_id: null },
    { mchid: "", sub_mchid: "1900000558", out_trade_no: "D" },
  ],
};

const ORDERS: readonly (OldOrder & { shipping: string; refund: string })[] = [
  { name: "PLAIN", shipping: "none", refund: "none" },
  { name: "SHIPPED", shippedAtMs: 1, hasDelivery: true, shipping: "all", refund: "none" },
  { name: "PARTLY", hasDelivery: true, shipping: "part", refund: "none" },
  { name: "REFUNDING", refunds: ["processing"], shipping: "none", refund: "in_progress" },
  { name: "ABNORMAL", refunds: ["succeeded", "abnormal"], shipping: "none", refund: "in_progress" },
  { name: "PART", refunds: ["succeeded", "closed"], shipping: "none", refund: "part" },
  { name: "CLOSED", refunds: ["closed"], shipping: "none", refund: "none" },
  {
    name: "ALL",
    refunds: ["succeeded"],
    refundedAtMs: 1,
    shippedAtMs: 1,
    shipping: "all",
    refund: "all",
  },
  { name: "STARTED", body: { trade_state: "REFUND" }, shipping: "none", refund: "in_progress" },
  {
    name: "ENDED",
    body: { trade_state: "REFUND" },
    refunds: ["closed"],
    shipping: "none",
    refund: "none",
  },
  { name: "COMBINED", body: COMBINED, shipping: "none", refund: "none" },
];

describeOnRawDatabases("a database of the version without parts of payments", (create) => {
  let database: RawDatabase;
  beforeEach(async () => {
    database = await create("payment-parts");
    for (const order of ORDERS) await database.query(rowsOf(order));
    await database.query(
      "INSERT INTO sub_payments (sub_transaction_id, appid, transaction_id) VALUES ('4-A', 'wx1', '4COMBINED'), ('4-B', 'wx1', '4COMBINED')",
    );
  });
  afterEach(() => database.remove());

  test("has the progress of every order after the migration", async () => {
    const store = await database.open();
    for (const { name, shipping, refund } of ORDERS) {
      const order = await store.orders.findOrder("wx1", `1:1900000109:${name}`);
      expect(order?.upload, name).toMatchObject({
        shippingProgress: shipping,
        refundProgress: refund,
      });
    }
    const progress = await database.query(
      "SELECT out_trade_no, refund_progress FROM payments WHERE refunded_at_ms IS NULL",
    );
    for (const { out_trade_no: name, refund_progress } of progress) {
      const order = ORDERS.find((given) => given.name === name);
      expect(refund_progress, String(name)).toBe(order?.refund);
    }
    await store.close();
  });

  test("names the parts of combined payments, and no name is made of null", async () => {
    await (await database.open()).close();

    const parts = await database.query(
      "SELECT sub_transaction_id, out_trade_no FROM sub_payments ORDER BY sub_transaction_id",
    );
    expect(parts.map((row) => Object.values(row))).toEqual([
      ["1:1900000557:C", "C"],
      ["1:1900000558:D", "D"],
      ["4-A", "A"],
      ["4-B", "B"],
    ]);
    const names = await database.query(
      "SELECT order_key FROM payment_numbers WHERE transaction_id = '4COMBINED' ORDER BY order_key",
    );
    expect(names.map(({ order_key }) => order_key)).toEqual([
      "1:1230000109:A",
      "1:1900000109:COMBINED",
      "1:1900000555:A",
      "1:1900000556:B",
      "1:1900000557:C",
      "1:1900000558:D",
      "2:4-A",
      "2:4-B",
    ]);
  });

  test("stores an upload under the name of a part as one of its payment", async () => {
    const store = await database.open();
    const orderKey = "1:1900000556:B";

    await store.orders.put(sentUpload(anUpload({ appid: "wx1", orderKey })));

    const stored = await store.orders.findOrder("wx1", orderKey);
    expect(stored?.upload).toMatchObject({ state: "mismatched", paymentId: "4COMBINED" });
    await store.close();
  });
});
