import {
  ADMIN_OPERATIONS,
  type ObjectSchema,
  readValue,
  type SchemaViolation,
  type TransactionRepresentation,
  text,
  type WeChatPayRefund,
} from "@dingdan/contract";
import { isDeeperThan } from "../http/depth.js";
import { withoutBlanks } from "../payments/blanks.js";

/** The object of a notice, after decryption. */
export type ReportedObject<Value> =
  | { readonly kind: "read"; readonly value: Value }
  | { readonly kind: "broken"; readonly violations: readonly SchemaViolation[] };

/** Reads a transaction as `POST /admin/v1/payments` does. */
export const readTransaction = (resource: unknown): ReportedObject<TransactionRepresentation> =>
  read<TransactionRepresentation>(ADMIN_OPERATIONS.recordPayment.body, resource);

/** Reads a refund as `POST /admin/v1/refunds` does. The type of the notice states its state, too. */
export function readRefund(resource: unknown, eventType: string): ReportedObject<WeChatPayRefund> {
  const object = read<WeChatPayRefund>(ADMIN_OPERATIONS.recordRefund.body, resource);
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

/** WeChat Pay may send a member that has no value as an empty text, which no pattern of the schema admits. */
function read<Value>(schema: ObjectSchema, resource: unknown): ReportedObject<Value> {
  if (isDeeperThan(resource, DEPTH_MAX)) return { kind: "broken", violations: [TOO_DEEP] };
  return readValue(schema, withoutBlanks(resource)) as ReportedObject<Value>;
}

/** A deeper object is refused. It is stored unchanged, and printing it recurses once for each level. */
const DEPTH_MAX = 100;

const TOO_DEEP: SchemaViolation = {
  path: "",
  reason: text(`is nested deeper than ${DEPTH_MAX} levels`, `嵌套超过 ${DEPTH_MAX} 层`),
};
