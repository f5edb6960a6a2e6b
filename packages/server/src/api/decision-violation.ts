import { broken, type Violation } from "@dingdan/contract";
import type { ShippingOutcome } from "../domain/shipping.js";
import { unreachable } from "../domain/unreachable.js";
import type { UploadOutcome } from "../domain/upload.js";

/** What a decision on an upload, of details or of logistics, refuses; null when it refuses nothing. */
export function decisionViolation(decision: UploadOutcome | ShippingOutcome): Violation | null {
  switch (decision.kind) {
    case "stored":
    case "repeated":
      return null;
    case "refused": {
      const error = "error" in decision ? decision.error : "PARAMETER_ERROR";
      return broken(error, decision.path, decision.reason, decision.cause);
    }
    default:
      return unreachable(decision);
  }
}
