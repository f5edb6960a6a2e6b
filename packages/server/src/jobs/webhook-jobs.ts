import { randomUUID } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock.js";
import type { EventRelay } from "../events/event-relay.js";
import type { LimitHits } from "../limits/limit-hits.js";
import type { CallUrl } from "../outbound/server-call.js";
import type { Sealer } from "../secrets/seal.js";
import type { WebhookCounts } from "../statistics/webhook-counts.js";
import type { Store } from "../storage/store.js";
import type { WebhookForms } from "../webhooks/webhook-body.js";
import { WebhookSender } from "../webhooks/webhook-sender.js";
import type { Scheduler } from "./scheduler.js";
import { isStorageBusy } from "./storage-busy.js";

export interface WebhookJobParts {
  readonly store: Store;
  readonly clock: Clock;
  /** How receivers are called. */
  readonly call: CallUrl;
  readonly forms: WebhookForms;
  readonly limitHits: LimitHits;
  readonly sealer: Sealer;
  readonly webhookCounts: WebhookCounts;
  readonly log: Pick<FastifyBaseLogger, "warn">;
}

/** How often it looks for what is due: retries, and events that another process has moved. */
const INTERVAL_MS = 500;

/** How long what was sent and answered is kept. */
const ATTEMPTS_KEPT_MS = 7 * 24 * 3_600_000;

/** How long a call that moves a sandbox's clock waits for receivers. */
const RUN_MAX_MS = 20_000;

/** How long stopping waits for receivers; their events are sent again after the next start. */
const STOP_MAX_MS = 2_000;

/** The jobs that deliver events to webhook endpoints. */
export function webhookJobs(
  {
    store,
    relay,
    webhookCounts: counts,
    ...parts
  }: WebhookJobParts & { readonly relay: EventRelay },
  every: (intervalMs: number, job: string, run: () => Promise<unknown>) => Scheduler,
) {
  const { webhooks, events } = store;
  const closing = new AbortController();
  const sender = new WebhookSender({
    ...parts,
    webhooks,
    events,
    counts,
    owner: randomUUID(),
    closing: closing.signal,
    random: Math.random,
    realNowMs: Date.now,
    hasEndpoints: () => webhooks.hasAny(),
    isBusy: () => isStorageBusy(store),
    onError: (err) => parts.log.warn({ err }, "delivering webhooks failed; will retry"),
  });
  const sending = every(INTERVAL_MS, "webhooks", () => sender.run());
  const sweep = every(60_000, "expired webhook attempts", () =>
    webhooks.sweep(parts.clock.nowMs() - ATTEMPTS_KEPT_MS),
  );
  relay.onMoved(() => sending.wake());
  return {
    jobs: [sending, sweep],
    run: async () => {
      await sender.runToEnd(RUN_MAX_MS);
      await sweep.run();
    },
    stop: async () => {
      const late = setTimeout(() => closing.abort(), STOP_MAX_MS);
      await sender.stop();
      clearTimeout(late);
    },
  };
}
