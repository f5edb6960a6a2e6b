import { BODY_ERROR_NAMES, COMPONENT_TOKEN_ERROR_NAMES } from "./operation.js";

/** What every interface of `/cgi-bin/component` has in common. */
export const COMPONENT_OPERATION = {
  method: "POST",
  group: "third-party",
  parameters: "body",
  permissionSets: [],
  closedPermissionError: null,
  wrongMethodError: "REQUIRE_POST",
} as const;

/** The errors that those without a token answer first, in answer order. */
export const COMPONENT_BODY_ERROR_NAMES = [
  "SYSTEM_ERROR",
  "REQUIRE_POST",
  ...BODY_ERROR_NAMES,
] as const;

/** The errors that those with a component_access_token answer first, in answer order. */
export const COMPONENT_CALL_ERROR_NAMES = [
  "SYSTEM_ERROR",
  "REQUIRE_POST",
  ...COMPONENT_TOKEN_ERROR_NAMES,
  ...BODY_ERROR_NAMES,
] as const;
