import type { OperationKeyWith, Violation } from "@dingdan/contract";
import type { Store } from "../storage/store.js";
import type { AppCall, OpenCall } from "./call.js";
import { confirmProductPermission } from "./operations/confirm-product-permission.js";
import { getOrder } from "./operations/get-order.js";
import { openProductPermission } from "./operations/open-product-permission.js";
import {
  combinedShippingStateViolation,
  shippingStateViolation,
  uploadCombinedShippingInfo,
  uploadShippingInfo,
} from "./operations/upload-shipping-info.js";
import {
  combinedUploadStateViolation,
  uploadCombinedShoppingInfo,
  uploadShoppingInfo,
  uploadStateViolation,
} from "./operations/upload-shopping-info.js";
import { verifyUploadResult } from "./operations/verify-upload-result.js";
import type { WireOutcome } from "./outcome.js";
import { getAccessToken, getStableAccessToken } from "./tokens.js";

/** What carries out the interfaces that give out tokens. */
export const OPEN_HANDLERS: {
  readonly [Key in OperationKeyWith<"none">]: (
    call: OpenCall,
    store: Store,
  ) => Promise<WireOutcome>;
} = { getAccessToken, getStableAccessToken };

/** What carries out the interfaces that an app calls. */
export const APP_HANDLERS: {
  readonly [Key in OperationKeyWith<"access_token">]: (
    call: AppCall,
    store: Store,
  ) => Promise<WireOutcome>;
} = {
  uploadShoppingInfo: (call, { orders }) => uploadShoppingInfo(call, orders),
  uploadCombinedShoppingInfo: (call, { orders }) => uploadCombinedShoppingInfo(call, orders),
  uploadShippingInfo: (call, { orders }) => uploadShippingInfo(call, orders),
  uploadCombinedShippingInfo: (call, { orders }) => uploadCombinedShippingInfo(call, orders),
  openShoppingOrderProductPermission: (call, { apps }) => openProductPermission(call, apps),
  shoppingInfoVerifyUploadResult: (call, { orders }) => verifyUploadResult(call, orders),
  confirmProductPermission: (call, { apps }) => confirmProductPermission(call, apps),
  getOrder: (call, { serviceProviderOrders }) => getOrder(call, serviceProviderOrders),
};

/** What a dry-run asks of the store: what a request that keeps the rules would break all the same. */
export const STATE_CHECKS: {
  readonly [Key in OperationKeyWith<"access_token">]?: (
    call: AppCall,
    store: Store,
  ) => Promise<Violation | null>;
} = {
  uploadShoppingInfo: (call, { orders }) => uploadStateViolation(call, orders),
  uploadCombinedShoppingInfo: (call, { orders }) => combinedUploadStateViolation(call, orders),
  uploadShippingInfo: (call, { orders }) => shippingStateViolation(call, orders),
  uploadCombinedShippingInfo: (call, { orders }) => combinedShippingStateViolation(call, orders),
};
