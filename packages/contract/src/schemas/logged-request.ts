import type { ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { DIAGNOSIS_SCHEMA } from "./diagnosis.js";

/** One call in the request log; secrets, tokens and contacts are masked. */
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
      description: text("Absent if it could not be determined", "无法判定时没有"),
    },
    app_name: {
      type: "string",
      description: text(
        "The app's name; only in the list of all calls",
        "应用名称，仅全部请求的列表给出",
      ),
    },
    component_appid: {
      type: "string",
      description: text("The third-party platform that called for the app", "代调用的第三方平台"),
    },
    operation: {
      type: "string",
      description: text("Absent if no operation has this path", "不是任何接口时没有"),
    },
    method: { type: "string" },
    path: { type: "string" },
    query: { type: "string" },
    errcode: { type: "integer" },
    fault: {
      type: "string",
      description: text(
        "Path of the broken field in the request, or empty",
        "出错字段的路径，可为空",
      ),
    },
    message: {
      type: "string",
      description: text("The errmsg of the reply, without the rid", "当时的 errmsg，不含 rid"),
    },
    cause: {
      type: "string",
      description: text(
        "The diagnosis that explains the reply, or the name of the error; absent for a success without a diagnosis",
        "解释该应答的诊断，或错误名称；成功且无可提示时没有",
      ),
    },
    duration_ms: { type: "integer" },
    client_ip: { type: "string" },
    user_agent: { type: "string" },
    content_type: { type: "string", description: text("The header as sent", "请求中的原值") },
    body: { type: "string" },
    body_bytes: {
      type: "integer",
      description: text("Size of the request body", "原请求体的大小"),
    },
    body_state: {
      type: "string",
      enum: ["whole", "cut", "no_text"],
      description: text(
        "Complete, its first 16 KiB, or an approximation of bytes that are not text",
        "完整、仅前 16 KiB，或非文本内容的近似显示",
      ),
    },
    redacted: {
      type: "array",
      items: { type: "string" },
      description: text("Members of the body that are masked", "请求体中被脱敏的字段"),
    },
    reply: { type: "string" },
    explanation: {
      type: "object",
      properties: {
        title: {
          type: "string",
          description: text(
            "The meaning of the errcode in a few words; empty for 0 and for unknown codes",
            "错误码的含义；0 与未知错误码为空",
          ),
        },
        summary: { type: "string", description: text("The problem", "问题所在") },
        field: {
          type: "string",
          description: text("Path of the field, or empty", "所在字段，可为空"),
        },
        hint: { type: "string", description: text("How to fix it", "如何处理") },
        diagnoses: { type: "array", items: DIAGNOSIS_SCHEMA },
      },
      required: ["title", "summary", "field", "hint", "diagnoses"],
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
