import { type Language, VERIFY_RESULTS, type VerifyResult } from "@dingdan/contract";
import type { App } from "./app.js";
import { factsOf, isOfMerchantNumbers } from "./recorded-payment.js";
import type { Payment, StoredUpload } from "./stored-order.js";
import { describeFault, type SubOrderFault, subOrderFault } from "./sub-orders.js";

/** The parts of one order key's stored state that verifying needs. */
export interface VerifyFacts {
  /** With its details when its mismatch is `sub_orders`. */
  readonly upload:
    | (Pick<StoredUpload, "openid" | "state" | "mismatch"> &
        Partial<Pick<StoredUpload, "details" | "orderKey">>)
    | null;
  /**
   * The payment that the key names. It may be left out when it is the app's own, unless the mismatch is
   * `sub_orders`.
   */
  readonly payment: Pick<Payment, "appid" | "orderKeys" | "reports"> | null;
  /** An upload of the same app that names the same payment by another of its numbers. */
  readonly rival: unknown;
}

/**
 * Verifies that an upload became a shopping order; otherwise returns the reason.
 *
 * It reports that a payment belongs to another app only when both apps use its merchant number. Otherwise
 * any app could find out which payments another app has.
 * @param openid the payer in the call, who must be the uploaded one
 */
export function verifyUpload(app: App, facts: VerifyFacts, openid: string): VerifyResult {
  const { upload, payment, rival } = facts;
  if (upload === null) return rival === null ? "NOT_UPLOADED" : "ORDER_NUMBER_TYPE_MISMATCH";
  if (upload.mismatch === "order_number_type") return "ORDER_NUMBER_TYPE_MISMATCH";
  if (payment !== null && payment.appid !== app.appid) {
    return isOfMerchantNumbers(payment, app.mchids) ? "APPID_MISMATCH" : "NOT_PAID";
  }
  if (upload.state === "waiting") return "NOT_PAID";
  if (upload.mismatch === "sub_orders") return "SUB_ORDERS_MISMATCH";
  if (upload.state === "mismatched" || upload.openid !== openid) return "PAYER_MISMATCH";
  return "SUCCESS";
}

/** The `verify_result` of an upload: `CODE: description`. */
export function verifyResultText(
  app: App,
  facts: VerifyFacts,
  openid: string,
  language: Language,
): string {
  const result = verifyUpload(app, facts, openid);
  const fault = result === "SUB_ORDERS_MISMATCH" ? faultOf(facts) : null;
  return `${result}: ${(fault === null ? VERIFY_RESULTS[result] : describeFault(fault))[language]}`;
}

/** Why the parts of the upload are not those of the payment; null when that is not the reason. */
export function faultOf({ upload, payment }: VerifyFacts): SubOrderFault | null {
  const { details, orderKey } = upload ?? {};
  if (details === undefined || orderKey === undefined || payment === null) return null;
  return subOrderFault({ details, orderKey }, factsOf(payment));
}
