import { afterAll, beforeAll, expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { type ReusedDatabase, reused } from "../../../test/support/postgres-database.js";
import { item, order, paymentFor, upload } from "../../../test/support/requests.js";
import { parseTransaction } from "../../payments/transaction.js";
import { APPID, anApp, PAID_AT_MS } from "../conformance/samples.js";
import type { Store } from "../store.js";
import { PostgresDatabase } from "./database.js";
import { openPostgresStore } from "./store.js";

/** Items as shops describe them, with names, descriptions, pictures and links of usual lengths. */
const USUAL_ITEMS = [
  ["1000482917", "有机红富士苹果 5斤装 新鲜水果礼盒", "产地直发，48小时内发货；冷链配送，坏果包赔"],
  [
    "1000739164",
    "无线降噪蓝牙耳机 主动降噪 超长续航",
    "颜色：雾霾蓝；规格：标准装；赠运费险，七天无理由退换",
  ],
  [
    "1000561027",
    "轻薄羽绒服 男女同款 90%白鸭绒",
    "尺码：L（建议身高170–175厘米）；洗涤：不可漂白，低温熨烫",
  ],
].map(([id, name, description]) =>
  item({
    merchant_item_id: id,
    name,
    description,
    image_url: ["main", "detail"].map(
      (view) => `https://img.example.com/goods/${id}/${view}_800x800.jpg?v=${id}`,
    ),
    item_detail_jump_link: {
      type: "URL",
      url: `https://shop.example.com/pages/goods/detail?id=${id}&from=order`,
    },
  }),
);

async function putMatchedOrder(store: Store): Promise<void> {
  const body = upload({ order_list: [order({ item_list: USUAL_ITEMS })] });
  const stored = await store.orders.put({
    operation: "uploadShoppingInfo",
    app: { appid: APPID, itemLinks: "optional" },
    body: Buffer.from(JSON.stringify(body)),
    receivedAtMs: PAID_AT_MS,
  });
  expect(stored).toMatchObject({ kind: "stored" });
  const parsed = parseTransaction(paymentFor(body) as never, PAID_AT_MS);
  if (parsed.kind !== "payment") throw new Error(`the payment is ${parsed.kind}`);
  await store.orders.putPayment(parsed.payment);
}

describeOnPostgres("a usual order", () => {
  let database: ReusedDatabase;
  beforeAll(async () => {
    database = await reused(await createMigratedDatabase());
  });
  afterAll(() => database.remove());

  test("has its summary in its row, so a buyer's list reads no second table", async () => {
    const { store } = await openPostgresStore(database.url);
    const reader = new PostgresDatabase(database.url, { poolSize: 1 });
    try {
      await store.apps.create(anApp({ permission: "approved" }));
      for (let count = 0; count < 4; count++) await putMatchedOrder(store);
      const matched = await reader.first(
        "SELECT count(*) AS count FROM uploads WHERE summary IS NOT NULL",
        [],
      );
      const outside = await reader.first(
        `SELECT pg_relation_size(reltoastrelid) AS bytes FROM pg_class
         WHERE oid = 'uploads'::regclass`,
        [],
      );
      expect({ ...matched, ...outside }).toEqual({ count: 4, bytes: 0 });
    } finally {
      await reader.close();
      await store.close();
    }
  });
});
