import type { SettingStore } from "../storage/store.js";

/** The setting with how the backups of the platform go. All its processes share it. */
export const BACKUP_STATE = "backup_state";

export interface BackupState {
  /** The last complete backup; null before the first. */
  readonly last: LastBackup | null;
  /** The last attempt that failed; null after a success. */
  readonly failure: { readonly atMs: number; readonly reason: string } | null;
  /** Attempts that failed, of all time. */
  readonly failures: number;
  /** The process that is making one, until a time; null when none is. */
  readonly lease: { readonly owner: string; readonly untilMs: number } | null;
}

export interface LastBackup {
  /** Whatever was acknowledged before this time is in it. */
  readonly begunAtMs: number;
  readonly endedAtMs: number;
  readonly file: string;
  readonly bytes: number;
}

const NONE: BackupState = { last: null, failure: null, failures: 0, lease: null };

export const readBackupState = (stored: string | null): BackupState =>
  stored === null ? NONE : (JSON.parse(stored) as BackupState);

export async function findBackupState(settings: Pick<SettingStore, "get">): Promise<BackupState> {
  return readBackupState(await settings.get(BACKUP_STATE));
}

/** Changes the state in one step. @param change returns null to leave it as it is */
export async function changeBackupState(
  settings: Pick<SettingStore, "change">,
  change: (before: BackupState) => BackupState | null,
): Promise<BackupState> {
  const after = await settings.change(BACKUP_STATE, (stored) => {
    const before = readBackupState(stored);
    return JSON.stringify(change(before) ?? before);
  });
  return readBackupState(after);
}

const HOUR_MS = 3_600_000;
/** A failed backup is tried again after this time, and not earlier than the next one would be due. */
const RETRY_MS = 15 * 60_000;

/** Whether a backup is due. */
export function isBackupDue(
  { last, failure }: BackupState,
  everyHours: number,
  nowMs: number,
): boolean {
  if (last !== null && nowMs - last.begunAtMs < everyHours * HOUR_MS) return false;
  return failure === null || nowMs - failure.atMs >= Math.min(RETRY_MS, everyHours * HOUR_MS);
}

/** Whether the last backup is older than two of them would be apart. */
export const isBackupLate = ({ last }: BackupState, everyHours: number, nowMs: number): boolean =>
  last !== null && nowMs - last.begunAtMs >= 2 * everyHours * HOUR_MS;
