import { componentAppidViolations, componentSecretViolations } from "../rules/component-rules.js";
import type { RuleContext } from "../rules/context.js";
import type { Unchecked } from "../rules/limits.js";
import { broken, type Violation } from "../rules/violation.js";
import type { StringSchema } from "../schema.js";
import {
  COMPONENT_APPID_SCHEMA,
  EXAMPLE_COMPONENT_APPID,
  EXPIRES_IN_SCHEMA,
} from "../schemas/authorization.js";
import { text } from "../text.js";
import {
  COMPONENT_BODY_ERROR_NAMES,
  COMPONENT_CALL_ERROR_NAMES,
  COMPONENT_OPERATION,
} from "./component-operation.js";
import { ENVELOPE_SCHEMA, type Operation } from "./operation.js";

const COMPONENT_SECRET = {
  type: "string",
  description: text("The platform's secret", "第三方平台的密钥"),
} as const satisfies StringSchema;

const COMPONENT_ERRORS = [
  "COMPONENT_APPID_MISSING",
  "INVALID_COMPONENT",
  "INVALID_APPID",
  "APPSECRET_MISSING",
  "INVALID_APPSECRET",
  "MINUTE_QUOTA_REACHED",
] as const;

/** No token names the platform: the server checks first that the component_appid is registered. */
function* ownAppidViolations(request: Unchecked): Generator<Violation> {
  yield* componentAppidViolations(request, {});
}

/** Yields the broken rules of a request for a component token, except those of the appid. */
export function* componentTokenViolations(request: Unchecked): Generator<Violation> {
  yield* componentSecretViolations(request, "component_appsecret");
  const ticket = request["component_verify_ticket"];
  if (typeof ticket !== "string" || ticket === "") {
    yield broken("COMPONENT_TICKET_INVALID", "component_verify_ticket");
  }
}

/** Yields the broken rules of a request to start the ticket push, except those of the appid. */
export const startPushTicketViolations = (request: Unchecked): Iterable<Violation> =>
  componentSecretViolations(request, "component_secret");

export const startPushTicket = {
  ...COMPONENT_OPERATION,
  name: "startPushTicket",
  path: "/cgi-bin/component/api_start_push_ticket",
  summary: text("Start the push of component_verify_ticket", "启动 ticket 推送服务"),
  description: text(
    "Starts pushing a component_verify_ticket to the platform's registered callback every 10 minutes. If the push is already running, errmsg is `in a normal state`. The parameter is named component_secret, not component_appsecret.",
    "启动向第三方平台已登记的回调地址推送 ticket，每 10 分钟一次。推送已正常运行时 errmsg 为 `in a normal state`。注意参数名为 component_secret，而非 component_appsecret。",
  ),
  credential: "none",
  request: {
    type: "object",
    properties: { component_appid: COMPONENT_APPID_SCHEMA, component_secret: COMPONENT_SECRET },
    required: ["component_appid", "component_secret"],
  },
  reply: ENVELOPE_SCHEMA,
  errors: [...COMPONENT_BODY_ERROR_NAMES, ...COMPONENT_ERRORS],
  violations: ownAppidViolations,
  example: {
    request: { component_appid: EXAMPLE_COMPONENT_APPID, component_secret: "SECRET" },
    reply: { errcode: 0, errmsg: "ok" },
  },
} as const satisfies Operation;

export const getComponentAccessToken = {
  ...COMPONENT_OPERATION,
  name: "getComponentAccessToken",
  path: "/cgi-bin/component/api_component_token",
  summary: text("Get a third-party platform's token", "获取第三方平台的接口调用凭据"),
  description: text(
    "Issues a component_access_token and returns it with its lifetime in seconds. The platform proves itself with its secret and a ticket from the last 12 hours. The previous token stays valid for 5 more minutes.",
    "签发 component_access_token，返回令牌及其有效秒数。第三方平台须提供密钥与 12 小时内的 ticket。上一个令牌在 5 分钟内仍可使用。",
  ),
  credential: "none",
  request: {
    type: "object",
    properties: {
      component_appid: COMPONENT_APPID_SCHEMA,
      component_appsecret: COMPONENT_SECRET,
      component_verify_ticket: {
        type: "string",
        description: text(
          "A ticket that was pushed in the last 12 hours",
          "12 小时内推送的 ticket",
        ),
      },
    },
    required: ["component_appid", "component_appsecret", "component_verify_ticket"],
  },
  reply: {
    type: "object",
    properties: { component_access_token: { type: "string" }, expires_in: EXPIRES_IN_SCHEMA },
    required: ["component_access_token", "expires_in"],
  },
  errors: [
    ...COMPONENT_BODY_ERROR_NAMES,
    ...COMPONENT_ERRORS,
    "COMPONENT_IP_NOT_LISTED",
    "COMPONENT_TICKET_INVALID",
    "COMPONENT_TICKET_EXPIRED",
  ],
  violations: ownAppidViolations,
  example: {
    request: {
      component_appid: EXAMPLE_COMPONENT_APPID,
      component_appsecret: "SECRET",
      component_verify_ticket: "ticket@@@TICKET",
    },
    reply: { component_access_token: "1_COMPONENT_ACCESS_TOKEN", expires_in: 7200 },
  },
} as const satisfies Operation;

export const getPreAuthCode = {
  ...COMPONENT_OPERATION,
  name: "getPreAuthCode",
  path: "/cgi-bin/component/api_create_preauthcode",
  summary: text("Get a pre-authorisation code", "获取预授权码"),
  description: text(
    "Creates a pre_auth_code for one authorisation link and returns it with its lifetime in seconds. The link is /cgi-bin/componentloginpage?component_appid=…&pre_auth_code=…&redirect_uri=…&auth_type=3. The code is valid for 600 seconds and for one authorisation.",
    "生成用于一个授权链接的预授权码，返回预授权码及其有效秒数。链接为 /cgi-bin/componentloginpage?component_appid=…&pre_auth_code=…&redirect_uri=…&auth_type=3。有效期 600 秒，仅可完成一次授权。",
  ),
  credential: "component_access_token",
  request: {
    type: "object",
    properties: { component_appid: COMPONENT_APPID_SCHEMA },
    required: ["component_appid"],
  },
  reply: {
    type: "object",
    properties: { pre_auth_code: { type: "string" }, expires_in: EXPIRES_IN_SCHEMA },
    required: ["pre_auth_code", "expires_in"],
  },
  errors: [...COMPONENT_CALL_ERROR_NAMES, "COMPONENT_APPID_MISSING", "INVALID_COMPONENT"],
  violations: (request: Unchecked, context: RuleContext) =>
    componentAppidViolations(request, context),
  example: {
    request: { component_appid: EXAMPLE_COMPONENT_APPID },
    reply: { pre_auth_code: "preauthcode@@@CODE", expires_in: 600 },
  },
} as const satisfies Operation;
