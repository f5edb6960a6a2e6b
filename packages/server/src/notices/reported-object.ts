import {
  ADMIN_OPERATIONS,
  type ReadValue,
  type TransactionRepresentation,
  type WeChatPayRefund,
} from "@dingdan/contract";
import { readReport } from "../wechatpay/read-report.js";

/** Reads the transaction of a notice, after decryption, as `POST /admin/v1/payments` does. */
export const readTransaction = (resource: unknown): ReadValue<TransactionRepresentation> =>
  readReport(ADMIN_OPERATIONS.recordPayment.body, resource);

/** Reads a refund as `POST /admin/v1/refunds` does. The type of the notice states its state, too. */
export function readRefund(resource: unknown, eventType: string): ReadValue<WeChatPayRefund> {
  const object = readReport(ADMIN_OPERATIONS.recordRefund.body, resource);
  if (object.kind === "broken") return object;
  const { refund_status: status, status: queried } = object.value;
  const ofEvent = STATES[eventType];
  if ((status ?? queried) !== undefined || ofEvent === undefined) return object;
  return { kind: "read", value: { ...object.value, refund_status: ofEvent } };
}

const STATES: Readonly<Record<string, NonNullable<WeChatPayRefund["refund_status"]>>> = {
  "REFUND.SUCCESS": "SUCCESS",
  "REFUND.ABNORMAL": "ABNORMAL",
  "REFUND.CLOSED": "CLOSED",
};
