// Made by `npm run generate` from packages/contract/src/operations/; do not edit.
import type { OPERATIONS, ReplyOf } from "@dingdan/contract";
import type { AuthorizedOperationName } from "./operation-names.js";
import type {
  AssignPackageReply,
  CancelAssignReply,
  ConfirmProductPermissionReply,
  GetConvertibleSkusReply,
  GetOrderReply,
  GetRecentAverageUsageReply,
  GetRidInfoReply,
  GetSPUsageDetailReply,
  GetUsageDetailReply,
  OpenShoppingOrderProductPermissionReply,
  QueryOrderListReply,
  ReadonlyAssignPackageRequest,
  ReadonlyCancelAssignRequest,
  ReadonlyGetConvertibleSkusRequest,
  ReadonlyGetOrderRequest,
  ReadonlyGetRecentAverageUsageRequest,
  ReadonlyGetRidInfoRequest,
  ReadonlyGetSPUsageDetailRequest,
  ReadonlyGetUsageDetailRequest,
  ReadonlyQueryOrderListRequest,
  ReadonlyUploadCombinedShippingInfoRequest,
  ReadonlyUploadCombinedShoppingInfoRequest,
  ReadonlyUploadShippingInfoRequest,
  ReadonlyUploadShoppingInfoRequest,
  ReadonlyVerifyUploadResultRequest,
  UploadCombinedShippingInfoReply,
  UploadCombinedShoppingInfoReply,
  UploadShippingInfoReply,
  UploadShoppingInfoReply,
  VerifyUploadResultReply,
} from "./operation-types.js";
import type { CallOptions } from "./options.js";
import type { ReadonlyRequestOf } from "./requests.js";

/** One method for each operation that carries an access token. Each sends its request with `call`. */
export abstract class AppOperations {
  /** Calls an operation by its name. */
  abstract call<Name extends AuthorizedOperationName>(
    operation: Name,
    request: ReadonlyRequestOf<(typeof OPERATIONS)[Name]>,
    callOptions?: CallOptions,
  ): Promise<ReplyOf<(typeof OPERATIONS)[Name]>>;

