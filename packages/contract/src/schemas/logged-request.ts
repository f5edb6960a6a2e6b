import type { ObjectSchema } from "../schema.js";
import { text } from "../text.js";

/** One finding of the diagnosis, in the reader's language. */
const DIAGNOSIS = {
  type: "object",
  properties: {
    id: { type: "string" },
    path: { type: "string", description: text("The field, or empty", "字段路径，可为空") },
    text: { type: "string", description: text("What is the matter", "问题所在") },
    hint: { type: "string", description: text("What to do about it", "如何处理") },
  },
  required: ["id", "path", "text", "hint"],
} as const satisfies ObjectSchema;

/** One call of the wire, as the request log keeps it: secrets, tokens and contacts are masked. */
export const LOGGED_REQUEST_SCHEMA = {
  type: "object",
  properties: {
    rid: { type: "string", examples: ["6aac005a-01bfdbee-79769285"] },
    at: {
      type: "string",
      format: "date-time",
      description: text("RFC 3339, in UTC", "RFC 3339，UTC 时间"),
    },
    appid: {
      type: "string",
      description: text("Absent when it could not be told", "无法判定时没有"),
    },
    component_appid: {
      type: "string",
      description: text("The platform that called for the app", "代调用的第三方平台"),
    },
    operation: {
      type: "string",
      description: text("Absent for what is no interface", "不是任何接口时没有"),
    },
    method: { type: "string" },
    path: { type: "string" },
    query: { type: "string" },
    errcode: { type: "integer" },
    fault: {
      type: "string",
      description: text("The path of the fault in the request, or empty", "出错字段的路径，可为空"),
    },
    message: {
      type: "string",
      description: text("As it was answered, without the rid", "当时的 errmsg，不含 rid"),
    },
    cause: {
      type: "string",
      description: text(
        "The diagnosis that explains the answer, or the error's own name; absent for a success with nothing to say",
        "解释该应答的诊断，或错误名称；成功且无可提示时没有",
      ),
    },
    duration_ms: { type: "integer" },
    client_ip: { type: "string" },
    user_agent: { type: "string" },
    content_type: { type: "string", description: text("As it was sent", "请求中的原值") },
    body: { type: "string" },
    body_bytes: { type: "integer", description: text("Of the body that came", "原请求体的大小") },
    body_state: {
      type: "string",
      enum: ["whole", "cut", "no_text"],
      description: text(
        "All of it, its first 16 KiB, or a reading of bytes that are no text",
        "完整、仅前 16 KiB，或非文本内容的近似显示",
      ),
    },
    redacted: {
      type: "array",
      items: { type: "string" },
      description: text("The members of the body that were masked", "请求体中被脱敏的字段"),
    },
    reply: { type: "string" },
    explanation: {
      type: "object",
      properties: {
        summary: { type: "string", description: text("What was wrong", "问题所在") },
        field: {
          type: "string",
          description: text("In which field, or empty", "所在字段，可为空"),
        },
        hint: { type: "string", description: text("What to do about it", "如何处理") },
        diagnoses: { type: "array", items: DIAGNOSIS },
      },
      required: ["summary", "field", "hint", "diagnoses"],
    },
  },
  required: [
    "rid",
    "at",
    "method",
    "path",
    "query",
    "errcode",
    "fault",
    "message",
    "duration_ms",
    "client_ip",
    "body",
    "body_bytes",
    "body_state",
    "redacted",
    "reply",
    "explanation",
  ],
} as const satisfies ObjectSchema;
