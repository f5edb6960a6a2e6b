import type { DiagnosisId } from "@dingdan/contract";
import type { Loose } from "./support/requests.js";
import { combinedPaymentFor, combinedUpload, paymentFor, upload } from "./support/requests.js";

/** An object of WeChat Pay that is wrong, and every cause that must be found, in order. */
export interface PaymentDiagnosisCase {
  readonly title: string;
  readonly sentAs: "payment" | "refund";
  /** A text and bytes are sent as they are, anything else as JSON. */
  readonly body: unknown;
  readonly found: readonly (readonly [id: DiagnosisId, path: string])[];
  /** A text that the first advice must contain. */
  readonly advice?: string;
}

const payment = (changes: Loose = {}): Loose => paymentFor(upload(), changes);
const without = (body: Loose, ...names: string[]): Loose =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
const provider = (payer: Loose): Loose => ({
  ...without(payment({ payer }), "appid", "mchid"),
  sp_appid: "wxsp",
  sp_mchid: "1900000001",
  sub_appid: "wxsub",
  sub_mchid: "1900000002",
});
const combined = (changes: Loose = {}): Loose => ({
  ...combinedPaymentFor(combinedUpload()),
  ...changes,
});
const withSub = (changes: Loose): Loose => {
  const whole = combined();
  const [first, ...others] = whole["sub_orders"] as Loose[];
  return { ...whole, sub_orders: [{ ...first, ...changes }, ...others] };
};
const refund = (changes: Loose = {}): Loose => ({
  mchid: "1900000109",
  transaction_id: "42000",
  out_trade_no: "T-1",
  refund_id: "50000",
  out_refund_no: "R-1",
  refund_status: "SUCCESS",
  success_time: "2022-05-21T13:29:34+08:00",
  amount: { total: 9900, refund: 9900, payer_total: 9900, payer_refund: 9900 },
  ...changes,
});
const ENVELOPE = {
  id: "EV-2018022511223320873",
  create_time: "2022-05-20T13:29:35+08:00",
  resource_type: "encrypt-resource",
  event_type: "TRANSACTION.SUCCESS",
  resource: {
    algorithm: "AEAD_AES_256_GCM",
    ciphertext: "AAAA",
    nonce: "fdasflkja484",
    associated_data: "transaction",
  },
};
const V2 = {
  appid: "wxd678efh567hg6787",
  mch_id: "1900000109",
  return_code: "SUCCESS",
  result_code: "SUCCESS",
  openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
  total_fee: "9900",
  cash_fee: "9900",
  transaction_id: "42000",
  out_trade_no: "T-1",
  time_end: "20220520132934",
};

