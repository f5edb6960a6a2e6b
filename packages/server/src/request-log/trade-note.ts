import {
  type Diagnosis,
  isObject,
  parseCombinedTradeUpload,
  parseTradeOrderName,
  parseTradeUpload,
  type TradeOrderKey,
  type Unchecked,
} from "@dingdan/contract";
import type { RequestRecord } from "../domain/request-record.js";
import { orderNote } from "../domain/trade/explain.js";
import { isNamedBy } from "../domain/trade/names.js";
import { newest } from "../domain/trade/upload.js";
import type { TradeOrderStore } from "../storage/trade-store.js";

/**
 * What a merchant may take wrongly of a call of shipping information management that succeeded, by the
 * present state of its orders: parcels without the last one, or a receipt that is not confirmed. Null for
 * other calls, and when there is nothing to say.
 */
export async function findTradeNote(
  { errcode, operation, appid, path, body, bodyState }: RequestRecord,
  orders: TradeOrderStore,
): Promise<Diagnosis | null> {
  if (errcode !== 0 || appid === null || bodyState !== "whole") return null;
  const keys = path.startsWith("/dingdan/") ? [] : keysOf(operation, parsed(body));
  for (const key of keys) {
    const named = await orders.findNamed(appid, key);
    const exact = named.filter((order) => isNamedBy(order, key));
    const note = exact.length === 0 ? null : orderNote(newest(exact));
    // An upload confirms nothing, so its explanation need not say so.
    const isSaid = operation === "secGetOrder" || note?.id === "last-parcel-left-open";
    if (note !== null && isSaid) return note;
  }
  return null;
}

/** The orders that a call names. Its body has passed the rules. */
function keysOf(operation: RequestRecord["operation"], body: Unchecked | null): TradeOrderKey[] {
  if (body === null) return [];
  switch (operation) {
    case "secGetOrder":
      return [parseTradeOrderName(body)];
    case "secUploadShippingInfo":
      return parseTradeUpload(body).deliveries.map(({ order_key: key }) => key);
    case "secUploadCombinedShippingInfo":
      return parseCombinedTradeUpload(body).deliveries.map(({ order_key: key }) => key);
    default:
      return [];
  }
}

function parsed(body: string): Unchecked | null {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
