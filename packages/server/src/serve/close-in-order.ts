import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { PlatformJobs } from "../jobs/platform-jobs.js";
import type { Store } from "../storage/store.js";
import { within } from "../within.js";

/** How long each of the three steps may take; a longer one is logged, and the next one begins. */
const STEP_TIMEOUT_MS = 8_000;

/** The parts of a platform that are open. */
export interface OpenParts {
  readonly store: Store;
  jobs?: PlatformJobs;
  server?: FastifyInstance;
}

/**
 * Closes the open parts of a platform: the server answers the requests in progress, the jobs store what
 * is in memory, the store finishes its writes. Never rejects: a step that fails or times out is logged,
 * and the next step follows.
 */
export async function closeInOrder(log: FastifyBaseLogger, open: OpenParts): Promise<void> {
  const { server, jobs, store } = open;
  const step = async (what: string, work: () => Promise<unknown>, force = () => {}) => {
    try {
      await within(work(), STEP_TIMEOUT_MS, what);
    } catch (err) {
      log.error({ err }, `${what} failed; shutdown continues`);
      force();
    }
  };
  if (server !== undefined) {
    const cutOff = () => server.server.closeAllConnections();
    await step("closing the HTTP server", async () => server.close(), cutOff);
  }
  if (jobs !== undefined) await step("stopping the jobs", () => jobs.stop());
  await step("closing the database", () => store.close());
}
