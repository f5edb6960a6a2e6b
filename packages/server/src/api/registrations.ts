import type { OPERATIONS, OperationKey } from "@dingdan/contract";
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
import { getDeliveryList } from "./operations/get-delivery-list.js";
import { getOrder } from "./operations/get-order.js";
import { getRecentAverageUsage } from "./operations/get-recent-average-usage.js";
import { getRidInfo } from "./operations/get-rid-info.js";
import { getSPUsageDetail } from "./operations/get-sp-usage-detail.js";
import { getUsageDetail } from "./operations/get-usage-detail.js";
import { openProductPermission } from "./operations/open-product-permission.js";
import { queryOrderList } from "./operations/query-order-list.js";
import { secGetOrder, secGetOrderViolation } from "./operations/sec-get-order.js";
import { secGetOrderList } from "./operations/sec-get-order-list.js";
import {
  askedAppViolation,
  secIsTradeManaged,
  secIsTradeManagementConfirmationCompleted,
} from "./operations/sec-managed.js";
import {
  buyerReminderViolation,
  secNotifyConfirmReceive,
} from "./operations/sec-notify-confirm-receive.js";
import { secOpSpecialOrder, specialOrderViolation } from "./operations/sec-op-special-order.js";
import {
  detailPathViolation,
  secGetOrderDetailPath,
  secSetMsgJumpPath,
  secUpdateOrderDetailPath,
} from "./operations/sec-paths.js";
import {
  secCombinedShippingStateViolation,
  secShippingStateViolation,
  secUploadCombinedShippingInfo,
  secUploadShippingInfo,
} from "./operations/sec-upload-shipping-info.js";
import {
  combinedShippingStateViolation,
  shippingStateViolation,
  uploadCombinedShippingInfo,
  uploadShippingInfo,
} from "./operations/upload-shipping-info.js";
import { uploadShopping, uploadStateViolation } from "./operations/upload-shopping-info.js";
import { verifyUploadResult } from "./operations/verify-upload-result.js";
import { judged, type RegistrationFor } from "./registration.js";
import { getAccessToken, getStableAccessToken } from "./tokens.js";

type Registrations = {
  readonly [Key in OperationKey]: RegistrationFor<(typeof OPERATIONS)[Key]["credential"]>;
};

/**
 * Every interface: who may call it, whose quota a call counts against, and which function handles it.
 * The contract defines its request, reply, errors, and the permission sets of platforms.
 */
