import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import { type BackupOptions, backupDatabase } from "../backup/backup-database.js";
import {
  type BackupState,
  changeBackupState,
  findBackupState,
  isBackupDue,
} from "../backup/backup-state.js";
import { backupName, deleteOldBackups } from "../backup/kept-backups.js";
import type { BackupManifest } from "../backup/manifest.js";
import { engineOf } from "../storage/open-store.js";
import type { SettingStore } from "../storage/store.js";
import type { Scheduler } from "./scheduler.js";

/** Where and how often the platform backs up its database. */
export interface BackupPlan {
  readonly folder: string;
  readonly everyHours: number;
  /** How many backups are kept. */
  readonly keep: number;
}

export interface BackupJobParts {
  readonly plan: BackupPlan;
  readonly databaseUrl: string;
  readonly version: string;
  readonly settings: Pick<SettingStore, "get" | "change">;
  readonly log: Pick<FastifyBaseLogger, "info">;
  /** The real time: backups do not follow a sandbox's clock. @default Date.now */
  readonly realNowMs?: () => number;
  /** Replaced in tests. */
  readonly makeBackup?: (
    databaseUrl: string,
    file: string,
    options: BackupOptions,
  ) => Promise<BackupManifest>;
}

/** How long a process has the right to make a backup, without a sign of life. */
const LEASE_MS = 120_000;
const RENEW_EVERY_MS = 30_000;

/**
 * Backs up the database at intervals. Of several processes on one database, one makes a backup: it takes a
 * lease. A backup that is old is deleted only after a new one is complete and checked.
 */
export class Backups {
  readonly #parts: Required<BackupJobParts>;
  readonly #owner = randomUUID();
  readonly #closing = new AbortController();
  #state: BackupState | null = null;

  constructor(parts: BackupJobParts) {
    this.#parts = { realNowMs: Date.now, makeBackup: backupDatabase, ...parts };
  }

  /** How backups go, as this process last saw it; null before its first look. */
  get state(): BackupState | null {
    return this.#state;
  }

  /** Makes a backup if one is due. */
  async run(): Promise<void> {
    const { settings, plan, realNowMs } = this.#parts;
    const isDue = (state: BackupState) => isBackupDue(state, plan.everyHours, realNowMs());
    this.#state = await findBackupState(settings);
    if (this.#closing.signal.aborted || !isDue(this.#state)) return;
    this.#state = await changeBackupState(settings, (before) =>
      isDue(before) && this.#isFree(before) ? { ...before, lease: this.#newLease() } : null,
    );
    if (this.#state.lease?.owner !== this.#owner) return;
    const renewal = setInterval(() => {
      this.#change((before) => ({ ...before, lease: this.#newLease() })).catch(() => undefined);
    }, RENEW_EVERY_MS).unref();
    try {
      await this.#make();
    } finally {
      clearInterval(renewal);
    }
  }

  /** Ends a backup in progress, which leaves nothing, and begins no other. */
  stop(): void {
    this.#closing.abort();
  }

  async #make(): Promise<void> {
    const { plan, databaseUrl, version, log, realNowMs, makeBackup } = this.#parts;
    const begunAtMs = realNowMs();
    const file = join(plan.folder, backupName(engineOf(databaseUrl), begunAtMs));
    const { signal } = this.#closing;
    try {
      const { bytes } = await makeBackup(databaseUrl, file, { version, signal });
      const endedAtMs = realNowMs();
      const last = { begunAtMs, endedAtMs, file, bytes };
      await this.#change((before) => ({ ...before, last, failure: null, lease: null }));
      const deleted = await deleteOldBackups(plan.folder, { keep: plan.keep, nowMs: endedAtMs });
      log.info({ file, bytes, durationMs: endedAtMs - begunAtMs, deleted }, "backup made");
    } catch (error) {
      // A stop of the platform is no failure of the backup.
      const failure = signal.aborted
        ? null
        : {
            atMs: realNowMs(),
            reason: error instanceof Error ? error.message : String(error),
          };
      await this.#change((before) => ({
        ...before,
        lease: null,
        ...(failure === null ? {} : { failure, failures: before.failures + 1 }),
      }));
      if (failure !== null) throw error;
    }
  }

  /** Changes the state while this process has the lease. */
  async #change(change: (before: BackupState) => BackupState): Promise<void> {
    this.#state = await changeBackupState(this.#parts.settings, (before) =>
      before.lease === null || before.lease.owner === this.#owner ? change(before) : null,
    );
  }

  #isFree({ lease }: BackupState): boolean {
    return (
      lease === null || lease.owner === this.#owner || lease.untilMs <= this.#parts.realNowMs()
    );
  }

  #newLease() {
    return { owner: this.#owner, untilMs: this.#parts.realNowMs() + LEASE_MS };
  }
}

/** How often it is looked whether a backup is due. */
const INTERVAL_MS = 60_000;

/** The job of a platform that backs up its database; without a plan, it has none. */
export function backupJobs(
  parts: BackupJobParts | null,
  every: (intervalMs: number, job: string, run: () => Promise<unknown>) => Scheduler,
) {
  if (parts === null) return NO_BACKUPS;
  const backups = new Backups(parts);
  const job = every(INTERVAL_MS, "backups", () => backups.run());
  job.wake();
  return { jobs: [job], state: () => backups.state, stop: () => backups.stop() };
}

const NO_BACKUPS = {
  jobs: [] as readonly Scheduler[],
  state: (): BackupState | null => null,
  stop: () => {},
};
