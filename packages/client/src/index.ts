export {
  DELIVERY_MODE,
  type DiagnosisReport,
  type ErrorName,
  type Language,
  LINK_TYPE,
  LOGISTICS_TYPE,
  ORDER_NUMBER_TYPE,
  VERIFY_RESULTS,
  type VerifyResult,
  type ViolationReport,
} from "@dingdan/contract";
export type { AppClient } from "./app-client.js";
export { DEFAULT_BASE_URL } from "./connection.js";
export {
  AuthorizationMissingError,
  AuthorizerError,
  type AuthorizerErrorReason,
  ShippingManagementError,
  ShoppingOrdersConnectionError,
  ShoppingOrdersError,
} from "./errors.js";
export type { Hooks, RequestEvent, ResponseEvent, TokenStoreErrorEvent } from "./hooks.js";
export type { OperationMethod, OperationMethods } from "./operation-methods.js";
export type { AuthorizedOperationName, OperationName } from "./operation-names.js";
export type * from "./operation-types.js";
export type {
  AppAccessTokenOptions,
  AppSecretOptions,
  CallOptions,
  ConnectionOptions,
  ShoppingOrdersOptions,
  ThirdPartyPlatformOptions,
} from "./options.js";
export type { ReadonlyRequestOf } from "./requests.js";
export { ShippingManagement } from "./shipping-management.js";
export { ShippingManagementOperations } from "./shipping-management-operations.js";
export { ShoppingOrders } from "./shopping-orders.js";
export {
  type AuthorizationUrlOptions,
  type MerchantOptions,
  ThirdPartyPlatform,
} from "./third-party-platform.js";
export type { StoredToken, TokenStore } from "./token-store.js";
export { type ValidateOptions, validate } from "./validate.js";
