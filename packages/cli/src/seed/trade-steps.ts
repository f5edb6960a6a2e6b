import { DAY_MS, HOUR_MS } from "./calendar.js";
import type { PlannedOrder } from "./order-plan.js";
import type { Step } from "./step.js";
import { combinedTradeUploadOf, tradeUploadOf } from "./trade-objects.js";
import type { World } from "./world.js";

/** Goods without a parcel are reported as sent this long after the payment. */
const WITHOUT_PARCEL_MS = 2 * HOUR_MS;

/**
 * The steps of a planned order in shipping information management: it is reported as sent, and some buyers
 * confirm the receipt, or complain. Merchants forget some orders.
 */
export function* tradeSteps(order: PlannedOrder, closesAtMs: number): Generator<Step> {
  const { parts, shipment, paidAtMs } = order;
  if (!isReported(order)) return;
  const atMs = shipment?.atMs ?? paidAtMs + WITHOUT_PARCEL_MS;
  if (atMs >= closesAtMs || isRefundedBefore(order, atMs)) return;
  yield { atMs, run: (world) => ship(order, world) };
  if (parts.length > 1) return;
  const chance = Number(order.outTradeNo.slice(-6)) % 20;
  if (chance > 8) return;
  // The buyer confirms the receipt, or complains.
  const thenMs = atMs + (chance === 8 ? 1 : 1 + (chance % 4)) * DAY_MS;
  if (isRefundedBefore(order, thenMs)) return;
  yield { atMs: thenMs, run: (world) => (chance === 8 ? complain : confirm)(order, world) };
}

/** True if the goods of an order are reported as sent: those that need a parcel, once they have one. */
export const isReported = ({ shop, course, shipment, logisticsType }: PlannedOrder): boolean =>
  course !== "unpaid" &&
  shop.kind === "mini_program" &&
  (shipment !== null || logisticsType === 3 || logisticsType === 4);

const isRefundedBefore = ({ refund }: PlannedOrder, atMs: number) =>
  refund?.state === "SUCCESS" && refund.atMs < atMs + HOUR_MS;

async function ship(order: PlannedOrder, world: World): Promise<void> {
  await world.call(order.shop, async (client) => {
    if (order.parts.length > 1) {
      await client.shippingManagement.uploadCombinedShippingInfo(
        combinedTradeUploadOf(order, world.nowMs()),
      );
    } else await client.shippingManagement.uploadShippingInfo(tradeUploadOf(order, world.nowMs()));
  });
}

async function confirm({ transactionId, openid }: PlannedOrder, world: World): Promise<void> {
  await world.admin.call("confirmTradeOrder", {
    transaction_id: transactionId,
    body: { openid },
  });
}

async function complain({ transactionId }: PlannedOrder, world: World): Promise<void> {
  await world.admin.call("complainAboutTradeOrder", {
    transaction_id: transactionId,
    body: { open: true },
  });
}
