import type { NumberedRequest, RequestRecord } from "../../domain/request-record.js";
import type { Row, SqlValue } from "./row.js";

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

export function requestOf(row: Row): NumberedRequest {
  return {
    number: row["number"] as number,
    appid: (row["appid"] as string) || null,
    rid: row["rid"] as string,
    atMs: row["at_ms"] as number,
    componentAppid: row["component_appid"] as string | null,
    operation: row["operation"] as NumberedRequest["operation"],
    method: row["method"] as string,
    path: row["path"] as string,
    query: row["query"] as string,
    errcode: row["errcode"] as number,
    fault: row["fault"] as string,
    message: row["message"] as string,
    cause: row["cause"] as string | null,
    diagnoses: JSON.parse(row["diagnoses"] as string) as NumberedRequest["diagnoses"],
    durationMs: row["duration_ms"] as number,
    clientIp: row["client_ip"] as string,
    userAgent: row["user_agent"] as string | null,
    contentType: row["content_type"] as string | null,
    body: row["body"] as string,
    bodyBytes: row["body_bytes"] as number,
    bodyState: row["body_state"] as NumberedRequest["bodyState"],
    redacted: JSON.parse(row["redacted"] as string) as string[],
    reply: row["reply"] as string,
    orderKey: row["order_key"] as string | null,
  };
}
