import { type AttentionReason, attentionReasons, UPLOAD_DELAY_MAX_MS } from "@dingdan/contract";
import { type App, isExposedToBuyers } from "./app.js";
import { matchDelayMs } from "./match.js";
import type { Payment, StoredUpload } from "./stored-order.js";

/** Why an order needs attention, the most important reason first. @param app null when it is unknown */
export const attentionOf = (
  upload: Pick<StoredUpload, "state" | "mismatch" | "refundProgress" | "receivedAtMs" | "paidAtMs">,
  payment: Pick<Payment, "contradiction"> | null,
  app: App | null,
): AttentionReason[] =>
  attentionReasons({
    match: upload.state,
    mismatch: upload.mismatch,
    refund: upload.refundProgress,
    isContradicted: payment !== null && payment.contradiction !== null,
    isAppApproved: app !== null && isExposedToBuyers(app),
    isLate: (matchDelayMs(upload) ?? 0) > UPLOAD_DELAY_MAX_MS,
  });
