import type { StoredRefund } from "../../domain/refund.js";
import type { Row, SqlValue } from "./row.js";

export const REFUND_COLUMNS = `appid, transaction_id, refund_id, of_transaction_id, out_refund_no, state,
  amount_fen, started_at_ms, at_ms, received_at_ms, body`;

export function refundColumns(refund: StoredRefund): SqlValue[] {
  return [
    refund.appid,
    refund.transactionId,
    refund.refundId,
    refund.ofTransactionId,
    refund.outRefundNo,
    refund.state,
    refund.amountFen,
    refund.startedAtMs,
    refund.atMs,
    refund.receivedAtMs,
    refund.refund,
  ];
}

export function refundOf(row: Row): StoredRefund {
  return {
    appid: row["appid"] as string,
    transactionId: row["transaction_id"] as string,
    refundId: row["refund_id"] as string,
    ofTransactionId: row["of_transaction_id"] as string,
    outRefundNo: row["out_refund_no"] as string,
    state: row["state"] as StoredRefund["state"],
    amountFen: row["amount_fen"] as number,
    startedAtMs: row["started_at_ms"] as number | null,
    atMs: row["at_ms"] as number,
    receivedAtMs: row["received_at_ms"] as number,
    refund: row["body"] as string,
  };
}
