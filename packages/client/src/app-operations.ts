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
   * Uploads the shopping details of one payment, or with a later upload_time replaces them. errcode
   * 0 means stored; whether it became an order, verify tells.
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
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
   * Uploads the shopping details of a combined payment, one sub-order for each of its sub-payments.
   * Verify it with the main order_key.
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
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
   * Uploads the parcels of a paid order, or with a later upload_time replaces all of them.
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
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
   * Uploads the parcels of some or all sub-orders of a combined payment; those of the others stay.
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
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
   * Asks whether an upload became a shopping order: whether its payment is complete and matches.
   * verify_result is `CODE: description`.
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
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
   * Opens the permission of a merchant that signed the shopping-order agreement.
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
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
   * Submits the app for the access review, which takes up to 6 hours; a review that is not passed
   * is repeated every 6 hours without a new submission.
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
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
   * Look up a service provider's order: `GET /wxa/charge/service-provider/order/get`.
   *
   * A service provider reads one of its own purchase orders for a resource pack.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR,
   * 10120405 SERVICE_PROVIDER_METHOD_NOT_AVAILABLE, 41001 ACCESS_TOKEN_MISSING,
   * 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED, 61015 MUST_USE_ACCOUNT_TOKEN,
   * 61003 COMPONENT_NOT_AUTHORIZED, 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED,
   * 45009 DAILY_QUOTA_REACHED, 10120002 SERVICE_PROVIDER_PARAMETER_ERROR.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
   * A service provider's own purchase orders for one wholesale SPU, newest first.
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
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
   * The retail SKUs that an order's wholesale SKU converts to. Ask with orderId, or with spSpuId
   * and spSkuId; orderId wins. How much is assigned is chosen by the SKU.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR,
   * 10120405 SERVICE_PROVIDER_METHOD_NOT_AVAILABLE, 41001 ACCESS_TOKEN_MISSING,
   * 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED, 61015 MUST_USE_ACCOUNT_TOKEN,
   * 61003 COMPONENT_NOT_AUTHORIZED, 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED,
   * 45009 DAILY_QUOTA_REACHED, 10120002 SERVICE_PROVIDER_PARAMETER_ERROR, 10120700 SPU_ID_ILLEGAL,
   * 10120800 SERVICE_PROVIDER_ORDER_ID_ILLEGAL.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
   * Hands quota of a paid order out as a retail package. The same orderId and requestId are one
   * request: it is carried out once, and a repetition is answered 10121009. It is carried out at
   * once; its event is kept for the operator.
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
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
   * Takes an assigned package back, within 7 days and while it is unused; its quota returns to the
   * order.
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
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
   * Look up the use of a service provider's packages: `GET /wxa/charge/service-provider/usage/get`.
   *
   * With a wholesale SPU: the provider's purchases, and how much of each was assigned. With a
   * retail SPU: the packages that the provider assigned, and how much of each was used. Newest
   * first.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR,
   * 10120405 SERVICE_PROVIDER_METHOD_NOT_AVAILABLE, 41001 ACCESS_TOKEN_MISSING,
   * 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED, 61015 MUST_USE_ACCOUNT_TOKEN,
   * 61003 COMPONENT_NOT_AUTHORIZED, 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED,
   * 45009 DAILY_QUOTA_REACHED, 10120002 SERVICE_PROVIDER_PARAMETER_ERROR,
   * 10120003 PAGE_LIMIT_TOO_LARGE, 10120700 SPU_ID_ILLEGAL.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
   * Look up the use of an app's packages: `GET /wxa/charge/usage/get`.
   *
   * The resource packages of a Mini Program for one retail SPU, newest first, and how much of each
   * was used.
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
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
   * Look up an app's recent average use: `GET /wxa/charge/usage/get_recent_average`.
   *
   * What a Mini Program used of one retail SPU in a month, on the average of the last 90 days, and
   * blurred: 50 means 50 or fewer.
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
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
   * Shows one of the app's own calls by the rid that its errmsg ended with.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR, 76002 RID_INVALID, 76001 RID_NOT_FOUND,
   * 76003 RID_FORBIDDEN.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and is safe to repeat);
   * 45011 MINUTE_QUOTA_REACHED (the app called the interface too often within a minute).
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
