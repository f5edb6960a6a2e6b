import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { PlatformJobs } from "../jobs/platform-jobs.js";
import type { Store } from "../storage/store.js";
import { within } from "../within.js";

/** How long each of the three may take. */
const STEP_TIMEOUT_MS = 8_000;

/** What is open of a platform. */
export interface OpenParts {
  readonly store: Store;
  jobs?: PlatformJobs;
  server?: FastifyInstance;
}

/**
 * Closes what is open of a platform: the server answers what is in progress, the jobs store what is in
 * memory, the store writes what it was given. Never rejects: a step that fails, or does not end in time,
 * is logged, and the next one is taken all the same.
 */
export async function closeInOrder(log: FastifyBaseLogger, open: OpenParts): Promise<void> {
  const { server, jobs, store } = open;
  const step = async (what: string, work: () => Promise<unknown>, force = () => {}) => {
    try {
      await within(work(), STEP_TIMEOUT_MS, what);
    } catch (err) {
      log.error({ err }, `${what} failed; the platform stops all the same`);
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
