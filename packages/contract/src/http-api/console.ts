import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { ADMIN_ROLES } from "./admin-roles.js";
import type { HttpOperation } from "./http-operation.js";
import { ANY, APPID, BAD_BODY, INSTANT } from "./parts.js";

/** The roles of a console session: that of its admin key, or a merchant. */
export const CONSOLE_ROLES = [...ADMIN_ROLES, "merchant"] as const;
export type ConsoleRole = (typeof CONSOLE_ROLES)[number];

/** The name of the console's session cookie. */
export const CONSOLE_COOKIE = "dingdan_console";

/**
 * Every write that the session cookie authorises must carry this header with the value `1`, because
 * a page of another origin cannot send it.
 */
export const CONSOLE_HEADER = "x-dingdan-console";

const SESSION = {
  type: "object",
  properties: {
    role: { type: "string", enum: CONSOLE_ROLES },
    appid: {
      type: ["string", "null"],
      description: text("The merchant's app; null for the operator", "商户的应用；运营方为 null"),
    },
    name: {
      type: "string",
      description: text(
        "The name of the admin key or of the merchant's app",
        "管理密钥的名称，或商户的应用名称",
      ),
    },
    expires_at: INSTANT,
  },
  required: ["role", "appid", "name", "expires_at"],
} as const satisfies ObjectSchema;

const NO_SESSION = { 401: text("not signed in", "未登录") } as const;

/** The console's sessions: an operator signs in with an admin key, a merchant with its app's secret. */
export const CONSOLE_OPERATIONS = {
  signIn: {
    method: "POST",
    path: "/session",
    summary: text(
      "Sign in as the operator with an admin key, or as a merchant with appid and secret",
      "登录：运营方使用管理密钥，商户使用 appid 与 secret",
    ),
    body: {
      type: "object",
      properties: {
        admin_key: { type: "string", "x-maxBytes": 256 },
        appid: APPID,
        secret: { type: "string", "x-maxBytes": 256 },
      },
      additionalProperties: false,
    },
    reply: SESSION,
    problems: {
      ...BAD_BODY,
      401: text("the key or the secret is wrong", "密钥或 secret 不正确"),
      403: text("the request came from a page of another site", "请求来自其他网站的页面"),
      429: text(
        "too many failed attempts from this address: try again in a minute",
        "该地址失败次数过多，请一分钟后再试",
      ),
    },
  },
  getSession: {
    method: "GET",
    path: "/session",
    summary: text("Get the current session", "当前登录者"),
    reply: SESSION,
    problems: NO_SESSION,
  },
  followEvents: {
    method: "GET",
    path: "/events",
    summary: text(
      "Follow which types of events happen, as server-sent events: each message is {types}, and a merchant gets those of its app",
      "以 server-sent events 跟踪发生的事件类型：每条消息为 {types}，商户仅收到本应用的",
    ),
    reply: ANY,
    replyTypes: ["text/event-stream"],
    problems: {
      ...NO_SESSION,
      403: text("the request came from a page of another site", "请求来自其他网站的页面"),
      429: text("too many streams of this session", "该会话的事件流过多"),
      503: text("too many streams, or the platform is stopping", "事件流过多，或平台正在停止"),
    },
  },
  signOut: {
    method: "DELETE",
    path: "/session",
    summary: text("Sign out", "退出登录"),
    reply: { type: "object", properties: {} },
    problems: {
      ...NO_SESSION,
      403: text(
        "the header x-dingdan-console: 1 is missing, or the request came from a page of another site",
        "缺少请求头 x-dingdan-console: 1，或请求来自其他网站的页面",
      ),
    },
  },
} as const satisfies Record<string, HttpOperation>;

export type ConsoleOperationKey = keyof typeof CONSOLE_OPERATIONS;
export type ConsoleSessionRepresentation = Infer<typeof SESSION>;
