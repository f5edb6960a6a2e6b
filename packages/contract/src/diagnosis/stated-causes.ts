import type { RefusedCall } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";
import { isStampedAhead } from "./time-causes.js";

/** The cause that the decision put into the violation. */
export function* statedCauses({ violation, nowMs }: RefusedCall): Generator<Diagnosis> {
  const { cause } = violation;
  if (cause === undefined) return;
  const stored = cause.values["stored"];
  if (cause.id === "stale-upload-time" && stored !== undefined && isStampedAhead(stored, nowMs)) {
    yield found("stored-time-ahead", cause.path, cause.values);
  }
  yield cause;
}
