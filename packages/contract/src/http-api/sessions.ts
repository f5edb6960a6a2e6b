import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { CONSOLE_ROLES } from "./console.js";
import type { HttpOperation } from "./http-operation.js";
import { APPID, BAD_BODY, INSTANT, OPENID, PAGE_QUERY, pageOf } from "./parts.js";

const SESSION = {
  type: "object",
  properties: {
    id: { type: "string", description: text("Not the session's token", "并非会话令牌") },
    role: { type: "string", enum: CONSOLE_ROLES },
    name: {
      type: "string",
      description: text(
        "The name of the admin key or of the merchant's app",
        "管理密钥的名称，或商户的应用名称",
      ),
    },
    admin_key_id: {
      type: "string",
      description: text("Absent for a merchant's session", "商户会话没有"),
    },
    appid: { ...APPID, description: text("Only for a merchant's session", "仅商户会话有") },
    is_current: {
      type: "boolean",
      description: text("True for the session that asks", "即发起查询的会话"),
    },
    created_at: INSTANT,
    expires_at: INSTANT,
  },
  required: ["id", "role", "name", "is_current", "created_at", "expires_at"],
} as const satisfies ObjectSchema;

/** The operator's operations on sessions: of the console, and of buyers. */
export const SESSION_OPERATIONS = {
  listSessions: {
    method: "GET",
    path: "/sessions",
    role: "owner",
    summary: text(
      "List the open console sessions, newest first",
      "列出管理台的有效会话，按创建时间倒序",
    ),
    query: { type: "object", properties: PAGE_QUERY },
    reply: pageOf(SESSION),
    problems: BAD_BODY,
  },
  endSession: {
    method: "DELETE",
    path: "/sessions/:id",
    role: "owner",
    summary: text("End a console session at once", "立即结束一个管理台会话"),
    reply: { type: "object", properties: {} },
    problems: { 404: text("no open session has this id", "没有该 id 的有效会话") },
  },
  endBuyerSessions: {
    method: "DELETE",
    path: "/buyer-sessions",
    summary: text(
      "End a buyer's sessions and one-time links",
      "结束一个买家的全部会话，并作废其一次性链接",
    ),
    query: {
      type: "object",
      properties: { appid: APPID, openid: OPENID },
      required: ["appid", "openid"],
    },
    reply: {
      type: "object",
      properties: {
        ended: {
          type: "integer",
          description: text("How many sessions and links ended", "结束的会话与链接数"),
        },
      },
      required: ["ended"],
    },
    problems: BAD_BODY,
  },
} as const satisfies Record<string, HttpOperation>;

export type OpenSessionRepresentation = Infer<typeof SESSION>;