  /**
   * Upload shopping details: `POST /user-order/orders`.
   *
   * Uploads the shopping details of one payment. errcode 0 means that the upload is stored; call
   * shoppingInfoVerifyUploadResult to learn whether it became an order. Until a payment matches the
   * upload and makes it an order, a call with a later upload_time replaces the upload; afterwards
   * the details are locked. Repeating a stored request is safe: it returns errcode 0 and changes
   * nothing.
   *
   * A third-party platform needs one of the permission sets 120, 121.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 268485184 SHOPPING_ORDER_PERMISSION_CLOSED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR,
   * 268485194 ORDER_NUMBER_TYPE_INVALID, 268485195 TRANSACTION_ID_MISSING, 268485196 MCHID_MISSING,
   * 268485197 OUT_TRADE_NO_MISSING, 268485217 MCHID_INVALID, 268485191 ORDER_LIST_EMPTY,
   * 268485201 MERCHANT_ORDER_NO_MISSING, 268459786 MERCHANT_ORDER_NO_REPEATED,
   * 268485202 LINK_TYPE_INVALID, 268485204 LINK_APPID_MISSING, 268485205 LINK_PATH_MISSING,
   * 268485206 LINK_URL_MISSING, 268486029 LINK_APPID_NOT_CALLERS,
   * 268456389 LINK_APPID_NOT_MINI_PROGRAM, 268485211 ITEM_LIST_EMPTY, 268485207 ITEM_NAME_MISSING,
   * 268485208 UNIT_PRICE_MISSING, 268485209 QUANTITY_MISSING, 268485210 IMAGE_URL_EMPTY,
   * 268485272 ITEM_DETAIL_JUMP_LINK_MISSING, 268459788 LINK_TYPES_DIFFER,
   * 268459789 LINK_APPIDS_DIFFER, 268486047 MERCHANT_ITEM_ID_REPEATED, 268485192 OPENID_MISSING,
   * 268457013 OPENID_UNDECODABLE, 268457014 OPENID_ZERO, 268485193 LOGISTICS_TYPE_INVALID,
   * 268485214 UPLOAD_TIME_MISSING, 268485216 UPLOAD_TIME_INVALID, 268435461 PARAMETER_ERROR.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request JSON body: `order_key`, `order_list`, `payer`, `logistics_type` (optional),
   * `upload_time`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  uploadShoppingInfo(
    request: ReadonlyUploadShoppingInfoRequest,
    callOptions?: CallOptions,
  ): Promise<UploadShoppingInfoReply> {
    return this.call("uploadShoppingInfo", request, callOptions);
  }

  /**
   * Upload the shopping details of a combined payment: `POST /user-order/combine-orders`.
   *
   * Uploads the shopping details of a combined payment, with one sub-order for each sub-payment.
   * errcode 0 means that the upload is stored; call shoppingInfoVerifyUploadResult with the
   * order_key of the main order to learn whether it became an order. Until a payment matches the
   * upload and makes it an order, a call with a later upload_time replaces the upload; afterwards
   * the details are locked. Repeating a stored request is safe: it returns errcode 0 and changes
   * nothing.
   *
   * A third-party platform needs one of the permission sets 120, 121.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 268485184 SHOPPING_ORDER_PERMISSION_CLOSED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR,
   * 268485194 ORDER_NUMBER_TYPE_INVALID, 268485195 TRANSACTION_ID_MISSING, 268485196 MCHID_MISSING,
   * 268485197 OUT_TRADE_NO_MISSING, 268485217 MCHID_INVALID, 268485191 ORDER_LIST_EMPTY,
   * 268485201 MERCHANT_ORDER_NO_MISSING, 268459786 MERCHANT_ORDER_NO_REPEATED,
   * 268485202 LINK_TYPE_INVALID, 268485204 LINK_APPID_MISSING, 268485205 LINK_PATH_MISSING,
   * 268485206 LINK_URL_MISSING, 268486029 LINK_APPID_NOT_CALLERS,
   * 268456389 LINK_APPID_NOT_MINI_PROGRAM, 268485211 ITEM_LIST_EMPTY, 268485207 ITEM_NAME_MISSING,
   * 268485208 UNIT_PRICE_MISSING, 268485209 QUANTITY_MISSING, 268485210 IMAGE_URL_EMPTY,
   * 268485272 ITEM_DETAIL_JUMP_LINK_MISSING, 268459788 LINK_TYPES_DIFFER,
   * 268459789 LINK_APPIDS_DIFFER, 268486047 MERCHANT_ITEM_ID_REPEATED, 268485192 OPENID_MISSING,
   * 268457013 OPENID_UNDECODABLE, 268457014 OPENID_ZERO, 268485193 LOGISTICS_TYPE_INVALID,
   * 268485214 UPLOAD_TIME_MISSING, 268485216 UPLOAD_TIME_INVALID, 268435461 PARAMETER_ERROR.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request JSON body: `order_key`, `sub_orders`, `payer`, `upload_time`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  uploadCombinedShoppingInfo(
    request: ReadonlyUploadCombinedShoppingInfoRequest,
    callOptions?: CallOptions,
  ): Promise<UploadCombinedShoppingInfoReply> {
    return this.call("uploadCombinedShoppingInfo", request, callOptions);
  }

  /**
   * Upload logistics: `POST /user-order/orders/shippings`.
   *
   * Uploads the parcels of a paid order. A call with a later upload_time replaces all of the
   * order's parcels. Repeating a stored request is safe: it returns errcode 0 and changes nothing.
   *
   * A third-party platform needs one of the permission sets 120, 121, 142.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 268485184 SHOPPING_ORDER_PERMISSION_CLOSED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR,
   * 268485194 ORDER_NUMBER_TYPE_INVALID, 268485195 TRANSACTION_ID_MISSING, 268485196 MCHID_MISSING,
   * 268485197 OUT_TRADE_NO_MISSING, 268485217 MCHID_INVALID, 268485224 DELIVERY_MODE_INVALID,
   * 268485229 SHIPPING_LIST_EMPTY, 268485228 UNIFIED_DELIVERY_NOT_ONE_PARCEL,
   * 268485226 TRACKING_NO_MISSING, 268485227 EXPRESS_COMPANY_MISSING,
   * 268485231 UNIFIED_DELIVERY_WITH_ITEMS, 268485232 SPLIT_DELIVERY_WITHOUT_ITEMS,
   * 268485230 SHIPPED_ITEM_ID_MISSING, 268485192 OPENID_MISSING, 268457013 OPENID_UNDECODABLE,
   * 268457014 OPENID_ZERO, 268485214 UPLOAD_TIME_MISSING, 268485216 UPLOAD_TIME_INVALID,
   * 268485275 UPLOADER_APPID_DIFFERS, 268464998 SHOPPING_DETAILS_NOT_UPLOADED,
   * 268435461 PARAMETER_ERROR.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request JSON body: `order_key`, `delivery_mode`, `shipping_list`, `payer` (optional),
   * `upload_time`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  uploadShippingInfo(
    request: ReadonlyUploadShippingInfoRequest,
    callOptions?: CallOptions,
  ): Promise<UploadShippingInfoReply> {
    return this.call("uploadShippingInfo", request, callOptions);
  }

  /**
   * Upload the logistics of a combined payment: `POST /user-order/combine-orders/shippings`.
   *
   * Uploads the parcels of some or all sub-orders of a paid combined payment. For each sub-order in
   * the request, a later upload_time replaces all of its parcels; the parcels of other sub-orders
   * stay. Repeating a stored request is safe: it returns errcode 0 and changes nothing.
   *
   * A third-party platform needs one of the permission sets 120, 121, 142.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 268485184 SHOPPING_ORDER_PERMISSION_CLOSED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR,
   * 268485194 ORDER_NUMBER_TYPE_INVALID, 268485195 TRANSACTION_ID_MISSING, 268485196 MCHID_MISSING,
   * 268485197 OUT_TRADE_NO_MISSING, 268485217 MCHID_INVALID, 268485224 DELIVERY_MODE_INVALID,
   * 268485229 SHIPPING_LIST_EMPTY, 268485228 UNIFIED_DELIVERY_NOT_ONE_PARCEL,
   * 268485226 TRACKING_NO_MISSING, 268485227 EXPRESS_COMPANY_MISSING,
   * 268485231 UNIFIED_DELIVERY_WITH_ITEMS, 268485232 SPLIT_DELIVERY_WITHOUT_ITEMS,
   * 268485230 SHIPPED_ITEM_ID_MISSING, 268485192 OPENID_MISSING, 268457013 OPENID_UNDECODABLE,
   * 268457014 OPENID_ZERO, 268485214 UPLOAD_TIME_MISSING, 268485216 UPLOAD_TIME_INVALID,
   * 268485275 UPLOADER_APPID_DIFFERS, 268464998 SHOPPING_DETAILS_NOT_UPLOADED,
   * 268435461 PARAMETER_ERROR.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request JSON body: `order_key`, `sub_orders`, `payer` (optional), `upload_time`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  uploadCombinedShippingInfo(
    request: ReadonlyUploadCombinedShippingInfoRequest,
    callOptions?: CallOptions,
  ): Promise<UploadCombinedShippingInfoReply> {
    return this.call("uploadCombinedShippingInfo", request, callOptions);
  }

  /**
   * Verify an upload's result: `POST /user-order/shoppinginfo/verify`.
   *
   * Checks whether an upload became a shopping order, that is, whether its payment is complete and
   * matches. Returns verify_result as `CODE: description`. The call changes nothing and can be
   * repeated, for example until the payment arrives.
   *
   * A third-party platform needs one of the permission sets 120, 121.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 268485184 SHOPPING_ORDER_PERMISSION_CLOSED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR,
   * 268485194 ORDER_NUMBER_TYPE_INVALID, 268485195 TRANSACTION_ID_MISSING, 268485196 MCHID_MISSING,
   * 268485197 OUT_TRADE_NO_MISSING, 268485217 MCHID_INVALID, 268485192 OPENID_MISSING,
   * 268457013 OPENID_UNDECODABLE, 268457014 OPENID_ZERO, 268435461 PARAMETER_ERROR.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request JSON body: `order_key`, `payer`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`, `verify_result`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  shoppingInfoVerifyUploadResult(
    request: ReadonlyVerifyUploadResultRequest,
    callOptions?: CallOptions,
  ): Promise<VerifyUploadResultReply> {
    return this.call("shoppingInfoVerifyUploadResult", request, callOptions);
  }

  /**
   * Open the shopping-order permission: `POST /user-order/orders-permission/open`.
   *
   * Opens the shopping-order permission of a merchant that signed the shopping-order agreement. A
   * second call is rejected: the permission is already open. Next, upload orders and submit the
   * access review.
   *
   * A third-party platform needs one of the permission sets 120, 121.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 268486612 OPEN_NOT_ALLOWED_NOW, 268485215 CATEGORY_NOT_OPEN, 268486640 AGREEMENT_NOT_SIGNED.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  openShoppingOrderProductPermission(
    callOptions?: CallOptions,
  ): Promise<OpenShoppingOrderProductPermissionReply> {
    return this.call("openShoppingOrderProductPermission", {}, callOptions);
  }

  /**
   * Submit the access review: `POST /user-order/orders-permission/confirm`.
   *
   * Submits the app for the access review. Returns the result of the last finished review, not of
   * this one. A review takes up to 6 hours. A rejected app is reviewed again every 6 hours without
   * a new submission.
   *
   * A third-party platform needs one of the permission sets 120, 121.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 268486570 REVIEW_PERMISSION_NOT_OPENED.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`, `last_result`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  confirmProductPermission(callOptions?: CallOptions): Promise<ConfirmProductPermissionReply> {
    return this.call("confirmProductPermission", {}, callOptions);
  }

  /**
   * Get a service provider's order: `GET /wxa/charge/service-provider/order/get`.
   *
   * Returns one of the calling service provider's own purchase orders of a resource package, with
   * its status, payment, invoice and usage.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR,
   * 10120405 SERVICE_PROVIDER_METHOD_NOT_AVAILABLE, 41001 ACCESS_TOKEN_MISSING,
   * 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED, 61015 MUST_USE_ACCOUNT_TOKEN,
   * 61003 COMPONENT_NOT_AUTHORIZED, 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED,
   * 45009 DAILY_QUOTA_REACHED, 10120002 SERVICE_PROVIDER_PARAMETER_ERROR.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request query parameters: `orderId`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`, `order`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  getOrder(request: ReadonlyGetOrderRequest, callOptions?: CallOptions): Promise<GetOrderReply> {
    return this.call("getOrder", request, callOptions);
  }

  /**
   * List a service provider's orders: `POST /wxa/charge/service-provider/order/query_list`.
   *
   * Lists the calling service provider's own purchase orders for one wholesale SPU, newest first.
   * Returns the total and one page of at most 20 orders.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR,
   * 10120405 SERVICE_PROVIDER_METHOD_NOT_AVAILABLE, 41001 ACCESS_TOKEN_MISSING,
   * 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED, 61015 MUST_USE_ACCOUNT_TOKEN,
   * 61003 COMPONENT_NOT_AUTHORIZED, 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED,
   * 45009 DAILY_QUOTA_REACHED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR,
   * 10120002 SERVICE_PROVIDER_PARAMETER_ERROR, 10120003 PAGE_LIMIT_TOO_LARGE,
   * 10120700 SPU_ID_ILLEGAL.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request JSON body: `spuId`, `offset`, `limit`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`, `total`, `orderList`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  queryOrderList(
    request: ReadonlyQueryOrderListRequest,
    callOptions?: CallOptions,
  ): Promise<QueryOrderListReply> {
    return this.call("queryOrderList", request, callOptions);
  }

  /**
   * List the SKUs that can be assigned:
   * `GET /wxa/charge/service-provider/package/get_convertible_skus`.
   *
   * Lists the retail SKUs that an order's wholesale SKU converts to. Returns each SKU with its
   * quota and duration. Send orderId, or spSpuId and spSkuId; orderId takes precedence. The SKU
   * that you pass to assignPackage determines the assigned quota.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR,
   * 10120405 SERVICE_PROVIDER_METHOD_NOT_AVAILABLE, 41001 ACCESS_TOKEN_MISSING,
   * 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED, 61015 MUST_USE_ACCOUNT_TOKEN,
   * 61003 COMPONENT_NOT_AUTHORIZED, 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED,
   * 45009 DAILY_QUOTA_REACHED, 10120002 SERVICE_PROVIDER_PARAMETER_ERROR, 10120700 SPU_ID_ILLEGAL,
   * 10120800 SERVICE_PROVIDER_ORDER_ID_ILLEGAL.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request query parameters: `orderId` (optional), `spSpuId` (optional), `spSkuId`
   * (optional)
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`, `skuList`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  getConvertibleSkus(
    request: ReadonlyGetConvertibleSkusRequest,
    callOptions?: CallOptions,
  ): Promise<GetConvertibleSkusReply> {
    return this.call("getConvertibleSkus", request, callOptions);
  }

  /**
   * Assign a resource package: `POST /wxa/charge/service-provider/package/assign`.
   *
   * Assigns quota of a paid order to an app as a retail package. The assignment is complete when
   * the call returns, and the operator can list its event. A repeated call with the same orderId
   * and requestId assigns nothing and returns 10121009, so retrying after a lost reply is safe.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR,
   * 10120405 SERVICE_PROVIDER_METHOD_NOT_AVAILABLE, 41001 ACCESS_TOKEN_MISSING,
   * 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED, 61015 MUST_USE_ACCOUNT_TOKEN,
   * 61003 COMPONENT_NOT_AUTHORIZED, 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED,
   * 45009 DAILY_QUOTA_REACHED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR,
   * 10120002 SERVICE_PROVIDER_PARAMETER_ERROR, 10120800 SERVICE_PROVIDER_ORDER_ID_ILLEGAL,
   * 10121009 PACKAGE_ALREADY_ASSIGNED, 10121010 ASSIGNMENT_CANCELLED,
   * 10121001 ORDER_NOT_ASSIGNABLE, 10121012 PACKAGE_EXPIRED, 10121013 PACKAGE_INVALID.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request JSON body: `orderId`, `skuId`, `receiverAppId`, `requestId`, `beginTime`
   * (optional)
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  assignPackage(
    request: ReadonlyAssignPackageRequest,
    callOptions?: CallOptions,
  ): Promise<AssignPackageReply> {
    return this.call("assignPackage", request, callOptions);
  }

  /**
   * Cancel an assignment: `POST /wxa/charge/service-provider/package/cancel_assign`.
   *
   * Cancels an assignment: the package ends immediately and its quota returns to the order. Allowed
   * for 7 days after the assignment and only while the package is unused. A second cancellation of
   * the same requestId is rejected with 10121010.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR,
   * 10120405 SERVICE_PROVIDER_METHOD_NOT_AVAILABLE, 41001 ACCESS_TOKEN_MISSING,
   * 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED, 61015 MUST_USE_ACCOUNT_TOKEN,
   * 61003 COMPONENT_NOT_AUTHORIZED, 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED,
   * 45009 DAILY_QUOTA_REACHED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR,
   * 10120002 SERVICE_PROVIDER_PARAMETER_ERROR, 10120800 SERVICE_PROVIDER_ORDER_ID_ILLEGAL,
   * 10121010 ASSIGNMENT_CANCELLED, 10121013 PACKAGE_INVALID.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request JSON body: `orderId`, `requestId`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  cancelAssign(
    request: ReadonlyCancelAssignRequest,
    callOptions?: CallOptions,
  ): Promise<CancelAssignReply> {
    return this.call("cancelAssign", request, callOptions);
  }

  /**
   * Get the usage of a service provider's packages: `GET /wxa/charge/service-provider/usage/get`.
   *
   * Lists a service provider's packages for one SPU, newest first, with the usage of each and in
   * total. For a wholesale SPU it returns the provider's purchases and how much of each was
   * assigned; for a retail SPU, the packages that the provider assigned and how much of each was
   * used. A page has at most 20 packages.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR,
   * 10120405 SERVICE_PROVIDER_METHOD_NOT_AVAILABLE, 41001 ACCESS_TOKEN_MISSING,
   * 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED, 61015 MUST_USE_ACCOUNT_TOKEN,
   * 61003 COMPONENT_NOT_AUTHORIZED, 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED,
   * 45009 DAILY_QUOTA_REACHED, 10120002 SERVICE_PROVIDER_PARAMETER_ERROR,
   * 10120003 PAGE_LIMIT_TOO_LARGE, 10120700 SPU_ID_ILLEGAL.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request query parameters: `spuId`, `offset`, `limit`, `status` (optional)
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`, `all`, `effectiveUse`, `effectiveAll`, `total`, `detailList`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  getSPUsageDetail(
    request: ReadonlyGetSPUsageDetailRequest,
    callOptions?: CallOptions,
  ): Promise<GetSPUsageDetailReply> {
    return this.call("getSPUsageDetail", request, callOptions);
  }

  /**
   * Get the usage of an app's packages: `GET /wxa/charge/usage/get`.
   *
   * Lists a mini program's resource packages for one retail SPU, newest first. Returns the usage of
   * each package and in total. A page has at most 20 packages.
   *
   * A third-party platform needs one of the permission sets 18.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR,
   * 10120405 SERVICE_PROVIDER_METHOD_NOT_AVAILABLE, 41001 ACCESS_TOKEN_MISSING,
   * 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED, 61015 MUST_USE_ACCOUNT_TOKEN,
   * 61003 COMPONENT_NOT_AUTHORIZED, 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED,
   * 45009 DAILY_QUOTA_REACHED, 10120002 SERVICE_PROVIDER_PARAMETER_ERROR,
   * 10120003 PAGE_LIMIT_TOO_LARGE, 10120700 SPU_ID_ILLEGAL.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request query parameters: `spuId`, `offset`, `limit`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`, `all`, `effectiveUse`, `effectiveAll`, `total`,
   * `startServiceTime`, `endServiceTime`, `detailList`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  getUsageDetail(
    request: ReadonlyGetUsageDetailRequest,
    callOptions?: CallOptions,
  ): Promise<GetUsageDetailReply> {
    return this.call("getUsageDetail", request, callOptions);
  }

  /**
   * Get an app's recent average usage: `GET /wxa/charge/usage/get_recent_average`.
   *
   * Returns a mini program's average monthly usage of one retail SPU over the last 90 days. The
   * figure is blurred: 50 means 50 or fewer, and a larger figure is rounded up to two significant
   * digits.
   *
   * A third-party platform needs one of the permission sets 18.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR,
   * 10120405 SERVICE_PROVIDER_METHOD_NOT_AVAILABLE, 41001 ACCESS_TOKEN_MISSING,
   * 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED, 61015 MUST_USE_ACCOUNT_TOKEN,
   * 61003 COMPONENT_NOT_AUTHORIZED, 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED,
   * 45009 DAILY_QUOTA_REACHED, 10120002 SERVICE_PROVIDER_PARAMETER_ERROR, 10120700 SPU_ID_ILLEGAL,
   * 10122000 NO_RECENT_USAGE.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request query parameters: `spuId`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`, `averageData`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  getRecentAverageUsage(
    request: ReadonlyGetRecentAverageUsageRequest,
    callOptions?: CallOptions,
  ): Promise<GetRecentAverageUsageReply> {
    return this.call("getRecentAverageUsage", request, callOptions);
  }

  /**
   * Look up a call by its rid: `POST /cgi-bin/openapi/rid/get`.
   *
   * Looks up one of the app's own calls by the rid at the end of its errmsg. Returns the logged
   * request and response, with secrets masked. The request log keeps a call for 30 days by default.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR, 76002 RID_INVALID, 76001 RID_NOT_FOUND,
   * 76003 RID_FORBIDDEN.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request JSON body: `rid`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`, `request`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  getRidInfo(
    request: ReadonlyGetRidInfoRequest,
    callOptions?: CallOptions,
  ): Promise<GetRidInfoReply> {
    return this.call("getRidInfo", request, callOptions);
  }
}
