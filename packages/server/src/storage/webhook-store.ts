import type { WebhookDeliveryState, WebhookState } from "@dingdan/contract";
import type { FeedEvent } from "../domain/events/recorded-event.js";
import type {
  AttemptDetails,
  LastAttempt,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint,
} from "../domain/webhooks/endpoint.js";

/** A delivery with its event, and the epoch of the feed, which is a part of the event's id. */
export interface DeliveryOfEvent {
  readonly delivery: WebhookDelivery;
  readonly event: FeedEvent;
}

export interface EndpointCounts {
  readonly waiting: number;
  readonly delivered: number;
  readonly failed: number;
}

/** How a delivery stands after an attempt. */
export interface EndedAttempt
  extends Pick<
    WebhookDelivery,
    "position" | "state" | "dueAtMs" | "tries" | "attempts" | "endedAtMs"
  > {
  readonly atMs: number;
  /** Null when nothing was to be sent: there was no attempt. */
  readonly details: AttemptDetails | null;
}

/** Which events are sent again. */
export interface ResendSince extends Pick<WebhookEndpoint, "id" | "appid" | "types"> {
  readonly sinceMs: number;
  /** True for all that were not acknowledged; false for those whose delivery failed. */
  readonly isMissing: boolean;
  readonly nowMs: number;
}

/**
 * Webhook endpoints and the deliveries to them. A delivery is queued in the transaction that gives its event
 * a place in the feed, and is kept as long as the event.
 */
export interface WebhookStore {
  /** Adds an endpoint; false when there are too many already, in all or of its app. */
  add(
    endpoint: WebhookEndpoint,
    limits: { readonly countMax: number; readonly ofAppMax: number },
  ): Promise<boolean>;
  /** Null also for a deleted one. */
  find(id: string): Promise<WebhookEndpoint | null>;
  /** In the order of their creation, without deleted ones. */
  list(query: {
    readonly after: readonly [createdAtMs: number, id: string] | null;
    readonly limit: number;
    readonly appid?: string;
    readonly state?: WebhookState;
  }): Promise<WebhookEndpoint[]>;
  /**
   * Changes an endpoint: all but how its deliveries go. Enabling it makes all that waits due.
   * @returns the endpoint afterwards; null when there is none
   */
  change(
    id: string,
    decide: (stored: WebhookEndpoint) => WebhookEndpoint,
    nowMs: number,
  ): Promise<WebhookEndpoint | null>;
  /** Whether there is an endpoint in any state but deleted. */
  hasAny(): Promise<boolean>;
  /** At most 100 endpoints that are paused, or whose last attempts failed. */
  troubled(): Promise<WebhookEndpoint[]>;
  /** Each is counted up to `countMax`. */
  count(id: string, countMax: number): Promise<EndpointCounts>;

  /** How much waits for enabled endpoints. At most 1,000 deliveries of each endpoint are counted. */
  backlog(): Promise<{
    readonly waiting: number;
    /** When the oldest event that waits came into the feed; null when none waits. */
    readonly oldestAddedAtMs: number | null;
    /** How many endpoints are in each state. */
    readonly endpoints: ReadonlyMap<WebhookState, number>;
  }>;

  /** The enabled endpoints for which a delivery is due, and which no other process has. */
  due(given: {
    readonly nowMs: number;
    readonly realNowMs: number;
    readonly owner: string;
  }): Promise<string[]>;
  /**
   * Takes endpoints for a process, or keeps them, until a time of the real clock.
   * @returns those that it has now; another process has the others
   */
  lease(given: {
    readonly ids: readonly string[];
    readonly owner: string;
    readonly realNowMs: number;
    readonly untilMs: number;
  }): Promise<string[]>;
  /** Gives back all endpoints of a process. */
  release(owner: string): Promise<void>;
  /** Deliveries that are due, the longest due first. */
  dueOf(
    id: string,
    given: { readonly nowMs: number; readonly limit: number },
  ): Promise<readonly DeliveryOfEvent[]>;
  /** Stores the bytes of a delivery, unless it has some. */
  putBody(id: string, position: number, body: string): Promise<void>;
  /**
   * Records attempts in one transaction, and how the endpoint does.
   * @param attempts in the order of their ends, each of another event
   * @param last null when nothing was sent, which says nothing about the endpoint
   * @returns the time since when it has failed; null when the last attempt succeeded
   */
  record(
    id: string,
    attempts: readonly EndedAttempt[],
    last: LastAttempt | null,
  ): Promise<{ readonly failingSinceMs: number | null }>;

  /** The deliveries to an endpoint, the newest event first. */
  deliveries(query: {
    readonly id: string;
    readonly before: number | null;
    readonly limit: number;
    readonly state?: WebhookDeliveryState;
  }): Promise<readonly DeliveryOfEvent[]>;
  /** Null when the event was never queued for the endpoint. */
  delivery(
    id: string,
    position: number,
  ): Promise<(DeliveryOfEvent & { readonly log: readonly WebhookAttempt[] }) | null>;
  /** Makes an event due for an endpoint; false when it does not exist or is not for the endpoint. */
  resend(
    endpoint: Pick<WebhookEndpoint, "id" | "appid" | "types">,
    position: number,
    nowMs: number,
  ): Promise<boolean>;
  /** @returns how many are due again */
  resendSince(given: ResendSince): Promise<number>;

  /** Deletes attempts before a time, and a part of the deliveries of deleted endpoints. */
  sweep(attemptsBeforeMs: number): Promise<void>;
}
