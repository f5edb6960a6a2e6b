import {
  combinedShippingOf,
  combinedUploadOf,
  paymentOf,
  refundOf,
  shippingOf,
  uploadOf,
} from "./order-objects.js";
import type { PlannedOrder } from "./order-plan.js";
import { SLOT_MS, type Step } from "./step.js";
import type { World } from "./world.js";

/** The steps of a planned order, each with its time. From `closesAtMs` on, its shop makes no calls. */
export function* orderSteps(order: PlannedOrder, closesAtMs: number): Generator<Step> {
  const { paidAtMs, shipment, refund } = order;
  yield { atMs: paidAtMs, run: (world) => place(order, world) };
  if (shipment !== null && shipment.atMs < closesAtMs) {
    yield { atMs: shipment.atMs, run: (world) => ship(order, world) };
  }
  if (refund !== null) {
    const start = refund.atMs - REFUND_TAKES_MS;
    yield { atMs: start, run: (world) => recordRefund(order, world, true) };
    if (refund.state !== "PROCESSING") {
      yield { atMs: refund.atMs, run: (world) => recordRefund(order, world, false) };
    }
  }
}

/** A refund starts this long before it ends, so never in the same slot. */
const REFUND_TAKES_MS = 2 * SLOT_MS;

async function place(order: PlannedOrder, world: World): Promise<void> {
  const { course } = order;
  // Dates the payment back by the delay of the upload.
  const pay = async () => {
    const body = paymentOf(order, world.nowMs() - order.delayMs);
    await world.admin.call("recordPayment", { body });
  };
  switch (course) {
    case "unclaimed":
      return pay();
    case "unpaid":
      return upload(order, world);
    case "other_payer":
      await upload(order, world, { openid: `${order.openid.slice(0, -4)}gift` });
      return pay();
    case "both_forms":
      await upload(order, world, { form: 1 });
      await upload(order, world, { form: 2 });
      return pay();
    case "replaced":
      await upload(order, world, { openid: `${order.openid.slice(0, -4)}oops` });
      await upload(order, world);
      return pay();
    case "matched":
      // WeChat Pay's notification arrives before the upload about half of the time.
      if (order.delayMs % 2 === 0) await pay();
      await upload(order, world);
      if (order.delayMs % 2 === 1) await pay();
  }
}

async function upload(
  order: PlannedOrder,
  world: World,
  changes: { readonly openid?: string; readonly form?: 1 | 2 } = {},
): Promise<void> {
  const { shop, parts } = order;
  await world.call(shop, async (client) => {
    if (parts.length > 1) {
      await client.uploadCombinedShoppingInfo(combinedUploadOf(order, world.nowMs()));
    } else await client.uploadShoppingInfo(uploadOf(order, world.nowMs(), changes));
  });
}

async function ship(order: PlannedOrder, world: World): Promise<void> {
  const { shop, parts } = order;
  await world.call(shop, async (client) => {
    if (parts.length > 1) {
      await client.uploadCombinedShippingInfo(combinedShippingOf(order, world.nowMs()));
    } else await client.uploadShippingInfo(shippingOf(order, world.nowMs()));
  });
}

async function recordRefund(order: PlannedOrder, world: World, isStarted: boolean): Promise<void> {
  await world.admin.call("recordRefund", { body: refundOf(order, world.nowMs(), isStarted) });
}
