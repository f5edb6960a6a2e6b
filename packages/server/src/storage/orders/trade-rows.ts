import type { TradeOrderKey } from "@dingdan/contract";
import { tradeEvents } from "../../domain/events/trade-events.js";
import type { AppMessage, TradeOrder } from "../../domain/trade/trade-order.js";
import {
  decideTradeUpload,
  type IncomingTradeUpload,
  keysOf,
  type TradeUploadOutcome,
  tradeUploadOutcome,
} from "../../domain/trade/upload.js";
import { combinedKeyOf } from "../rows/trade-rows.js";
import type { NotedEvents } from "./noted-events.js";

/** The rows of trade orders, for reading and writing. A read sees the changes before it. */
export interface WritableTradeRows {
  /** The app's orders that any key of an upload names, also as parts of a combined payment. */
  namedBy(incoming: IncomingTradeUpload): TradeOrder[];
  /** Writes an order that is stored. */
  change(order: TradeOrder): void;
  /** Writes an order, unless it is stored already. */
  add(order: TradeOrder): void;
  /** Queues a message for its app's message URL. */
  queue(message: AppMessage): void;
}

/** Makes the decision on an upload and writes its results; the same for every engine. */
export function putTradeUpload(
  rows: WritableTradeRows,
  events: NotedEvents,
  incoming: IncomingTradeUpload,
): TradeUploadOutcome {
  const stored = rows.namedBy(incoming);
  const decision = decideTradeUpload(stored, incoming);
  if (decision.kind === "stored") {
    for (const order of decision.orders) {
      rows.change(order);
      events.add(tradeEvents(sameOrder(stored, order), order));
    }
    if (incoming.isPushed ?? true) for (const message of decision.messages) rows.queue(message);
  }
  return tradeUploadOutcome(decision);
}

/** The order as it was before a change. */
const sameOrder = (stored: readonly TradeOrder[], { transactionId }: TradeOrder) =>
  stored.find((order) => order.transactionId === transactionId) ?? null;

/** The column that holds one kind of an order's names. */
export type TradeNameColumn =
  | "transaction_id"
  | "out_trade_no"
  | "combined_key"
  | "combined_transaction_id";

/** A name of an order within its app. */
export interface TradeName {
  readonly column: TradeNameColumn;
  readonly name: string;
}

/** The names under which the orders of an upload are found. */
export function tradeNamesOf(incoming: IncomingTradeUpload): TradeName[] {
  const { combined_key: main } = incoming.upload;
  const names = keysOf(incoming).map(nameOf);
  return main === null ? names : [combinedNameOf(main), ...names];
}

const nameOf = (key: TradeOrderKey): TradeName =>
  key.kind === "transaction"
    ? { column: "transaction_id", name: key.transaction_id }
    : { column: "out_trade_no", name: key.out_trade_no };

const combinedNameOf = (key: TradeOrderKey): TradeName =>
  key.kind === "transaction"
    ? { column: "combined_transaction_id", name: key.transaction_id }
    : {
        column: "combined_key",
        name: combinedKeyOf({ mchid: key.mchid, outTradeNo: key.out_trade_no }),
      };
