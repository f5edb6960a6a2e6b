import type { FastifyBaseLogger } from "fastify";
import { EARLY_REFUNDS_KEPT_MS } from "../payments/early-refund.js";
import type { EarlyRefundKey } from "../storage/wechatpay-store.js";
import { applyEarlyRefund, type RefundStores } from "../wechatpay/early-refunds.js";

/** How many refunds one run looks at; the others wait for the next. */
const PAGE_SIZE = 50;
/** How many rows one commit deletes: a few milliseconds, so other writes run in between. */
const SWEEP_STEP = 200;

type Log = Pick<FastifyBaseLogger, "warn">;

/**
 * Makes the job that records refunds whose payment is recorded by now. Usually a payment's own report has
 * done that; a process that ended in between has not. Each run looks at the next page of the refunds that
 * wait.
 */
export function applyWaitingRefunds(stores: RefundStores, log: Log): () => Promise<void> {
  let after: EarlyRefundKey | null = null;
  return async () => {
    const { paid, last } = await stores.earlyRefunds.findPaid({ after, limit: PAGE_SIZE });
    after = last;
    for (const early of paid) {
      const applied = await applyEarlyRefund(early, stores);
      if (applied.kind === "contradiction") {
        log.warn({ mchid: early.mchid, ...applied.facts }, REFUND_CONTRADICTS);
      }
    }
  };
}

export const REFUND_CONTRADICTS =
  "a refund contradicts its payment and was not recorded; the payment needs attention";

/** Deletes the refunds whose payment was not reported within 90 days, and logs their numbers. */
export async function sweepEarlyRefunds(
  { earlyRefunds }: Pick<RefundStores, "earlyRefunds">,
  nowMs: number,
  log: Log,
): Promise<void> {
  for (;;) {
    const swept = await earlyRefunds.sweep(nowMs - EARLY_REFUNDS_KEPT_MS, SWEEP_STEP);
    if (swept.length > 0) {
      const refunds = swept.map(({ refundId, transactionId }) => ({ refundId, transactionId }));
      log.warn(
        { count: swept.length, refunds: refunds.slice(0, 20) },
        "refunds dropped: their payments were not reported within 90 days",
      );
    }
    if (swept.length < SWEEP_STEP) return;
    await new Promise(setImmediate);
  }
}
