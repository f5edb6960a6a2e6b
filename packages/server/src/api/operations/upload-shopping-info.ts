import { broken, parseShoppingInfo, type Violation } from "@dingdan/contract";
import { unreachable } from "../../domain/unreachable.js";
import { decideUpload, incomingUpload, type UploadDecision } from "../../domain/upload.js";
import type { OrderStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { ok, refused, type WireOutcome } from "../outcome.js";

export async function uploadShoppingInfo(
  { request, app, nowMs }: AppCall,
  orders: OrderStore,
): Promise<WireOutcome> {
  const incoming = incomingUpload(app.appid, parseShoppingInfo(request), nowMs);
  const violation = violationOf(await orders.putUpload(incoming));
  return violation === null ? ok() : refused(violation);
}

/** What an upload would break of what is stored; stores nothing itself. */
export async function uploadStateViolation(
  { request, app, nowMs }: AppCall,
  orders: OrderStore,
): Promise<Violation | null> {
  const incoming = incomingUpload(app.appid, parseShoppingInfo(request), nowMs);
  return violationOf(decideUpload(await orders.findFacts(app.appid, incoming.orderKey), incoming));
}

function violationOf(decision: UploadDecision): Violation | null {
  switch (decision.kind) {
    case "stored":
    case "repeated":
      return null;
    case "refused":
      return broken("PARAMETER_ERROR", decision.path, decision.reason, decision.cause);
    default:
      return unreachable(decision);
  }
}
