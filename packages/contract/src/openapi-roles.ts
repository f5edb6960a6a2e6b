import type { AdminRole } from "./http-api/admin-roles.js";
import { type HttpOperation, neededRole } from "./http-api/http-operation.js";
import { type Language, type Text, text } from "./text.js";

/** Who may make a call of the operator's interface. */
export function roleOf(operation: HttpOperation, language: Language) {
  const needed = neededRole(operation);
  const merchants = operation.merchant === undefined ? "" : MERCHANTS_MAY[language];
  return { description: NEEDS_ROLE[needed][language] + merchants, "x-dingdan-role": needed };
}

const NEEDS_ROLE = {
  owner: text("Needs the role owner.", "需要 owner 角色。"),
  operator: text("Needs the role operator or owner.", "需要 operator 或 owner 角色。"),
  read_only: text("Any admin key may call it.", "任何管理密钥均可调用。"),
} as const satisfies Record<AdminRole, Text>;

const MERCHANTS_MAY = text(
  " A merchant's console session may call it for its own app.",
  "商户的管理台会话可对自己的应用调用。",
);

/** Every operation of the operator's interface and of the console answers this. */
export const UNKNOWN_QUERY = {
  400: text("a parameter of the query is unknown", "有未知的查询参数"),
} as const;

/** Every operation of the operator's interface answers these, so no operation repeats them. */
export const NOT_ALLOWED = {
  401: text("the credential is missing, wrong or no longer valid", "缺少凭据，或凭据错误、已失效"),
  403: text("the role or the merchant may not make this call", "该角色或商户不可执行此调用"),
} as const;
