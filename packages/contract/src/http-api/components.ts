import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { type HttpOperation, OWN_APP } from "./http-operation.js";
import {
  ADDRESSES,
  APPID,
  BAD_BODY,
  INSTANT,
  NAME,
  PAGE_QUERY,
  pageOf,
  UNKNOWN_APP,
} from "./parts.js";

const UNKNOWN_COMPONENT = {
  404: text("no platform has this component_appid", "没有该 component_appid 的第三方平台"),
} as const;

const PERMISSION_SETS = {
  type: "array",
  description: text(
    "Permission sets: 120 and 121 are shopping orders, 142 is shipping management, 18 is development",
    "权限集：120、121 为购物订单，142 为发货管理，18 为开发管理",
  ),
  items: { type: "integer", minimum: 1, maximum: 9999, examples: [120] },
  maxItems: 100,
  uniqueItems: true,
} as const;

const COMPONENT_SETTINGS = {
  callback_url: {
    type: "string",
    "x-maxBytes": 1024,
    pattern: "^$|^https?://",
    "x-patternMeaning": text("must be an http or https link", "须为 http 或 https 链接"),
    description: text(
      "URL to which tickets and authorisation events are pushed; an empty string stops the pushes",
      "ticket 与授权事件的推送地址；空字符串表示停止推送",
    ),
  },
  token: {
    type: "string",
    pattern: "^[0-9A-Za-z]{3,32}$",
    description: text("Signs the pushes; generated if absent", "用于推送签名；不传则自动生成"),
  },
  encoding_aes_key: {
    type: "string",
    pattern: "^[0-9A-Za-z]{43}$",
    description: text("Encrypts the pushes; generated if absent", "用于推送加密；不传则自动生成"),
  },
  redirect_hosts: {
    type: "array",
    description: text(
      "Hosts that the authorisation page may redirect to; with a port, only that port. A sandbox also allows the local host",
      "授权页可跳转回的主机，如仅限某端口则带端口；沙箱同时允许本机",
    ),
    items: {
      type: "string",
      pattern: "^[0-9A-Za-z.-]{1,253}(:[0-9]{1,5})?$",
      examples: ["platform.example.com"],
    },
    maxItems: 100,
  },
  permission_sets: PERMISSION_SETS,
  ip_whitelist: {
    ...ADDRESSES,
    description: text(
      "IP addresses and ranges (203.0.113.0/24) from which the platform may fetch its token, and ask whether an app is managed; empty: any address",
      "允许第三方平台获取令牌、查询应用是否开通发货管理的 IP 或网段（203.0.113.0/24）；为空则不限制",
    ),
  },
} as const;

const COMPONENT = {
  type: "object",
  properties: {
    component_appid: APPID,
    name: NAME,
    callback_url: { type: "string" },
    redirect_hosts: COMPONENT_SETTINGS.redirect_hosts,
    permission_sets: {
      ...PERMISSION_SETS,
      description: text(
        "Permission sets that it may request; absent: any",
        "可申请的权限集；没有则不限",
      ),
    },
    ip_whitelist: COMPONENT_SETTINGS.ip_whitelist,
    next_ticket_at: INSTANT,
    push_failures: {
      type: "integer",
      description: text(
        "Tickets whose push failed since the last success",
        "上次成功以来推送失败的 ticket 数",
      ),
    },
    last_push_fault: { type: "string" },
    created_at: INSTANT,
  },
  required: [
    "component_appid",
    "name",
    "redirect_hosts",
    "ip_whitelist",
    "push_failures",
    "created_at",
  ],
} as const satisfies ObjectSchema;

/** Shown only in the reply that sets them. */
const CALLBACK_SECRETS = {
  token: { type: "string" },
  encoding_aes_key: { type: "string" },
} as const;

const AUTHORIZATION = {
  type: "object",
  properties: {
    appid: APPID,
    permission_sets: PERMISSION_SETS,
    authorized_at: INSTANT,
  },
  required: ["appid", "permission_sets", "authorized_at"],
} as const satisfies ObjectSchema;

/** An authorisation as its app sees it. */
const APP_AUTHORIZATION = {
  type: "object",
  properties: {
    component_appid: APPID,
    name: { type: "string", description: text("The platform's name", "第三方平台名称") },
    permission_sets: PERMISSION_SETS,
    authorized_at: INSTANT,
  },
  required: ["component_appid", "name", "permission_sets", "authorized_at"],
} as const satisfies ObjectSchema;

