import { DRY_RUN_REPLY_SCHEMA } from "../schemas/dry-run-reply.js";
import { text } from "../text.js";
import { type HttpOperation, OWN_APP } from "./http-operation.js";
import { ANY } from "./parts.js";

const UNKNOWN = {
  404: text(
    "no app has this appid, or no operation of apps has this name",
    "没有该 appid 的应用，或没有该名称的应用接口",
  ),
} as const;

/** Wire calls that the operator makes as an app, to try them. */
export const TRIAL_OPERATIONS = {
  validateAsApp: {
    method: "POST",
    path: "/apps/:appid/validate/:operation",
    // It stores nothing.
    role: "read_only",
    merchant: OWN_APP,
    summary: text(
      "Validate a request as this app: list every broken rule and store nothing",
      "以该应用的身份试运行：一次列出请求违反的全部规则，不保存任何内容",
    ),
    wireBody: true,
    reply: DRY_RUN_REPLY_SCHEMA,
    problems: UNKNOWN,
  },
  callAsApp: {
    method: "POST",
    path: "/apps/:appid/call/:operation",
    merchant: OWN_APP,
    summary: text(
      "Sandbox only: make a call as this app without a token; the call takes effect and is logged",
      "仅沙箱：以该应用的身份发起调用，无需凭据；会真正执行并记入日志",
    ),
    wireBody: true,
    reply: {
      type: "object",
      properties: {
        rid: { type: "string" },
        reply: {
          ...ANY,
          description: text("The reply as the caller would receive it", "与调用方收到的应答相同"),
        },
      },
      required: ["rid", "reply"],
    },
    problems: { ...UNKNOWN, 403: text("this is not a sandbox", "当前不是沙箱") },
  },
} as const satisfies Record<string, HttpOperation>;
