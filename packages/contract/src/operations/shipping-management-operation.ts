import {
  ACCESS_TOKEN_ERROR_NAMES,
  BODY_ERROR_NAMES,
  ENVELOPE_SCHEMA,
  type Operation,
} from "./operation.js";

/** The members that most operations of `/wxa/sec/order` share. @see shipping-management, §1 */
export const TRADE_OPERATION = {
  method: "POST",
  group: "shipping-management",
  credential: "access_token",
  parameters: "body",
  reply: ENVELOPE_SCHEMA,
  permissionSets: [142],
  closedPermissionError: null,
  wrongMethodError: "REQUIRE_POST",
} as const satisfies Partial<Operation>;

/** The errors of every operation of `/wxa/sec/order` before its body is judged, in answer order. */
export const TRADE_CALL_ERROR_NAMES = [
  "SYSTEM_ERROR",
  "REQUIRE_POST",
  ...ACCESS_TOKEN_ERROR_NAMES,
  "API_UNAUTHORIZED",
] as const;

export const TRADE_BODY_ERROR_NAMES = [...TRADE_CALL_ERROR_NAMES, ...BODY_ERROR_NAMES] as const;

export const OK = { errcode: 0, errmsg: "ok" } as const;
