import { setTimeout } from "node:timers/promises";
import { type Clock, SandboxClock, systemClock } from "../clock.js";
import type { SettingStore, Store } from "../storage/store.js";
import type { PlatformOptions } from "./options.js";

/** How often a sandbox checks whether another process has moved its clock. */
const FOLLOW_INTERVAL_MS = 100;

/** A hundred years; a larger move is rejected. */
const SECONDS_MAX = 100 * 366 * 24 * 3_600;

const SETTING = "sandbox_clock_offset_ms";

/** The platform's clock, and the functions that move it. */
export interface PlatformClock {
  readonly clock: Clock;
  /** Follows other processes that moved the clock of a shared database. */
  readonly followClock: { readonly intervalMs: number; readonly run: () => Promise<void> };
  /** Moves the clock ahead; null outside a sandbox. */
  readonly move: ((seconds: number) => Promise<void>) | null;
}

/** Opens the platform's clock. A sandbox's clock is stored: a restart does not turn its time back. */
export async function openClock(
  { settings, isShared }: Pick<Store, "settings" | "isShared">,
  { sandbox = false, startsAt, clock: kind = "running" }: PlatformOptions,
): Promise<PlatformClock> {
  if (!sandbox) {
    return { clock: systemClock, followClock: following(() => Promise.resolve()), move: null };
  }
  const startedAtMs = Date.now();
  const startOffsetMs = startsAt === undefined ? 0 : startsAt.getTime() - startedAtMs;
  const offsetMs = await settings.change(SETTING, (stored) => stored ?? String(startOffsetMs));
  const clock = new SandboxClock(Number(offsetMs), kind === "frozen" ? startedAtMs : null);
  return {
    clock,
    followClock: following(async () => {
      const stored = isShared ? await settings.get(SETTING) : null;
      if (stored !== null) clock.moveTo(Number(stored));
    }),
    move: async (seconds) => {
      if (!(seconds >= 0 && seconds <= SECONDS_MAX)) {
        throw new RangeError(`seconds must be 0 to ${SECONDS_MAX}, not ${seconds}`);
      }
      clock.moveTo(await movedOffset(settings, clock.offsetMs, seconds));
      // After this wait every other process on the database has the new time.
      if (isShared) await setTimeout(2 * FOLLOW_INTERVAL_MS);
    },
  };
}

const following = (run: () => Promise<void>) => ({ intervalMs: FOLLOW_INTERVAL_MS, run });

async function movedOffset(
  settings: SettingStore,
  offsetMs: number,
  seconds: number,
): Promise<number> {
  const moved = await settings.change(SETTING, (stored) =>
    String((stored === null ? offsetMs : Number(stored)) + seconds * 1000),
  );
  return Number(moved);
}
