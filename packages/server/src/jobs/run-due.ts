import { UPLOAD_DELAY_MAX_MS } from "@dingdan/contract";
import { judgeReview, reviewWindow } from "../domain/access-review.js";
import type { App } from "../domain/app.js";
import { finishReview } from "../domain/permission.js";
import { moveServiceProviderOrder, PAYMENT_TIMEOUT_MS } from "../domain/service-provider-order.js";
import type { Store } from "../storage/store.js";

/** The work that this process did. Work that another process did first counts there. */
export interface DueWork {
  readonly reviewsFinished: number;
  readonly ordersTimedOut: number;
}

/**
 * Does all work that is due by `nowMs`, each item as of the time at which it was due: after a jump of a
 * day the four reviews of that day take place, as if the clock had run through it.
 */
export async function runDue(
  stores: Pick<Store, "apps" | "orders" | "serviceProviderOrders">,
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
    // An order that was paid in the meantime cannot time out, and is not found again.
    const decision = await stores.serviceProviderOrders.move(order.orderId, (stored) =>
      moveServiceProviderOrder(stored, { status: 3 }, dueAtMs),
    );
    if (decision?.kind === "moved") ordersTimedOut++;
  }
  return { reviewsFinished, ordersTimedOut };
}

/** Returns true when this process finished the review. */
async function review(
  app: App,
  { apps, orders }: Pick<Store, "apps" | "orders">,
): Promise<boolean> {
  const dueAtMs = app.reviewDueAtMs as number;
  const window = reviewWindow(app, dueAtMs);
  const figures = await orders.reviewFigures(app.appid, window, UPLOAD_DELAY_MAX_MS);
  const verdict = judgeReview(figures, app.reviewedUntilMs !== null);
  const { appid } = app;
  const decidedBy = "platform" as const;
  const decided = { appid, decidedAtMs: dueAtMs, decidedBy, verdict, window, figures };
  const finished = await apps.changePermission(appid, dueAtMs, (stored) =>
    // Another process, or the operator, may have finished it while the figures were counted.
    stored.reviewDueAtMs === dueAtMs
      ? { app: finishReview(stored, verdict, dueAtMs), review: decided }
      : null,
  );
  return finished !== null;
}
