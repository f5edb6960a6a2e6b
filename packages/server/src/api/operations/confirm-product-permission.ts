import { submitReview } from "../../domain/permission.js";
import type { AppStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { ok, refuse, type WireOutcome } from "../outcome.js";

/** Submits the access review. `last_result` is the result of the previous finished review. */
export async function confirmProductPermission(
  { app, nowMs }: AppCall,
  apps: AppStore,
): Promise<WireOutcome> {
  const submitted = await apps.changePermission(app.appid, nowMs, (stored) =>
    // The permission was open when the call was judged, but may have been closed since.
    stored.permission === "closed" ? null : { app: submitReview(stored, nowMs) },
  );
  if (submitted === null) return refuse("REVIEW_PERMISSION_NOT_OPENED");
  return ok({ last_result: submitted.lastResult });
}
