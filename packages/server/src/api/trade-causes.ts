import type { Diagnosis, TradeOrderKey } from "@dingdan/contract";
import type { App } from "../domain/app.js";
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

/** The app of the call. */
type Caller = Pick<App, "appid" | "mchids">;

/** Looks up why an upload was refused. Only refused uploads pay for it. */
export async function findUploadCause(
  orders: KnownTradeOrders,
  refusal: TradeUploadRefusal,
  incoming: IncomingTradeUpload,
  app: Caller,
): Promise<Diagnosis | null> {
  const key = keyAt(incoming, refusal.path);
  const facts = await factsOf(orders, app, key, incoming.receivedAtMs);
  return uploadCause(refusal, key, incoming, facts);
}

/** Looks up why a query or a reminder found no payment (10060001). */
export async function findAbsenceCause(
  orders: KnownTradeOrders,
  app: Caller,
  key: TradeOrderKey,
  nowMs: number,
): Promise<Diagnosis | null> {
  return absenceCause(key, QUERY_PATHS, await factsOf(orders, app, key, nowMs));
}

async function factsOf(
  orders: KnownTradeOrders,
  { appid, mchids }: Caller,
  key: TradeOrderKey,
  nowMs: number,
): Promise<TradeFacts> {
  const [named, parts] = await Promise.all([
    orders.findNamed(appid, key),
    orders.findCombined(appid, key),
  ]);
  // Most causes are found in the app itself.
  const isKnown = named.length > 0 || parts.length > 0;
  const elsewhere = isKnown ? [] : await orders.findAnywhere(key);
  // The orders of other merchants must not be detected: those of the caller's own merchant numbers may.
  const anywhere = elsewhere.filter(({ mchid, subMchid }) =>
    mchids.some((own) => own === mchid || own === subMchid),
  );
  return { appid, named, parts, anywhere, nowMs };
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
