import { createHash } from "node:crypto";
import { isObject } from "@dingdan/contract";

/** What all orders of a check have in common. */
export interface OrderTemplate {
  /** The beginning of every order number. */
  readonly prefix: string;
  readonly mchid: string;
  readonly appid: string;
  readonly openid: string;
  readonly totalFen: number;
}

/** The orders of a check, one for each case that books something, in the order of their numbers. */
export const ORDER_NAMES = [
  "payment",
  "duplicate",
  "redelivery",
  "new_id",
  "concurrent",
  "refund",
  "refund_abnormal",
  "refund_closed",
  "refund_first",
  "payment_after_refund",
  "wrong_amount",
  "wrong_mchid",
  "wrong_appid",
  "forged",
  "combined",
  "provider",
  "coupon",
  "second_refund",
  "refund_after_abnormal",
] as const;
export type OrderName = (typeof ORDER_NAMES)[number];

/** The template when no `--order` is given. */
export const demoTemplate = (mchid: string): OrderTemplate => ({
  prefix: "DDCHECK",
  mchid,
  appid: "wxd678efh567hg6787",
  openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
  totalFen: 100,
});

/**
 * A merchant number that is not the template's: that of the second part of the combined order, of the
 * provider's sub-merchant, and of a payment to another merchant.
 */
export const otherMchid = ({ mchid }: Pick<OrderTemplate, "mchid">): string =>
  mchid === "1900000110" ? "1900000109" : "1900000110";

/** A WeChat Pay order number has at most 32 characters; the numbers of a check and of parts end with 5. */
const PREFIX = /^[\w\-|*]{6,26}$/;

/**
 * Reads a template from a WeChat Pay transaction.
 * @returns the path of the first member that is missing or wrong
 * @see wechatpay, §5.1
 */
export function templateOf(value: unknown): OrderTemplate | { readonly badPath: string } {
  const transaction = isObject(value) ? value : {};
  const { out_trade_no: prefix, mchid, appid, payer, amount } = transaction;
  if (typeof prefix !== "string" || !PREFIX.test(prefix)) return { badPath: "out_trade_no" };
  if (typeof mchid !== "string" || mchid === "") return { badPath: "mchid" };
  if (typeof appid !== "string" || appid === "") return { badPath: "appid" };
  const openid = isObject(payer) ? payer["openid"] : null;
  if (typeof openid !== "string" || openid === "") return { badPath: "payer.openid" };
  const total = isObject(amount) ? amount["total"] : null;
  if (!Number.isSafeInteger(total) || Number(total) < 1) return { badPath: "amount.total" };
  return { prefix, mchid, appid, openid, totalFen: Number(total) };
}

/** `DDCHECK-01` */
export const orderNumber = ({ prefix }: OrderTemplate, name: OrderName): string =>
  `${prefix}-${String(ORDER_NAMES.indexOf(name) + 1).padStart(2, "0")}`;

/** The same 28 digits for the same order in every check, as a payment keeps its number. */
export const transactionId = (outTradeNo: string): string => `42000${digitsOf(outTradeNo)}`;

/** 23 digits that depend only on the text. */
export const digitsOf = (seed: string): string =>
  BigInt(`0x${createHash("sha256").update(seed).digest("hex").slice(0, 16)}`)
    .toString()
    .padStart(23, "0");

/** An order as the receiver must know it before the check. */
export interface ExpectedOrder {
  readonly kind: "ordinary" | "combined" | "provider";
  /** Of a combined order, the combine_out_trade_no. */
  readonly out_trade_no: string;
  /** Of a combined order, the combine_mchid; in provider mode, the sp_mchid. */
  readonly mchid: string;
  /** The sub_mchid in provider mode. */
  readonly sub_mchid?: string;
  /** Of a combined order, the combine_appid; in provider mode, the sp_appid. */
  readonly appid: string;
  readonly openid: string;
  /** In fen. */
  readonly total: number;
  readonly parts?: readonly ExpectedPart[];
}

export interface ExpectedPart {
  readonly mchid: string;
  readonly out_trade_no: string;
  readonly total: number;
}

/** Every order that the receiver must know before the check. */
export function expectedOrders(template: OrderTemplate): ExpectedOrder[] {
  return ORDER_NAMES.map((name) => {
    const { mchid, appid, openid, totalFen: total } = template;
    const outTradeNo = orderNumber(template, name);
    const order = { out_trade_no: outTradeNo, mchid, appid, openid, total };
    if (name === "provider") return { kind: "provider", ...order, sub_mchid: otherMchid(template) };
    if (name !== "combined") return { kind: "ordinary", ...order };
    const parts = combinedParts(template);
    return { kind: "combined", ...order, total: combinedFen(total), parts };
  });
}

/** What the combined order costs: both parts together. */
export const combinedFen = (totalFen: number): number => 2 * totalFen;

/** The parts of the combined order: one of the merchant itself, one of another merchant. */
export const combinedParts = (template: OrderTemplate): ExpectedPart[] =>
  [template.mchid, otherMchid(template)].map((mchid, index) => ({
    mchid,
    out_trade_no: `${orderNumber(template, "combined")}-${index + 1}`,
    total: template.totalFen,
  }));
