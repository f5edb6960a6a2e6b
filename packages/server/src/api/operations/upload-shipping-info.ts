import {
  parseCombinedShippingInfo,
  parseShippingInfo,
  type ShippingInfo,
  type Unchecked,
  type Violation,
} from "@dingdan/contract";
import { decideShipping, incomingShipping } from "../../domain/shipping.js";
import type { OrderStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { decisionViolation } from "../decision-violation.js";
import { ok, refused, type WireOutcome } from "../outcome.js";

type Parse = (request: Unchecked) => ShippingInfo;

export const uploadShippingInfo = (call: AppCall, orders: OrderStore) =>
  upload(call, orders, parseShippingInfo);

export const uploadCombinedShippingInfo = (call: AppCall, orders: OrderStore) =>
  upload(call, orders, parseCombinedShippingInfo);

/** The violation of an upload of logistics against the stored state, or null. Stores nothing. */
export const shippingStateViolation = (call: AppCall, orders: OrderStore) =>
  stateViolation(call, orders, parseShippingInfo);

/** The same for a combined payment. */
export const combinedShippingStateViolation = (call: AppCall, orders: OrderStore) =>
  stateViolation(call, orders, parseCombinedShippingInfo);

async function upload(
  { request, app, nowMs }: AppCall,
  orders: OrderStore,
  parse: Parse,
): Promise<WireOutcome> {
  const incoming = incomingShipping(app, parse(request), nowMs);
  const violation = decisionViolation(await orders.putShipping(incoming));
  return violation === null ? ok() : refused(violation);
}

async function stateViolation(
  { request, app, nowMs }: AppCall,
  orders: OrderStore,
  parse: Parse,
): Promise<Violation | null> {
  const incoming = incomingShipping(app, parse(request), nowMs);
  const facts = await orders.findShippingFacts(app, incoming.orderKey);
  return decisionViolation(decideShipping(facts, incoming));
}
