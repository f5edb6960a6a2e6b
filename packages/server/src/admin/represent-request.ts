import { type LoggedRequestRepresentation, OPERATIONS, type OperationKey } from "@dingdan/contract";
import type { RequestRecord } from "../domain/request-record.js";
import type { ExplainedRequest } from "../request-log/explain.js";
import { maskOpenids } from "../request-log/openids.js";

export function representRequest(
  record: RequestRecord,
  { cause, explanation }: ExplainedRequest,
  appName?: string,
): LoggedRequestRepresentation {
  const { appid, componentAppid, operation, userAgent, contentType } = record;
  // A row of an earlier version is not masked.
  const masked = (value: string) => maskOpenids(value).text;
  return {
    rid: record.rid,
    at: new Date(record.atMs).toISOString(),
    ...(appid === null ? {} : { appid }),
    ...(appName === undefined ? {} : { app_name: appName }),
    ...(componentAppid === null ? {} : { component_appid: componentAppid }),
    ...(isKnown(operation) ? { operation: OPERATIONS[operation].name } : {}),
    method: record.method,
    path: masked(record.path),
    query: masked(record.query),
    errcode: record.errcode,
    fault: record.fault,
    message: masked(record.message),
    ...(cause === null ? {} : { cause }),
    duration_ms: record.durationMs,
    client_ip: record.clientIp,
    ...(userAgent === null ? {} : { user_agent: masked(userAgent) }),
    ...(contentType === null ? {} : { content_type: masked(contentType) }),
    body: masked(record.body),
    body_bytes: record.bodyBytes,
    body_state: record.bodyState,
    redacted: [...record.redacted],
    reply: masked(record.reply),
    explanation,
  };
}

/** False for an interface that another version of the platform logged and this version does not have. */
const isKnown = (operation: OperationKey | null): operation is OperationKey =>
  operation !== null && Object.hasOwn(OPERATIONS, operation);
