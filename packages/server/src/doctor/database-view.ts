import { BACKUP_STATE } from "../backup/backup-state.js";
import { INSTALLATION_ID } from "../serve/installation-id.js";
import { SEAL_CHECK } from "../serve/seal-check.js";
import type { Check } from "./check.js";
import type { MerchantRow } from "./wechatpay-checks.js";

/** What a look at a database finds. */
export interface DatabaseView {
  readonly checks: readonly Check[];
  /** Null before the first start with the database. */
  readonly installation: string | null;
  /** The value that was sealed with the key of the database; null before the first start with a key. */
  readonly sealCheck: string | null;
  /** How the backups of the platform go, as it is stored; null before the first. */
  readonly backupState: string | null;
  /** The merchants with keys of WeChat Pay. */
  readonly merchants: readonly MerchantRow[];
}

export interface SettingRow {
  readonly name: string;
  readonly value: string;
}

export const SETTINGS = `SELECT name, value FROM settings WHERE name IN ('${INSTALLATION_ID}', '${SEAL_CHECK}', '${BACKUP_STATE}')`;

/** @param rows of the statement `SETTINGS`; none when the database has no tables yet */
export function databaseView(
  checks: readonly Check[],
  rows: readonly SettingRow[] = [],
  merchants: readonly MerchantRow[] = [],
): DatabaseView {
  const valueOf = (wanted: string) => rows.find(({ name }) => name === wanted)?.value ?? null;
  return {
    checks,
    installation: valueOf(INSTALLATION_ID),
    sealCheck: valueOf(SEAL_CHECK),
    backupState: valueOf(BACKUP_STATE),
    merchants,
  };
}
