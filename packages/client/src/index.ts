export {
  type ErrorName,
  type Language,
  LINK_TYPE,
  LOGISTICS_TYPE,
  ORDER_NUMBER_TYPE,
  VERIFY_RESULTS,
  type VerifyResult,
  type ViolationReport,
} from "@dingdan/contract";
export { ShoppingOrdersConnectionError, ShoppingOrdersError } from "./errors.js";
export type {
  AuthorizedOperationName,
  OperationMethod,
  OperationMethods,
} from "./operation-methods.js";
export { type CallOptions, DEFAULT_BASE_URL, type ShoppingOrdersOptions } from "./options.js";
export type * from "./requests.js";
export { ShoppingOrders } from "./shopping-orders.js";
export { type ValidateOptions, validate } from "./validate.js";
