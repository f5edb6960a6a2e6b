import { expect } from "vitest";
import { NamedOrders } from "./named-orders.js";
import { APPID, HOUR_MS, OTHER_APPID, PAID_AT_MS, STRANGER } from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

export const reviewFigurePromises: readonly StorePromise[] = [
  promise(
    "counts for a review the matches in its window, including its beginning but not its end",
    async (store) => {
      const { orders } = store;
      const named = new NamedOrders(orders);
      for (const ms of [0, 1, 2, 3]) await named.match(`AT-${ms}`, PAID_AT_MS + ms);

      const figures = await orders.reviewFigures(
        APPID,
        { fromMs: PAID_AT_MS, toMs: PAID_AT_MS + 2 },
        5_000,
      );

      expect(figures).toEqual({ matchedUploads: 2, lateUploads: 0, slowestDelayMs: 0 });
    },
  ),

  promise("counts for a review how many uploads were later than allowed", async ({ orders }) => {
    const named = new NamedOrders(orders);
    await named.match("IN-TIME", PAID_AT_MS, 5_000);
    await named.match("JUST-LATE", PAID_AT_MS, 5_001);
    await named.match("LATE", PAID_AT_MS, 60_000);
    await named.upload("BEFORE", { receivedAtMs: PAID_AT_MS - HOUR_MS });
    await named.pay("BEFORE");

    const window = { fromMs: PAID_AT_MS - HOUR_MS, toMs: PAID_AT_MS + HOUR_MS };

    expect(await orders.reviewFigures(APPID, window, 5_000)).toEqual({
      matchedUploads: 4,
      lateUploads: 2,
      slowestDelayMs: 60_000,
    });
  }),

  promise(
    "measures delays for a review by the arrival of uploads, not of notices of payment",
    async (store) => {
      const { orders } = store;
      const named = new NamedOrders(orders);
      await named.upload("A", { receivedAtMs: PAID_AT_MS + 800 });
      await named.pay("A", { receivedAtMs: PAID_AT_MS + HOUR_MS });

      const window = { fromMs: PAID_AT_MS, toMs: PAID_AT_MS + HOUR_MS + 1 };

      expect(await orders.reviewFigures(APPID, window, 5_000)).toEqual({
        matchedUploads: 1,
        lateUploads: 0,
        slowestDelayMs: 800,
      });
    },
  ),

  promise("counts for a review only the app's own matched uploads", async ({ orders }) => {
    const named = new NamedOrders(orders);
    await named.match("ELSEWHERE", PAID_AT_MS, 60_000, { appid: OTHER_APPID });
    await named.upload("UNPAID", { receivedAtMs: PAID_AT_MS });
    await named.pay("MISMATCHED", { openid: STRANGER });
    await named.upload("MISMATCHED", { receivedAtMs: PAID_AT_MS + 60_000 });

    const window = { fromMs: 0, toMs: PAID_AT_MS + HOUR_MS };

    expect(await orders.reviewFigures(APPID, window, 5_000)).toEqual({
      matchedUploads: 0,
      lateUploads: 0,
      slowestDelayMs: null,
    });
  }),
];
