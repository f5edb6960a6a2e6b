import { getAccessToken, getStableAccessToken } from "./access-token.js";
import { assignPackage } from "./assign-package.js";
import { getAuthorizerInfo, getAuthorizerList } from "./authorizer-info.js";
import { getAuthorizerOptionInfo, setAuthorizerOptionInfo } from "./authorizer-option.js";
import { getAuthorizerAccessToken, getAuthorizerRefreshToken } from "./authorizer-token.js";
import { cancelAssign } from "./cancel-assign.js";
import { getComponentAccessToken, getPreAuthCode, startPushTicket } from "./component-token.js";
import { confirmProductPermission } from "./confirm-product-permission.js";
import { getConvertibleSkus } from "./get-convertible-skus.js";
import { getOrder } from "./get-order.js";
import { getRecentAverageUsage } from "./get-recent-average-usage.js";
import { getRidInfo } from "./get-rid-info.js";
import { getSPUsageDetail } from "./get-sp-usage-detail.js";
import { getUsageDetail } from "./get-usage-detail.js";
import { openShoppingOrderProductPermission } from "./open-product-permission.js";
import type { Credential, Operation } from "./operation.js";
import { queryOrderList } from "./query-order-list.js";
import { SHIPPING_MANAGEMENT_OPERATIONS } from "./shipping-management.js";
import { uploadCombinedShoppingInfo } from "./upload-combined-shopping-info.js";
import { uploadCombinedShippingInfo, uploadShippingInfo } from "./upload-shipping-info.js";
import { uploadShoppingInfo } from "./upload-shopping-info.js";
import { shoppingInfoVerifyUploadResult } from "./verify-upload-result.js";

/** Every operation of WeChat's HTTP API, by the name of its SDK method. */
export const OPERATIONS = {
  getAccessToken,
  getStableAccessToken,
  uploadShoppingInfo,
  uploadCombinedShoppingInfo,
  uploadShippingInfo,
  uploadCombinedShippingInfo,
  shoppingInfoVerifyUploadResult,
  openShoppingOrderProductPermission,
  confirmProductPermission,
  ...SHIPPING_MANAGEMENT_OPERATIONS,
  getOrder,
  queryOrderList,
  getConvertibleSkus,
  assignPackage,
  cancelAssign,
  getSPUsageDetail,
  getUsageDetail,
  getRecentAverageUsage,
  startPushTicket,
  getComponentAccessToken,
  getPreAuthCode,
  getAuthorizerRefreshToken,
  getAuthorizerAccessToken,
  getAuthorizerInfo,
  getAuthorizerList,
  getAuthorizerOptionInfo,
  setAuthorizerOptionInfo,
  getRidInfo,
} as const satisfies Record<string, Operation>;

export type OperationKey = keyof typeof OPERATIONS;

/** The operations that take the given credential. */
export type OperationKeyWith<C extends Credential> = {
  [Key in OperationKey]: (typeof OPERATIONS)[Key]["credential"] extends C ? Key : never;
}[OperationKey];

/** True if the operation takes the given credential. */
export function hasCredential<C extends Credential>(
  key: OperationKey,
  credential: C,
): key is OperationKeyWith<C> {
  return OPERATIONS[key].credential === credential;
}

/** The key of the operation with this documented name (case-insensitive), or null. */
export function findOperationKey(name: string): OperationKey | null {
  const wanted = name.toLowerCase();
  const keys = Object.keys(OPERATIONS) as OperationKey[];
  return keys.find((key) => OPERATIONS[key].name.toLowerCase() === wanted) ?? null;
}
