import type { AccessReminded } from "../message-push.js";
import type { AppMessage, TradeSettings } from "./trade-order.js";

/** An app that has payments and never ships is reminded once in this time. */
export const ACCESS_REMINDER_PAUSE_MS = 24 * 3_600_000;

/** Why an app is reminded to report what it ships. */
export type AccessReminder = "authorized" | "first_payment" | "never_shipped";

/** What decides whether an app is reminded. */
export interface AccessFacts {
  readonly reminded: AccessReminded;
  readonly settings: Pick<TradeSettings, "isAdmitted" | "isManaged" | "authorizedAtMs">;
  /** True when it has a payment under management. */
  readonly hasPayment: boolean;
  /** True when it has ever reported the goods of a payment as sent. */
  readonly hasShipped: boolean;
}

export interface AccessDecision {
  /** Null: it is not reminded now. */
  readonly reminder: AccessReminder | null;
  readonly reminded: AccessReminded;
}

/**
 * Decides on the reminder of an app that has never shipped: after its authorisation, at its first payment,
 * then once a day. After a jump of the clock it is reminded once. @see shipping-management, §12
 */
export function decideAccessReminder(facts: AccessFacts, nowMs: number): AccessDecision {
  const { reminded, settings, hasShipped } = facts;
  if (hasShipped) return { reminder: null, reminded };
  // An app that is taken out and admitted again is authorised once more.
  const isManaged = settings.isAdmitted && settings.isManaged;
  if (!isManaged) return { reminder: null, reminded: { ...reminded, authorizedAtMs: null } };
  const { authorizedAtMs } = settings;
  const reminder = paymentReminder(facts, nowMs);
  if (reminder !== null) return { reminder, reminded: { authorizedAtMs, paymentsAtMs: nowMs } };
  return {
    reminder: reminded.authorizedAtMs === authorizedAtMs ? null : "authorized",
    reminded: { ...reminded, authorizedAtMs },
  };
}

function paymentReminder({ reminded, hasPayment }: AccessFacts, nowMs: number) {
  if (!hasPayment) return null;
  if (reminded.paymentsAtMs === null) return "first_payment";
  return nowMs - reminded.paymentsAtMs >= ACCESS_REMINDER_PAUSE_MS ? "never_shipped" : null;
}

const TEXTS: Record<AccessReminder, string> = {
  authorized: "您的小程序已开通发货信息管理服务，请接入发货信息录入接口。",
  first_payment: "您的小程序已产生第一笔交易，请录入发货信息，否则资金无法结算。",
  never_shipped: "您的小程序已产生交易但从未发货，请尽快录入发货信息，否则资金无法结算。",
};

/** @param from the app's original id */
export const accessMessage = (
  { appid, from }: Pick<AppMessage, "appid" | "from">,
  reminder: AccessReminder,
  createdAtMs: number,
): AppMessage => ({
  appid,
  from,
  event: "trade_manage_remind_access_api",
  createdAtMs,
  members: [["msg", TEXTS[reminder]]],
});
