import type { EventType } from "../src/index.js";

/*
 * WeChat Pay's objects for tests of every package: packages/wechatpay/test/objects.ts. Each has every
 * field that its document lists, so that nothing is lost on the way.
 */

/** A WeChat Pay object whose members a test may read and change. */
export type WireObject = Record<string, unknown>;

const COMMON = {
  out_trade_no: "DINGDAN-20220520-0001",
  transaction_id: "4200001234202205201234567890",
  trade_type: "JSAPI",
  trade_state: "SUCCESS",
  trade_state_desc: "支付成功",
  bank_type: "OTHERS",
  attach: "桌号 8 & “加急”",
  success_time: "2022-05-20T13:29:34+08:00",
  amount: { total: 9900, payer_total: 9000, currency: "CNY", payer_currency: "CNY" },
  scene_info: { device_id: "013467007045764" },
  promotion_detail: [
    {
      coupon_id: "109519",
      name: "满减券",
      scope: "SINGLE",
      type: "CASH",
      amount: 900,
      currency: "CNY",
    },
  ],
};

/** @see wechatpay, §5.1 */
export const ordinaryTransaction = (changes: WireObject = {}): WireObject => ({
  appid: "wxd678efh567hg6787",
  mchid: "1900000109",
  ...COMMON,
  payer: { openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
  ...changes,
});

/** Provider mode. @see wechatpay, §5.1 */
export const providerTransaction = (changes: WireObject = {}): WireObject => ({
  sp_appid: "wx8888888888888888",
  sp_mchid: "1230000109",
  sub_appid: "wxd678efh567hg6787",
  sub_mchid: "1900000109",
  ...COMMON,
  payer: { sp_openid: "oUpF8uMEb4qRXf22hE3X68TekukE", sub_openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
  ...changes,
});

/** @see wechatpay, §5.2 */
export const combinedTransaction = (changes: WireObject = {}): WireObject => ({
  combine_appid: "wxd678efh567hg6787",
  combine_mchid: "1900000109",
  combine_out_trade_no: "DINGDAN-C-20220520-0001",
  scene_info: { device_id: "POS1:1" },
  sub_orders: [1, 2].map((number) => ({
    mchid: `190000010${number}`,
    trade_type: "JSAPI",
    trade_state: "SUCCESS",
    bank_type: "CMC",
    attach: `部分 ${number}`,
    success_time: "2022-05-20T13:29:34+08:00",
    transaction_id: `420000123420220520123456789${number}`,
    out_trade_no: `DINGDAN-20220520-000${number}`,
    amount: { total_amount: 5000, payer_amount: 5000, currency: "CNY", payer_currency: "CNY" },
  })),
  combine_payer_info: { openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
  ...changes,
});

/** One that succeeded, or one in another state, which has no time of success. @see wechatpay, §5.3 */
export const refund = (
  status: "SUCCESS" | "ABNORMAL" | "CLOSED" = "SUCCESS",
  changes: WireObject = {},
): WireObject => ({
  mchid: "1900000109",
  transaction_id: COMMON.transaction_id,
  out_trade_no: COMMON.out_trade_no,
  refund_id: "50300805402022052112345678901",
  out_refund_no: "R-DINGDAN-20220520-0001",
  refund_status: status,
  ...(status === "SUCCESS" ? { success_time: "2022-05-21T10:00:00+08:00" } : {}),
  user_received_account: "招商银行信用卡0403",
  amount: { total: 9900, refund: 1000, payer_total: 9000, payer_refund: 1000 },
  ...changes,
});

/** What a notification says, without its time. */
export interface NoticeKind {
  readonly title: string;
  readonly eventType: EventType;
  readonly resource: WireObject;
}

/** Every kind of notification. */
export const NOTICES: readonly NoticeKind[] = [
  {
    title: "an ordinary payment",
    eventType: "TRANSACTION.SUCCESS",
    resource: ordinaryTransaction(),
  },
  {
    title: "a payment in provider mode",
    eventType: "TRANSACTION.SUCCESS",
    resource: providerTransaction(),
  },
  {
    title: "a combined payment",
    eventType: "TRANSACTION.SUCCESS",
    resource: combinedTransaction(),
  },
  { title: "a refund", eventType: "REFUND.SUCCESS", resource: refund() },
  {
    title: "a refund that the bank refused",
    eventType: "REFUND.ABNORMAL",
    resource: refund("ABNORMAL"),
  },
  {
    title: "a refund that was closed",
    eventType: "REFUND.CLOSED",
    resource: refund("CLOSED"),
  },
];
