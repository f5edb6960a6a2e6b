import type { NumberedRequest, RequestRecord } from "../../domain/request-record.js";
import { emptyForNull, fieldsOf, json, type RowOfFields } from "./fields.js";

export const REQUEST = fieldsOf<RequestRecord>()({
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
});

export type NumberedRequestRow = RowOfFields<typeof REQUEST> & { readonly number: number };

export const numberedRequestOf = ({ number, ...row }: NumberedRequestRow): NumberedRequest => ({
  number,
  ...REQUEST.of(row),
});
