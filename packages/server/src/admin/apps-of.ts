import type { App } from "../domain/app.js";
import type { AppStore } from "../storage/store.js";

interface OfApp {
  readonly appid: string;
}

/** Reads the apps of a page, each once. An app that is unknown is null. */
export async function appsOf(
  page: readonly OfApp[],
  apps: Pick<AppStore, "find">,
): Promise<(row: OfApp) => App | null> {
  const appids = [...new Set(page.map(({ appid }) => appid))];
  const found = await Promise.all(appids.map((appid) => apps.find(appid)));
  const byAppid = new Map(appids.map((appid, index) => [appid, found[index] ?? null]));
  return ({ appid }) => byAppid.get(appid) ?? null;
}