export const REGISTRATIONS: Registrations = {
  // Tokens. The app is known only after its secret is checked, so these handlers count the quota.
  getAccessToken: { caller: "anyone", quota: "app", handle: getAccessToken },
  getStableAccessToken: { caller: "anyone", quota: "app", handle: getStableAccessToken },
  startPushTicket: { caller: "anyone", quota: "none", handle: startPushTicket },
  getComponentAccessToken: { caller: "anyone", quota: "none", handle: getComponentAccessToken },

  // Shopping orders. Uploads pass on the raw body: the writer thread judges it.
  uploadShoppingInfo: {
    caller: "app",
    quota: "app",
    handle: (call, { orders }, statistics) =>
      uploadShopping("uploadShoppingInfo", call, orders, statistics),
    check: (call, { orders }) => uploadStateViolation("uploadShoppingInfo", call, orders),
  },
  uploadCombinedShoppingInfo: {
    caller: "app",
    quota: "app",
    handle: (call, { orders }, statistics) =>
      uploadShopping("uploadCombinedShoppingInfo", call, orders, statistics),
    check: (call, { orders }) => uploadStateViolation("uploadCombinedShoppingInfo", call, orders),
  },
  uploadShippingInfo: {
    caller: "app",
    quota: "app",
    handle: judged((call, { orders }) => uploadShippingInfo(call, orders)),
    check: (call, { orders }) => shippingStateViolation(call, orders),
  },
  uploadCombinedShippingInfo: {
    caller: "app",
    quota: "app",
    handle: judged((call, { orders }) => uploadCombinedShippingInfo(call, orders)),
    check: (call, { orders }) => combinedShippingStateViolation(call, orders),
  },
  shoppingInfoVerifyUploadResult: {
    caller: "app",
    quota: "app",
    handle: judged((call, { orders }) => verifyUploadResult(call, orders)),
  },
  openShoppingOrderProductPermission: {
    caller: "app",
    quota: "app",
    handle: judged((call, { apps }) => openProductPermission(call, apps)),
  },
  confirmProductPermission: {
    caller: "app",
    quota: "app",
    handle: judged((call, { apps }) => confirmProductPermission(call, apps)),
  },

  // Shipping information management.
  secUploadShippingInfo: {
    caller: "app",
    quota: "app",
    handle: judged((call, { tradeOrders }) => secUploadShippingInfo(call, tradeOrders)),
    check: (call, { tradeOrders }) => secShippingStateViolation(call, tradeOrders),
  },
  secUploadCombinedShippingInfo: {
    caller: "app",
    quota: "app",
    handle: judged((call, { tradeOrders }) => secUploadCombinedShippingInfo(call, tradeOrders)),
    check: (call, { tradeOrders }) => secCombinedShippingStateViolation(call, tradeOrders),
  },
  secGetOrder: {
    caller: "app",
    quota: "app",
    handle: judged((call, { tradeOrders }) => secGetOrder(call, tradeOrders)),
    check: (call, { tradeOrders }) => secGetOrderViolation(call, tradeOrders),
  },
  secGetOrderList: {
    caller: "app",
    quota: "app",
    handle: judged((call, { tradeOrders }) => secGetOrderList(call, tradeOrders)),
  },
  secNotifyConfirmReceive: {
    caller: "app",
    quota: "app",
    handle: judged((call, { tradeOrders }) => secNotifyConfirmReceive(call, tradeOrders)),
    check: (call, { tradeOrders }) => buyerReminderViolation(call, tradeOrders),
  },
  secSetMsgJumpPath: {
    caller: "app",
    quota: "app",
    handle: judged((call, { apps }) => secSetMsgJumpPath(call, apps)),
  },
  secIsTradeManaged: {
    caller: "app",
    quota: "app",
    handle: judged(secIsTradeManaged),
    check: askedAppViolation,
  },
  secIsTradeManagementConfirmationCompleted: {
    caller: "app",
    quota: "app",
    handle: judged(secIsTradeManagementConfirmationCompleted),
    check: askedAppViolation,
  },
  secOpSpecialOrder: {
    caller: "app",
    quota: "app",
    handle: judged((call, { tradeOrders }) => secOpSpecialOrder(call, tradeOrders)),
    check: (call, { tradeOrders }) => specialOrderViolation(call, tradeOrders),
  },
  secUpdateOrderDetailPath: {
    caller: "app",
    quota: "app",
    handle: judged((call, { apps }) => secUpdateOrderDetailPath(call, apps)),
    check: detailPathViolation,
  },
  secGetOrderDetailPath: { caller: "app", quota: "app", handle: judged(secGetOrderDetailPath) },
  getDeliveryList: { caller: "app", quota: "app", handle: judged(getDeliveryList) },

  // Service providers' orders and resource packages.
  getOrder: {
    caller: "app",
    quota: "app",
    handle: judged((call, { serviceProviderOrders }) => getOrder(call, serviceProviderOrders)),
  },
  queryOrderList: { caller: "app", quota: "app", handle: judged(queryOrderList) },
  getConvertibleSkus: { caller: "app", quota: "app", handle: judged(getConvertibleSkus) },
  assignPackage: {
    caller: "app",
    quota: "app",
    handle: judged(assignPackage),
    check: assignStateViolation,
  },
  cancelAssign: {
    caller: "app",
    quota: "app",
    handle: judged((call, { resourcePackages }) => cancelAssign(call, resourcePackages)),
    check: (call, { resourcePackages }) => cancelStateViolation(call, resourcePackages),
  },
  getSPUsageDetail: { caller: "app", quota: "app", handle: judged(getSPUsageDetail) },
  getUsageDetail: { caller: "app", quota: "app", handle: judged(getUsageDetail) },
  getRecentAverageUsage: { caller: "app", quota: "app", handle: judged(getRecentAverageUsage) },

  // The request log.
  getRidInfo: {
    caller: "app",
    quota: "app",
    handle: judged((call, { requests }) => getRidInfo(call, requests)),
  },

  // Third-party platforms.
  getPreAuthCode: {
    caller: "component",
    quota: "none",
    handle: (call, { componentCredentials }) => getPreAuthCode(call, componentCredentials),
  },
  getAuthorizerRefreshToken: {
    caller: "component",
    quota: "none",
    handle: getAuthorizerRefreshToken,
  },
  getAuthorizerAccessToken: {
    caller: "component",
    quota: "none",
    handle: getAuthorizerAccessToken,
  },
  getAuthorizerInfo: { caller: "component", quota: "none", handle: getAuthorizerInfo },
  getAuthorizerList: {
    caller: "component",
    quota: "none",
    handle: (call, { authorizations }) => getAuthorizerList(call, authorizations),
  },
  getAuthorizerOptionInfo: {
    caller: "component",
    quota: "none",
    handle: (call, { authorizations }) => getAuthorizerOptionInfo(call, authorizations),
  },
  setAuthorizerOptionInfo: {
    caller: "component",
    quota: "none",
    handle: (call, { authorizations }) => setAuthorizerOptionInfo(call, authorizations),
  },
};
