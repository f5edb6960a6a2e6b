import {
  parseCombinedTradeUpload,
  parseInstantMs,
  parseTradeUpload,
  type TradeUpload,
  type Unchecked,
  type Violation,
} from "@dingdan/contract";
import type { TradeOrder } from "../../domain/trade/trade-order.js";
import {
  decideTradeUpload,
  type IncomingTradeUpload,
  type TradeUploadOutcome,
  tradeUploadOutcome,
} from "../../domain/trade/upload.js";
import type { TradeOrderStore } from "../../storage/trade-store.js";
import type { AppCall } from "../call.js";
import { ok, refused, type WireOutcome } from "../outcome.js";
import { findUploadCause } from "../trade-causes.js";
import { tradeViolation } from "../trade-refusal.js";

type Parse = (request: Unchecked) => TradeUpload;

export const secUploadShippingInfo = (call: AppCall, orders: TradeOrderStore) =>
  store(call, orders, parseTradeUpload);

export const secUploadCombinedShippingInfo = (call: AppCall, orders: TradeOrderStore) =>
  store(call, orders, parseCombinedTradeUpload);

/** The violation of an upload against the stored orders, or null. Stores nothing. */
export const secShippingStateViolation = (call: AppCall, orders: TradeOrderStore) =>
  stateViolation(call, orders, parseTradeUpload);

/** The same for a combined payment. */
export const secCombinedShippingStateViolation = (call: AppCall, orders: TradeOrderStore) =>
  stateViolation(call, orders, parseCombinedTradeUpload);

async function store(call: AppCall, orders: TradeOrderStore, parse: Parse): Promise<WireOutcome> {
  const incoming = incomingUpload(call, parse);
  const violation = await uploadViolation(await orders.put(incoming), incoming, call.app, orders);
  return violation === null ? ok() : refused(violation);
}

async function stateViolation(
  call: AppCall,
  orders: TradeOrderStore,
  parse: Parse,
): Promise<Violation | null> {
  const incoming = incomingUpload(call, parse);
  const decision = decideTradeUpload(await namedOrders(incoming, orders), incoming);
  return uploadViolation(tradeUploadOutcome(decision), incoming, call.app, orders);
}

async function uploadViolation(
  outcome: TradeUploadOutcome,
  incoming: IncomingTradeUpload,
  app: AppCall["app"],
  orders: TradeOrderStore,
): Promise<Violation | null> {
  if (outcome.kind === "stored") return null;
  return tradeViolation(outcome, await findUploadCause(orders, outcome, incoming, app));
}

function incomingUpload({ request, app, nowMs }: AppCall, parse: Parse): IncomingTradeUpload {
  const upload = parse(request);
  return {
    appid: app.appid,
    upload,
    // The rules have checked the time.
    uploadTimeMs: parseInstantMs(upload.upload_time) as number,
    settings: { settleSeconds: app.trade.settleSeconds },
    receivedAtMs: nowMs,
    isPushed: app.messagePush !== null,
  };
}

/** The app's orders that any key of an upload names, each once. */
async function namedOrders(
  { appid, upload }: IncomingTradeUpload,
  orders: TradeOrderStore,
): Promise<TradeOrder[]> {
  const { combined_key: main, deliveries } = upload;
  const found = await Promise.all([
    ...(main === null ? [] : [orders.findCombined(appid, main), orders.findNamed(appid, main)]),
    ...deliveries.map(({ order_key: key }) => orders.findNamed(appid, key)),
  ]);
  return [...new Map(found.flat().map((order) => [order.transactionId, order])).values()];
}
