import { type Language, messageOf, type Violation } from "@dingdan/contract";

/**
 * The reply to a rejected call: HTTP 200, and an `errmsg` that ends with the rid, under which the log
 * has the same call. @see auth, §1
 */
export function refusalReply(violation: Violation, language: Language, rid: string) {
  return {
    errcode: violation.error.code,
    errmsg: `${messageOf(violation, language)} rid: ${rid}`,
  };
}
