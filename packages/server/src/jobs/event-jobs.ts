import type { Clock } from "../clock.js";
import { EventRelay } from "../events/event-relay.js";
import type { Store } from "../storage/store.js";
import type { Scheduler } from "./scheduler.js";

const DAY_MS = 24 * 3_600_000;

export interface EventJobParts {
  readonly store: Store;
  readonly clock: Clock;
  /** How many days an event is kept, with its deliveries. */
  readonly eventDays: number;
}

/** The jobs that move events to the feed, and delete old ones. */
export function eventJobs(
  { store, clock, eventDays }: EventJobParts,
  every: (intervalMs: number, job: string, run: () => Promise<unknown>) => Scheduler,
) {
  const relay = new EventRelay({
    events: store.events,
    clock,
    hasEndpoints: () => store.webhooks.hasAny(),
    isBusy: () => store.metrics().writesWaiting > 0,
  });
  const relaying = every(250, "events", () => relay.run());
  const sweep = every(60_000, "expired events", () =>
    store.events.deleteBefore({
      feedMs: clock.nowMs() - eventDays * DAY_MS,
      outboxMs: Date.now() - eventDays * DAY_MS,
    }),
  );
  return {
    relay,
    jobs: [relaying, sweep],
    run: async () => {
      await relaying.run();
      await sweep.run();
    },
  };
}
