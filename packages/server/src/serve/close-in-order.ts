import { setTimeout } from "node:timers/promises";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { PlatformJobs } from "../jobs/platform-jobs.js";
import type { Store } from "../storage/store.js";
import { within } from "../within.js";
import type { ShutdownTimes } from "./server-limits.js";

/** The part of the remaining time that a step may take; the steps after it need the rest. */
const STEP_PART = 0.65;
/** How long before the deadline the last step ends: the process needs it to exit. */
const EXIT_MS = 500;
/** The least time for each step. */
const STEP_MS_MIN = 100;

/** The parts of a platform that are open. */
export interface OpenParts {
  readonly store: Store;
  /** True from the signal to stop on: `/readyz` fails, and each answer closes its connection. */
  isClosing: boolean;
  jobs?: PlatformJobs;
  server?: FastifyInstance;
}

/**
 * Closes the open parts of a platform: `/readyz` fails, and after the delay the server accepts no
 * connection; it answers the requests in progress, the jobs store what is in memory, the store finishes
 * its writes. Never rejects, and ends before the deadline: a step that fails or takes too long is logged,
 * and the next step follows.
 */
export async function closeInOrder(
  log: FastifyBaseLogger,
  open: OpenParts,
  { delayMs, deadlineMs }: ShutdownTimes,
): Promise<void> {
  const endsAtMs = performance.now() + deadlineMs - EXIT_MS;
  const remainingMs = () => Math.max(STEP_MS_MIN, endsAtMs - performance.now());
  const step = async (
    what: string,
    timeoutMs: number,
    work: () => Promise<unknown>,
    force = () => {},
  ) => {
    try {
      await within(work(), timeoutMs, what);
    } catch (err) {
      log.error({ err }, `${what} failed; shutdown continues`);
      force();
    }
  };
  const { server, jobs, store } = open;
  open.isClosing = true;
  if (server !== undefined) {
    await setTimeout(Math.min(delayMs, deadlineMs / 2));
    // Calls in progress may wait for WeChat Pay, longer than there is time.
    jobs?.endQueries();
    const cutOff = () => server.server.closeAllConnections();
    const timeoutMs = STEP_PART * remainingMs();
    await step("closing the HTTP server", timeoutMs, async () => server.close(), cutOff);
  }
  if (jobs !== undefined) {
    await step("stopping the jobs", STEP_PART * remainingMs(), () => jobs.stop());
  }
  await step("closing the database", remainingMs(), () => store.close());
}
