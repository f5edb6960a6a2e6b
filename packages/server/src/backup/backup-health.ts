import type { HealthRepresentation } from "@dingdan/contract";
import type { BackupFigures } from "../statistics/backup-metrics.js";
import { type BackupState, isBackupLate } from "./backup-state.js";

type BackupHealth = NonNullable<HealthRepresentation["backups"]>;

const instant = (timeMs: number) => new Date(timeMs).toISOString();

/** How backups go, for the operator; null when none are made. */
export function backupHealth(
  plan: { readonly everyHours: number } | null,
  state: BackupState | null,
): BackupHealth | null {
  if (plan === null) return null;
  const { last, failure, failures } = state ?? { last: null, failure: null, failures: 0 };
  return {
    every_hours: plan.everyHours,
    is_late: state !== null && isBackupLate(state, plan.everyHours, Date.now()),
    failures,
    ...(last === null ? {} : { last_at: instant(last.begunAtMs), bytes: last.bytes }),
    ...(failure === null ? {} : { failed_at: instant(failure.atMs), fault: failure.reason }),
  };
}

/** The same for /metrics. */
export const backupFigures = (state: BackupState | null): BackupFigures => ({
  lastAtMs: state?.last?.begunAtMs ?? null,
  lastBytes: state?.last?.bytes ?? null,
  failures: state?.failures ?? 0,
});
