import { randomBytes } from "node:crypto";
import { MERCHANTS } from "../workload/merchants.js";
import { LIST_BUYERS } from "../workload/request-template.js";

/** Credentials in the format and length of Dingdan's, for servers that accept any. */
export function syntheticAccess() {
  return {
    adminKey: randomBytes(32).toString("base64url"),
    accessTokens: MERCHANTS.map(() => `1_${randomBytes(64).toString("base64url")}`),
    sessions: Array.from({ length: LIST_BUYERS }, () => randomBytes(32).toString("base64url")),
  };
}
