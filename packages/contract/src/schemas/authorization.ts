import { EXAMPLE_APPID } from "../examples.js";
import type { ObjectSchema, StringSchema } from "../schema.js";
import { text } from "../text.js";

export const EXAMPLE_COMPONENT_APPID = "wxc0ffee0123456789";

export const COMPONENT_APPID_SCHEMA = {
  type: "string",
  description: text("The platform's own appid", "第三方平台的 appid"),
  examples: [EXAMPLE_COMPONENT_APPID],
} as const satisfies StringSchema;

export const AUTHORIZER_APPID_SCHEMA = {
  type: "string",
  description: text("The merchant's appid", "授权方（商家）的 appid"),
  examples: [EXAMPLE_APPID],
} as const satisfies StringSchema;

export const EXPIRES_IN_SCHEMA = {
  type: "integer",
  description: text("Lifetime in seconds", "有效期，单位：秒"),
} as const;

/** The permission sets that a merchant granted, in WeChat's structure. */
const FUNC_INFO = {
  type: "array",
  description: text("The permission sets that the merchant granted", "商家授予的权限集"),
  items: {
    type: "object",
    properties: {
      funcscope_category: {
        type: "object",
        properties: { id: { type: "integer", examples: [120] } },
        required: ["id"],
      },
    },
    required: ["funcscope_category"],
  },
} as const;

/** A merchant's authorisation, with the tokens for calls on its behalf. */
export const AUTHORIZATION_INFO_SCHEMA = {
  type: "object",
  properties: {
    authorizer_appid: AUTHORIZER_APPID_SCHEMA,
    authorizer_access_token: { type: "string" },
    expires_in: EXPIRES_IN_SCHEMA,
    authorizer_refresh_token: { type: "string" },
    func_info: FUNC_INFO,
  },
  required: [
    "authorizer_appid",
    "authorizer_access_token",
    "expires_in",
    "authorizer_refresh_token",
    "func_info",
  ],
} as const satisfies ObjectSchema;

/** An authorisation without an access token, returned with the account. */
export const AUTHORIZATION_FACTS_SCHEMA = {
  type: "object",
  properties: {
    authorizer_appid: AUTHORIZER_APPID_SCHEMA,
    authorizer_refresh_token: { type: "string" },
    func_info: FUNC_INFO,
  },
  required: ["authorizer_appid", "authorizer_refresh_token", "func_info"],
} as const satisfies ObjectSchema;

const TYPE_INFO = {
  type: "object",
  properties: { id: { type: "integer" } },
  required: ["id"],
} as const satisfies ObjectSchema;

const FLAG = { type: "integer", enum: [0, 1] } as const;
const DOMAINS = { type: "array", items: { type: "string" } } as const;

/** The merchant's account. Only a mini program has `MiniProgramInfo`. */
export const AUTHORIZER_INFO_SCHEMA = {
  type: "object",
  properties: {
    nick_name: { type: "string" },
    head_img: { type: "string" },
    service_type_info: {
      ...TYPE_INFO,
      description: text(
        "0 subscription account or mini program, 2 service account",
        "0 订阅号或小程序，2 服务号",
      ),
    },
    verify_type_info: {
      ...TYPE_INFO,
      description: text("-1 unverified, 0 verified", "-1 未认证，0 已认证"),
    },
    user_name: { type: "string", examples: ["gh_eb5e3a772040"] },
    alias: { type: "string" },
    qrcode_url: { type: "string" },
    business_info: {
      type: "object",
      properties: {
        open_pay: FLAG,
        open_shake: FLAG,
        open_scan: FLAG,
        open_card: FLAG,
        open_store: FLAG,
      },
      required: ["open_pay", "open_shake", "open_scan", "open_card", "open_store"],
    },
    principal_name: { type: "string" },
    signature: { type: "string" },
    MiniProgramInfo: {
      type: "object",
      properties: {
        network: {
          type: "object",
          properties: {
            RequestDomain: DOMAINS,
            WsRequestDomain: DOMAINS,
            UploadDomain: DOMAINS,
            DownloadDomain: DOMAINS,
            UDPDomain: DOMAINS,
            TCPDomain: DOMAINS,
          },
        },
        categories: {
          type: "array",
          items: {
            type: "object",
            properties: { first: { type: "string" }, second: { type: "string" } },
          },
        },
        visit_status: { type: "integer" },
      },
      required: ["network", "categories", "visit_status"],
    },
    register_type: { type: "integer" },
    account_status: {
      type: "integer",
      description: text(
        "1 normal, 14 closed, 16 banned, 18 warned, 19 frozen",
        "1 正常，14 已注销，16 已封禁，18 已告警，19 已冻结",
      ),
    },
    basic_config: {
      type: "object",
      properties: {
        is_phone_configured: { type: "boolean" },
        is_email_configured: { type: "boolean" },
      },
      required: ["is_phone_configured", "is_email_configured"],
    },
  },
  required: [
    "nick_name",
    "head_img",
    "service_type_info",
    "verify_type_info",
    "user_name",
    "alias",
    "qrcode_url",
    "business_info",
    "principal_name",
    "signature",
    "register_type",
    "account_status",
    "basic_config",
  ],
} as const satisfies ObjectSchema;
