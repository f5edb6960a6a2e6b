import { Counter, Gauge } from "prom-client";
import type { Sample } from "./metric-samples.js";

/** How backups go, in the database. */
export interface BackupFigures {
  /** The begin of the last complete backup; null before the first. */
  readonly lastAtMs: number | null;
  readonly lastBytes: number | null;
  readonly failures: number;
}

interface BackupSource {
  /** Null when the platform makes no backups. */
  readonly backups: (() => BackupFigures) | null;
}

/** The metrics of a platform that makes backups. */
export const BACKUP_METRICS = [
  {
    kind: Gauge,
    name: "dingdan_backup_last_timestamp_seconds",
    help: "When the last complete backup of the database began, by any process; absent before the first.",
    samples: ({ backups }: BackupSource) => backups && figure(backups().lastAtMs, 1_000),
  },
  {
    kind: Gauge,
    name: "dingdan_backup_last_bytes",
    help: "The size of the last complete backup.",
    samples: ({ backups }: BackupSource) => backups && figure(backups().lastBytes),
  },
  {
    kind: Counter,
    name: "dingdan_backup_failures_total",
    help: "Backups that failed since the installation began, of all processes.",
    samples: ({ backups }: BackupSource) => backups && figure(backups().failures),
  },
] as const;

const figure = (value: number | null, per = 1): Sample[] =>
  value === null ? [] : [{ labels: {}, value: value / per }];
