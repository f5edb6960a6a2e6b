import type { StoredRefund } from "../../domain/refund.js";
import { fieldsOf } from "./fields.js";

export const REFUND = fieldsOf<StoredRefund>()({
  appid: "appid",
  paymentId: "transaction_id",
  refundId: "refund_id",
  ofTransactionId: "of_transaction_id",
  outRefundNo: "out_refund_no",
  state: "state",
  amountMinor: "amount_fen",
  startedAtMs: "started_at_ms",
  atMs: "at_ms",
  receivedAtMs: "received_at_ms",
  refund: "body",
});
