import { afterEach, beforeEach, expect, test } from "vitest";
import { describeOnRawDatabases, type RawDatabase } from "../../test/support/raw-database.js";
import { SUMMARY_START } from "../domain/order-summary.js";
import { upgradeOrders } from "../jobs/upgrade-orders.js";
import {
  APPID,
  anApp,
  anUpload,
  aPayment,
  BUYER,
  MCHID,
  merchantKey,
  OTHER_APPID,
  sentUpload,
} from "./conformance/samples.js";
import type { Store } from "./store.js";

const OLD = '{"id":"an order of the version before"}';
const OTHER_MCHID = "1900000302";

describeOnRawDatabases("rows of an earlier version", (create) => {
  let database: RawDatabase;
  let store: Store;
  beforeEach(async () => {
    database = await create();
    store = await database.open();
  });
  afterEach(async () => {
    await store.close();
    await database.remove();
  });

  /** Makes matched orders whose summaries an earlier version wrote. */
  async function makeOldOrders(count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      const outTradeNo = `OLD-${index}`;
      await store.orders.put(sentUpload(anUpload({ orderKey: merchantKey(outTradeNo) })));
      await store.orders.putPayment(aPayment({ outTradeNo, transactionId: `4-${index}` }));
    }
    await database.query(`UPDATE uploads SET summary = '${OLD}'`);
  }

  const listed = () => store.orders.summariesOfBuyer({ appid: APPID, openid: BUYER, limit: 9 });
  const summaries = async () => (await listed()).map(({ summary }) => summary?.toString() ?? null);

  test("an old summary is in no list, until it is made again", async () => {
    await makeOldOrders(2);
    expect(await summaries()).toEqual([null, null]);

    expect(await store.upgrades.renewSummaries(9)).toEqual({
      renewed: 2,
      failed: [],
      isDone: true,
    });

    for (const summary of await summaries()) expect(summary?.startsWith(SUMMARY_START)).toBe(true);
  });

  test("another process continues where one ended, and nothing is left to do after the end", async () => {
    await makeOldOrders(3);
    expect(await store.upgrades.renewSummaries(2)).toMatchObject({ renewed: 2, isDone: false });
    await store.close();
    store = await database.open();

    expect(await store.upgrades.renewSummaries(2)).toMatchObject({ renewed: 1, isDone: true });
    await database.query(`UPDATE uploads SET summary = '${OLD}'`);
    expect(await store.upgrades.renewSummaries(2)).toMatchObject({ renewed: 0, isDone: true });
  });

  test("a shipped order has no summary afterwards either", async () => {
    await makeOldOrders(2);
    await database.query(
      `UPDATE uploads SET summary = NULL, shipped_at_ms = 1 WHERE order_key = '${merchantKey("OLD-0")}'`,
    );

    expect(await store.upgrades.renewSummaries(9)).toMatchObject({ renewed: 1 });

    const rows = await database.query(
      "SELECT order_key FROM uploads WHERE summary IS NULL AND state = 'matched'",
    );
    expect(rows.map(({ order_key }) => order_key)).toEqual([merchantKey("OLD-0")]);
  });

  /** A payment that was recorded under the number null, and the upload of another app for the same number. */
  async function makeNullName(): Promise<void> {
    await store.apps.create(anApp());
    await store.apps.create(anApp({ appid: OTHER_APPID, mchids: [OTHER_MCHID] }));
    await store.orders.putPayment(aPayment({ outTradeNo: "ORDER1", transactionId: "41" }));
    const orderKey = merchantKey("ORDER1", OTHER_MCHID);
    await store.orders.put(sentUpload(anUpload({ appid: OTHER_APPID, orderKey })));
    await database.query(
      `INSERT INTO payment_numbers (order_key, appid, transaction_id)
         VALUES ('1:null:ORDER1', '${APPID}', '41');
       UPDATE payments SET order_keys = '["1:null:ORDER1","1:${MCHID}:ORDER1","2:41"]'`,
    );
  }

  test("a name made of null is removed, and the app that shared it is named", async () => {
    await makeNullName();

    expect(await store.upgrades.removeNullNames(9)).toEqual({
      isDone: true,
      removed: [
        {
          name: "1:null:ORDER1",
          appid: APPID,
          paymentId: "41",
          sharedWith: [OTHER_APPID],
          isLast: false,
        },
      ],
    });

    const facts = await store.orders.findFacts(APPID, merchantKey("ORDER1"));
    expect(facts.payment?.orderKeys).toEqual([merchantKey("ORDER1"), "2:41"]);
    expect(await store.upgrades.removeNullNames(9)).toEqual({ isDone: true, removed: [] });
  });

  test("the job logs what it removed with the next step, and does nothing once it is done", async () => {
    await makeNullName();
    await makeOldOrders(1);
    const logged: object[] = [];
    const note = (line: object) => void logged.push(line);
    const run = upgradeOrders(store.upgrades, { info: note, warn: note });

    await run();
    await run();

    expect(logged).toMatchObject([
      {
        name: "1:null:ORDER1",
        sharedWith: [OTHER_APPID],
        next: `report the payment of ${OTHER_APPID} again (POST /admin/v1/payments)`,
      },
      { renewed: 1 },
    ]);
    const asked: string[] = [];
    const counted = { ...store.upgrades };
    counted.removeNullNames = (limit) => {
      asked.push("names");
      return store.upgrades.removeNullNames(limit);
    };
    const again = upgradeOrders(counted, { info: note, warn: note });
    for (let runs = 0; runs < 3; runs++) await again();
    expect(asked).toEqual(["names"]);
  });
});