/** The operator's operations on third-party platforms. */
export const COMPONENT_OPERATIONS = {
  createComponent: {
    method: "POST",
    path: "/components",
    summary: text(
      "Register a third-party platform; this reply is the only one that shows its secrets",
      "注册第三方平台；密钥仅此一次显示",
    ),
    body: {
      type: "object",
      properties: {
        component_appid: { ...APPID, description: text("Generated if absent", "不传则自动生成") },
        name: NAME,
        ...COMPONENT_SETTINGS,
      },
      required: ["name"],
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: {
        ...COMPONENT.properties,
        component_appsecret: { type: "string" },
        component_verify_ticket: { type: "string" },
        ...CALLBACK_SECRETS,
      },
      required: [...COMPONENT.required, "component_appsecret", "component_verify_ticket"],
    },
    status: 201,
    problems: {
      ...BAD_BODY,
      409: text(
        "the component_appid already exists, or there is no seal key for the secrets of the callback",
        "component_appid 已存在，或没有用于封存回调密钥的封存密钥",
      ),
    },
  },
  listComponents: {
    method: "GET",
    path: "/components",
    summary: text("List the third-party platforms", "第三方平台列表"),
    query: { type: "object", properties: PAGE_QUERY },
    reply: pageOf(COMPONENT),
    problems: BAD_BODY,
  },
  getComponent: {
    method: "GET",
    path: "/components/:id",
    summary: text("Get a third-party platform", "第三方平台详情"),
    reply: COMPONENT,
    problems: UNKNOWN_COMPONENT,
  },
  updateComponent: {
    method: "PATCH",
    path: "/components/:id",
    summary: text(
      "Change a platform's name, callback, redirect hosts or permission sets",
      "修改第三方平台的名称、回调、跳转主机或权限集",
    ),
    body: {
      type: "object",
      properties: { name: NAME, ...COMPONENT_SETTINGS },
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: { ...COMPONENT.properties, ...CALLBACK_SECRETS },
      required: COMPONENT.required,
    },
    problems: {
      ...BAD_BODY,
      ...UNKNOWN_COMPONENT,
      409: text(
        "the seal key for the secrets of the callback is missing, or is another one",
        "没有用于封存回调密钥的封存密钥，或其并非封存时所用的密钥",
      ),
    },
  },
  createComponentTicket: {
    method: "POST",
    path: "/components/:id/tickets",
    summary: text(
      "Create a component_verify_ticket for a platform that receives no pushes",
      "为不接收推送的第三方平台生成 component_verify_ticket",
    ),
    reply: {
      type: "object",
      properties: { component_verify_ticket: { type: "string" }, expires_at: INSTANT },
      required: ["component_verify_ticket", "expires_at"],
    },
    status: 201,
    problems: UNKNOWN_COMPONENT,
  },
  authorizeComponent: {
    method: "POST",
    path: "/components/:id/authorizations",
    summary: text(
      "Record a merchant's authorisation without the authorisation page",
      "记录商家的授权，代替授权页",
    ),
    body: {
      type: "object",
      properties: { appid: APPID, permission_sets: PERMISSION_SETS },
      required: ["appid", "permission_sets"],
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: { authorization_code: { type: "string" }, expires_at: INSTANT },
      required: ["authorization_code", "expires_at"],
    },
    status: 201,
    problems: {
      ...BAD_BODY,
      404: text("no platform or no app has this appid", "没有该第三方平台或应用"),
      422: text("the platform may not request this permission set", "该第三方平台没有此权限集"),
    },
  },
  listAuthorizations: {
    method: "GET",
    path: "/components/:id/authorizations",
    summary: text(
      "List the authorisations that merchants granted to a platform",
      "第三方平台已获授权列表",
    ),
    query: { type: "object", properties: PAGE_QUERY },
    reply: pageOf(AUTHORIZATION),
    problems: { ...BAD_BODY, ...UNKNOWN_COMPONENT },
  },
  revokeAuthorization: {
    method: "DELETE",
    path: "/components/:id/authorizations/:appid",
    summary: text(
      "Revoke a merchant's authorisation; the platform's next call is rejected",
      "取消商家的授权：第三方平台的下一次调用即被拒绝",
    ),
    reply: AUTHORIZATION,
    problems: { 404: text("there is no such authorisation", "没有该授权") },
  },
  listAppAuthorizations: {
    method: "GET",
    path: "/apps/:appid/authorizations",
    merchant: OWN_APP,
    summary: text(
      "List the third-party platforms that an app authorised",
      "应用已授权的第三方平台列表",
    ),
    reply: {
      type: "object",
      properties: { items: { type: "array", items: APP_AUTHORIZATION } },
      required: ["items"],
    },
    problems: UNKNOWN_APP,
  },
  revokeAppAuthorization: {
    method: "DELETE",
    path: "/apps/:appid/authorizations/:component",
    merchant: OWN_APP,
    summary: text(
      "Revoke an app's authorisation of a platform; the platform's next call is rejected",
      "应用取消对第三方平台的授权：其下一次调用即被拒绝",
    ),
    reply: APP_AUTHORIZATION,
    problems: { 404: text("there is no such authorisation", "没有该授权") },
  },
} as const satisfies Record<string, HttpOperation>;

export type AppAuthorizationRepresentation = Infer<typeof APP_AUTHORIZATION>;
export type ComponentRepresentation = Infer<typeof COMPONENT>;
export type AuthorizationRepresentation = Infer<typeof AUTHORIZATION>;
