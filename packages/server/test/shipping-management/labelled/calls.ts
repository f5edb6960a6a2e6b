import type { Loose } from "../../support/requests.js";
import {
  type ClientShape,
  type SentBody,
  type Shipment,
  uploadObject,
  written,
} from "./client-shapes.js";
import type { LabelledStep } from "./labelled-call.js";

/** The calling app, another app of the same platform, and who paid in the first. */
export const APPID = "wxd678efh567hg6787";
export const OTHER_APPID = "wxd678efh567hg6788";
export const OPENID = "oDingdanBuyer0000000000000001";
export const OPENID_ELSEWHERE = "oDingdanOther0000000000000001";

export const MCHID = "1900000109";
export const SP_MCHID = "1900000110";
export const TRANSACTION_ID = "4200009901202611201000000001";
export const OUT_TRADE_NO = "DD-20261120-0001";

/** The platform's clock stands here before the first step. All payments are made then. */
export const PAID_AT = "2026-11-20T10:00:00+08:00";

/** A paid transaction of the calling app. */
export function payment(changes: Loose = {}): Loose {
  return {
    appid: APPID,
    mchid: MCHID,
    out_trade_no: OUT_TRADE_NO,
    transaction_id: TRANSACTION_ID,
    trade_type: "JSAPI",
    trade_state: "SUCCESS",
    success_time: PAID_AT,
    payer: { openid: OPENID },
    amount: { total: 12900, payer_total: 12900, currency: "CNY" },
    source: "mini_program",
    ...changes,
  };
}

/** A payment of a service provider's sub-merchant. */
export const providerPayment = (): Loose =>
  payment({
    appid: undefined,
    mchid: undefined,
    sp_appid: OTHER_APPID,
    sp_mchid: SP_MCHID,
    sub_appid: APPID,
    sub_mchid: MCHID,
    payer: { sp_openid: OPENID_ELSEWHERE, sub_openid: OPENID },
  });

export const pay = (given: Loose = payment()): LabelledStep => ({ do: "pay", payment: given });
export const wait = (seconds: number): LabelledStep => ({ do: "wait", seconds });
export const settings = (tradeManagement: Loose): LabelledStep => ({
  do: "settings",
  tradeManagement,
});

/** A payment an hour ago: it is 11:00. */
export const PAID: readonly LabelledStep[] = [pay(), wait(3600)];

/** An earlier upload that succeeded. */
export const uploaded = (body: SentBody): LabelledStep => ({
  do: "call",
  operation: "secUploadShippingInfo",
  body,
  errcode: 0,
});

/** One parcel by ZTO for the payment, uploaded at half a minute before eleven. */
export const SHIPMENT: Shipment = {
  transactionId: TRANSACTION_ID,
  mchid: null,
  outTradeNo: null,
  numberType: 2,
  logisticsType: 1,
  deliveryMode: 1,
  isAllDelivered: null,
  parcels: [{ trackingNo: "ZTO000000000011", company: "ZTO", itemDesc: "雨伞*1" }],
  uploadTime: "2026-11-20T10:59:30+08:00",
  openid: OPENID,
};

/** What a program sets in order to name the payment by the merchant's number. */
export const BY_MERCHANT = {
  numberType: 1,
  transactionId: null,
  mchid: MCHID,
  outTradeNo: OUT_TRADE_NO,
} as const;

/** What a program sets for goods that the buyer picks up. */
export const PICK_UP = { logisticsType: 4, parcels: [{ itemDesc: "雨伞*1" }] } as const;

/** The object of an upload. `members` replaces top-level members of the wire's object. */
export const object = (
  shape: ClientShape,
  changes: Partial<Shipment> = {},
  members: Loose = {},
): Loose => ({ ...uploadObject(shape, { ...SHIPMENT, ...changes }), ...members });

/** An upload as the client writes it. */
export const upload = (
  shape: ClientShape,
  changes: Partial<Shipment> = {},
  members: Loose = {},
): SentBody => written(shape, object(shape, changes, members));
