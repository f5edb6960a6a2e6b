import { ACCESS_TOKEN_ERROR_NAMES, BODY_ERROR_NAMES } from "./operation.js";

/** The members that all operations of `/wxa/charge` share. @see service-provider, §1 */
export const CHARGE_OPERATION = {
  group: "service-provider",
  credential: "access_token",
  closedPermissionError: null,
  wrongMethodError: "SERVICE_PROVIDER_METHOD_NOT_AVAILABLE",
} as const;

/** The errors of operations that take their parameters in the query, in answer order. */
export const CHARGE_ERROR_NAMES = [
  "SYSTEM_ERROR",
  "SERVICE_PROVIDER_METHOD_NOT_AVAILABLE",
  ...ACCESS_TOKEN_ERROR_NAMES,
  "SERVICE_PROVIDER_PARAMETER_ERROR",
] as const;

/** The errors of operations that take a JSON body, in answer order. */
export const CHARGE_BODY_ERROR_NAMES = [
  "SYSTEM_ERROR",
  "SERVICE_PROVIDER_METHOD_NOT_AVAILABLE",
  ...ACCESS_TOKEN_ERROR_NAMES,
  ...BODY_ERROR_NAMES,
  "SERVICE_PROVIDER_PARAMETER_ERROR",
] as const;
