import type { HttpOperation } from "@dingdan/contract";

export const CONSOLE_PREFIX = "/console/v1";
const SESSION = {
  type: "object",
  properties: {
    role: { type: "string", enum: ["operator", "merchant"] },
    appid: { type: "string" },
    name: { type: "string" },
    expires_at: { type: "string" },
  },
  required: ["role", "expires_at"],
} as const;
export const CONSOLE_OPERATIONS = {
  signIn: { method: "POST", path: "/session", summary: { en: "", zh: "" }, body: { type: "object", properties: { admin_key: { type: "string" }, appid: { type: "string" }, secret: { type: "string" } } }, reply: SESSION, problems: {} },
  getSession: { method: "GET", path: "/session", summary: { en: "", zh: "" }, reply: SESSION, problems: {} },
  signOut: { method: "DELETE", path: "/session", summary: { en: "", zh: "" }, reply: { type: "object", properties: {} }, problems: {} },
} as const satisfies Record<string, HttpOperation>;
