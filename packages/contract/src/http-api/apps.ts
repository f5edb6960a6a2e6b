import { OPEN_PATH_PATTERN } from "../open-paths.js";
import { APP_KINDS, ITEM_LINKS } from "../rules/context.js";
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
import {
  MESSAGE_PUSH,
  MESSAGE_PUSH_CHANGE,
  TRADE_MANAGEMENT,
  TRADE_MANAGEMENT_CHANGE,
} from "./trade-settings.js";

/** States of an app's shopping-order permission. */
export const PERMISSION_STATES = ["closed", "open", "reviewing", "approved", "rejected"] as const;
export type PermissionState = (typeof PERMISSION_STATES)[number];

const MCHIDS = {
  type: "array",
  description: text("The merchant numbers that the app may use", "应用可使用的商户号"),
  items: { type: "string", pattern: "^[0-9A-Za-z_-]{1,32}$", examples: ["1900000109"] },
  maxItems: 1000,
  uniqueItems: true,
} as const;

const IP_WHITELIST = {
  ...ADDRESSES,
  description: text(
    "IP addresses and ranges (203.0.113.0/24) from which the app may fetch tokens; empty: any address",
    "允许获取令牌的 IP 或网段（203.0.113.0/24）；为空则不限制",
  ),
} as const;

const QUOTAS = {
  type: "object",
  description: text(
    "Limits on the app's calls of each operation; absent: the platform's limits",
    "应用调用每个接口的频次上限；缺省为平台设置",
  ),
  properties: {
    per_minute: { type: "integer", minimum: 1 },
    per_day: { type: "integer", minimum: 1 },
  },
  required: ["per_minute", "per_day"],
  additionalProperties: false,
} as const satisfies ObjectSchema;

const OPEN_PATHS = {
  type: "array",
  description: text(
    "Pages of the mini program that buyers open from outside WeChat: each path as its owner has declared it in WeChat's back office (a released version, an owner that is no individual), without a leading slash or a query",
    "买家可从微信外打开的小程序页面：须为小程序所有者已在微信后台声明的路径（正式版、非个人主体），不带开头的斜杠与参数",
  ),
  items: {
    type: "string",
    "x-maxBytes": 256,
    pattern: OPEN_PATH_PATTERN,
    "x-patternMeaning": text(
      "must be the path of a page, such as pages/order/detail: no leading slash, no query",
      "须为页面路径，例如 pages/order/detail：不带开头的斜杠与参数",
    ),
    examples: ["pages/order/detail"],
  },
  maxItems: 100,
  uniqueItems: true,
} as const;

const APP = {
  type: "object",
  properties: {
    appid: APPID,
    kind: { type: "string", enum: APP_KINDS },
    name: NAME,
    mchids: MCHIDS,
    permission: { type: "string", enum: PERMISSION_STATES },
    item_links: { type: "string", enum: ITEM_LINKS },
    category_open: { type: "boolean" },
    ip_whitelist: IP_WHITELIST,
    quotas: QUOTAS,
    open_paths: OPEN_PATHS,
    agreement_signed_at: INSTANT,
    /** Result of the most recent finished review, as confirmProductPermission returns it. */
    last_result: { type: "string" },
    next_review_at: INSTANT,
    created_at: INSTANT,
    trade_management: TRADE_MANAGEMENT,
    message_push: MESSAGE_PUSH,
  },
  required: [
    "appid",
    "kind",
    "name",
    "mchids",
    "permission",
    "item_links",
    "last_result",
    "created_at",
  ],
} as const satisfies ObjectSchema;

