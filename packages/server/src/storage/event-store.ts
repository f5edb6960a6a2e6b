import type { EventType } from "@dingdan/contract";
import type { FeedEvent, RecordedEvent } from "../domain/events/recorded-event.js";

/** The end of the feed. */
export interface Feed {
  /** A part of every event's id; another one for each installation. */
  readonly epoch: string;
  /** The position of the last event; 0 without one. */
  readonly lastPosition: number;
  /** The events up to this position were deleted. */
  readonly deletedUntil: number;
  /** When a reader last asked for events; 0 when none ever did. */
  readonly lastReadAtMs: number;
}

export interface FeedQuery {
  readonly after: number;
  readonly limit: number;
  readonly appid?: string;
  readonly type?: EventType;
}

export interface RecentQuery extends Omit<FeedQuery, "after"> {
  /** The position after the first event to return; null for the newest. */
  readonly before: number | null;
  /** Only events after this position are looked at. */
  readonly after: number;
  /** Only events that happened at this time or later. */
  readonly fromMs?: number;
  /** Only events that happened before this time. */
  readonly toMs?: number;
}

export interface EventKind {
  readonly appid: string;
  readonly type: EventType;
}

/**
 * The events. A commit that makes some writes them to an outbox; `relay` moves them to the feed. Their
 * positions follow the moves, not the commits, so an event of a commit that ends late is never missed.
 */
export interface EventStore {
  /** Records events that no other write makes. */
  record(events: readonly RecordedEvent[]): Promise<void>;
  /**
   * Moves the events of at most `commits` commits from the outbox to the feed, in one transaction, and
   * queues them for the webhook endpoints that want them. Processes do so one after another. Commits with
   * many events are moved one or a few at a time.
   * @returns how many commits were moved; 0 when none waited
   */
  relay(given: { readonly commits: number; readonly nowMs: number }): Promise<number>;
  /** The end of the feed. */
  feed(): Promise<Feed>;
  /** What waits in the outbox. Commits are counted up to 10,000. */
  waiting(): Promise<{
    /** Of the last event in the feed; 0 without one. */
    readonly lastPosition: number;
    readonly commits: number;
    /** When the oldest commit was made, in the real time; null when none waits. */
    readonly oldestAtMs: number | null;
  }>;
  /** Events after a position, oldest first, with the end of the feed at the same moment. */
  list(query: FeedQuery): Promise<{ readonly feed: Feed; readonly events: readonly FeedEvent[] }>;
  /** Events before a position, newest first. */
  recent(query: RecentQuery): Promise<readonly FeedEvent[]>;
  /** Which types of events of which apps have positions after `after`, up to `until`. */
  kinds(span: { readonly after: number; readonly until: number }): Promise<readonly EventKind[]>;
  /** The events of an order, oldest first, at most 1,000. */
  ofOrder(appid: string, orderId: string): Promise<FeedEvent[]>;
  /** Records that a reader asked for events. */
  noteReader(nowMs: number): Promise<void>;
  /**
   * Deletes at most `limit` events, the oldest first, that came into the feed before a time of the platform's
   * clock, with their deliveries.
   * @returns how many were deleted; fewer than `limit` when no more are old
   */
  deleteBefore(beforeMs: number, limit: number): Promise<number>;
  /**
   * The same for commits that have waited in the outbox since before a time of day, as no client reads the
   * feed.
   */
  deleteWaitingBefore(beforeMs: number, limit: number): Promise<number>;
}
