import { text } from "../text.js";
import { type CatalogueRow, verbatim } from "./catalogue-row.js";

export const API_MANAGEMENT_ERRORS = [
  {
    name: "RID_INVALID",
    code: 76002,
    when: text("the rid is missing or malformed", "rid 缺失或格式错误"),
    message: verbatim("rid is error"),
    hint: text(
      "Send the rid from the end of an errmsg: three groups of eight hex digits.",
      "请填写 errmsg 末尾的 rid：三组八位十六进制数字。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "RID_NOT_FOUND",
    code: 76001,
    when: text(
      "no call has this rid, or its log entry has expired",
      "没有该 rid 的调用，或日志已过期",
    ),
    message: verbatim("rid not found"),
    hint: text(
      "Compare the rid with the errmsg. The log keeps calls for a limited time (30 days by default).",
      "请与 errmsg 核对 rid；调用记录只保留一段时间（默认 30 天）。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "RID_FORBIDDEN",
    code: 76003,
    when: text(
      "the call belongs to another app, or its app was not identified",
      "该调用属于其他应用，或未能识别应用",
    ),
    message: verbatim("forbidden"),
    hint: text(
      "Use a token of the app that made the call. Only the operator can look up a call without a valid token.",
      "请使用发起该调用的应用的凭据查询；未携带有效凭据的调用只有运营方可查询。",
    ),
    retryable: false,
    source: "auth",
  },
] as const satisfies readonly CatalogueRow[];
