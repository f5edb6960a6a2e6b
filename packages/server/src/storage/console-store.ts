import type { AttentionReason, ConsoleRole, MatchState, OrderStatus } from "@dingdan/contract";
import type { ReviewWindow } from "../domain/access-review.js";
import type { ReviewDecision } from "../domain/review-history.js";
import type { Payment, StoredUpload } from "../domain/stored-order.js";

/** The session of a person who is signed in at the console. */
export interface ConsoleSession {
  readonly tokenHash: string;
  /** Names it in lists, without its token. */
  readonly id: string;
  readonly role: ConsoleRole;
  /** The merchant's app; null for a session of an admin key. */
  readonly appid: string | null;
  /** The hash of the key or secret that it was opened with. When that changes, the session ends. */
  readonly credentialHash: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

export interface ConsoleSessionStore {
  /** Writes a session, and replaces one with the same token. */
  put(session: ConsoleSession): Promise<void>;
  find(tokenHash: string): Promise<ConsoleSession | null>;
  remove(tokenHash: string): Promise<void>;
  /** The sessions that expire after `nowMs`, newest first, after the position `before`. */
  list(page: {
    readonly nowMs: number;
    readonly before?: { readonly createdAtMs: number; readonly id: string };
    readonly limit: number;
  }): Promise<ConsoleSession[]>;
  /** Removes the session with this id; false when there is none. */
  removeById(id: string): Promise<boolean>;
  /** Deletes the sessions that have expired by `nowMs`, and returns how many. */
  sweep(nowMs: number): Promise<number>;
}

/** How often an event happened in an hour. */
export interface HourlyCount {
  readonly hourMs: number;
  readonly name: string;
  readonly count: number;
}

/** How often an event happened in some hours. */
export interface CountSum {
  readonly appid: string;
  readonly name: string;
  readonly count: number;
}

export interface StatisticsStore {
  /**
   * Adds to the counts, in a separate commit. A sum above {@link COUNT_MAX} stays there. An empty appid counts for all apps together. The same
   * hour, app and name may occur more than once.
   * As in the request log, counts may be lost when the machine fails.
   */
  add(counts: readonly (HourlyCount & { readonly appid: string })[]): Promise<void>;
  /** The counts from one hour to another, both included, the earliest first. */
  list(
    appid: string,
    span: { readonly fromMs: number; readonly toMs: number },
  ): Promise<HourlyCount[]>;
  /** The sums of the counts from one hour to another, both included, of each of these apps and names. */
  sums(
    appids: readonly string[],
    span: { readonly fromMs: number; readonly toMs: number },
  ): Promise<CountSum[]>;
  /** Deletes the counts of hours before `beforeMs`. */
  deleteBefore(beforeMs: number): Promise<void>;
}

/** The orders that need attention for reasons that few orders have. */
export interface AttentionCountStore {
  /** How many mismatched orders and contradicted payments there are; of one app, or of all (null). */
  byReason(appid: string | null): Promise<ReadonlyMap<AttentionReason, number>>;
}

/** The decisions on access reviews, which `apps.changePermission` writes. */
export interface ReviewStore {
  /** An app's decisions, newest first. */
  list(
    appid: string,
    page: { readonly before?: number; readonly limit: number },
  ): Promise<ReviewDecision[]>;
}

/** The part of an order that the operator's lists show. */
export interface ListedOrder
  extends Pick<
    StoredUpload,
    | "appid"
    | "orderKey"
    | "openid"
    | "uploadTime"
    | "state"
    | "mismatch"
    | "details"
    | "paidAtMs"
    | "receivedAtMs"
    | "firstReceivedAtMs"
    | "matchedAtMs"
    | "shippedAtMs"
    | "shippingProgress"
    | "refundedAtMs"
    | "refundProgress"
    | "merchantOrderNos"
  > {
  /** Its place in the lists: uploads are numbered in the order in which they first arrived. */
  readonly number: number;
  /** The payment that it was compared with; null while it waits for one. */
  readonly payment: Pick<Payment, "orderKeys" | "reports" | "contradiction"> | null;
}

export interface OrderListQuery {
  readonly appid?: string;
  readonly state?: MatchState;
  /** Only orders in the list of this status. */
  readonly status?: OrderStatus;
  readonly isShipped?: boolean;
  /** Only orders that need attention, whatever their status. */
  readonly needsAttention?: true;
  /** Only orders that need attention for this reason. */
  readonly reason?: AttentionReason;
  /** First received at this instant or later. */
  readonly fromMs?: number;
  /** First received before this one. */
  readonly toMs?: number;
  /**
   * Only orders with a refund that succeeded at this instant or later. With the status
   * `refund_in_progress`: with one in progress that was last reported then.
   */
  readonly refundedFromMs?: number;
  /** The same refund was before this one. */
  readonly refundedToMs?: number;
  /**
   * Any complete number of the order, or its buyer: see `order-names.ts` of the adapters. If no order has
   * it, a part of an item's name.
   */
  readonly text?: string;
  /** A part of an item's name; the case of Latin letters does not matter. */
  readonly itemText?: string;
  readonly sort: "newest" | "oldest";
  /** Where the previous page ended. */
  readonly after?: number;
  readonly limit: number;
}

/** How many orders are in the list of each status. An order may be in several. */
export interface StatusCounts {
  readonly all: number;
  readonly statuses: Readonly<Record<OrderStatus, number>>;
}

export interface OrderPage {
  readonly orders: readonly ListedOrder[];
  /**
   * Where the next page begins; null after the last. A page may hold fewer orders than `limit`, or
   * none, and not be the last: one call reads only a limited part of a long list.
   */
  readonly next: number | null;
}

/** An order of a review's window, and how long after its payment it arrived. */
export interface DelayedOrder extends ListedOrder {
  readonly delayMs: number;
}

/**
 * The operator's lists of orders. They read the uploads, and an index of names that is filled later. A
 * list is complete all the same: it reads the uploads that are not in the index yet one by one.
 */
export interface OrderListStore {
  list(query: OrderListQuery): Promise<OrderPage>;
  /**
   * How many orders are in the list of each status; of one app, or of all (null). Other work runs while
   * it counts.
   */
  countByStatus(appid: string | null): Promise<StatusCounts>;
  /** How many orders are in each state; of one app, or of all (null). */
  countByState(appid: string | null): Promise<Readonly<Record<MatchState, number>>>;
  /** The matched orders of a review's window that arrived latest after their payments, slowest first. */
  slowest(appid: string, window: ReviewWindow, limit: number): Promise<DelayedOrder[]>;
  /**
   * Adds the next uploads to the index of names, at most `limit`. It must not skip an upload whose
   * commit is in progress.
   * @returns how many were added: fewer than `limit` when no more are left
   */
  indexNames(limit: number): Promise<number>;
}
