import type { Diagnosis, TradeOrderKey } from "@dingdan/contract";
import {
  absenceCause,
  QUERY_PATHS,
  type TradeFacts,
  uploadCause,
} from "../domain/trade/explain.js";
import type { TradeOrder } from "../domain/trade/trade-order.js";
import type { IncomingTradeUpload, TradeUploadRefusal } from "../domain/trade/upload.js";

/** What an explanation needs of the store of trade orders. */
interface KnownTradeOrders {
  findNamed(appid: string, key: TradeOrderKey): Promise<TradeOrder[]>;
  findCombined(appid: string, key: TradeOrderKey): Promise<TradeOrder[]>;
  findAnywhere(key: TradeOrderKey): Promise<TradeOrder[]>;
}

/** Looks up why an upload was refused. Only refused uploads pay for it. */
export async function findUploadCause(
  orders: KnownTradeOrders,
  refusal: TradeUploadRefusal,
  incoming: IncomingTradeUpload,
): Promise<Diagnosis | null> {
  const key = keyAt(incoming, refusal.path);
  const facts = await factsOf(orders, incoming.appid, key, incoming.receivedAtMs);
  return uploadCause(refusal, key, incoming, facts);
}

/** Looks up why a query or a reminder found no payment (10060001). */
export async function findAbsenceCause(
  orders: KnownTradeOrders,
  appid: string,
  key: TradeOrderKey,
  nowMs: number,
): Promise<Diagnosis | null> {
  return absenceCause(key, QUERY_PATHS, await factsOf(orders, appid, key, nowMs));
}

async function factsOf(
  orders: KnownTradeOrders,
  appid: string,
  key: TradeOrderKey,
  nowMs: number,
): Promise<TradeFacts> {
  const [named, parts] = await Promise.all([
    orders.findNamed(appid, key),
    orders.findCombined(appid, key),
  ]);
  // Most causes are found in the app itself.
  const isKnown = named.length > 0 || parts.length > 0;
  return { appid, named, parts, anywhere: isKnown ? [] : await orders.findAnywhere(key), nowMs };
}

/** The order key that a refusal is about: that of the sub-order in its path, or the only one. */
function keyAt({ upload }: IncomingTradeUpload, path: string): TradeOrderKey {
  const { combined_key: main, deliveries } = upload;
  const ofSubOrder = deliveries.find(
    (delivery) => delivery.path !== "" && path.startsWith(delivery.path),
  );
  const [first] = deliveries;
  return ofSubOrder?.order_key ?? main ?? (first as NonNullable<typeof first>).order_key;
}
