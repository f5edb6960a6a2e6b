import { orderKeyOfText } from "@dingdan/contract";
import { Client } from "pg";
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import { incomingShipping } from "../../domain/shipping.js";
import { aDelivery, anIncomingUpload, aTradeOrder } from "../../domain/trade/samples.js";
import {
  APPID,
  anApp,
  anUpload,
  aPayment,
  aRefund,
  BUYER,
  combinedOf,
  MCHID,
  MERCHANT_KEY,
  merchantKey,
  OTHER_APPID,
  PAID_AT_MS,
  sentUpload,
  TRANSACTION_ID,
  WECHAT_KEY,
} from "../conformance/samples.js";
import type { Store } from "../store.js";
import { readDistribution } from "./distribution.js";
import { openPostgresStore } from "./store.js";

const TABLE = /\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)\b(?!\()/gi;

/** A question about the rows of another table with the same key: they are on the same server. */
const OF_SAME_KEY =
  /EXISTS \(SELECT 1 FROM \w+ (\w)\s+WHERE \1\.appid = u\.appid\b(?:[^()]|\([^()]*\))*\)/g;

/** Why a statement needs more servers than the one with its rows; null when it does not. */
function strayOf(written: string): string | null {
  const statement = written.replaceAll('"', "").replaceAll(OF_SAME_KEY, "TRUE");
  const distribution = readDistribution();
  const named = [...statement.matchAll(TABLE)].map(([, name = ""]) => name);
  const tables = [...new Set(named)].filter((name) => typeof distribution[name] === "object");
  if (tables.length > 1) return `reads ${tables.join(" and ")} together`;
  const [table] = tables;
  const how = table === undefined ? undefined : distribution[table];
  if (typeof how !== "object") return null;
  const { key } = how;
  const isInserted = new RegExp(`INSERT INTO ${table}[^(]*\\([^)]*\\b${key}\\b`, "i").test(
    statement,
  );
  const isAsked = new RegExp(`\\b${key}\\s*=\\s*(?:\\$\\d+|ANY\\s*\\(\\$\\d+)`, "i").test(
    statement,
  );
  return isInserted || isAsked ? null : `does not name ${table}.${key}`;
}

test("a statement without its key and one of two tables are found", () => {
  expect(strayOf("SELECT 1 FROM uploads WHERE order_key = $1")).toBe("does not name uploads.appid");
  expect(strayOf("SELECT 1 FROM uploads WHERE appid = $1")).toBeNull();
  expect(
    strayOf("SELECT 1 FROM payment_numbers JOIN payments USING (appid) WHERE order_key = $1"),
  ).toBe("reads payment_numbers and payments together");
  const ofOrder = (key: string) =>
    `SELECT 1 FROM uploads u WHERE u.appid = $1
      AND EXISTS (SELECT 1 FROM refunds r WHERE ${key} AND r.state IN (1))`;
  expect(strayOf(ofOrder("r.appid = u.appid"))).toBeNull();
  expect(strayOf(ofOrder("r.transaction_id = u.transaction_id"))).toBe(
    "reads uploads and refunds together",
  );
  expect(strayOf("INSERT INTO uploads (number, order_key) VALUES ($1, $2)")).toBe(
    "does not name uploads.appid",
  );
  expect(strayOf('select "body" from "refunds" where "transaction_id" = $1')).toBe(
    "does not name refunds.appid",
  );
});

describeOnPostgres("on distributed tables,", () => {
  let database: PostgresTestDatabase;
  let store: Store;
  let asked: MockInstance;
  /** The statements that the driver received, each once. */
  const statements = () =>
    new Set(
      asked.mock.calls.map(([query]: readonly unknown[]) =>
        typeof query === "string" ? query : (query as { readonly text: string }).text,
      ),
    );

  beforeEach(async () => {
    database = await createMigratedDatabase();
    ({ store } = await openPostgresStore(database.url, { isDistributed: true }));
    asked = vi.spyOn(Client.prototype, "query");
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await store.close();
    await database.remove();
  });

  test("every statement about orders runs on the server of its key", async () => {
    const { orders } = store;
    await orders.put(sentUpload(anUpload()));
    await orders.put(sentUpload(anUpload()));
    await orders.put(
      sentUpload(
        anUpload({ uploadTime: "2022-05-20T13:30:00+08:00", merchantOrderNos: ["RENAMED"] }),
      ),
    );
    await Promise.all([
      orders.putPayment(aPayment()),
      orders.putPayment(
        aPayment({ appid: OTHER_APPID, outTradeNo: "OTHER", transactionId: "4200002" }),
      ),
      orders.put(sentUpload(anUpload({ appid: OTHER_APPID, orderKey: merchantKey("OTHER") }))),
    ]);
    await orders.put(sentUpload(anUpload({ orderKey: WECHAT_KEY })));
    await orders.putShipping(
      incomingShipping(
        { appid: APPID, mchids: [MCHID] },
        {
          order_key: orderKeyOfText(MERCHANT_KEY),
          openid: null,
          upload_time: "2022-05-20T13:40:00+08:00",
          deliveries: [
            {
              subOrderKey: "",
              path: "",
              delivery: {
                delivery_mode: 1,
                shipping_list: [{ tracking_no: "ZT0001", express_company: "ZTO" }],
              },
            },
          ],
        },
        PAID_AT_MS,
      ),
    );
    // A part that is reported before its combined payment, which then takes its place.
    const part = { out_trade_no: "PART", transaction_id: "4PART" };
    await orders.putPayment(aPayment({ outTradeNo: "PART", transactionId: "4PART" }));
    const report = combinedOf({ ...part, mchid: MCHID, amount: { total_amount: 1_657_600 } });
    await orders.putPayment(aPayment({ report: { ...report, combine_out_trade_no: "COMBINED" } }));
    await store.refunds.put(aRefund());
    await store.refunds.ofPayments(APPID, [TRANSACTION_ID]);
    await orders.findFacts(APPID, MERCHANT_KEY);
    await orders.findShippingFacts({ appid: APPID, mchids: [MCHID] }, MERCHANT_KEY);
    await orders.findOrder(APPID, MERCHANT_KEY);
    const ofBuyer = { appid: APPID, openid: BUYER, limit: 9 };
    expect(await orders.listOfBuyer(ofBuyer)).toHaveLength(1);
    await orders.listOfBuyer({ ...ofBuyer, status: "to_ship" });
    await orders.summariesOfBuyer({ ...ofBuyer, status: "shipped" });
    await orders.reviewFigures(APPID, { fromMs: 0, toMs: PAID_AT_MS }, 0);

    expect([...statements()].filter((statement) => strayOf(statement) !== null)).toEqual([]);
    for (const words of [
      "INSERT INTO uploads (number",
      "INSERT INTO uploads (appid",
      "INSERT INTO payments",
      "INSERT INTO payment_numbers",
      "UPDATE payment_numbers",
      "INSERT INTO deliveries",
      "INSERT INTO renamed_uploads",
      'insert into "refunds"',
      "DO UPDATE SET\n     number",
      "FROM uploads u WHERE appid",
      "FOR UPDATE OF uploads",
      "FOR UPDATE OF payments",
      "FROM payment_numbers",
      "FROM deliveries",
      "AND (u.paid_at_ms, u.number) < ($3, $4)",
    ]) {
      expect(
        [...statements()].some((statement) => statement.includes(words)),
        words,
      ).toBe(true);
    }
  });

  test("so does every statement about trade orders", async () => {
    const { orders, tradeOrders, refunds } = store;
    const combination = { mchid: MCHID, outTradeNo: "COMBINED", transactionId: "4COMBINED" };
    const order = aTradeOrder({ transactionId: TRANSACTION_ID, combination });
    const { appid, outTradeNo, mchid } = order;
    await orders.putPayment({ ...aPayment(), trade: [order] });
    const keys = [
      { kind: "transaction", transaction_id: TRANSACTION_ID },
      { kind: "merchant", mchid, out_trade_no: outTradeNo },
    ] as const;
    const wholes = [
      { kind: "transaction", transaction_id: "4COMBINED" },
      { kind: "merchant", mchid, out_trade_no: "COMBINED" },
    ] as const;
    for (const [index, order_key] of keys.entries()) {
      for (const combined_key of [null, wholes[index] ?? null]) {
        const deliveries = [aDelivery({ order_key, path: "" })];
        await tradeOrders.put(anIncomingUpload(order.visibleAtMs, deliveries, { combined_key }));
        await tradeOrders.findNamed(appid, order_key);
        if (combined_key !== null) await tradeOrders.findCombined(appid, combined_key);
      }
    }
    await tradeOrders.list({
      appid,
      paidFromMs: 0,
      paidUntilMs: order.paidAtMs,
      visibleAtMs: order.visibleAtMs,
      limit: 9,
    });
    await tradeOrders.hasShipped(appid);
    await tradeOrders.change(appid, TRANSACTION_ID, () => ({
      order,
      messages: [],
      result: null,
    }));
    await refunds.put(aRefund());

    const written = [...statements()].filter((statement) => statement.includes("trade_orders"));
    expect(written.filter((statement) => strayOf(statement) !== null)).toEqual([]);
    for (const words of [
      "INSERT INTO trade_orders",
      "DO UPDATE SET state",
      "FOR UPDATE OF trade_orders",
      "out_trade_no = ANY",
      "combined_key = ANY",
      "combined_transaction_id = ANY",
    ]) {
      expect(
        written.some((statement) => statement.includes(words)),
        words,
      ).toBe(true);
    }
  });

  test("so does every look-up of every call", async () => {
    await store.apps.create(anApp());
    await store.accessTokens.find("a1");
    await store.apps.find(APPID);
    await store.buyerTokens.find("b1");
    await store.consoleSessions.find("s1");
    await store.adminKeys.find("k1");
    await store.componentCredentials.find("c1");
    await store.authorizations.find(APPID, OTHER_APPID);
    await store.quotas.take(APPID, "uploadShoppingInfo", {
      quotas: { perMinute: 9, perDay: 9 },
      minute: 1,
      day: "2022-05-20",
      nowMs: 60_000,
    });
    await store.apps.change(APPID, (app) => app);
    await store.apps.changePermission(APPID, 0, (app) => ({ app }));

    expect([...statements()].filter((statement) => strayOf(statement) !== null)).toEqual([]);
    expect(statements().size).toBeGreaterThan(8);
  });
});
