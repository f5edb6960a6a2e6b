import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isExposedToBuyers } from "../domain/app.js";
import { closePermission, submitReview } from "../domain/permission.js";
import { moveServiceProviderOrder } from "../domain/service-provider-order.js";
import {
  APPID,
  anApp,
  anUpload,
  aPayment,
  aServiceProviderOrder,
  HOUR_MS,
  merchantKey,
  OTHER_APPID,
  PAID_AT_MS,
  SECOND_MS,
  sentUpload,
} from "../storage/conformance/samples.js";
import { openSqliteStore } from "../storage/sqlite/store.js";
import type { Store } from "../storage/store.js";
import { runDue } from "./run-due.js";

const MINUTE_MS = 60 * SECOND_MS;

let store: Store;

beforeEach(async () => {
  ({ store } = await openSqliteStore(":memory:"));
});

afterEach(() => store.close());

const findApp = async (appid = APPID) => {
  const app = await store.apps.find(appid);
  if (app === null) throw new Error(`no app ${appid}`);
  return app;
};

/** Creates an order that was paid at a time and uploaded `delayMs` later. */
async function matchOrder(paidAtMs: number, delayMs: number, appid = APPID): Promise<void> {
  const name = `ORDER-${appid}-${paidAtMs}-${delayMs}`;
  await store.orders.putPayment(
    aPayment({ appid, outTradeNo: name, transactionId: name, paidAtMs }),
  );
  await store.orders.put(
    sentUpload(anUpload({ appid, orderKey: merchantKey(name), receivedAtMs: paidAtMs + delayMs })),
  );
}

describe("a review", () => {
  /** When the permission was opened and the app was submitted for review. */
  const SUBMITTED_AT_MS = PAID_AT_MS;
  const after = (hours: number) => SUBMITTED_AT_MS + hours * HOUR_MS;

  const submitApp = (appid = APPID) =>
    store.apps.create(submitReview(anApp({ appid, openedAtMs: SUBMITTED_AT_MS }), SUBMITTED_AT_MS));

  const closeApp = () =>
    store.apps.changePermission(APPID, SUBMITTED_AT_MS, (app) => ({ app: closePermission(app) }));

  beforeEach(() => submitApp());

  test("is not finished before six hours have passed", async () => {
    await matchOrder(after(1), SECOND_MS);

    expect(await runDue(store, after(6) - 1)).toEqual({ reviewsFinished: 0, ordersTimedOut: 0 });
    expect((await findApp()).permission).toBe("reviewing");
  });

  test("approves an app after six hours when its uploads were in time", async () => {
    await matchOrder(after(1), 5 * SECOND_MS);
    await matchOrder(after(2), -3 * SECOND_MS);

    expect(await runDue(store, after(6))).toEqual({ reviewsFinished: 1, ordersTimedOut: 0 });

    expect(isExposedToBuyers(await findApp())).toBe(true);
    expect(await findApp()).toMatchObject({
      lastResult: "APPROVED",
      approvedAtMs: after(6),
      reviewDueAtMs: null,
    });
  });

  test("rejects an app without orders, and the next review is planned", async () => {
    await runDue(store, after(6));

    expect(await findApp()).toMatchObject({
      permission: "rejected",
      lastResult: "REJECTED: no upload was matched to its payment since the permission was opened",
      reviewDueAtMs: after(12),
    });
  });

  test("rejects an app with one late upload, with the figures as the reason", async () => {
    await matchOrder(after(1), SECOND_MS);
    await matchOrder(after(2), 5 * SECOND_MS + 1);
    await matchOrder(after(3), 90 * SECOND_MS);

    await runDue(store, after(6));

    expect((await findApp()).lastResult).toBe(
      "REJECTED: 2 of 3 matched uploads came later than 5 s after their payment (slowest: 90.0 s)",
    );
  });

  test("that is repeated judges only the orders since the previous review, until the app is approved", async () => {
    // given a slow first day, a day without orders, and a quick one
    await matchOrder(after(1), 90 * SECOND_MS);
    await matchOrder(after(13), SECOND_MS);

    const results: string[] = [];
    for (const hours of [6, 12, 18, 24]) {
      await runDue(store, after(hours));
      results.push((await findApp()).lastResult.slice(0, 36));
    }

    expect(results).toEqual([
      "REJECTED: 1 of 1 matched uploads cam",
      "REJECTED: no upload was matched to i",
      "APPROVED",
      "APPROVED",
    ]);
    expect((await findApp()).approvedAtMs).toBe(after(18));
  });

  test("is repeated every six hours, even when the clock jumps by days", async () => {
    expect(await runDue(store, after(72))).toEqual({ reviewsFinished: 12, ordersTimedOut: 0 });

    expect(await findApp()).toMatchObject({
      permission: "rejected",
      lastResult: "REJECTED: no upload was matched to its payment since the previous review",
      reviewedUntilMs: after(72),
      reviewDueAtMs: after(78),
    });
  });

  test("has the outcome of the time at which it was due, however far the clock has jumped since", async () => {
    // given an app that was quick for an afternoon, and slow after that
    await matchOrder(after(7), SECOND_MS);
    await matchOrder(after(13), 90 * SECOND_MS);

    // when the job does not run for three days
    const due = await runDue(store, after(72));

    // then the second review approves it, and there is no third
    expect(due.reviewsFinished).toBe(2);
    expect(await findApp()).toMatchObject({
      permission: "approved",
      approvedAtMs: after(12),
      reviewedUntilMs: after(12),
    });
  });

  test("is finished once when two processes on one database finish it at the same time", async () => {
    await Promise.all([runDue(store, after(6)), runDue(store, after(6))]);

    expect(await findApp()).toMatchObject({
      reviewedUntilMs: after(6),
      reviewDueAtMs: after(12),
      lastResult: "REJECTED: no upload was matched to its payment since the permission was opened",
    });
  });

  test("changes nothing when the app's permission is closed during the review", async () => {
    const due = runDue(store, after(6));
    // The review has begun and has written nothing yet.
    await closeApp();
    await due;

    expect(await findApp()).toMatchObject({ permission: "closed", lastResult: "" });
    expect((await findApp()).reviewDueAtMs).toBeNull();
  });

  test("judges every app by its own orders", async () => {
    await submitApp(OTHER_APPID);
    await matchOrder(after(1), SECOND_MS, OTHER_APPID);

    expect((await runDue(store, after(6))).reviewsFinished).toBe(2);

    expect((await findApp()).permission).toBe("rejected");
    expect((await findApp(OTHER_APPID)).permission).toBe("approved");
  });

  test("does not take place for an app whose permission was closed before it was due", async () => {
    await closeApp();

    expect((await runDue(store, after(72))).reviewsFinished).toBe(0);
    expect((await findApp()).permission).toBe("closed");
  });
});

