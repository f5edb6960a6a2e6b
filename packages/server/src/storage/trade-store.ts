import type { TradeOrderKey } from "@dingdan/contract";
import type { AppMessage, TradeOrder, TradeState } from "../domain/trade/trade-order.js";
import type { IncomingTradeUpload, TradeUploadOutcome } from "../domain/trade/upload.js";

/** The payments under shipping information management, and those that are not, with the reason. */
export interface TradeOrderStore {
  /** Makes the decision on an upload, plain or combined, and stores it when the decision says so. */
  put(incoming: IncomingTradeUpload): Promise<TradeUploadOutcome>;
  /**
   * The orders of an app under this number, newest first, also those that are not under management or not
   * visible yet. A merchant number finds the orders that it placed, and in provider mode those of its
   * provider or sub-merchant.
   */
  findNamed(appid: string, key: TradeOrderKey): Promise<TradeOrder[]>;
  /** The orders of an app with these transaction_ids, in any order; the others have none. */
  ofTransactions(appid: string, transactionIds: readonly string[]): Promise<TradeOrder[]>;
  /** The parts of a combined payment in an app, in the order of their numbers. */
  findCombined(appid: string, key: TradeOrderKey): Promise<TradeOrder[]>;
  /** The orders under this number in every app, newest first, at most 10. */
  findAnywhere(key: TradeOrderKey): Promise<TradeOrder[]>;
  /** An app's orders that are under management and visible, the earliest payment first. */
  list(query: TradeOrderQuery): Promise<TradeOrder[]>;
  /** The operator's list, the latest payment first, also of orders that are not under management. */
  listForOperator(query: TradeOrderSearch): Promise<TradeOrder[]>;
  /** A buyer's orders in an app that are under management and visible, the latest payment first. */
  listOfBuyer(query: TradeOrdersOfBuyer): Promise<TradeOrder[]>;
  /**
   * Writes what `decide` makes of an order, and queues its messages, in one commit.
   * @returns the decision's result; null for an unknown order
   */
  change<T>(
    appid: string,
    transactionId: string,
    decide: (order: TradeOrder) => TradeOrderChange<T>,
  ): Promise<T | null>;
  /** The order whose timer ended first, at `nowMs` or before; null when none has. */
  findDue(nowMs: number): Promise<TradeOrder | null>;
  /** Whether the app has ever reported all goods of an order as sent. */
  hasShipped(appid: string): Promise<boolean>;
  /** The orders under management, by app and state; without an appid, those of every app. */
  totals(appid?: string): Promise<TradeTotal[]>;
  /** How many orders under management have become visible, of all apps. It reads every order. */
  countVisible(span: { readonly afterMs: number; readonly untilMs: number }): Promise<number>;
}

/** The payments under management of one app in one state. */
export interface TradeTotal {
  readonly appid: string;
  readonly state: TradeState;
  readonly count: number;
  readonly amountMinor: number;
}

/** A decision on an order. */
export interface TradeOrderChange<T> {
  /** What to write; null when nothing changes. */
  readonly order: TradeOrder | null;
  readonly messages: readonly AppMessage[];
  /** What `change` returns. */
  readonly result: T;
}

export interface TradeOrderQuery {
  readonly appid: string;
  readonly state?: TradeState;
  readonly openid?: string;
  /** Both are inclusive. */
  readonly paidFromMs: number;
  readonly paidUntilMs: number;
  /** The last order of the previous page. */
  readonly after?: Pick<TradeOrder, "paidAtMs" | "transactionId">;
  readonly limit: number;
  /** Only orders that are visible by then. */
  readonly visibleAtMs: number;
}

export interface TradeOrdersOfBuyer {
  readonly appid: string;
  readonly openid: string;
  /** The last order of the previous page. */
  readonly before?: Pick<TradeOrder, "paidAtMs" | "transactionId">;
  readonly limit: number;
  /** Only orders that are visible by then. */
  readonly visibleAtMs: number;
}

export interface TradeOrderSearch {
  readonly appid?: string;
  readonly state?: TradeState;
  /** A complete number: transaction_id, out_trade_no or openid. */
  readonly text?: string;
  /** The last order of the previous page. */
  readonly before?: Pick<TradeOrder, "paidAtMs" | "transactionId" | "appid">;
  readonly limit: number;
}
