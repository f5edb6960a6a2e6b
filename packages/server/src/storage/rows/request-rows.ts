import type { NumberedRequest, RequestRecord } from "../../domain/request-record.js";
import { fromJson } from "../statements/json.js";
import type { RowOf } from "../statements/tables.js";
import type { SqlValue } from "./row.js";

export const REQUEST_COLUMNS = `appid, rid, at_ms, component_appid, operation, method, path, query, errcode, fault,
  message, cause, diagnoses, duration_ms, client_ip, user_agent, content_type, body, body_bytes,
  body_state, redacted, reply, order_key`;

export function requestColumns(record: RequestRecord): SqlValue[] {
  return [
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
  ];
}

export function requestOf(row: RowOf<"requests">): NumberedRequest {
  return {
    number: row.number,
    appid: row.appid || null,
    rid: row.rid,
    atMs: row.at_ms,
    componentAppid: row.component_appid,
    operation: row.operation,
    method: row.method,
    path: row.path,
    query: row.query,
    errcode: row.errcode,
    fault: row.fault,
    message: row.message,
    cause: row.cause,
    diagnoses: fromJson(row.diagnoses),
    durationMs: row.duration_ms,
    clientIp: row.client_ip,
    userAgent: row.user_agent,
    contentType: row.content_type,
    body: row.body,
    bodyBytes: row.body_bytes,
    bodyState: row.body_state,
    redacted: fromJson(row.redacted),
    reply: row.reply,
    orderKey: row.order_key,
  };
}
