import type { SettingStore } from "../storage/store.js";

const SETTING = "reconcile";

/** A process that has not renewed its lease for this time has ended. */
const LEASE_MS = 120_000;
/** How often a run renews its lease, so that neither a long query nor a wrong clock loses it. */
export const RENEWAL_MS = 30_000;
/** By how much the clocks of two machines may differ: WeChat Pay refuses queries of a clock that is further off. */
const CLOCKS_DIFFER_MAX_MS = 300_000;

/** How far the runs of all processes have come. */
export interface Progress {
  /** When the last run began that asked for everything that was due; null before the first. */
  readonly lastRunMs: number | null;
  /**
   * The merchant numbers whose last run was stopped by failures, and when the last one began that was not.
   */
  readonly behind: Readonly<Record<string, number | null>>;
}

interface Stored extends Progress {
  /** The run that holds the lease. */
  readonly holder: string;
  readonly leaseUntilMs: number;
}

/**
 * Takes the lease for a run, so that of several processes on a database one asks.
 * @param holder a random name of the run
 * @returns null while another run holds it
 */
export async function takeLease(
  settings: SettingStore,
  holder: string,
  nowMs: number,
): Promise<Progress | null> {
  const stored = await settings.change(SETTING, (value) => {
    const before = parse(value);
    const leftMs = before.leaseUntilMs - nowMs;
    // A lease that ends much later than any does is of before a clock was corrected.
    const isHeld = leftMs > 0 && leftMs <= LEASE_MS + CLOCKS_DIFFER_MAX_MS;
    if (isHeld && before.holder !== holder) return JSON.stringify(before);
    return JSON.stringify({ ...before, holder, leaseUntilMs: nowMs + LEASE_MS });
  });
  const after = parse(stored);
  return after.holder === holder ? after : null;
}

/** Ends the lease, and stores how far the run came; null changes nothing of that. */
export async function endLease(
  settings: SettingStore,
  holder: string,
  progress: Progress | null,
): Promise<void> {
  await settings.change(SETTING, (value) => {
    const before = parse(value);
    if (before.holder !== holder) return JSON.stringify(before);
    return JSON.stringify({ ...before, ...progress, leaseUntilMs: 0 });
  });
}

const parse = (value: string | null): Stored =>
  value === null
    ? { holder: "", leaseUntilMs: 0, lastRunMs: null, behind: {} }
    : (JSON.parse(value) as Stored);
