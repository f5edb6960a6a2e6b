import {
  type CombinedShoppingInfo,
  parseCombinedShoppingInfo,
  parseShoppingInfo,
  type ShoppingInfo,
  type Unchecked,
  type Violation,
} from "@dingdan/contract";
import { decideUpload, incomingUpload } from "../../domain/upload.js";
import type { OrderStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { decisionViolation } from "../decision-violation.js";
import { ok, refused, type WireOutcome } from "../outcome.js";

type Parse = (request: Unchecked) => ShoppingInfo | CombinedShoppingInfo;

export const uploadShoppingInfo = (call: AppCall, orders: OrderStore) =>
  upload(call, orders, parseShoppingInfo);

export const uploadCombinedShoppingInfo = (call: AppCall, orders: OrderStore) =>
  upload(call, orders, parseCombinedShoppingInfo);

/** What an upload would break of what is stored; stores nothing itself. */
export const uploadStateViolation = (call: AppCall, orders: OrderStore) =>
  stateViolation(call, orders, parseShoppingInfo);

/** The same for a combined payment. */
export const combinedUploadStateViolation = (call: AppCall, orders: OrderStore) =>
  stateViolation(call, orders, parseCombinedShoppingInfo);

async function upload(
  { request, app, nowMs }: AppCall,
  orders: OrderStore,
  parse: Parse,
): Promise<WireOutcome> {
  const incoming = incomingUpload(app.appid, parse(request), nowMs);
  const violation = decisionViolation(await orders.putUpload(incoming));
  return violation === null ? ok() : refused(violation);
}

async function stateViolation(
  { request, app, nowMs }: AppCall,
  orders: OrderStore,
  parse: Parse,
): Promise<Violation | null> {
  const incoming = incomingUpload(app.appid, parse(request), nowMs);
  return decisionViolation(
    decideUpload(await orders.findFacts(app.appid, incoming.orderKey), incoming),
  );
}
