import { broken, type ErrorName, OPERATIONS, type Violation } from "@dingdan/contract";
import type { App } from "../../domain/app.js";
import { judgeThirdPartyCall } from "../../domain/authorization.js";
import type { Store } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { ok, refuse, type WireOutcome } from "../outcome.js";

type AskStores = {
  readonly apps: Pick<Store["apps"], "find">;
  readonly authorizations: Pick<Store["authorizations"], "find">;
};

type Asked =
  | { readonly kind: "app"; readonly app: App }
  | { readonly kind: "refused"; readonly error: ErrorName };

/** Whether new payments of the app are under shipping information management. */
export const secIsTradeManaged = (call: AppCall, stores: AskStores): Promise<WireOutcome> =>
  answer(call, stores, ({ trade }) => ({ is_trade_managed: trade.isManaged }));

/** Whether every merchant number of the app was authorised or unlinked. */
export const secIsTradeManagementConfirmationCompleted = (
  call: AppCall,
  stores: AskStores,
): Promise<WireOutcome> => answer(call, stores, ({ trade }) => ({ completed: trade.isCompleted }));

/** For a dry-run: why a question about an app would be refused; null when it would not. */
export async function askedAppViolation(
  call: AppCall,
  stores: AskStores,
): Promise<Violation | null> {
  const asked = await askedApp(call, stores);
  return asked.kind === "app" ? null : broken(asked.error, "appid");
}

async function answer(
  call: AppCall,
  stores: AskStores,
  show: (app: App) => Readonly<Record<string, boolean>>,
): Promise<WireOutcome> {
  const asked = await askedApp(call, stores);
  return asked.kind === "app" ? ok(show(asked.app)) : refuse(asked.error, "appid");
}

/**
 * Finds the app that a call asks about: its own or, for a third-party platform, another merchant's who
 * authorised it. An unknown app is answered like one that did not. @see shipping-management, §8
 */
async function askedApp(
  { app: own, component, request }: AppCall,
  { apps, authorizations }: AskStores,
): Promise<Asked> {
  const appid = request["appid"] as string;
  if (component === null || appid === own.appid) return { kind: "app", app: own };
  const [app, authorization] = await Promise.all([
    apps.find(appid),
    authorizations.find(appid, component),
  ]);
  const { permissionSets } = OPERATIONS.secIsTradeManaged;
  if (app === null || judgeThirdPartyCall(authorization, permissionSets) !== "allowed") {
    return { kind: "refused", error: "COMPONENT_NOT_AUTHORIZED" };
  }
  return app.trade.isAdmitted
    ? { kind: "app", app }
    : { kind: "refused", error: "API_UNAUTHORIZED" };
}
