import { broken, text, type Violation } from "@dingdan/contract";
import {
  type AssignmentKey,
  type CancelDecision,
  decideCancel,
} from "../../domain/package-assignment.js";
import { unreachable } from "../../domain/unreachable.js";
import type { ResourcePackageStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { ok, refused, type WireOutcome } from "../outcome.js";

export async function cancelAssign(
  call: AppCall,
  resourcePackages: ResourcePackageStore,
): Promise<WireOutcome> {
  const decision = await resourcePackages.changeAssignment(keyOf(call), (facts) =>
    decideCancel(facts, call.nowMs),
  );
  const violation = violationOf(decision);
  return violation === null ? ok() : refused(violation);
}

/** The violation of a cancellation against the stored state, or null. Stores nothing. */
export async function cancelStateViolation(
  call: AppCall,
  resourcePackages: ResourcePackageStore,
): Promise<Violation | null> {
  const facts = await resourcePackages.findAssignment(keyOf(call));
  return violationOf(decideCancel(facts, call.nowMs));
}

const keyOf = ({ request, app }: AppCall): AssignmentKey => ({
  appid: app.appid,
  orderId: request["orderId"] as string,
  requestId: request["requestId"] as string,
});

function violationOf(decision: CancelDecision): Violation | null {
  switch (decision.kind) {
    case "taken_back":
      return null;
    case "order_unknown":
      return broken(
        "SERVICE_PROVIDER_ORDER_ID_ILLEGAL",
        "orderId",
        text("names no order of yours", "不是您的订单"),
      );
    case "never_assigned":
      return broken(
        "SERVICE_PROVIDER_PARAMETER_ERROR",
        "requestId",
        text("names no assignment of the order", "不是该订单的分配请求"),
      );
    case "cancelled":
      return broken("ASSIGNMENT_CANCELLED", "requestId");
    case "too_late":
      return broken(
        "PACKAGE_INVALID",
        "requestId",
        text("was assigned more than 7 days ago", "的分配已超过 7 天"),
      );
    case "in_use":
      return broken(
        "PACKAGE_INVALID",
        "requestId",
        text("names a package that is in use", "对应的资源包已使用"),
      );
    default:
      return unreachable(decision);
  }
}
