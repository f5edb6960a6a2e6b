import { BODY_ERROR_NAMES, COMPONENT_TOKEN_ERROR_NAMES } from "./operation.js";

/** The members that all operations of `/cgi-bin/component` share. */
export const COMPONENT_OPERATION = {
  method: "POST",
  group: "third-party",
  parameters: "body",
  permissionSets: [],
  closedPermissionError: null,
  wrongMethodError: "REQUIRE_POST",
} as const;

/** The first errors of the operations that take no token, in answer order. */
export const COMPONENT_BODY_ERROR_NAMES = [
  "SYSTEM_ERROR",
  "REQUIRE_POST",
  ...BODY_ERROR_NAMES,
] as const;

/** The first errors of the operations that take a component_access_token, in answer order. */
export const COMPONENT_CALL_ERROR_NAMES = [
  "SYSTEM_ERROR",
  "REQUIRE_POST",
  ...COMPONENT_TOKEN_ERROR_NAMES,
  ...BODY_ERROR_NAMES,
] as const;
