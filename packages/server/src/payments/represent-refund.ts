import type { RefundRepresentation } from "@dingdan/contract";
import type { StoredRefund } from "../domain/refund.js";

/** A refund as shown with its order, both to the operator and to the buyer. */
export const representRefund = (refund: StoredRefund): RefundRepresentation => ({
  refund_id: refund.refundId,
  amount_fen: refund.amountFen,
  state: refund.state,
  at: new Date(refund.atMs).toISOString(),
});
