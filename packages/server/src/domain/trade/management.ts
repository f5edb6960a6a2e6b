import { DEFAULT_CURRENCY } from "@dingdan/contract";
import { type PaymentFacts, type PaymentPart, paidAtMsOf } from "../payment-facts.js";
import { later, withTimer } from "./timers.js";
import {
  type PaymentSource,
  TRADE_STATE,
  type TradeOrder,
  type TradeSettings,
  type UnmanagedReason,
} from "./trade-order.js";

/** The settings of the registered apps that a payment names, by appid. */
export type SettingsByApp = ReadonlyMap<string, TradeSettings>;

/**
 * The trade orders of a payment: one for each transaction of it, in the app that it was paid in. None for
 * a transaction without a number, or of apps that are not registered here.
 */
export function newTradeOrders(
  facts: PaymentFacts,
  source: PaymentSource,
  settingsByApp: SettingsByApp,
): TradeOrder[] {
  return facts.parts.flatMap((part) => {
    const payer = part.payers.find(({ appid }) => settingsByApp.has(appid));
    const settings = payer === undefined ? undefined : settingsByApp.get(payer.appid);
    if (payer === undefined || settings === undefined || part.transactionId === null) return [];
    const { transactionId } = part;
    const paidAtMs = part.paidAtMs ?? paidAtMsOf(facts);
    const { appid, openid } = payer;
    const reason = unmanagedReason(part, paidAtMs, source, settings);
    const paid = { appid, openid, transactionId, paidAtMs, reason };
    return [newOrder(part, facts.combination, paid, settings)];
  });
}

/**
 * Why a payment is not under management; null when it is. The first reason counts, in the order of the
 * conditions. @see shipping-management, §10
 */
function unmanagedReason(
  { total, payerTotal, payerCurrency }: PaymentPart,
  paidAtMs: number,
  source: PaymentSource,
  { isAdmitted, isManaged, authorizedAtMs }: TradeSettings,
): UnmanagedReason | null {
  if (!isAdmitted) return "not_admitted";
  if (!isManaged) return "not_managed";
  if (paidAtMs < authorizedAtMs) return "before_authorization";
  if (source === "devtools") return "devtools_payment";
  if (source === "other") return "not_mini_program";
  const currencies = [total.currency, payerTotal?.currency, payerCurrency];
  const isForeign = currencies.some((known) => (known ?? DEFAULT_CURRENCY) !== DEFAULT_CURRENCY);
  return isForeign ? "foreign_currency" : null;
}

function newOrder(
  { mchids, outTradeNo, total }: PaymentPart,
  combination: PaymentFacts["combination"],
  paid: Pick<TradeOrder, "appid" | "openid" | "transactionId" | "paidAtMs"> & {
    readonly reason: UnmanagedReason | null;
  },
  { ingestionSeconds }: TradeSettings,
): TradeOrder {
  const { reason, ...known } = paid;
  const visibleAtMs = later(paid.paidAtMs, ingestionSeconds * 1000);
  return withTimer({
    ...known,
    mchid: mchids["mchid"] ?? mchids["sp_mchid"] ?? "",
    subMchid: mchids["sub_mchid"] ?? "",
    outTradeNo,
    amountMinor: total.amountMinor,
    createdAtMs: paid.paidAtMs,
    visibleAtMs,
    unmanagedReason: reason,
    combination: combination === null ? null : combinationOf(combination),
    state: TRADE_STATE.UNSHIPPED,
    ...NOTHING_DONE,
    events: reason === null ? [{ kind: "ingested", atMs: visibleAtMs, facts: {} }] : [],
  });
}

const combinationOf = ({
  mchid,
  outTradeNo,
  transactionId,
}: NonNullable<PaymentFacts["combination"]>) => ({ mchid, outTradeNo, transactionId });

const NOTHING_DONE = {
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
} as const;
