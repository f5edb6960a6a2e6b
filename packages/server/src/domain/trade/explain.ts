import {
  type Diagnosis,
  type DiagnosisId,
  formatChinaTime,
  type TradeOrderKey,
} from "@dingdan/contract";
import { unreachable } from "../unreachable.js";
import type { BuyerReminderDecision } from "./buyer-reminder.js";
import { isCombinationOf, isNamedBy, placerOf } from "./names.js";
import { TRADE_STATE, type TradeOrder, type UnmanagedReason } from "./trade-order.js";
import { type IncomingTradeUpload, newest, type TradeUploadRefusal } from "./upload.js";

/** What is stored under the number of a call. */
export interface TradeFacts {
  readonly appid: string;
  /** The app's orders with this number, also those that the merchant number of the key does not name. */
  readonly named: readonly TradeOrder[];
  /** The parts of the app's combined payment with this number. */
  readonly parts: readonly TradeOrder[];
  /** The orders with this number in every app. */
  readonly anywhere: readonly TradeOrder[];
  readonly nowMs: number;
}

/** The members of a request in which a number is sent. */
export interface KeyPaths {
  readonly key: string;
  readonly mchid: string;
}

/** The member names of a query: those of get_order and notify_confirm_receive. */
export const QUERY_PATHS: KeyPaths = { key: "transaction_id", mchid: "merchant_id" };

const found = (
  id: DiagnosisId,
  path: string,
  values: Readonly<Record<string, string>> = {},
): Diagnosis => ({ id, path, values });

/**
 * Why no payment was found under a number (10060001); null when nothing that is stored shows it. The
 * number itself may: see the contract's `tradeNumberCauses`.
 */
export function absenceCause(
  key: TradeOrderKey,
  paths: KeyPaths,
  facts: TradeFacts,
): Diagnosis | null {
  const exact = facts.named.filter((order) => isNamedBy(order, key));
  if (exact.length > 0) return hiddenCause(newest(exact), paths.key, facts.nowMs);
  const [provided] = facts.named;
  if (provided !== undefined && key.kind === "merchant") {
    return found("sub-merchant", paths.mchid, { found: key.mchid, wanted: placerOf(provided) });
  }
  if (facts.parts.length > 0) return found("plain-endpoint", paths.key);
  const isElsewhere = facts.anywhere.some(({ appid }) => appid !== facts.appid);
  return isElsewhere ? found("wrong-app", paths.key) : null;
}

const UNMANAGED_CAUSES: Readonly<Record<UnmanagedReason, DiagnosisId>> = {
  not_admitted: "paid-before-admission",
  not_managed: "paid-while-not-managed",
  before_authorization: "before-authorization",
  devtools_payment: "devtools-payment",
  not_mini_program: "not-mini-program",
  foreign_currency: "foreign-currency",
};

/** Why an order that exists is not found; null when it is. */
function hiddenCause(order: TradeOrder, path: string, nowMs: number): Diagnosis | null {
  if (order.unmanagedReason !== null) {
    return found(UNMANAGED_CAUSES[order.unmanagedReason], path, {
      paid: formatChinaTime(order.paidAtMs),
    });
  }
  if (order.visibleAtMs <= nowMs) return null;
  return found("too-early", path, {
    seconds: seconds(nowMs - order.paidAtMs),
    wanted: seconds(order.visibleAtMs - order.paidAtMs),
  });
}

const seconds = (ms: number): string => String(Math.max(0, Math.round(ms / 1000)));

/**
 * The cause of a refused upload, whose key named no order or the wrong one, or an order that does not
 * allow it. Null when nothing that is stored shows it.
 * @param key the order key at the path of the refusal, or of the delivery that it lies in
 */
export function uploadCause(
  { path, cause }: TradeUploadRefusal,
  key: TradeOrderKey,
  incoming: IncomingTradeUpload,
  facts: TradeFacts,
): Diagnosis | null {
  // The refusal is about the combined payment itself, or about the payer of all its parts.
  const isWhole = incoming.upload.combined_key !== null && !path.startsWith("sub_orders[");
  if (cause === "not_found") {
    const known = isWhole ? { ...facts, parts: [] } : facts;
    return absenceCause(key, { key: path, mchid: `${path}.mchid` }, known);
  }
  if (cause === "not_combined") return found("combined-endpoint", path);
  const candidates = isWhole
    ? facts.parts.filter((order) => isCombinationOf(order, key))
    : facts.named.filter((order) => isNamedBy(order, key));
  return candidates.length === 0 ? null : orderCause(cause, newest(candidates), path, incoming);
}

