import { broken, type Violation } from "@dingdan/contract";
import type { ShippingOutcome } from "../domain/shipping.js";
import { unreachable } from "../domain/unreachable.js";
import type { UploadOutcome } from "../domain/upload.js";

/** The violation when a decision rejects an upload, of details or of logistics; null when it accepts it. */
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
