import type { OperationKeyWith, Violation } from "@dingdan/contract";
import type { UploadOperation } from "../domain/sent-upload.js";
import type { Store } from "../storage/store.js";
import type { AppCall, ComponentCall, OpenCall } from "./call.js";
import { assignPackage, assignStateViolation } from "./operations/assign-package.js";
import { getAuthorizerInfo, getAuthorizerList } from "./operations/authorizer-info.js";
import {
  getAuthorizerOptionInfo,
  setAuthorizerOptionInfo,
} from "./operations/authorizer-option.js";
import {
  getAuthorizerAccessToken,
  getAuthorizerRefreshToken,
} from "./operations/authorizer-token.js";
import { cancelAssign, cancelStateViolation } from "./operations/cancel-assign.js";
import {
  getComponentAccessToken,
  getPreAuthCode,
  startPushTicket,
} from "./operations/component-token.js";
import { confirmProductPermission } from "./operations/confirm-product-permission.js";
import { getConvertibleSkus } from "./operations/get-convertible-skus.js";
import { getOrder } from "./operations/get-order.js";
import { getRecentAverageUsage } from "./operations/get-recent-average-usage.js";
import { getRidInfo } from "./operations/get-rid-info.js";
import { getSPUsageDetail } from "./operations/get-sp-usage-detail.js";
import { getUsageDetail } from "./operations/get-usage-detail.js";
import { openProductPermission } from "./operations/open-product-permission.js";
import { queryOrderList } from "./operations/query-order-list.js";
import {
  combinedShippingStateViolation,
  shippingStateViolation,
  uploadCombinedShippingInfo,
  uploadShippingInfo,
} from "./operations/upload-shipping-info.js";
import { uploadStateViolation } from "./operations/upload-shopping-info.js";
import { verifyUploadResult } from "./operations/verify-upload-result.js";
import type { WireOutcome } from "./outcome.js";
import { getAccessToken, getStableAccessToken } from "./tokens.js";

/** What carries out the interfaces that give out tokens. */
export const OPEN_HANDLERS: {
  readonly [Key in OperationKeyWith<"none">]: (
    call: OpenCall,
    store: Store,
  ) => Promise<WireOutcome>;
} = { getAccessToken, getStableAccessToken, startPushTicket, getComponentAccessToken };

/** What carries out the interfaces that an app calls; uploads of shopping details go another way. */
export const APP_HANDLERS: {
  readonly [Key in Exclude<OperationKeyWith<"access_token">, UploadOperation>]: (
    call: AppCall,
    store: Store,
  ) => Promise<WireOutcome>;
} = {
  uploadShippingInfo: (call, { orders }) => uploadShippingInfo(call, orders),
  uploadCombinedShippingInfo: (call, { orders }) => uploadCombinedShippingInfo(call, orders),
  openShoppingOrderProductPermission: (call, { apps }) => openProductPermission(call, apps),
  shoppingInfoVerifyUploadResult: (call, { orders }) => verifyUploadResult(call, orders),
  confirmProductPermission: (call, { apps }) => confirmProductPermission(call, apps),
  getOrder: (call, { serviceProviderOrders }) => getOrder(call, serviceProviderOrders),
  queryOrderList,
  getConvertibleSkus,
  assignPackage,
  cancelAssign: (call, { resourcePackages }) => cancelAssign(call, resourcePackages),
  getSPUsageDetail,
  getUsageDetail,
  getRecentAverageUsage,
  getRidInfo: (call, { requests }) => getRidInfo(call, requests),
};

/** What carries out the interfaces that a third-party platform calls. */
export const COMPONENT_HANDLERS: {
  readonly [Key in OperationKeyWith<"component_access_token">]: (
    call: ComponentCall,
    store: Store,
  ) => Promise<WireOutcome>;
} = {
  getPreAuthCode: (call, { componentCredentials }) => getPreAuthCode(call, componentCredentials),
  getAuthorizerRefreshToken,
  getAuthorizerAccessToken,
  getAuthorizerInfo,
  getAuthorizerList: (call, { authorizations }) => getAuthorizerList(call, authorizations),
  getAuthorizerOptionInfo: (call, { authorizations }) =>
    getAuthorizerOptionInfo(call, authorizations),
  setAuthorizerOptionInfo: (call, { authorizations }) =>
    setAuthorizerOptionInfo(call, authorizations),
};

/** What a dry-run asks of the store: what a request that keeps the rules would break all the same. */
export const STATE_CHECKS: {
  readonly [Key in OperationKeyWith<"access_token">]?: (
    call: AppCall,
    store: Store,
  ) => Promise<Violation | null>;
} = {
  uploadShoppingInfo: (call, { orders }) =>
    uploadStateViolation("uploadShoppingInfo", call, orders),
  uploadCombinedShoppingInfo: (call, { orders }) =>
    uploadStateViolation("uploadCombinedShoppingInfo", call, orders),
  uploadShippingInfo: (call, { orders }) => shippingStateViolation(call, orders),
  uploadCombinedShippingInfo: (call, { orders }) => combinedShippingStateViolation(call, orders),
  assignPackage: assignStateViolation,
  cancelAssign: (call, { resourcePackages }) => cancelStateViolation(call, resourcePackages),
};
