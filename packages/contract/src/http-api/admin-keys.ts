import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { ADMIN_ROLES } from "./admin-roles.js";
import type { HttpOperation } from "./http-operation.js";
import { OVERLAP_SECONDS_MAX } from "./overlap.js";
import { BAD_BODY, INSTANT, NAME, pageOf } from "./parts.js";

/** The longest time for which a key can be valid, in seconds. */
export const ADMIN_KEY_SECONDS_MAX = 10 * 365 * 86_400;

export const ADMIN_KEY_STATES = ["active", "expired", "revoked"] as const;

const ADMIN_KEY = {
  type: "object",
  properties: {
    id: { type: "string" },
    name: NAME,
    role: { type: "string", enum: ADMIN_ROLES },
    source: {
      type: "string",
      enum: ["setting", "stored"],
      description: text(
        "setting: given by --admin-key or DINGDAN_ADMIN_KEY, and changed only by a restart; stored: kept in the database as a hash",
        "setting：由 --admin-key 或 DINGDAN_ADMIN_KEY 指定，只能重启更换；stored：以哈希保存在数据库中",
      ),
    },
    state: { type: "string", enum: ADMIN_KEY_STATES },
    created_at: {
      ...INSTANT,
      description: text("Absent for a setting", "source 为 setting 时没有"),
    },
    rotated_at: {
      ...INSTANT,
      description: text("When the valid key was made; absent before a rotation", "未轮换过则没有"),
    },
    last_used_at: {
      ...INSTANT,
      description: text(
        "Updated at most once an hour; absent before the first use, and for a setting",
        "每小时至多更新一次；未使用过或 source 为 setting 时没有",
      ),
    },
    expires_at: { ...INSTANT, description: text("Absent: it does not expire", "没有则不过期") },
    previous_valid_until: {
      ...INSTANT,
      description: text(
        "Until when the key before the last rotation is valid; absent when it is not",
        "上一次轮换前的密钥的失效时间；已失效则没有",
      ),
    },
  },
  required: ["id", "name", "role", "source", "state"],
} as const satisfies ObjectSchema;

/** A reply that shows a new key. */
const NEW_ADMIN_KEY = {
  type: "object",
  properties: { ...ADMIN_KEY.properties, key: { type: "string" } },
  required: [...ADMIN_KEY.required, "key"],
} as const satisfies ObjectSchema;

const UNKNOWN_KEY = { 404: text("no admin key has this id", "没有该 id 的管理密钥") } as const;

/** The owner's operations on admin keys. */
export const ADMIN_KEY_OPERATIONS = {
  createAdminKey: {
    method: "POST",
    path: "/admin-keys",
    role: "owner",
    summary: text(
      "Create an admin key with a name and a role; this reply is the only one that shows it",
      "创建有名称与角色的管理密钥；仅此一次显示",
    ),
    body: {
      type: "object",
      properties: {
        name: { ...NAME, description: text("Unique among the active keys", "在有效密钥中唯一") },
        role: { type: "string", enum: ADMIN_ROLES },
        expires_in_seconds: {
          type: "integer",
          minimum: 60,
          maximum: ADMIN_KEY_SECONDS_MAX,
          description: text("Absent: it does not expire", "不传则不过期"),
        },
      },
      required: ["name", "role"],
      additionalProperties: false,
    },
    reply: NEW_ADMIN_KEY,
    status: 201,
    problems: {
      ...BAD_BODY,
      409: text(
        "an active key has this name, or there are too many active keys",
        "已有同名的有效密钥，或有效密钥过多",
      ),
    },
  },
  listAdminKeys: {
    method: "GET",
    path: "/admin-keys",
    role: "owner",
    summary: text(
      "List the admin keys, without the keys themselves; revoked and expired ones for 90 days",
      "列出管理密钥（不含密钥本身）；已吊销与过期的保留 90 天",
    ),
    reply: pageOf(ADMIN_KEY),
    problems: {},
  },
  rotateAdminKey: {
    method: "POST",
    path: "/admin-keys/:id/rotate",
    role: "owner",
    summary: text(
      "Replace an admin key; this reply is the only one that shows the new key, and the old key stays valid for the overlap",
      "轮换管理密钥；新密钥仅此一次显示，旧密钥在重叠期内仍有效",
    ),
    body: {
      type: "object",
      properties: {
        overlap_seconds: {
          type: "integer",
          minimum: 0,
          maximum: OVERLAP_SECONDS_MAX,
          description: text(
            "How long the old key stays valid; default: 86400 (a day)",
            "旧密钥继续有效的时间，默认 86400（一天）",
          ),
        },
      },
      additionalProperties: false,
    },
    reply: NEW_ADMIN_KEY,
    status: 201,
    problems: {
      ...BAD_BODY,
      ...UNKNOWN_KEY,
      409: text(
        "the key is a setting of the process, or it has expired or was revoked",
        "该密钥由启动设置指定，或已过期、已吊销",
      ),
    },
  },
  revokeAdminKey: {
    method: "DELETE",
    path: "/admin-keys/:id",
    role: "owner",
    summary: text(
      "Revoke an admin key at once; the console sessions that it opened end",
      "立即吊销管理密钥；用它登录的管理台会话随之结束",
    ),
    reply: ADMIN_KEY,
    problems: {
      ...UNKNOWN_KEY,
      409: text(
        "the key is a setting of the process, or the last owner key that does not expire",
        "该密钥由启动设置指定，或是最后一个不过期的 owner 密钥",
      ),
    },
  },
} as const satisfies Record<string, HttpOperation>;

export type AdminKeyRepresentation = Infer<typeof ADMIN_KEY>;
export type NewAdminKeyRepresentation = Infer<typeof NEW_ADMIN_KEY>;