describe("a service provider's order", () => {
  const CREATED_AT_MS = PAID_AT_MS;
  const order = (number: number, minutes: number) =>
    aServiceProviderOrder({
      orderId: `DD000000000000000000${number}`,
      createdAtMs: CREATED_AT_MS + minutes * MINUTE_MS,
      updatedAtMs: CREATED_AT_MS + minutes * MINUTE_MS,
    });
  const find = (number: number) =>
    store.serviceProviderOrders.find(APPID, order(number, 0).orderId);

  test("times out after thirty minutes without a payment, and not before", async () => {
    await store.serviceProviderOrders.create(order(1, 0));

    expect((await runDue(store, CREATED_AT_MS + 30 * MINUTE_MS - 1)).ordersTimedOut).toBe(0);
    expect((await runDue(store, CREATED_AT_MS + 30 * MINUTE_MS)).ordersTimedOut).toBe(1);

    expect(await find(1)).toMatchObject({ status: 3, paidAtMs: null });
  });

  test("times out at the time at which it was due, however far the clock has jumped since", async () => {
    await store.serviceProviderOrders.create(order(1, 0));
    await store.serviceProviderOrders.create(order(2, 7));

    const due = await runDue(store, CREATED_AT_MS + 48 * HOUR_MS);

    expect(due).toEqual({ reviewsFinished: 0, ordersTimedOut: 2 });
    expect(await find(1)).toMatchObject({ updatedAtMs: CREATED_AT_MS + 30 * MINUTE_MS });
    expect(await find(2)).toMatchObject({ updatedAtMs: CREATED_AT_MS + 37 * MINUTE_MS });
  });

  test.each([
    ["paid", 2],
    ["cancelled", 9],
  ] as const)("does not time out once it is %s", async (_, status) => {
    await store.serviceProviderOrders.create(order(1, 0));
    await store.serviceProviderOrders.move(order(1, 0).orderId, (stored) =>
      moveServiceProviderOrder(stored, { status }, CREATED_AT_MS + MINUTE_MS),
    );

    expect((await runDue(store, CREATED_AT_MS + 48 * HOUR_MS)).ordersTimedOut).toBe(0);
    expect((await find(1))?.status).toBe(status);
  });
});

test("due work is done once: a second run finds nothing to do", async () => {
  await store.apps.create(submitReview(anApp(), PAID_AT_MS));
  await store.serviceProviderOrders.create(aServiceProviderOrder());
  const nowMs = PAID_AT_MS + 6 * HOUR_MS;

  expect(await runDue(store, nowMs)).toEqual({ reviewsFinished: 1, ordersTimedOut: 1 });
  expect(await runDue(store, nowMs)).toEqual({ reviewsFinished: 0, ordersTimedOut: 0 });
});
