import type { ErasureReceipt } from "@dingdan/contract";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { anEarlyRefund } from "../../src/storage/conformance/wechatpay.js";
import { openPostgresStore } from "../../src/storage/postgres/store.js";
import { EXAMPLE_APPID, type Platform } from "../support/platform.js";
import { describeOnPostgres } from "../support/postgres.js";
import { paymentFor, upload } from "../support/requests.js";
import { exportOf, markedKey, type Place, placeOnPostgres } from "./support.js";

const ROUNDS = 3;
const ORDERS = 12;

describeOnPostgres("two processes on one database", () => {
  let place: Place;
  beforeEach(async () => {
    place = await placeOnPostgres();
  });
  afterEach(() => place.remove());

  test("that erase the same buyer at the same time leave nothing, and count each row once", async () => {
    const platforms = [await place.open(), await place.open()] as const;
    const [platform] = platforms;
    const merchant = await platform.registerExample();
    try {
      for (let round = 0; round < ROUNDS; round++) {
        // What an erased buyer paid before is not stored again, so each round has another one.
        const buyer = { appid: EXAMPLE_APPID, openid: `oBUYER-${round}` };
        const { openid } = buyer;
        const erase = (on: Platform) => on.admin<ErasureReceipt>("POST", "/buyers/erase", buyer);
        for (let at = 0; at < ORDERS; at++) {
          const order_key = markedKey(`MARK-${round}-${at}`);
          const request = upload({ order_key, payer: { openid } });
          await merchant.upload(request);
          await platform.admin("POST", "/payments", paymentFor(request));
        }

        const answers = await Promise.all(platforms.map(erase));

        expect(answers.map(({ status }) => status)).toEqual([200, 200]);
        const sums: Record<string, number> = {};
        for (const { body } of answers) {
          for (const [table, count] of Object.entries(body.removed)) {
            sums[table] = (sums[table] ?? 0) + count;
          }
        }
        expect(sums).toMatchObject({ uploads: ORDERS, payments: ORDERS, trade_orders: ORDERS });
        expect(sums["requests"]).toBe(ORDERS);
        const { sections } = (await exportOf(platform, EXAMPLE_APPID, openid)).body;
        expect(Object.values(sections).flat()).toEqual([]);
        expect(await place.query("SELECT * FROM unfinished_erasures")).toEqual([]);
      }
      const listed = await platform.admin<{ items: unknown[] }>("GET", "/buyers/erasures");
      expect(listed.body.items).toHaveLength(2 * ROUNDS);
    } finally {
      for (const each of platforms) await each.close();
    }
  }, 60_000);

  test("a refund that is being recorded while its payment is refused as erased does not stay", async () => {
    const { store } = await openPostgresStore(place.url);
    const other = new Client(place.url);
    await other.connect();
    try {
      // A third transaction has the refund's row: recording it waits, after it looked for an erasure.
      await other.query("BEGIN");
      await other.query(
        `INSERT INTO early_refunds (refund_id, mchid, transaction_id, body, received_at_ms)
          VALUES ($1, $2, 'T-1', '{}', 1)`,
        [REFUND.refundId, REFUND.mchid],
      );
      const recorded = store.earlyRefunds.put(REFUND, "hash of T-1");
      await waitingLocks(place, 1);
      const burying = store.buyerData.buryPayment({
        nameHashes: ["hash of T-1"],
        transactionIds: ["T-1"],
        erasedAtMs: 2,
      });
      await Promise.race([burying, waitingLocks(place, 2)]);
      await other.query("ROLLBACK");

      expect(await recorded).toEqual({ kind: "kept" });
      await burying;
      expect(await place.query("SELECT * FROM early_refunds")).toEqual([]);
      expect(await store.earlyRefunds.put(REFUND, "hash of T-1")).toEqual({ kind: "erased" });
    } finally {
      await other.end();
      await store.close();
    }
  });
});

const REFUND = anEarlyRefund({ transactionId: "T-1" });

/** Waits until this many transactions of the database wait for a lock. */
async function waitingLocks(place: Place, count: number): Promise<void> {
  const sql = `SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  for (;;) {
    const [row] = await place.query(sql);
    if ((row?.["count"] as number) >= count) return;
  }
}