/** The operator's operations on apps, their permission and review. */
export const APP_OPERATIONS = {
  createApp: {
    method: "POST",
    path: "/apps",
    summary: text(
      "Register an app; this reply is the only one that shows its secret",
      "注册应用；secret 仅此一次显示",
    ),
    body: {
      type: "object",
      properties: {
        appid: { ...APPID, description: text("Generated if absent", "不传则自动生成") },
        name: NAME,
        kind: { type: "string", enum: APP_KINDS },
        mchids: MCHIDS,
      },
      required: ["name", "kind"],
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: { ...APP.properties, secret: { type: "string" } },
      required: [...APP.required, "secret"],
    },
    status: 201,
    problems: { ...BAD_BODY, 409: text("the appid already exists", "appid 已存在") },
  },
  listApps: {
    method: "GET",
    path: "/apps",
    summary: text("List the apps", "应用列表"),
    query: { type: "object", properties: PAGE_QUERY },
    reply: pageOf(APP),
    problems: BAD_BODY,
  },
  getApp: {
    method: "GET",
    path: "/apps/:appid",
    merchant: OWN_APP,
    summary: text("Get an app", "应用详情"),
    reply: APP,
    problems: UNKNOWN_APP,
  },
  updateApp: {
    method: "PATCH",
    path: "/apps/:appid",
    // A merchant's back office. Only the operator sets the name, which buyers trust, and the limits.
    merchant: { ...OWN_APP, members: ["mchids", "ip_whitelist", "item_links", "open_paths"] },
    summary: text(
      "Change an app's name, merchant numbers or settings",
      "修改应用名称、商户号或设置",
    ),
    body: {
      type: "object",
      properties: {
        name: NAME,
        mchids: MCHIDS,
        item_links: { type: "string", enum: ITEM_LINKS },
        category_open: { type: "boolean" },
        ip_whitelist: IP_WHITELIST,
        quotas: QUOTAS,
        open_paths: OPEN_PATHS,
        trade_management: TRADE_MANAGEMENT_CHANGE,
        message_push: MESSAGE_PUSH_CHANGE,
      },
      additionalProperties: false,
    },
    reply: APP,
    problems: {
      ...BAD_BODY,
      ...UNKNOWN_APP,
      409: text(
        "the seal key for the secrets of message_push is missing",
        "没有用于封存 message_push 密钥的封存密钥",
      ),
    },
  },
  rotateSecret: {
    method: "POST",
    path: "/apps/:appid/secret",
    merchant: OWN_APP,
    summary: text(
      "Give an app a new secret, which only this reply shows; the old secret stops working immediately",
      "重置应用的 secret，仅此一次显示；旧 secret 立即失效",
    ),
    reply: {
      type: "object",
      properties: { appid: APPID, secret: { type: "string" } },
      required: ["appid", "secret"],
    },
    status: 201,
    problems: UNKNOWN_APP,
  },
  signAgreement: {
    method: "POST",
    path: "/apps/:appid/agreement",
    merchant: OWN_APP,
    summary: text(
      "Record that the merchant signed the shopping-order agreement",
      "记录商户已签署购物订单协议",
    ),
    reply: APP,
    problems: UNKNOWN_APP,
  },
  setPermission: {
    method: "PUT",
    path: "/apps/:appid/permission",
    merchant: OWN_APP,
    summary: text(
      "Open or close the shopping-order permission, as a merchant does in its back office",
      "开通或关闭购物订单权限，相当于商户在后台的操作",
    ),
    body: {
      type: "object",
      properties: { state: { type: "string", enum: ["open", "closed"] } },
      required: ["state"],
      additionalProperties: false,
    },
    reply: APP,
    problems: { ...BAD_BODY, ...UNKNOWN_APP },
  },
  decideAudit: {
    method: "POST",
    path: "/apps/:appid/audit",
    summary: text("Decide an access review manually", "人工裁定接入审核"),
    body: {
      type: "object",
      properties: {
        result: { type: "string", enum: ["approved", "rejected"] },
        reason: { type: "string", maxLength: 512 },
      },
      required: ["result"],
      additionalProperties: false,
    },
    reply: APP,
    problems: { ...BAD_BODY, ...UNKNOWN_APP, 409: text("the permission is closed", "权限未开通") },
  },
} as const satisfies Record<string, HttpOperation>;

/** The JSON of an app, as the operator's interface shows it. */
export type AppRepresentation = Infer<typeof APP>;
