import { judgeReview, reviewWindow, UPLOAD_DELAY_MAX_MS } from "../domain/access-review.js";
import type { App } from "../domain/app.js";
import { finishReview } from "../domain/permission.js";
import { moveServiceProviderOrder, PAYMENT_TIMEOUT_MS } from "../domain/service-provider-order.js";
import type { Store } from "../storage/store.js";

/** What this process did; what another process did first is counted there. */
export interface DueWork {
  readonly reviewsFinished: number;
  readonly ordersTimedOut: number;
}

/**
 * Does everything that has fallen due by `nowMs`, each at the time for which it was due: a clock that
 * jumps a day ahead sees the four reviews of that day, as if it had been lived through.
 */
export async function runDue(
  stores: Pick<Store, "apps" | "orders" | "reviews" | "serviceProviderOrders">,
  nowMs: number,
): Promise<DueWork> {
  let reviewsFinished = 0;
  for (;;) {
    const app = await stores.apps.findDueReview(nowMs);
    if (app === null) break;
    if (await review(app, stores)) reviewsFinished++;
  }
  let ordersTimedOut = 0;
  for (;;) {
    const order = await stores.serviceProviderOrders.findUnpaid(nowMs - PAYMENT_TIMEOUT_MS);
    if (order === null) break;
    const dueAtMs = order.createdAtMs + PAYMENT_TIMEOUT_MS;
    // Paid in the meantime, it cannot time out any more, and is no longer found.
    const decision = await stores.serviceProviderOrders.move(order.orderId, (stored) =>
      moveServiceProviderOrder(stored, { status: 3 }, dueAtMs),
    );
    if (decision?.kind === "moved") ordersTimedOut++;
  }
  return { reviewsFinished, ordersTimedOut };
}

/** Answers whether it was finished here. */
async function review(
  app: App,
  { apps, orders, reviews }: Pick<Store, "apps" | "orders" | "reviews">,
): Promise<boolean> {
  const dueAtMs = app.reviewDueAtMs as number;
  const window = reviewWindow(app, dueAtMs);
  const figures = await orders.reviewFigures(app.appid, window, UPLOAD_DELAY_MAX_MS);
  const verdict = judgeReview(figures, app.reviewedUntilMs !== null);
  let isFinished = false;
  await apps.change(app.appid, (stored) => {
    // Another process, or the operator, may have finished it while the figures were counted.
    isFinished = stored.reviewDueAtMs === dueAtMs;
    return isFinished ? finishReview(stored, verdict, dueAtMs) : stored;
  });
  if (!isFinished) return false;
  const { appid } = app;
  await reviews.add({
    appid,
    decidedAtMs: dueAtMs,
    decidedBy: "platform",
    verdict,
    window,
    figures,
  });
  return true;
}
