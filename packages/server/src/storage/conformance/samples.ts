import { orderKeyOfText, orderKeyText, parseInstantMs, type ShoppingInfo } from "@dingdan/contract";
import { type App, NEW_APP_TRADE } from "../../domain/app.js";
import { decidePayment, type IncomingPayment } from "../../domain/payment.js";
import type { IncomingRefund } from "../../domain/refund.js";
import { judgeSentUpload, type SentUpload } from "../../domain/sent-upload.js";
import {
  newServiceProviderOrder,
  type ServiceProviderOrder,
} from "../../domain/service-provider-order.js";
import type { IncomingUpload, Payment, StoredUpload } from "../../domain/stored-order.js";
import type { PaymentReport } from "../../domain/unite-reports.js";
import { decideUpload, incomingUpload } from "../../domain/upload.js";

// Samples for the tests of decisions and storage. A test states only the fields that it is about; the
// sample fills in the rest: one merchant's app, one buyer, and one order that is paid at PAID_AT_MS.

export const APPID = "wxd678efh567hg6787";
export const OTHER_APPID = "wx0000000000000001";
export const MCHID = "1900000109";
export const OUT_TRADE_NO = "DINGDAN-20220520-0001";
export const TRANSACTION_ID = "4200001234202205201234567890";

/** The two names of the sample's payment. */
export const MERCHANT_KEY = merchantKey(OUT_TRADE_NO);
export const WECHAT_KEY = wechatKey(TRANSACTION_ID);

export const BUYER = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
export const STRANGER = "oUpF8uN95-Ptaags6E_roPHg7AG0";

/** When the buyer had paid. */
export const PAID_AT_MS = Date.parse("2022-05-20T13:29:34+08:00");
export const SECOND_MS = 1_000;
export const HOUR_MS = 3_600_000;

export function merchantKey(outTradeNo: string, mchid = MCHID): string {
  return orderKeyText({ order_number_type: 1, mchid, out_trade_no: outTradeNo });
}

export function wechatKey(transactionId: string): string {
  return orderKeyText({ order_number_type: 2, transaction_id: transactionId });
}

/** An app whose permission is open. */
export function anApp(given: Partial<App> = {}): App {
  return {
    appid: APPID,
    kind: "mini_program",
    name: "示例商城",
    mchids: [MCHID],
    secretHash: "5e".repeat(32),
    itemLinks: "required",
    isCategoryOpen: true,
    ipWhitelist: [],
    openPaths: [],
    quotas: null,
    permission: "open",
    agreementSignedAtMs: PAID_AT_MS - 24 * HOUR_MS,
    openedAtMs: PAID_AT_MS - 24 * HOUR_MS,
    approvedAtMs: null,
    reviewedUntilMs: null,
    reviewDueAtMs: null,
    lastResult: "",
    createdAtMs: PAID_AT_MS - 48 * HOUR_MS,
    ...NEW_APP_TRADE,
    ...given,
  };
}

export interface GivenUpload {
  readonly appid?: string;
  readonly orderKey?: string;
  readonly openid?: string;
  readonly uploadTime?: string;
  /** When it arrived; the instant of its upload_time by default. */
  readonly receivedAtMs?: number;
  readonly merchantOrderNos?: readonly string[];
  readonly itemName?: string;
}

/** An upload that arrives a second after the payment, under the merchant's number. */
export function anUpload({
  appid = APPID,
  orderKey = MERCHANT_KEY,
  openid = BUYER,
  uploadTime = "2022-05-20T13:29:35+08:00",
  receivedAtMs = parseInstantMs(uploadTime) ?? PAID_AT_MS,
  merchantOrderNos = ["232457563423"],
  itemName = "iPhoneX 256G",
}: GivenUpload = {}): IncomingUpload {
  const link = { type: 1, url: "https://shop.example/orders/1" } as const;
  const info: ShoppingInfo = {
    order_key: orderKeyOfText(orderKey),
    order_list: merchantOrderNos.map((merchant_order_no) => ({
      merchant_order_no,
      order_detail_jump_link: link,
      item_list: [{ name: itemName, unit_price: 828800, quantity: 2, item_detail_jump_link: link }],
    })),
    payer: { openid },
    logistics_type: 1,
    upload_time: uploadTime,
  };
  return incomingUpload(appid, info, receivedAtMs);
}

/** An upload such as {@link anUpload} makes, as the body of a call. */
export function sentUpload(incoming: IncomingUpload): SentUpload {
  const { appid, orderKey, openid, uploadTime, details, receivedAtMs } = incoming;
  const body = {
    order_key: orderKeyOfText(orderKey),
    ...(JSON.parse(details) as object),
    payer: { openid },
    upload_time: uploadTime,
  };
  const operation = "sub_orders" in body ? "uploadCombinedShoppingInfo" : "uploadShoppingInfo";
  const sent = {
    operation,
    app: { appid },
    body: Buffer.from(JSON.stringify(body)),
    receivedAtMs,
  } as const;
  const judged = judgeSentUpload(sent);
  if (judged.kind === "broken") throw new Error(`the sample breaks ${judged.violation.error.name}`);
  return sent;
}

