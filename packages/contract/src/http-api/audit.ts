import { text } from "../text.js";
import {
  AUDIT_ENTRY,
  AUDIT_FAULT,
  AUDIT_HEAD,
  AUDIT_LIMIT_MAX,
  AUDIT_NOTED_HEAD,
  AUDIT_SEQUENCE,
  METRICS_READING,
} from "./audit-schemas.js";
import type { HttpOperation } from "./http-operation.js";
import { APPID, BAD_BODY } from "./parts.js";

/** The operator's operations on the audit trail. */
export const AUDIT_OPERATIONS = {
  listAudit: {
    method: "GET",
    path: "/audit",
    summary: text(
      "Read the audit trail, newest first; with after, oldest first, as a verification reads it",
      "读取操作记录，从新到旧；带 after 时从旧到新，供校验使用",
    ),
    query: {
      type: "object",
      properties: {
        after: {
          ...AUDIT_SEQUENCE,
          description: text(
            "Oldest first, after the entry with this number; 0: from the first",
            "从该序号之后开始，从旧到新；0 表示从第一条开始",
          ),
        },
        cursor: {
          type: "string",
          pattern: "^\\d{1,15}$",
          examples: ["42"],
          "x-patternMeaning": text(
            "must be next_cursor of the previous page",
            "须为上一页的 next_cursor",
          ),
          description: text("next_cursor of the previous page", "上一页的 next_cursor"),
        },
        limit: {
          type: "integer",
          minimum: 1,
          maximum: AUDIT_LIMIT_MAX,
          description: text("Default: 100", "默认 100"),
        },
        view: {
          type: "string",
          enum: ["entries", "acts"],
          description: text(
            "acts: one entry for each call, its outcome if it has one. Default: entries",
            "acts：每次调用一条，有结果时为其结果。默认 entries",
          ),
        },
        actor: {
          type: "string",
          pattern: "^[0-9A-Za-z_-]{1,32}$",
          "x-patternMeaning": text(
            "must be the id of an admin key or the appid of a merchant, not a name",
            "须为管理密钥的 id 或商户的 appid，不是名称",
          ),
          examples: ["default"],
          description: text(
            "The id of an admin key, or the appid of a merchant. An id without entries gets an empty list: keys and apps that no longer exist have entries",
            "管理密钥的 id，或商户的 appid。没有记录的 id 返回空列表：已不存在的密钥与应用仍有记录",
          ),
        },
        operation: {
          type: "string",
          "x-maxBytes": 64,
          examples: ["updateApp"],
          description: text(
            `What an operationId has behind its dot; ${METRICS_READING} for refused readings of /metrics. Any other name is 400`,
            `operationId 点号之后的部分；${METRICS_READING} 表示对 /metrics 的被拒读取。其他名称返回 400`,
          ),
        },
        appid: APPID,
      },
    },
    reply: {
      type: "object",
      properties: {
        items: { type: "array", items: AUDIT_ENTRY },
        next_cursor: {
          type: "string",
          description: text(
            "Absent on the last page, and with after: continue after the last sequence",
            "最后一页没有；带 after 时也没有，请以最后的序号继续",
          ),
        },
        head: AUDIT_HEAD,
      },
      required: ["items", "head"],
    },
    problems: BAD_BODY,
  },
  getAuditHead: {
    method: "GET",
    path: "/audit/head",
    summary: text(
      "Get the newest entry's number and hash, to keep them elsewhere",
      "获取最新记录的序号与哈希，供另行保存",
    ),
    reply: AUDIT_HEAD,
    problems: {},
  },
  verifyAudit: {
    method: "POST",
    path: "/audit/verify",
    role: "read_only",
    summary: text(
      "Check the whole chain on the server, and name the first entry that is wrong",
      "在服务器上校验整条链，并指出第一条有问题的记录",
    ),
    body: {
      type: "object",
      properties: { head: AUDIT_NOTED_HEAD },
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: {
        checked: {
          type: "integer",
          description: text("How many entries were checked", "已校验的记录数"),
        },
        fault: {
          ...AUDIT_FAULT,
          type: ["object", "null"],
          description: text("Null: nothing is wrong", "null 表示没有问题"),
        },
        head: AUDIT_HEAD,
      },
      required: ["checked", "fault", "head"],
    },
    problems: BAD_BODY,
  },
} as const satisfies Record<string, HttpOperation>;