const PAYMENT: readonly Omit<PaymentDiagnosisCase, "sentAs">[] = [
  { title: "a payment", body: payment(), found: [] },
  { title: "a combined payment", body: combined(), found: [] },
  {
    title: "a payment through a service provider",
    body: provider({ sp_openid: "oSp", sub_openid: "oSub" }),
    found: [],
  },
  {
    title: "a payment in the provider's own app",
    body: without(provider({ sp_openid: "oSp" }), "sub_appid"),
    found: [],
  },
  {
    title: "an encrypted notification",
    body: ENVELOPE,
    found: [["notification-encrypted", "resource.ciphertext"]],
    advice: "APIv3 key",
  },
  {
    title: "the XML of v2",
    body: "<xml><return_code>SUCCESS</return_code></xml>",
    found: [["pay-v2-notification", ""]],
  },
  {
    title: "a notification of v2, parsed",
    body: V2,
    found: [["pay-v2-notification", "return_code"]],
    advice: "/v3/pay/transactions",
  },
  {
    title: "a notification of v2 below its root",
    body: { xml: V2 },
    found: [["pay-v2-notification", "xml"]],
  },
  {
    title: "the callback of cloud development",
    body: {
      returnCode: "SUCCESS",
      subMchId: "1900000109",
      outTradeNo: "T-1",
      transactionId: "42000",
      totalFee: 9900,
      timeEnd: "20220520132934",
    },
    found: [["cloud-callback", "returnCode"]],
  },
  {
    title: "a refund",
    body: refund(),
    found: [["refund-as-payment", "refund_id"]],
    advice: "/admin/v1/refunds",
  },
  {
    title: "the reply to an order for JSAPI",
    body: { prepay_id: "wx201410272009395522657a690389285100" },
    found: [["payment-not-made", "prepay_id"]],
  },
  {
    title: "the reply to an order with a QR code",
    body: { code_url: "weixin://wxpay/bizpayurl?pr=1" },
    found: [["payment-not-made", "code_url"]],
  },
  {
    title: "an amount that is a number",
    body: payment({ amount: 9900 }),
    found: [["amount-not-object", "amount"]],
    advice: "total",
  },
  {
    title: "an amount in yuan",
    body: payment({ amount: { total: 99.5 } }),
    found: [["amount-in-yuan", "amount.total"]],
    advice: "9950",
  },
  {
    title: "an amount in yuan as a text",
    body: payment({ amount: { total: "99.00" } }),
    found: [["amount-in-yuan", "amount.total"]],
    advice: "9900",
  },
  {
    title: "an amount as a text",
    body: payment({ amount: { total: "9900" } }),
    found: [["amount-as-text", "amount.total"]],
  },
  {
    title: "an amount with a rounding error",
    body: payment({ amount: { total: 1989.9999999999998 } }),
    found: [["amount-not-rounded", "amount.total"]],
    advice: "1990",
  },
  {
    title: "an amount with a fraction",
    body: payment({ amount: { total: 33.3333 } }),
    found: [["amount-with-fraction", "amount.total"]],
  },
  {
    title: "an amount in Hong Kong dollars",
    body: payment({ amount: { total: 19.9, currency: "HKD" } }),
    found: [["minor-amount-in-major-unit", "amount.total"]],
    advice: "1990",
  },
  {
    title: "an amount in Kuwaiti dinars, which have three decimals",
    body: payment({ amount: { total: 19.9, currency: "KWD" } }),
    found: [["minor-amount-in-major-unit", "amount.total"]],
    advice: "19900",
  },
  {
    title: "an amount in yen as a text",
    body: payment({ amount: { total: "1990", currency: "JPY" } }),
    found: [["minor-amount-as-text", "amount.total"]],
    advice: "1990",
  },
  {
    title: "an amount in yen with a rounding error",
    body: payment({ amount: { total: 1989.9999999999998, currency: "JPY" } }),
    found: [["minor-amount-not-rounded", "amount.total"]],
    advice: "1990",
  },
  {
    title: "an amount in yen with a fraction, which yen do not have",
    body: payment({ amount: { total: 1990.5, currency: "JPY" } }),
    found: [["minor-amount-with-fraction", "amount.total"]],
    advice: "unchanged",
  },
  {
    title: "what the buyer paid, in yuan, of a total in Hong Kong dollars",
    body: payment({
      amount: { total: 1990, currency: "HKD", payer_total: 18.3, payer_currency: "CNY" },
    }),
    found: [["amount-in-yuan", "amount.payer_total"]],
    advice: "1830",
  },
  {
    title: "what the buyer paid in a currency that was not sent",
    body: payment({ amount: { total: 1990, currency: "HKD", payer_total: 18.3 } }),
    found: [],
  },
  {
    title: "an amount in a currency that is none",
    body: payment({ amount: { total: 19.9, currency: "Yuan" } }),
    found: [],
  },
  {
    title: "total_fee for amount.total",
    body: { ...without(payment(), "amount"), total_fee: 9900 },
    found: [["total-fee", "total_fee"]],
  },
  {
    title: "a payer that is a text",
    body: payment({ payer: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" }),
    found: [["payer-as-text", "payer"]],
  },
  {
    title: "an openid outside payer",
    body: { ...without(payment(), "payer"), openid: "o1" },
    found: [["openid-at-top-level", "openid"]],
  },
  {
    title: "only the openid under the provider's app",
    body: provider({ sp_openid: "oSp" }),
    found: [["sub-openid-missing", "payer.sub_openid"]],
  },
  {
    title: "an openid of an app that the payment does not name",
    body: payment({ payer: { sub_openid: "oSub" } }),
    found: [["sub-appid-missing", "sub_appid"]],
    advice: "sub_appid",
  },
  {
    title: "only the provider's openid in a payment of a merchant's own app",
    body: payment({ payer: { sp_openid: "oSp" } }),
    found: [],
  },
  {
    title: "an openid of an app that no part of the payment names",
    body: combined({ combine_payer_info: { sub_openid: "oSub" } }),
    found: [["sub-appid-missing", "sub_orders[0].sub_appid"]],
  },
  {
    title: "a part's openid of an app that the part does not name",
    body: { ...withSub({ sub_openid: "oSub" }), combine_payer_info: {} },
    found: [["sub-appid-missing", "sub_orders[0].sub_appid"]],
  },
  {
    title: "a part's openid of an unnamed app beside the payer's of the combining app",
    body: withSub({ sub_openid: "oSub" }),
    found: [],
  },
  {
    title: "total_amount in an ordinary payment",
    body: payment({ amount: { total_amount: 9900 } }),
    found: [["ordinary-member-name", "amount.total_amount"]],
  },
  {
    title: "combine_payer_info in an ordinary payment",
    body: { ...without(payment(), "payer"), combine_payer_info: { openid: "o1" } },
    found: [["ordinary-member-name", "combine_payer_info"]],
  },
  {
    title: "a combined payment with the names of an ordinary one",
    body: {
      ...without(combined(), "combine_out_trade_no", "combine_payer_info"),
      out_trade_no: "T-1",
      payer: { openid: "o1" },
    },
    found: [
      ["combined-member-name", "out_trade_no"],
      ["combined-member-name", "payer"],
    ],
  },
  {
    title: "total in a combined payment",
    body: withSub({ amount: { total: 9900 } }),
    found: [["combined-member-name", "sub_orders[0].amount.total"]],
    advice: "total_amount",
  },
  {
    title: "a combined payment's amount in yuan",
    body: withSub({ amount: { total_amount: "99.00" } }),
    found: [["amount-in-yuan", "sub_orders[0].amount.total_amount"]],
  },
  {
    title: "what the buyer paid for a part, in yuan",
    body: withSub({ amount: { total_amount: 9900, payer_amount: 99.5 } }),
    found: [["amount-in-yuan", "sub_orders[0].amount.payer_amount"]],
    advice: "9950",
  },
  {
    title: "a part's amount in Hong Kong dollars",
    body: withSub({ amount: { total_amount: 19.9, payer_amount: 19.9, currency: "HKD" } }),
    found: [["minor-amount-in-major-unit", "sub_orders[0].amount.total_amount"]],
    advice: "1990",
  },
  {
    title: "a combined payment's time without an offset",
    body: withSub({ success_time: "2022-05-20 13:29:34" }),
    found: [["offset-missing", "sub_orders[0].success_time"]],
  },
  {
    title: "a time in the form of v2",
    body: payment({ success_time: "20220520132934" }),
    found: [["compact-time", "success_time"]],
    advice: "2022-05-20T13:29:34+08:00",
  },
  {
    title: "a v3 object in camel case",
    body: {
      ...without(payment(), "out_trade_no", "transaction_id"),
      outTradeNo: "T-1",
      transactionId: "42000",
    },
    found: [
      ["field-misnamed", "outTradeNo"],
      ["field-misnamed", "transactionId"],
    ],
  },
  {
    title: "mch_id for mchid",
    body: { ...without(payment(), "mchid"), mch_id: "1900000109" },
    found: [["mch-id", "mch_id"]],
  },
  {
    title: "a number that lost its digits",
    body: payment({ transaction_id: 4.2e27 }),
    found: [["number-for-string", "transaction_id"]],
  },
  {
    title: "the numbers of a combined payment as JSON numbers",
    body: {
      ...withSub({ sub_mchid: 1900000555, transaction_id: 42000 }),
      combine_transaction_id: 4.2e27,
    },
    found: [
      ["number-for-string", "combine_transaction_id"],
      ["number-for-string", "sub_orders[0].sub_mchid"],
      ["number-for-string", "sub_orders[0].transaction_id"],
    ],
  },
  {
    title: "the merchant numbers of a provider's payment as JSON numbers",
    body: { ...provider({ sub_openid: "o1" }), sp_mchid: 1900000001, sub_mchid: 1900000002 },
    found: [
      ["number-for-string", "sp_mchid"],
      ["number-for-string", "sub_mchid"],
    ],
  },
  {
    title: "a Unix time as a JSON number",
    body: payment({ success_time: 1653024574 }),
    found: [["unix-time", "success_time"]],
    advice: "2022-05-20T13:29:34+08:00",
  },
  {
    title: "a Unix time as a JSON number in a combined payment",
    body: withSub({ success_time: 1653024574 }),
    found: [["unix-time", "sub_orders[0].success_time"]],
  },
  { title: "a list of payments", body: [payment()], found: [["list-for-body", ""]] },
  {
    title: "a payment that is serialised twice",
    body: JSON.stringify(JSON.stringify(payment())),
    found: [["json-in-string", ""]],
  },
  { title: "a trailing comma", body: '{"appid":"wx1",}', found: [["json-trailing-comma", ""]] },
  { title: "single quotes", body: "{'appid':'wx1'}", found: [["json-quotes", ""]] },
  { title: "a truncated payment", body: '{"appid":"wx', found: [["json-breaks-off", ""]] },
  { title: "another error of JSON", body: '{"appid" "wx1"}', found: [] },
  { title: "a form", body: "appid=wx1&mchid=1", found: [["form-body", ""]] },
  { title: "other XML", body: "<xml><a>1</a></xml>", found: [["xml-body", ""]] },
  {
    title: "UTF-16",
    body: Buffer.from('\ufeff{"appid":"wx1"}', "utf16le"),
    found: [["utf16-body", ""]],
  },
  { title: "an empty object", body: {}, found: [] },
  { title: "null", body: null, found: [] },
];

const REFUND: readonly Omit<PaymentDiagnosisCase, "sentAs">[] = [
  { title: "a refund", body: refund(), found: [] },
  {
    title: "a payment",
    body: payment(),
    found: [["payment-as-refund", "trade_state"]],
    advice: "/admin/v1/payments",
  },
  {
    title: "a combined payment",
    body: combined(),
    found: [["payment-as-refund", "combine_out_trade_no"]],
  },
  {
    title: "an encrypted notification",
    body: ENVELOPE,
    found: [["notification-encrypted", "resource.ciphertext"]],
  },
  {
    title: "a refund of v2",
    body: { ...V2, refund_id: "5", refund_fee: "1" },
    found: [["pay-v2-notification", "return_code"]],
  },
  {
    title: "an amount that is a number",
    body: refund({ amount: 9900 }),
    found: [["amount-not-object", "amount"]],
    advice: "total, refund",
  },
  {
    title: "an amount in yuan",
    body: refund({ amount: { total: 9900, refund: 9.9 } }),
    found: [["amount-in-yuan", "amount.refund"]],
    advice: "990",
  },
  {
    title: "an amount in yen with a fraction",
    body: refund({ amount: { total: 1990, refund: 990.5, payer_refund: 990.5, currency: "JPY" } }),
    found: [["minor-amount-with-fraction", "amount.refund"]],
    advice: "unchanged",
  },
  {
    title: "a time without an offset",
    body: refund({ success_time: "2022-05-21T13:29:34" }),
    found: [["offset-missing", "success_time"]],
  },
  {
    title: "a start without an offset",
    body: refund({ create_time: "2026-01-01 00:00:00" }),
    found: [["offset-missing", "create_time"]],
  },
  {
    title: "Unix times as JSON numbers",
    body: refund({ create_time: 1653111000, success_time: 1653111000 }),
    found: [
      ["unix-time", "create_time"],
      ["unix-time", "success_time"],
    ],
  },
  {
    title: "a merchant number as a JSON number",
    body: refund({ mchid: 1900000109 }),
    found: [["number-for-string", "mchid"]],
  },
  {
    title: "camel case",
    body: { ...without(refund(), "refund_id"), refundId: "50000" },
    found: [["field-misnamed", "refundId"]],
  },
  {
    title: "a number that lost its digits",
    body: refund({ refund_id: 5e27 }),
    found: [["number-for-string", "refund_id"]],
  },
  { title: "an empty object", body: {}, found: [] },
  { title: "an empty list", body: [], found: [] },
  { title: "a list of refunds", body: [refund()], found: [["list-for-body", ""]] },
  { title: "a trailing comma", body: '{"refund_id":"5",}', found: [["json-trailing-comma", ""]] },
  {
    title: "a refund that is serialised twice",
    body: JSON.stringify(JSON.stringify(refund())),
    found: [["json-in-string", ""]],
  },
];

export const PAYMENT_DIAGNOSIS_CASES: readonly PaymentDiagnosisCase[] = [
  ...PAYMENT.map((given) => ({ ...given, sentAs: "payment" as const })),
  ...REFUND.map((given) => ({ ...given, sentAs: "refund" as const })),
];