/** A refund of the sample's entire payment, an hour after it. */
export function aRefund(given: Partial<IncomingRefund> = {}): IncomingRefund {
  const refundId = given.refundId ?? "50300806962022052000000000001";
  return {
    refundId,
    outRefundNo: `R-${refundId}`,
    ofTransactionId: TRANSACTION_ID,
    outTradeNo: OUT_TRADE_NO,
    mchids: [MCHID],
    totalMinor: 1_657_600,
    amountMinor: 1_657_600,
    currency: null,
    payerRefundMinor: null,
    state: "succeeded",
    startedAtMs: null,
    atMs: PAID_AT_MS + HOUR_MS,
    receivedAtMs: PAID_AT_MS + HOUR_MS,
    refund: JSON.stringify({ refund_id: refundId }),
    ...given,
  };
}

export interface GivenPayment {
  readonly appid?: string;
  /** More than one for a payment through a service provider, which has a number of the provider's as well. */
  readonly mchids?: readonly string[];
  readonly outTradeNo?: string;
  readonly transactionId?: string;
  readonly openid?: string;
  readonly amountMinor?: number;
  readonly paidAtMs?: number;
  readonly receivedAtMs?: number;
  /** Further members of WeChat Pay's object, including those that the platform does not read. */
  readonly report?: Partial<PaymentReport> & Readonly<Record<string, unknown>>;
}

/** The report of the buyer's payment, which reaches the platform immediately. */
export function aPayment({
  appid = APPID,
  mchids: [mchid = MCHID, sub_mchid] = [MCHID],
  outTradeNo = OUT_TRADE_NO,
  transactionId = TRANSACTION_ID,
  openid = BUYER,
  amountMinor = 1_657_600,
  paidAtMs = PAID_AT_MS,
  receivedAtMs = paidAtMs,
  report = {},
}: GivenPayment = {}): IncomingPayment {
  return {
    receivedAtMs,
    report: {
      appid,
      mchid,
      ...(sub_mchid === undefined ? {} : { sub_mchid }),
      out_trade_no: outTradeNo,
      transaction_id: transactionId,
      trade_state: "SUCCESS",
      success_time: new Date(paidAtMs).toISOString(),
      payer: { openid },
      amount: { total: amountMinor },
      ...report,
    },
  };
}

/** The members of a combined payment's report, for {@link GivenPayment.report}. */
export const combinedOf = (
  ...subOrders: Omit<NonNullable<PaymentReport["sub_orders"]>[number], "trade_state">[]
): Partial<PaymentReport> => ({
  combine_appid: APPID,
  combine_mchid: MCHID,
  combine_out_trade_no: OUT_TRADE_NO,
  combine_payer_info: { openid: BUYER },
  sub_orders: subOrders.map((sub) => ({ trade_state: "SUCCESS", ...sub })),
});

/** A combined payment of many parts; each has a merchant, an app and three numbers of its own. */
export const combinedInApps = (partCount: number): Partial<PaymentReport> =>
  combinedOf(
    ...Array.from({ length: partCount }, (_, index) => ({
      mchid: "1230000109",
      sub_mchid: `1900000${index}`,
      sub_appid: `wx-${index}`,
      sub_openid: `o-${index}`,
      out_trade_no: `P${index}`,
      transaction_id: `4-${index}`,
      amount: { total_amount: 5 },
    })),
  );

/** The stored form of a payment without uploads. */
export function recordedPayment(given: GivenPayment = {}): Payment {
  const decision = decidePayment({ recorded: [], uploads: [], refunds: [] }, aPayment(given));
  if (decision.kind !== "recorded") throw new Error(`the sample was ${decision.kind}`);
  return decision.payment;
}

/** The stored form of an upload without rivals, with or without its payment. */
export function storedUpload(
  incoming: IncomingUpload = anUpload(),
  payment: Payment | null = null,
): StoredUpload {
  const decision = decideUpload({ upload: null, payment, rival: null }, incoming);
  if (decision.kind !== "stored") throw new Error(`the sample was ${decision.kind}`);
  return decision.upload;
}

/** The stored form of uploads that arrived before the payment, in the order of their arrival. */
export function paidUploads(
  payment: IncomingPayment,
  ...uploads: IncomingUpload[]
): StoredUpload[] {
  const waiting = uploads.map((upload) => storedUpload(upload));
  const decision = decidePayment({ recorded: [], uploads: waiting, refunds: [] }, payment);
  if (decision.kind !== "recorded") throw new Error(`the sample was ${decision.kind}`);
  return [...decision.uploads];
}

/** A service provider's order that has waited for its payment since PAID_AT_MS. */
export function aServiceProviderOrder(
  given: Partial<ServiceProviderOrder> = {},
): ServiceProviderOrder {
  const order = newServiceProviderOrder(
    {
      appid: APPID,
      orderId: "DD1234567890123456789",
      orderPrice: "100000",
      productInfo: {
        spSpuId: "10000117",
        spSkuId: "20000176",
        spBizId: 22,
        spuName: "手机号快速验证组件",
        skuName: "1000次",
        skuCnt: 1,
        validityBeginTime: 1_653_024_574,
        validityEndTime: 1_684_560_574,
      },
      all: "1000",
    },
    PAID_AT_MS,
  );
  return { ...order, ...given };
}
