import { text } from "@dingdan/contract";
import { SettingsError } from "../settings-error.js";
import type { SettingStore } from "./store.js";

/** The setting of a restored database in which erasures are still to be carried out. */
const UNFINISHED_RESTORE = "unfinished_restore";

interface Querying {
  readonly query: (statement: string, values: string[]) => Promise<unknown>;
}

export const noteRestore = (client: Querying): Promise<unknown> =>
  client.query("INSERT INTO settings (name, value) VALUES ($1, 'erasures')", [UNFINISHED_RESTORE]);

export const endRestore = (client: Querying): Promise<unknown> =>
  client.query("DELETE FROM settings WHERE name = $1", [UNFINISHED_RESTORE]);

/** @throws SettingsError for a restored database that has buyers who were erased since */
export async function refuseUnfinishedRestore(settings: Pick<SettingStore, "get">): Promise<void> {
  if ((await settings.get(UNFINISHED_RESTORE)) === null) return;
  throw new SettingsError(
    text(
      "The restore of this database was not finished: erasures of buyers that were recorded after the backup are not carried out in it. Restore the backup into another empty database with dingdan restore --erasures, and start with that one.",
      "此数据库的恢复尚未完成：备份之后记录的买家数据删除还未在其中执行。请用 dingdan restore --erasures 将备份恢复到另一个空数据库，并以该数据库启动。",
    ),
  );
}
