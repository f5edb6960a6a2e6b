import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock.js";
import type { LastAttempt, WebhookEndpoint } from "../domain/webhooks/endpoint.js";
import {
  type AttemptJudgement,
  FAILING_MAX_MS,
  judgeAttempt,
} from "../domain/webhooks/judge-attempt.js";
import { eventIdOf } from "../events/event-id.js";
import type { Sealer } from "../secrets/seal.js";
import type { WebhookCounts } from "../statistics/webhook-counts.js";
import type { EventStore } from "../storage/event-store.js";
import type { DeliveryOfEvent, EndedAttempt, WebhookStore } from "../storage/webhook-store.js";
import { type AttemptParts, attempt } from "./attempt.js";
import { openSigningKeys, type SigningKeys } from "./signing-keys.js";
import type { WebhookForm, WebhookForms } from "./webhook-body.js";

/** How many requests run to one endpoint at the same time. */
const CONCURRENCY = 4;

/** How many deliveries are read at a time. */
const PAGE_SIZE = 16;

/** How long an endpoint waits whose keys cannot be opened. */
const UNUSABLE_PAUSE_MS = 60_000;

export interface WorkParts extends AttemptParts {
  readonly webhooks: WebhookStore;
  readonly events: Pick<EventStore, "feed">;
  readonly clock: Clock;
  /** The real time, which receivers compare with that of a request. */
  readonly realNowMs: () => number;
  readonly sealer: Sealer;
  readonly counts: WebhookCounts;
  readonly forms: WebhookForms;
  /** From 0 to 1: makes pauses differ. */
  readonly random: () => number;
  readonly log: Pick<FastifyBaseLogger, "warn">;
  /** Whether this process still has the endpoint. */
  readonly isLeased: () => boolean;
  /** Waits until the next page may begin; false when the work has to end. */
  readonly turn: () => Promise<boolean>;
  /** Ends the work, and begins it again at a time of the platform's clock. */
  readonly hold: (untilMs: number) => void;
}

/** What the deliveries of one page have in common. */
interface Page {
  readonly endpoint: WebhookEndpoint;
  readonly keys: readonly SigningKeys[];
  readonly form: WebhookForm;
  readonly epoch: string;
}

/** Sends what is due for one endpoint, page by page, until nothing is. */
export class EndpointWork {
  readonly #id: string;
  readonly #parts: WorkParts;
  #isEnded = false;
  #ended: EndedOfEvent[] = [];
  #recording: Promise<void> | null = null;

  constructor(id: string, parts: WorkParts) {
    this.#id = id;
    this.#parts = parts;
  }

