import { isMissing, type Unchecked } from "../rules/limits.js";
import { broken, type Violation } from "../rules/violation.js";
import type { ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import {
  ACCESS_TOKEN_ERROR_NAMES,
  BODY_ERROR_NAMES,
  ENVELOPE_PROPERTIES,
  type Operation,
} from "./operation.js";

const RID_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$";
const RID = new RegExp(RID_PATTERN);

const REQUEST_SCHEMA = {
  type: "object",
  properties: {
    invoke_time: { type: "integer", description: text("Unix time in seconds", "Unix 时间，秒") },
    cost_in_ms: { type: "integer" },
    request_url: {
      type: "string",
      description: text("Query string, with the token masked", "查询参数，凭据已脱敏"),
    },
    request_body: {
      type: "string",
      description: text("At most 16 KiB, with secrets masked", "最多 16 KiB，敏感内容已脱敏"),
    },
    response_body: { type: "string" },
    client_ip: { type: "string" },
  },
  required: [
    "invoke_time",
    "cost_in_ms",
    "request_url",
    "request_body",
    "response_body",
    "client_ip",
  ],
} as const satisfies ObjectSchema;

function* ridViolations({ rid }: Unchecked): Generator<Violation> {
  if (isMissing(rid) || typeof rid !== "string" || !RID.test(rid))
    yield broken("RID_INVALID", "rid");
}

export const getRidInfo = {
  name: "getRidInfo",
  method: "POST",
  path: "/cgi-bin/openapi/rid/get",
  group: "api-management",
  summary: text("Look up a call by its rid", "查询 rid 信息"),
  description: text(
    "Looks up one of the app's own calls by the rid at the end of its errmsg. Returns the logged request and response, with secrets masked. The request log keeps a call for 30 days by default.",
    "按 errmsg 末尾的 rid 查询本应用的一次调用，返回日志中的请求与应答，敏感内容已脱敏。请求日志默认保留 30 天。",
  ),
  credential: "access_token",
  parameters: "body",
  request: {
    type: "object",
    properties: {
      rid: {
        type: "string",
        pattern: RID_PATTERN,
        description: text("The rid at the end of an errmsg", "errmsg 末尾的 rid"),
        examples: ["6aac005a-01bfdbee-79769285"],
      },
    },
    required: ["rid"],
  },
  reply: {
    type: "object",
    properties: { ...ENVELOPE_PROPERTIES, request: REQUEST_SCHEMA },
    required: ["errcode", "errmsg", "request"],
  },
  permissionSets: [],
  closedPermissionError: null,
  wrongMethodError: "REQUIRE_POST",
  errors: [
    "SYSTEM_ERROR",
    "REQUIRE_POST",
    ...ACCESS_TOKEN_ERROR_NAMES,
    ...BODY_ERROR_NAMES,
    "RID_INVALID",
    "RID_NOT_FOUND",
    "RID_FORBIDDEN",
  ],
  violations: ridViolations,
  example: {
    request: { rid: "6aac005a-01bfdbee-79769285" },
    reply: {
      errcode: 0,
      errmsg: "ok",
      request: {
        invoke_time: 1789657178,
        cost_in_ms: 3,
        request_url: "access_token=***",
        request_body: "{}",
        response_body:
          '{"errcode":268485194,"errmsg":"order number type is illegal: order_key.order_number_type rid: 6aac005a-01bfdbee-79769285"}',
        client_ip: "203.0.113.9",
      },
    },
  },
} as const satisfies Operation;
