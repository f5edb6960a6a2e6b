import type { ErrorName } from "@dingdan/contract";
import { decideOpening } from "../../domain/permission.js";
import type { AppStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { ok, refuse, type WireOutcome } from "../outcome.js";

/** Opens the permission of an app that has signed the agreement. */
export async function openProductPermission(
  { app, nowMs }: AppCall,
  apps: AppStore,
): Promise<WireOutcome> {
  let error: ErrorName | null = null;
  await apps.changePermission(app.appid, nowMs, (stored) => {
    const decision = decideOpening(stored, nowMs);
    error = decision.kind === "refused" ? decision.error : null;
    return decision.kind === "opened" ? { app: decision.app } : null;
  });
  return error === null ? ok() : refuse(error);
}