  async run(): Promise<void> {
    const { webhooks, clock, turn } = this.#parts;
    while (!this.#isEnded && (await turn()) && this.#parts.isLeased()) {
      const due = await webhooks.dueOf(this.#id, { nowMs: clock.nowMs(), limit: PAGE_SIZE });
      const page = due.length === 0 ? null : await this.#pageOf();
      if (page === null) return;
      await this.#sendPage([...due], page);
      await this.#recorded();
    }
  }

  async #pageOf(): Promise<Page | null> {
    const { webhooks, events, sealer, forms, log, clock } = this.#parts;
    const endpoint = await webhooks.find(this.#id);
    if (endpoint?.state !== "enabled") return null;
    const form = forms[endpoint.kind];
    const opened = openSigningKeys(endpoint.id, endpoint.keys, sealer, clock.nowMs());
    if (opened.kind === "opened" && form !== undefined) {
      return { endpoint, keys: opened.keys, form, epoch: (await events.feed()).epoch };
    }
    this.#hold(clock.nowMs() + UNUSABLE_PAUSE_MS);
    log.warn(
      { endpoint: endpoint.id, kind: endpoint.kind, keys: opened.kind },
      "webhooks wait: the seal key that is set does not open the keys of the endpoint, or this version does not know its kind",
    );
    return null;
  }

  /**
   * Sends a page, some deliveries at the same time. A fault ends the work, but not before the requests in
   * progress have ended: the next work would send their events again.
   */
  async #sendPage(queue: DeliveryOfEvent[], page: Page): Promise<void> {
    const sending = Array.from({ length: CONCURRENCY }, () =>
      this.#send(queue, page).catch((error: unknown) => {
        this.#isEnded = true;
        throw error;
      }),
    );
    const ends = await Promise.allSettled(sending);
    const fault = ends.find((end) => end.status === "rejected");
    if (fault !== undefined) throw fault.reason as Error;
  }

  /** Sends one delivery of the queue after another. */
  async #send(queue: DeliveryOfEvent[], page: Page): Promise<void> {
    for (;;) {
      const next = this.#isEnded || !this.#parts.isLeased() ? undefined : queue.shift();
      if (next === undefined) return;
      await this.#deliver(next, page);
    }
  }

  async #deliver({ delivery, event }: DeliveryOfEvent, page: Page): Promise<void> {
    const { clock, realNowMs, random, closing, counts } = this.#parts;
    const { endpoint, keys, form, epoch } = page;
    const eventId = eventIdOf({ epoch }, delivery.position);
    const body = delivery.body ?? (await this.#bodyOf({ delivery, event }, page));
    if (body === null)
      return this.#end({ delivery, eventId, judgement: NOTHING_SENT, details: null });
    const request = { endpoint, id: eventId, atMs: realNowMs(), eventAtMs: event.atMs, body, keys };
    const made = await attempt(request, form, this.#parts);
    counts.countAttempt(made.outcome);
    // The platform stops: it is sent again after the next start.
    if (closing.aborted && made.answer.status === null) return;
    const judgement = judgeAttempt(made.answer, {
      tries: delivery.tries + 1,
      nowMs: clock.nowMs(),
      random: random(),
    });
    await this.#end({ delivery, eventId, judgement, details: made.details });
  }

  async #bodyOf({ delivery, event }: DeliveryOfEvent, { endpoint, form, epoch }: Page) {
    const body = await form.makeBody(event, endpoint, { epoch });
    if (body === null || form.isBodyOfEvent) return body;
    const { webhooks } = this.#parts;
    await webhooks.putBody(endpoint.id, delivery.position, body);
    // Another process may have stored other bytes before.
    return (await webhooks.delivery(endpoint.id, delivery.position))?.delivery.body ?? body;
  }

  async #end({ delivery, eventId, judgement, details }: Ended): Promise<void> {
    const nowMs = this.#parts.clock.nowMs();
    const { kind } = judgement.delivery;
    const fault = kind === "delivered" ? null : judgement.delivery.fault;
    const made = details === null ? 0 : 1;
    this.#ended.push({
      eventId,
      position: delivery.position,
      state: kind === "retry" ? "waiting" : kind,
      dueAtMs: judgement.delivery.kind === "retry" ? judgement.delivery.dueAtMs : nowMs,
      tries: delivery.tries + made,
      attempts: delivery.attempts + made,
      endedAtMs: kind === "retry" ? null : nowMs,
      atMs: nowMs,
      details: details && { ...details, fault },
    });
    if (judgement.holdUntilMs !== null) this.#hold(judgement.holdUntilMs);
    if (judgement.disable !== null) await this.#stop("disabled", judgement.disable);
    await this.#recorded();
  }

  /** Records what has ended. What ends meanwhile is recorded together, in the next transaction. */
  async #recorded(): Promise<void> {
    while (this.#recording !== null) await this.#recording;
    if (this.#ended.length === 0) return;
    this.#recording = this.#record().finally(() => {
      this.#recording = null;
    });
    await this.#recording;
  }

  async #record(): Promise<void> {
    const { webhooks, clock, counts } = this.#parts;
    const ended = this.#ended;
    this.#ended = [];
    const last = lastAttemptOf(ended);
    const { failingSinceMs } = await webhooks.record(this.#id, ended, last);
    for (const { state } of ended) if (state !== "waiting") counts.countDelivery(state);
    if (last === null || failingSinceMs === null) return;
    if (clock.nowMs() - failingSinceMs >= FAILING_MAX_MS) {
      await this.#stop("paused", "failing");
    }
  }

  async #stop(
    state: "disabled" | "paused",
    why: "gone" | "receiver_asked" | "failing",
  ): Promise<void> {
    if (this.#isEnded) return;
    this.#isEnded = true;
    const { webhooks, clock, log } = this.#parts;
    const nowMs = clock.nowMs();
    await webhooks.change(
      this.#id,
      (stored) =>
        stored.state === "enabled" ? { ...stored, state, why, stateSinceMs: nowMs } : stored,
      nowMs,
    );
    log.warn(
      { endpoint: this.#id, state, why },
      "webhook endpoint stopped: events for it are not sent until it is enabled again",
    );
  }

  #hold(untilMs: number): void {
    this.#isEnded = true;
    this.#parts.hold(untilMs);
  }
}

type EndedOfEvent = EndedAttempt & { readonly eventId: string };

interface Ended extends Pick<EndedOfEvent, "eventId" | "details"> {
  readonly delivery: DeliveryOfEvent["delivery"];
  readonly judgement: AttemptJudgement;
}

const lastAttemptOf = (ended: readonly EndedOfEvent[]): LastAttempt | null =>
  ended
    .flatMap(({ atMs, eventId, details }) =>
      details === null ? [] : [{ atMs, eventId, status: details.status, fault: details.fault }],
    )
    .at(-1) ?? null;

/** Nothing is to be sent for the event, which is no failure of the receiver. */
const NOTHING_SENT: AttemptJudgement = {
  delivery: { kind: "delivered" },
  disable: null,
  holdUntilMs: null,
};
