import type { Clock } from "../clock.js";
import { EventRelay } from "../events/event-relay.js";
import type { Store } from "../storage/store.js";
import type { Scheduler } from "./scheduler.js";

/** How long events are kept. */
const EVENTS_KEPT_MS = 30 * 24 * 3_600_000;

/** The jobs that move events to the feed, and delete old ones. */
export function eventJobs(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  every: (intervalMs: number, job: string, run: () => Promise<unknown>) => Scheduler,
) {
  const relay = new EventRelay({
    events: store.events,
    clock,
    hasEndpoints: () => Promise.resolve(false),
    isBusy: () => store.metrics().writesWaiting > 0,
  });
  const relaying = every(250, "events", () => relay.run());
  const sweep = every(60_000, "expired events", () =>
    store.events.deleteBefore({
      feedMs: clock.nowMs() - EVENTS_KEPT_MS,
      outboxMs: Date.now() - EVENTS_KEPT_MS,
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
