import { deliveryList } from "@dingdan/contract";
import { ok, type WireOutcome } from "../outcome.js";

/** The carriers and their codes. */
export async function getDeliveryList(): Promise<WireOutcome> {
  const carriers = deliveryList();
  return ok({ delivery_list: carriers, count: carriers.length });
}
