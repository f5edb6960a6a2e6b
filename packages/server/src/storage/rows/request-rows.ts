import type { NumberedRequest, RequestRecord } from "../../domain/request-record.js";
import { emptyForNull, fieldsOf, json } from "./fields.js";
import type { SqlValue } from "./row.js";

const COLUMNS = {
  appid: emptyForNull("appid"),
  rid: "rid",
  atMs: "at_ms",
  componentAppid: "component_appid",
  operation: "operation",
  method: "method",
  path: "path",
  query: "query",
  errcode: "errcode",
  fault: "fault",
  message: "message",
  cause: "cause",
  diagnoses: json("diagnoses"),
  durationMs: "duration_ms",
  clientIp: "client_ip",
  userAgent: "user_agent",
  contentType: "content_type",
  body: "body",
  bodyBytes: "body_bytes",
  bodyState: "body_state",
  redacted: json("redacted"),
  reply: "reply",
  orderKey: "order_key",
  openidHash: "openid_hash",
  sealedOpenids: "sealed_openids",
} as const;

/** A call as it is written; the database numbers it. */
export const REQUEST = fieldsOf<RequestRecord>()(COLUMNS);

/** The same as `REQUEST.values`, written out: every call of the wire is logged. */
export const requestValues = (record: RequestRecord): SqlValue[] => [
  record.appid ?? "",
  record.rid,
  record.atMs,
  record.componentAppid,
  record.operation,
  record.method,
  record.path,
  record.query,
  record.errcode,
  record.fault,
  record.message,
  record.cause,
  JSON.stringify(record.diagnoses),
  record.durationMs,
  record.clientIp,
  record.userAgent,
  record.contentType,
  record.body,
  record.bodyBytes,
  record.bodyState,
  JSON.stringify(record.redacted),
  record.reply,
  record.orderKey,
  record.openidHash,
  record.sealedOpenids,
];

/** A call as it is read. */
export const NUMBERED_REQUEST = fieldsOf<NumberedRequest>()({ number: "number", ...COLUMNS });
