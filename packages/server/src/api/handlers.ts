import type { OperationKeyWith, Violation } from "@dingdan/contract";
import type { Store } from "../storage/store.js";
import type { AppCall, OpenCall } from "./call.js";
import { confirmProductPermission } from "./operations/confirm-product-permission.js";
import { getOrder } from "./operations/get-order.js";
import { getRidInfo } from "./operations/get-rid-info.js";
import { uploadShoppingInfo, uploadStateViolation } from "./operations/upload-shopping-info.js";
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
  shoppingInfoVerifyUploadResult: (call, { orders }) => verifyUploadResult(call, orders),
  confirmProductPermission: (call, { apps }) => confirmProductPermission(call, apps),
  getOrder: (call, { serviceProviderOrders }) => getOrder(call, serviceProviderOrders),
  getRidInfo: (call, { requests }) => getRidInfo(call, requests),
};

/** What a dry-run asks of the store: what a request that keeps the rules would break all the same. */
export const STATE_CHECKS: {
  readonly [Key in OperationKeyWith<"access_token">]?: (
    call: AppCall,
    store: Store,
  ) => Promise<Violation | null>;
} = {
  uploadShoppingInfo: (call, { orders }) => uploadStateViolation(call, orders),
};
