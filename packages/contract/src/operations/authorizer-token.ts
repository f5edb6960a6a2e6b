import { EXAMPLE_APPID } from "../examples.js";
import { authorizerAppidViolations, componentAppidViolations } from "../rules/component-rules.js";
import type { RuleContext } from "../rules/context.js";
import type { Unchecked } from "../rules/limits.js";
import { broken, type Violation } from "../rules/violation.js";
import {
  AUTHORIZATION_INFO_SCHEMA,
  AUTHORIZER_APPID_SCHEMA,
  COMPONENT_APPID_SCHEMA,
  EXAMPLE_COMPONENT_APPID,
  EXPIRES_IN_SCHEMA,
} from "../schemas/authorization.js";
import { text } from "../text.js";
import { COMPONENT_CALL_ERROR_NAMES, COMPONENT_OPERATION } from "./component-operation.js";
import { type Operation } from "./operation.js";

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

function* queryAuthViolations(request: Unchecked, context: RuleContext): Generator<Violation> {
  yield* componentAppidViolations(request, context);
  if (!isText(request["authorization_code"])) {
    yield broken("AUTHORIZATION_CODE_INVALID", "authorization_code");
  }
}

function* refreshViolations(request: Unchecked, context: RuleContext): Generator<Violation> {
  yield* componentAppidViolations(request, context);
  yield* authorizerAppidViolations(request);
  if (!isText(request["authorizer_refresh_token"])) {
    yield broken("REFRESH_TOKEN_INVALID", "authorizer_refresh_token");
  }
}

export const getAuthorizerRefreshToken = {
  ...COMPONENT_OPERATION,
  name: "getAuthorizerRefreshToken",
  path: "/cgi-bin/component/api_query_auth",
  summary: text(
    "Exchange an authorisation code for the merchant's tokens",
    "使用授权码获取授权信息",
  ),
  description: text(
    "Exchanges a merchant's authorization_code for its tokens. Returns the authorisation, the refresh token, and an authorizer_access_token for calls on the merchant's behalf. The code arrives with the redirect of the merchant's browser or in the authorized event; it is valid for 600 seconds and can be used once.",
    "用授权码换取商家的令牌，返回授权信息、刷新令牌与代调用所用的 authorizer_access_token。授权码来自商家浏览器的回跳或 authorized 事件，有效期 600 秒，仅可使用一次。",
  ),
  credential: "component_access_token",
  request: {
    type: "object",
    properties: {
      component_appid: COMPONENT_APPID_SCHEMA,
      authorization_code: {
        type: "string",
        description: text(
          "The merchant's code; valid for 600 seconds and for one call",
          "商家的授权码，有效期 600 秒，仅可使用一次",
        ),
      },
    },
    required: ["component_appid", "authorization_code"],
  },
  reply: {
    type: "object",
    properties: { authorization_info: AUTHORIZATION_INFO_SCHEMA },
    required: ["authorization_info"],
  },
  errors: [
    ...COMPONENT_CALL_ERROR_NAMES,
    "COMPONENT_APPID_MISSING",
    "INVALID_COMPONENT",
    "AUTHORIZATION_CODE_INVALID",
    "AUTHORIZATION_CODE_EXPIRED",
    "COMPONENT_NOT_AUTHORIZED",
  ],
  violations: queryAuthViolations,
  example: {
    request: {
      component_appid: EXAMPLE_COMPONENT_APPID,
      authorization_code: "queryauthcode@@@CODE",
    },
    reply: {
      authorization_info: {
        authorizer_appid: EXAMPLE_APPID,
        authorizer_access_token: "1_AUTHORIZER_ACCESS_TOKEN",
        expires_in: 7200,
        authorizer_refresh_token: "refreshtoken@@@TOKEN",
        func_info: [{ funcscope_category: { id: 120 } }],
      },
    },
  },
} as const satisfies Operation;

export const getAuthorizerAccessToken = {
  ...COMPONENT_OPERATION,
  name: "getAuthorizerAccessToken",
  path: "/cgi-bin/component/api_authorizer_token",
  summary: text("Get a new token for a merchant", "获取授权方的接口调用凭据"),
  description: text(
    "Issues a new authorizer_access_token and returns it with its lifetime in seconds and the refresh token. The previous access token stays valid for 5 more minutes. The refresh token is unchanged; it changes only when the merchant authorises the platform again.",
    "签发新的 authorizer_access_token，返回令牌、有效秒数与刷新令牌。上一个令牌在 5 分钟内仍可使用。刷新令牌原样返回，商家重新授权后才会改变。",
  ),
  credential: "component_access_token",
  request: {
    type: "object",
    properties: {
      component_appid: COMPONENT_APPID_SCHEMA,
      authorizer_appid: AUTHORIZER_APPID_SCHEMA,
      authorizer_refresh_token: {
        type: "string",
        description: text("The merchant's current refresh token", "商家当前的刷新令牌"),
      },
    },
    required: ["component_appid", "authorizer_appid", "authorizer_refresh_token"],
  },
  reply: {
    type: "object",
    properties: {
      authorizer_access_token: { type: "string" },
      expires_in: EXPIRES_IN_SCHEMA,
      authorizer_refresh_token: { type: "string" },
    },
    required: ["authorizer_access_token", "expires_in", "authorizer_refresh_token"],
  },
  errors: [
    ...COMPONENT_CALL_ERROR_NAMES,
    "COMPONENT_APPID_MISSING",
    "INVALID_COMPONENT",
    "APPID_MISSING",
    "INVALID_APPID",
    "COMPONENT_NOT_AUTHORIZED",
    "REFRESH_TOKEN_INVALID",
  ],
  violations: refreshViolations,
  example: {
    request: {
      component_appid: EXAMPLE_COMPONENT_APPID,
      authorizer_appid: EXAMPLE_APPID,
      authorizer_refresh_token: "refreshtoken@@@TOKEN",
    },
    reply: {
      authorizer_access_token: "1_AUTHORIZER_ACCESS_TOKEN",
      expires_in: 7200,
      authorizer_refresh_token: "refreshtoken@@@TOKEN",
    },
  },
} as const satisfies Operation;
