import type { ConsoleRole, MatchState } from "@dingdan/contract";
import type { ReviewWindow } from "../domain/access-review.js";
import type { ReviewDecision } from "../domain/review-history.js";
import type { StoredUpload } from "../domain/stored-order.js";

/** Somebody who is signed in at the console. */
export interface ConsoleSession {
  readonly tokenHash: string;
  readonly role: ConsoleRole;
  /** The merchant's app; null for the operator. */
  readonly appid: string | null;
  /** The hash of the key or secret that it was opened with: it ends with that. */
  readonly credentialHash: string;
  readonly expiresAtMs: number;
}

export interface ConsoleSessionStore {
  /** Writes a session, in the place of one with the same token. */
  put(session: ConsoleSession): Promise<void>;
  find(tokenHash: string): Promise<ConsoleSession | null>;
  remove(tokenHash: string): Promise<void>;
  /** Deletes what has expired by `nowMs`, and answers how many. */
  sweep(nowMs: number): Promise<number>;
}

/** How often something happened in an hour. */
export interface HourlyCount {
  readonly hourMs: number;
  readonly name: string;
  readonly count: number;
}

export interface StatisticsStore {
  /**
   * Adds to what is counted, in a commit of its own; an empty appid counts for all apps together. The
   * same hour, app and name may come more than once.
   * Like the request log's, it need not survive a failing machine.
   */
  add(counts: readonly (HourlyCount & { readonly appid: string })[]): Promise<void>;
  /** What was counted from one hour up to and with another, the earliest first. */
  list(
    appid: string,
    span: { readonly fromMs: number; readonly toMs: number },
  ): Promise<HourlyCount[]>;
  /** Deletes what was counted in hours before `beforeMs`. */
  deleteBefore(beforeMs: number): Promise<void>;
}

export interface ReviewStore {
  /** Writes a decision; of two by the same at the same time for one app the later stays. */
  add(decision: ReviewDecision): Promise<void>;
  /** An app's, newest first. */
  list(
    appid: string,
    page: { readonly before?: number; readonly limit: number },
  ): Promise<ReviewDecision[]>;
}

/** What the operator's lists tell of an order. */
export interface ListedOrder
  extends Pick<
    StoredUpload,
    | "appid"
    | "orderKey"
    | "openid"
    | "uploadTime"
    | "state"
    | "transactionId"
    | "paidAtMs"
    | "receivedAtMs"
    | "firstReceivedAtMs"
    | "matchedAtMs"
    | "shippedAtMs"
    | "refundedAtMs"
    | "merchantOrderNos"
  > {
  /** Its place in the lists: uploads are counted as they first came. */
  readonly number: number;
  /** Of the payment that it was held against; null while it waits for one. */
  readonly amountFen: number | null;
}

export interface OrderListQuery {
  readonly appid?: string;
  readonly state?: MatchState;
  readonly isShipped?: boolean;
  /** First received at this instant or later. */
  readonly fromMs?: number;
  /** First received before this one. */
  readonly toMs?: number;
  /** Any number of the order, whole, or its buyer: see `order-names.ts` of the adapters. */
  readonly text?: string;
  readonly sort: "newest" | "oldest";
  /** Where the page before ended. */
  readonly after?: number;
  readonly limit: number;
}

export interface OrderPage {
  readonly orders: readonly ListedOrder[];
  /**
   * Where the next page begins; null after the last. A page may hold fewer orders than it might, or
   * none, and not be the last: nobody waits until all of a long list was looked at.
   */
  readonly next: number | null;
}

/** An order of a review's window, and how long after its payment it came. */
export interface DelayedOrder extends ListedOrder {
  readonly delayMs: number;
}

/**
 * The operator's lists of orders. They read what the order store wrote, and an index of names that is
 * filled behind it, of which no list shows a trace: what is not in the index yet is looked through.
 */
export interface OrderListStore {
  list(query: OrderListQuery): Promise<OrderPage>;
  /** How many orders are in each state; of one app, or of all. */
  countByState(appid: string | null): Promise<Readonly<Record<MatchState, number>>>;
  /** The matched orders of a review's window that came last after their payment, the slowest first. */
  slowest(appid: string, window: ReviewWindow, limit: number): Promise<DelayedOrder[]>;
  /**
   * Takes some more uploads into the index of names, at most `limit`. An upload that is being
   * committed must not be passed over.
   * @returns how many were taken: fewer than `limit` when no more are left
   */
  indexNames(limit: number): Promise<number>;
}
