import type { TradeDelivery, TradeParcel } from "@dingdan/contract";
import { withTimer } from "./timers.js";
import { TRADE_STATE, type TradeOrder, type TradeShipping } from "./trade-order.js";
import { decideTradeUpload, type IncomingTradeUpload } from "./upload.js";

/** Samples for tests. */
export const PAID_AT_MS = Date.UTC(2026, 10, 20, 2);

export const aTradeOrder = (changes: Partial<TradeOrder> = {}): TradeOrder =>
  withTimer({
    appid: "wx0000000000000001",
    transactionId: "4200009901202611201000000001",
    mchid: "1900000109",
    subMchid: "",
    outTradeNo: "DD-20261120-0001",
    openid: "buyer",
    amountMinor: 12_800,
    createdAtMs: PAID_AT_MS,
    paidAtMs: PAID_AT_MS,
    visibleAtMs: PAID_AT_MS + 10_000,
    unmanagedReason: null,
    combination: null,
    state: TRADE_STATE.UNSHIPPED,
    isInComplaint: false,
    shipping: null,
    shippedAtMs: null,
    confirmDueAtMs: null,
    confirmLeftMs: null,
    buyerRemindedAtMs: null,
    merchantRemindedAtMs: null,
    special: null,
    confirmedAtMs: null,
    confirmMethod: null,
    settleDueAtMs: null,
    settledAtMs: null,
    refundedAtMs: null,
    events: [],
    ...changes,
  });

export const aParcel = (changes: Partial<TradeParcel> = {}): TradeParcel => ({
  tracking_no: "ZTO000000000041",
  express_company: "ZTO",
  item_desc: "雨伞*1",
  contact: null,
  ...changes,
});

export const aShipment = (): Pick<TradeShipping, "logisticsType" | "deliveryMode"> => ({
  logisticsType: 1,
  deliveryMode: 1,
});

export const aDelivery = (changes: Partial<TradeDelivery> = {}): TradeDelivery => ({
  order_key: { kind: "transaction", transaction_id: "4200009901202611201000000001" },
  logistics_type: 1,
  delivery_mode: 1,
  is_all_delivered: true,
  shipping_list: [aParcel()],
  path: "",
  ...changes,
});

/** @param uploadTimeMs also the time at which it is received */
export const anIncomingUpload = (
  uploadTimeMs: number,
  deliveries: readonly TradeDelivery[] = [aDelivery()],
  changes: Partial<IncomingTradeUpload["upload"]> = {},
): IncomingTradeUpload => ({
  appid: "wx0000000000000001",
  upload: {
    combined_key: null,
    deliveries,
    upload_time: new Date(uploadTimeMs).toISOString(),
    openid: "buyer",
    ...changes,
  },
  uploadTimeMs,
  settings: { settleSeconds: 0 },
  receivedAtMs: uploadTimeMs,
});

/** An order that an upload at this time has shipped. */
export function shippedOrder(
  atMs: number,
  { logisticsType, deliveryMode } = aShipment(),
): TradeOrder {
  const delivery = aDelivery({ logistics_type: logisticsType, delivery_mode: deliveryMode });
  const decision = decideTradeUpload([aTradeOrder()], anIncomingUpload(atMs, [delivery]));
  if (decision.kind === "refused") throw new Error(`refused: ${decision.cause}`);
  const [order] = decision.orders;
  return order as TradeOrder;
}
