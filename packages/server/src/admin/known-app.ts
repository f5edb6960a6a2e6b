import { ADMIN_PREFIX, text } from "@dingdan/contract";
import type { App } from "../domain/app.js";
import { Problem } from "../http/problem.js";
import type { AppStore } from "../storage/store.js";

/** @throws Problem when no app has the appid */
export async function knownApp(apps: Pick<AppStore, "find">, appid: string): Promise<App> {
  return known(await apps.find(appid), appid);
}

/** @throws Problem when no app was found by the appid */
export function known(app: App | null, appid: string): App {
  if (app !== null) return app;
  throw new Problem(
    404,
    text(
      `No app has the appid ${appid}. GET ${ADMIN_PREFIX}/apps lists the registered apps.`,
      `没有 appid 为 ${appid} 的应用；GET ${ADMIN_PREFIX}/apps 可列出已注册的应用。`,
    ),
  );
}

/** @throws Problem when the app that a body names is not registered */
export async function requireApp(apps: AppStore, appid: string): Promise<void> {
  if ((await apps.find(appid)) !== null) return;
  throw new Problem(404, text(`No app has the appid ${appid}.`, `没有 appid 为 ${appid} 的应用。`));
}