function orderCause(
  cause: Exclude<TradeUploadRefusal["cause"], "not_found" | "not_combined">,
  order: TradeOrder,
  path: string,
  { upload, uploadTimeMs, receivedAtMs }: IncomingTradeUpload,
): Diagnosis | null {
  const sent = upload.upload_time;
  const stored = formatChinaTime(order.shipping?.uploadTimeMs ?? order.paidAtMs);
  switch (cause) {
    case "not_a_part":
      return found("not-a-part", path);
    case "other_payer":
      return found(
        order.subMchid === "" ? "trade-payer-mismatch" : "trade-payer-is-providers",
        path,
      );
    case "confirmed":
    case "unsettled":
    case "settled":
    case "refunded":
      return closedCause(order, path);
    case "already_stored":
      return found("already-stored", path);
    case "not_newer":
      return found("trade-not-newer", path, { found: sent, stored });
    case "clock_ahead":
      return found("clock-ahead", path, {
        found: sent,
        seconds: seconds(uploadTimeMs - receivedAtMs),
      });
    case "finished":
      return found("trade-finished", path);
    case "reshipment_spent":
      return found("retry-spent-chance", path, { stored });
    case "too_many_parcels":
      return found("too-many-parcels", path, { found: parcelCount(order) });
    case "no_description":
      return found("no-description", path);
    case "too_early":
    case "not_admitted":
    case "not_managed":
    case "before_authorization":
    case "devtools_payment":
    case "not_mini_program":
    case "foreign_currency":
      return hiddenCause(order, path, receivedAtMs);
    default:
      return unreachable(cause);
  }
}

const parcelCount = ({ shipping }: TradeOrder): string => String(shipping?.parcels.length ?? 0);

/** Why a refunded or confirmed order cannot change; null for another. */
function closedCause(order: TradeOrder, path: string): Diagnosis | null {
  const { state, confirmedAtMs, settledAtMs, refundedAtMs, paidAtMs } = order;
  const confirmed = formatChinaTime(confirmedAtMs ?? paidAtMs);
  switch (state) {
    case TRADE_STATE.REFUNDED:
      return found("trade-refunded", path, { at: formatChinaTime(refundedAtMs ?? paidAtMs) });
    case TRADE_STATE.CONFIRMED:
    case TRADE_STATE.UNSETTLED:
      return found("trade-confirmed", path, { at: confirmed });
    case TRADE_STATE.SETTLED: {
      const at = formatChinaTime(settledAtMs ?? paidAtMs);
      return found("trade-settled", path, { at, confirmed });
    }
    default:
      return null;
  }
}

/** The cause of a refused reminder of the buyer; null when the error says it all. */
export function reminderCause(
  error: Extract<BuyerReminderDecision, { kind: "refused" }>["error"],
  order: TradeOrder,
  { receivedAtMs, nowMs }: { readonly receivedAtMs: number; readonly nowMs: number },
): Diagnosis | null {
  const path = "received_time";
  switch (error) {
    case "TRADE_ORDER_NOT_SHIPPED":
      return closedCause(order, "") ?? unfinishedCause(order);
    case "TRADE_RECEIVED_TIME_INVALID": {
      const sent = String(Math.floor(receivedAtMs / 1000));
      if (receivedAtMs > nowMs) return found("received-in-future", path, { found: sent });
      const stored = formatChinaTime(order.shippedAtMs ?? order.paidAtMs);
      return found("received-before-shipped", path, { found: sent, stored });
    }
    case "TRADE_REMINDER_NOT_COURIER":
    case "TRADE_REMINDER_SPENT":
      return null;
    default:
      return unreachable(error);
  }
}

const unfinishedCause = (order: TradeOrder): Diagnosis =>
  order.shipping === null
    ? found("nothing-shipped", "")
    : found("last-parcel-left-open", "", { found: parcelCount(order) });

/**
 * What a merchant may take wrongly of an order that was found: a shipped one is not received yet, and a
 * confirmed one was confirmed by the buyer or by the timer. Null for another.
 */
export function orderNote(order: TradeOrder): Diagnosis | null {
  if (order.state === TRADE_STATE.SHIPPED) return found("receipt-not-confirmed", "");
  if (order.state === TRADE_STATE.UNSHIPPED && order.shipping !== null)
    return unfinishedCause(order);
  if (order.confirmMethod === null || order.confirmedAtMs === null) return null;
  const id = order.confirmMethod === "buyer" ? "confirmed-by-buyer" : "confirmed-by-timer";
  return found(id, "", { at: formatChinaTime(order.confirmedAtMs) });
}
