import { EXAMPLE_APPID } from "../examples.js";
import { authorizerAppidViolations, componentAppidViolations } from "../rules/component-rules.js";
import type { RuleContext } from "../rules/context.js";
import type { Unchecked } from "../rules/limits.js";
import { broken, type Violation } from "../rules/violation.js";
import {
  AUTHORIZATION_FACTS_SCHEMA,
  AUTHORIZER_APPID_SCHEMA,
  AUTHORIZER_INFO_SCHEMA,
  COMPONENT_APPID_SCHEMA,
  EXAMPLE_COMPONENT_APPID,
} from "../schemas/authorization.js";
import { text } from "../text.js";
import { COMPONENT_CALL_ERROR_NAMES, COMPONENT_OPERATION } from "./component-operation.js";
import { type Operation } from "./operation.js";

/** The largest `count` of api_get_authorizer_list; a larger one returns COUNT_LIMIT_EXCEEDED. */
export const AUTHORIZER_COUNT_MAX = 500;

function* infoViolations(request: Unchecked, context: RuleContext): Generator<Violation> {
  yield* componentAppidViolations(request, context);
  yield* authorizerAppidViolations(request);
}

function* listViolations(request: Unchecked, context: RuleContext): Generator<Violation> {
  yield* componentAppidViolations(request, context);
  for (const name of ["offset", "count"]) {
    const value = request[name];
    if (!Number.isSafeInteger(value) || (value as number) < 0) {
      yield broken(
        "INVALID_ARGUMENTS",
        name,
        text("must be an integer, 0 or more", "应为非负整数"),
      );
    }
  }
  if ((request["count"] as number) > AUTHORIZER_COUNT_MAX) {
    yield broken("COUNT_LIMIT_EXCEEDED", "count");
  }
}

export const getAuthorizerInfo = {
  ...COMPONENT_OPERATION,
  name: "getAuthorizerInfo",
  path: "/cgi-bin/component/api_get_authorizer_info",
  summary: text("Get a merchant's account", "获取授权方账号详情"),
  description: text(
    "Looks up a merchant that authorised the platform. Returns its account and its authorisation, without an access token. Only a mini program has MiniProgramInfo.",
    "查询已授权第三方平台的商家，返回其账号信息与授权信息，不含调用凭据。仅小程序有 MiniProgramInfo。",
  ),
  credential: "component_access_token",
  request: {
    type: "object",
    properties: {
      component_appid: COMPONENT_APPID_SCHEMA,
      authorizer_appid: AUTHORIZER_APPID_SCHEMA,
    },
    required: ["component_appid", "authorizer_appid"],
  },
  reply: {
    type: "object",
    properties: {
      authorizer_info: AUTHORIZER_INFO_SCHEMA,
      authorization_info: AUTHORIZATION_FACTS_SCHEMA,
    },
    required: ["authorizer_info", "authorization_info"],
  },
  errors: [
    ...COMPONENT_CALL_ERROR_NAMES,
    "COMPONENT_APPID_MISSING",
    "INVALID_COMPONENT",
    "APPID_MISSING",
    "INVALID_APPID",
    "COMPONENT_NOT_AUTHORIZED",
  ],
  violations: infoViolations,
  example: {
    request: { component_appid: EXAMPLE_COMPONENT_APPID, authorizer_appid: EXAMPLE_APPID },
    reply: {
      authorizer_info: {
        nick_name: "示例商城",
        head_img: "",
        service_type_info: { id: 0 },
        verify_type_info: { id: 0 },
        user_name: "gh_eb5e3a772040",
        alias: "",
        qrcode_url: "",
        business_info: { open_pay: 1, open_shake: 0, open_scan: 0, open_card: 0, open_store: 0 },
        principal_name: "示例商城",
        signature: "",
        MiniProgramInfo: {
          network: {
            RequestDomain: [],
            WsRequestDomain: [],
            UploadDomain: [],
            DownloadDomain: [],
            UDPDomain: [],
            TCPDomain: [],
          },
          categories: [],
          visit_status: 0,
        },
        register_type: 0,
        account_status: 1,
        basic_config: { is_phone_configured: true, is_email_configured: true },
      },
      authorization_info: {
        authorizer_appid: EXAMPLE_APPID,
        authorizer_refresh_token: "refreshtoken@@@TOKEN",
        func_info: [{ funcscope_category: { id: 120 } }],
      },
    },
  },
} as const satisfies Operation;

export const getAuthorizerList = {
  ...COMPONENT_OPERATION,
  name: "getAuthorizerList",
  path: "/cgi-bin/component/api_get_authorizer_list",
  summary: text("List the merchants that authorised the platform", "拉取已授权的账号列表"),
  description: text(
    "Lists the merchants that authorised the platform, earliest authorisation first. Returns each merchant's refresh token, so a platform that lost its refresh tokens can recover them.",
    "列出已授权第三方平台的商家，按授权时间先后排列，并返回各自的刷新令牌：丢失刷新令牌的平台可在此找回。",
  ),
  credential: "component_access_token",
  request: {
    type: "object",
    properties: {
      component_appid: COMPONENT_APPID_SCHEMA,
      offset: {
        type: "integer",
        minimum: 0,
        description: text("Number of merchants to skip", "分页偏移量，从 0 开始"),
      },
      count: {
        type: "integer",
        minimum: 0,
        maximum: AUTHORIZER_COUNT_MAX,
        description: text("Number of merchants to return, at most 500", "返回的商家数，最多 500"),
      },
    },
    required: ["component_appid", "offset", "count"],
  },
  reply: {
    type: "object",
    properties: {
      total_count: { type: "integer" },
      list: {
        type: "array",
        items: {
          type: "object",
          properties: {
            authorizer_appid: AUTHORIZER_APPID_SCHEMA,
            refresh_token: { type: "string" },
            auth_time: { type: "integer", description: text("Unix seconds", "Unix 秒") },
          },
          required: ["authorizer_appid", "refresh_token", "auth_time"],
        },
      },
    },
    required: ["total_count", "list"],
  },
  errors: [
    ...COMPONENT_CALL_ERROR_NAMES,
    "COMPONENT_APPID_MISSING",
    "INVALID_COMPONENT",
    "INVALID_ARGUMENTS",
    "COUNT_LIMIT_EXCEEDED",
  ],
  violations: listViolations,
  example: {
    request: { component_appid: EXAMPLE_COMPONENT_APPID, offset: 0, count: 100 },
    reply: {
      total_count: 1,
      list: [
        {
          authorizer_appid: EXAMPLE_APPID,
          refresh_token: "refreshtoken@@@TOKEN",
          auth_time: 1653024574,
        },
      ],
    },
  },
} as const satisfies Operation;
