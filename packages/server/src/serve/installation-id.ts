import { randomUUID } from "node:crypto";
import type { SettingStore } from "../storage/store.js";

/** The setting with the id of the installation. */
export const INSTALLATION_ID = "installation_id";

/**
 * The random id of this database's installation, which `/healthz` shows: by it, `dingdan doctor` finds
 * out whether an address leads here. The first start makes it; all processes on the database share it.
 */
export async function installationId(settings: SettingStore): Promise<string> {
  return (
    (await settings.get(INSTALLATION_ID)) ??
    (await settings.change(INSTALLATION_ID, (value) => value ?? randomUUID()))
  );
}
