import { createHash } from "node:crypto";
import type { TradeOrder } from "./trade-order.js";

/** Until the year 2109. */
const TIME_BITS = 42n;
const HASH_BITS = 30n;

/** The place of an order in its app's list, as a `last_index` says it. */
export interface ListPosition {
  readonly paidAtMs: number;
  /** Distinguishes the order from others that were paid in the same millisecond. */
  readonly hash: number;
}

/** The `last_index` of a list without any order: from it, the list begins at its start. */
export const START_INDEX = "0".repeat(18);

/**
 * The opaque `last_index` of a page that ends with this order: 18 hex digits have no room for the
 * order's number, so they hold the time of its payment and a hash of its number.
 */
export function lastIndexOf(order: Pick<TradeOrder, "appid" | "transactionId" | "paidAtMs">) {
  const position = (BigInt(order.paidAtMs) << HASH_BITS) | BigInt(hashOf(order));
  return position.toString(16).padStart(18, "0");
}

/** The place that a `last_index` of 18 hex digits says. It may be of no order of the app. */
export function readLastIndex(lastIndex: string): ListPosition {
  const position = BigInt(`0x${lastIndex}`);
  return {
    paidAtMs: Number(BigInt.asUintN(Number(TIME_BITS), position >> HASH_BITS)),
    hash: Number(BigInt.asUintN(Number(HASH_BITS), position)),
  };
}

export const isAt = (order: TradeOrder, { paidAtMs, hash }: ListPosition): boolean =>
  order.paidAtMs === paidAtMs && hashOf(order) === hash;

function hashOf({ appid, transactionId }: Pick<TradeOrder, "appid" | "transactionId">): number {
  const digest = createHash("sha256").update(`${appid} ${transactionId}`).digest();
  return digest.readUInt32BE() >>> 2;
}
