import { EventRelay } from "../events/event-relay.js";
import { deleteInSteps } from "./delete-in-steps.js";
import type { Scheduler } from "./scheduler.js";
import { isStorageBusy } from "./storage-busy.js";
import { type WebhookJobParts, webhookJobs } from "./webhook-jobs.js";

const DAY_MS = 24 * 3_600_000;

export interface EventJobParts extends WebhookJobParts {
  /** How many days an event is kept, with its deliveries. */
  readonly eventDays: number;
}

/** The jobs that move events to the feed, deliver them to webhook endpoints, and delete old ones. */
export function eventJobs(
  parts: EventJobParts,
  every: (intervalMs: number, job: string, run: () => Promise<unknown>) => Scheduler,
) {
  const { store, clock, eventDays } = parts;
  const relay = new EventRelay({
    events: store.events,
    clock,
    hasEndpoints: () => store.webhooks.hasAny(),
    isBusy: () => isStorageBusy(store),
  });
  const relaying = every(250, "events", () => relay.run());
  const sweep = every(60_000, "expired events", async () => {
    const { events } = store;
    const keptMs = eventDays * DAY_MS;
    const [feedMs, outboxMs] = [clock.nowMs() - keptMs, Date.now() - keptMs];
    await deleteInSteps((limit) => events.deleteBefore(feedMs, limit));
    await deleteInSteps((limit) => events.deleteWaitingBefore(outboxMs, limit));
  });
  const webhooks = webhookJobs({ ...parts, relay }, every);
  return {
    relay,
    jobs: [relaying, sweep, ...webhooks.jobs],
    /** Ends the waiting of readers, and the delivery to endpoints. */
    stop: async () => {
      relay.stop();
      await webhooks.stop();
    },
    run: async () => {
      await relaying.run();
      await webhooks.run();
      await sweep.run();
    },
  };
}
