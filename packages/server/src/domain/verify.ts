import type { VerifyResult } from "@dingdan/contract";
import type { App } from "./app.js";
import { isOfMerchantNumbers } from "./payment.js";
import type { Payment, StoredUpload } from "./stored-order.js";

/** What is stored about one order key, as far as the question needs it: most of an upload it does not. */
export interface VerifyFacts {
  readonly upload: Pick<StoredUpload, "openid" | "state" | "mismatch"> | null;
  /** The payment that the key names, whichever app it belongs to. */
  readonly payment: Pick<Payment, "appid" | "orderKeys"> | null;
  /** An upload of the same app that names the same payment by another of its numbers. */
  readonly rival: unknown;
}

/**
 * Whether an upload became a shopping order and, if not, why.
 *
 * That a payment belongs to another app is told only where both apps use its merchant number:
 * otherwise anybody could ask which payments a stranger's app has.
 * @param openid the asked payer, who must be the uploaded one
 */
export function verifyUpload(app: App, facts: VerifyFacts, openid: string): VerifyResult {
  const { upload, payment, rival } = facts;
  if (upload === null) return rival === null ? "NOT_UPLOADED" : "ORDER_NUMBER_TYPE_MISMATCH";
  if (upload.mismatch === "order_number_type") return "ORDER_NUMBER_TYPE_MISMATCH";
  if (payment !== null && payment.appid !== app.appid) {
    return isOfMerchantNumbers(payment, app.mchids) ? "APPID_MISMATCH" : "NOT_PAID";
  }
  if (upload.state === "waiting") return "NOT_PAID";
  if (upload.state === "mismatched" || upload.openid !== openid) return "PAYER_MISMATCH";
  return "SUCCESS";
}
