import { text } from "@dingdan/contract";
import { backupHealth } from "../backup/backup-health.js";
import { readBackupState } from "../backup/backup-state.js";
import { publicUrlOf } from "../http/public-origin.js";
import type { PlatformOptions } from "../serve/options.js";
import { CONNECTIONS_MAX, descriptorLimit } from "../serve/server-limits.js";
import { SettingsError } from "../settings-error.js";
import { engineOf } from "../storage/open-store.js";
import { within } from "../within.js";
import { checkBackups } from "./backup-checks.js";
import { type Check, failed, messageOf, plain } from "./check.js";
import type { DatabaseView } from "./database-view.js";
import { lookAtAddress } from "./look-at-address.js";
import { lookAtFolder } from "./look-at-folder.js";
import { lookAtSqlite } from "./look-at-sqlite.js";
import { checkDescriptors, checkNode } from "./machine-checks.js";
import { checkMerchantKeys, checkSealKeys, checkSettings } from "./setting-checks.js";

/** A part that has not ended within this time is reported as failed. */
const PART_TIMEOUT_MS = 4_000;
/** The checks that compare something with the database wait for it less long than for themselves. */
const KNOWN_TIMEOUT_MS = 3_500;

/**
 * Checks this machine, the database and the settings with which the platform would start. Changes
 * nothing, and never rejects.
 */
export async function examineInstallation(options: PlatformOptions): Promise<readonly Check[]> {
  const { databaseUrl = "sqlite::memory:", limits } = options;
  const settings = await part("settings", async () => checkSettings(options));
  const isUsable = settings.every(({ state }) => state !== "failed");
  const file = sqliteFileOf(databaseUrl);
  const softLimit = descriptorLimit();
  const machine = [
    checkNode(process.versions.node),
    checkDescriptors(
      softLimit === Number.MAX_SAFE_INTEGER ? null : softLimit,
      limits?.connectionsMax ?? CONNECTIONS_MAX,
    ),
  ];
  const view = lookAtDatabase(databaseUrl, file);
  const looking = [
    part("database", async () => (await view).checks),
    ...(file === null ? [] : [part("disk space", () => lookAtFolder(file))]),
    ...(isUsable
      ? [
          part("seal key", async () =>
            checkSealKeys(options, (await known(view))?.sealCheck ?? null),
          ),
          part("WeChat Pay keys", async () => {
            const found = await known(view);
            return found === null ? [] : checkMerchantKeys(options, found);
          }),
          part("scheduled backups", async () => {
            const stored = (await known(view))?.backupState ?? null;
            return [checkBackups(backupHealth(options.backups ?? null, readBackupState(stored)))];
          }),
          part("public address", async () => {
            const expected = known(view).then((found) => found?.installation ?? null);
            return lookAtAddress(publicUrlOf(options.publicUrl), expected);
          }),
        ]
      : []),
  ];
  return [...settings, ...machine, ...(await Promise.all(looking)).flat()];
}

async function lookAtDatabase(databaseUrl: string, file: string | null): Promise<DatabaseView> {
  if (engineOf(databaseUrl) === "sqlite") return lookAtSqlite(file);
  // Only an installation on PostgreSQL loads its driver.
  const { lookAtPostgres } = await import("./look-at-postgres.js");
  return lookAtPostgres(databaseUrl);
}

/** What the database says in time; null if it does not, which its own check reports. */
const known = (view: Promise<DatabaseView>): Promise<DatabaseView | null> =>
  within(view, KNOWN_TIMEOUT_MS, "the database").catch(() => null);

/** Runs one part of the checks. If it fails or does not end, that is a failed check of its name. */
async function part(
  name: string,
  look: () => Promise<readonly Check[]>,
): Promise<readonly Check[]> {
  try {
    return await within(look(), PART_TIMEOUT_MS, `the check of ${name}`);
  } catch (error) {
    const next = text(
      "Fix the cause and run `dingdan doctor` again.",
      "请排除原因后重新运行 `dingdan doctor`。",
    );
    const found = error instanceof SettingsError ? error.text : plain(messageOf(error));
    return [failed(name, found, next)];
  }
}

function sqliteFileOf(databaseUrl: string): string | null {
  const file = databaseUrl.startsWith("sqlite:") ? databaseUrl.slice("sqlite:".length) : "";
  return file === "" || file === ":memory:" ? null : file;
}
