// Made by `npm run generate` from packages/contract/src/operations/; do not edit.
import type { OPERATIONS, ReplyOf } from "@dingdan/contract";
import type { AuthorizedOperationName } from "./operation-names.js";
import type {
  AssignPackageReply,
  CancelAssignReply,
  ConfirmProductPermissionReply,
  GetConvertibleSkusReply,
  GetDeliveryListReply,
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
  ReadonlySecGetOrderListRequest,
  ReadonlySecGetOrderRequest,
  ReadonlySecIsTradeManagedRequest,
  ReadonlySecIsTradeManagementConfirmationCompletedRequest,
  ReadonlySecNotifyConfirmReceiveRequest,
  ReadonlySecOpSpecialOrderRequest,
  ReadonlySecSetMsgJumpPathRequest,
  ReadonlySecUpdateOrderDetailPathRequest,
  ReadonlySecUploadCombinedShippingInfoRequest,
  ReadonlySecUploadShippingInfoRequest,
  ReadonlyUploadCombinedShippingInfoRequest,
  ReadonlyUploadCombinedShoppingInfoRequest,
  ReadonlyUploadShippingInfoRequest,
  ReadonlyUploadShoppingInfoRequest,
  ReadonlyVerifyUploadResultRequest,
  SecGetOrderDetailPathReply,
  SecGetOrderListReply,
  SecGetOrderReply,
  SecIsTradeManagedReply,
  SecIsTradeManagementConfirmationCompletedReply,
  SecNotifyConfirmReceiveReply,
  SecOpSpecialOrderReply,
  SecSetMsgJumpPathReply,
  SecUpdateOrderDetailPathReply,
  SecUploadCombinedShippingInfoReply,
  SecUploadShippingInfoReply,
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
   * Report that goods were sent: `POST /wxa/sec/order/upload_shipping_info`.
   *
   * Reports with what the goods of one payment were sent. The money stays frozen until the shipment
   * is complete and the receipt is confirmed. UNIFIED_DELIVERY, or SPLIT_DELIVERY with
   * is_all_delivered true, completes the shipment and notifies the buyer. A further upload after
   * that is the re-shipment, which is possible once.
   *
   * A third-party platform needs one of the permission sets 142.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 48001 API_UNAUTHORIZED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR,
   * 268485194 TRADE_ORDER_NUMBER_TYPE_INVALID, 268485195 TRADE_TRANSACTION_ID_EMPTY,
   * 268485196 TRADE_MCHID_EMPTY, 268485197 TRADE_OUT_TRADE_NO_EMPTY,
   * 10060005 TRADE_LOGISTICS_TYPE_INVALID, 268485224 TRADE_DELIVERY_MODE_INVALID,
   * 10060006 TRADE_SPLIT_NOT_COURIER, 10060007 TRADE_ALL_DELIVERED_MISSING,
   * 268485228 TRADE_UNIFIED_NOT_ONE_PARCEL, 10060024 TRADE_SHIPPING_LIST_TOO_LONG,
   * 268485226 TRADE_TRACKING_NO_EMPTY, 268485227 TRADE_EXPRESS_COMPANY_EMPTY,
   * 10060026 TRADE_TRACKING_NO_TOO_LONG, 10060025 TRADE_EXPRESS_COMPANY_TOO_LONG,
   * 10060008 TRADE_ITEM_DESC_EMPTY, 10060009 TRADE_ITEM_DESC_TOO_LONG,
   * 10060014 TRADE_PARAMETER_ERROR, 268485216 TRADE_UPLOAD_TIME_INVALID,
   * 10060001 TRADE_ORDER_NOT_FOUND, 10060031 TRADE_PAYER_MISMATCH,
   * 10060004 TRADE_ORDER_NOT_SHIPPABLE, 10060023 TRADE_SHIPPING_UNCHANGED,
   * 10060002 TRADE_ALREADY_SHIPPED, 10060003 TRADE_RESHIPMENT_SPENT,
   * 10060020 TRADE_WITHOUT_DESCRIPTION.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets); 10060001 TRADE_ORDER_NOT_FOUND (none of the app's
   * payments under management has this number; a payment becomes visible some seconds after it was
   * made).
   *
   * @param request JSON body: `order_key`, `logistics_type`, `delivery_mode`, `is_all_delivered`
   * (optional), `shipping_list`, `upload_time`, `payer`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  secUploadShippingInfo(
    request: ReadonlySecUploadShippingInfoRequest,
    callOptions?: CallOptions,
  ): Promise<SecUploadShippingInfoReply> {
    return this.call("secUploadShippingInfo", request, callOptions);
  }

  /**
   * Report that goods of a combined payment were sent:
   * `POST /wxa/sec/order/upload_combined_shipping_info`.
   *
   * Reports with what some or all sub-orders of a combined payment were sent, all or nothing: the
   * first sub-order with an error decides the reply, and nothing is stored. Each sub-order has its
   * own state and its own re-shipment.
   *
   * A third-party platform needs one of the permission sets 142.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 48001 API_UNAUTHORIZED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR,
   * 268485194 TRADE_ORDER_NUMBER_TYPE_INVALID, 268485195 TRADE_TRANSACTION_ID_EMPTY,
   * 268485196 TRADE_MCHID_EMPTY, 268485197 TRADE_OUT_TRADE_NO_EMPTY,
   * 268485253 TRADE_SUB_ORDER_NUMBER_TYPE_DIFFERS, 10060013 TRADE_SUB_ORDER_REPEATED,
   * 10060005 TRADE_LOGISTICS_TYPE_INVALID, 268485224 TRADE_DELIVERY_MODE_INVALID,
   * 10060006 TRADE_SPLIT_NOT_COURIER, 10060007 TRADE_ALL_DELIVERED_MISSING,
   * 268485228 TRADE_UNIFIED_NOT_ONE_PARCEL, 10060024 TRADE_SHIPPING_LIST_TOO_LONG,
   * 268485226 TRADE_TRACKING_NO_EMPTY, 268485227 TRADE_EXPRESS_COMPANY_EMPTY,
   * 10060026 TRADE_TRACKING_NO_TOO_LONG, 10060025 TRADE_EXPRESS_COMPANY_TOO_LONG,
   * 10060008 TRADE_ITEM_DESC_EMPTY, 10060009 TRADE_ITEM_DESC_TOO_LONG,
   * 10060014 TRADE_PARAMETER_ERROR, 268485216 TRADE_UPLOAD_TIME_INVALID,
   * 10060001 TRADE_ORDER_NOT_FOUND, 10060031 TRADE_PAYER_MISMATCH,
   * 10060004 TRADE_ORDER_NOT_SHIPPABLE, 10060023 TRADE_SHIPPING_UNCHANGED,
   * 10060002 TRADE_ALREADY_SHIPPED, 10060003 TRADE_RESHIPMENT_SPENT,
   * 10060020 TRADE_WITHOUT_DESCRIPTION.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets); 10060001 TRADE_ORDER_NOT_FOUND (none of the app's
   * payments under management has this number; a payment becomes visible some seconds after it was
   * made).
   *
   * @param request JSON body: `order_key`, `sub_orders`, `upload_time`, `payer`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  secUploadCombinedShippingInfo(
    request: ReadonlySecUploadCombinedShippingInfoRequest,
    callOptions?: CallOptions,
  ): Promise<SecUploadCombinedShippingInfoReply> {
    return this.call("secUploadCombinedShippingInfo", request, callOptions);
  }

  /**
   * Get a payment's shipping state: `POST /wxa/sec/order/get_order`.
   *
   * Returns the state of one payment and its shipping information. All times are Unix seconds,
   * upload_time too. Wait some seconds after a payment: until it becomes visible, the call returns
   * 10060001.
   *
   * A third-party platform needs one of the permission sets 142.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 48001 API_UNAUTHORIZED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR,
   * 10060014 TRADE_QUERY_INVALID, 10060001 TRADE_ORDER_NOT_FOUND.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets); 10060001 TRADE_ORDER_NOT_FOUND (none of the app's
   * payments under management has this number; a payment becomes visible some seconds after it was
   * made).
   *
   * @param request JSON body: `transaction_id` (optional), `merchant_id` (optional),
   * `sub_merchant_id` (optional), `merchant_trade_no` (optional)
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`, `order`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  secGetOrder(
    request: ReadonlySecGetOrderRequest,
    callOptions?: CallOptions,
  ): Promise<SecGetOrderReply> {
    return this.call("secGetOrder", request, callOptions);
  }

  /**
   * List payments with their shipping state: `POST /wxa/sec/order/get_order_list`.
   *
   * Lists the app's payments under management by the time of payment, oldest first. Times are in
   * seconds: a range in milliseconds finds nothing. No permission set lets a third-party platform
   * call it, unless the app's permission_sets_of_2023 is set: then 142 does.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 48001 API_UNAUTHORIZED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR,
   * 10060014 TRADE_QUERY_INVALID, 10060011 TRADE_LAST_INDEX_INVALID.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request JSON body: `pay_time_range` (optional), `order_state` (optional), `openid`
   * (optional), `last_index` (optional), `page_size` (optional)
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`, `order_list`, `last_index`, `has_more`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  secGetOrderList(
    request: ReadonlySecGetOrderListRequest,
    callOptions?: CallOptions,
  ): Promise<SecGetOrderListReply> {
    return this.call("secGetOrderList", request, callOptions);
  }

  /**
   * Remind the buyer to confirm the receipt: `POST /wxa/sec/order/notify_confirm_receive`.
   *
   * Reminds the buyer of a shipped order to confirm the receipt, and shows when the parcel was
   * signed for. Couriers only, once per payment. It confirms nothing.
   *
   * A third-party platform needs one of the permission sets 142.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 48001 API_UNAUTHORIZED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR,
   * 10060014 TRADE_QUERY_INVALID, 10060001 TRADE_ORDER_NOT_FOUND, 10060028 TRADE_ORDER_NOT_SHIPPED,
   * 10060032 TRADE_REMINDER_NOT_COURIER, 10060030 TRADE_REMINDER_SPENT,
   * 10060029 TRADE_RECEIVED_TIME_INVALID.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets); 10060001 TRADE_ORDER_NOT_FOUND (none of the app's
   * payments under management has this number; a payment becomes visible some seconds after it was
   * made).
   *
   * @param request JSON body: `transaction_id` (optional), `merchant_id` (optional),
   * `sub_merchant_id` (optional), `merchant_trade_no` (optional), `received_time`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  secNotifyConfirmReceive(
    request: ReadonlySecNotifyConfirmReceiveRequest,
    callOptions?: CallOptions,
  ): Promise<SecNotifyConfirmReceiveReply> {
    return this.call("secNotifyConfirmReceive", request, callOptions);
  }

  /**
   * Set the page behind the buyer's messages: `POST /wxa/sec/order/set_msg_jump_path`.
   *
   * Sets the page that the messages about shipment and receipt open: one per app. The platform
   * appends transaction_id, merchant_id and merchant_trade_no to its query. An empty path restores
   * the platform's own page. No permission set lets a third-party platform call it, unless the
   * app's permission_sets_of_2023 is set: then 142 does.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 48001 API_UNAUTHORIZED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request JSON body: `path`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  secSetMsgJumpPath(
    request: ReadonlySecSetMsgJumpPathRequest,
    callOptions?: CallOptions,
  ): Promise<SecSetMsgJumpPathReply> {
    return this.call("secSetMsgJumpPath", request, callOptions);
  }

  /**
   * Ask whether an app is under management: `POST /wxa/sec/order/is_trade_managed`.
   *
   * Returns whether the app's payments are under shipping information management.
   *
   * A third-party platform needs one of the permission sets 18, 142.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61011 INVALID_COMPONENT, 61003 COMPONENT_NOT_AUTHORIZED, 61004 COMPONENT_IP_NOT_LISTED,
   * 44990 FREQUENCY_LIMIT_REACHED, 45009 DAILY_QUOTA_REACHED, 48001 API_UNAUTHORIZED,
   * 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR, 40097 INVALID_ARGUMENTS, 40013 INVALID_APPID.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 44990 FREQUENCY_LIMIT_REACHED (is_trade_managed and is_trade_management_confirmation_completed:
   * the app called too often within a minute, where other operations return 45011. At WeChat: more
   * than 5 times within a second).
   *
   * @param request JSON body: `appid`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`, `is_trade_managed`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  secIsTradeManaged(
    request: ReadonlySecIsTradeManagedRequest,
    callOptions?: CallOptions,
  ): Promise<SecIsTradeManagedReply> {
    return this.call("secIsTradeManaged", request, callOptions);
  }

  /**
   * Ask whether all merchant numbers are confirmed:
   * `POST /wxa/sec/order/is_trade_management_confirmation_completed`.
   *
   * Returns whether every linked merchant number was authorised or unlinked.
   *
   * A third-party platform needs one of the permission sets 18, 142.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61011 INVALID_COMPONENT, 61003 COMPONENT_NOT_AUTHORIZED, 61004 COMPONENT_IP_NOT_LISTED,
   * 44990 FREQUENCY_LIMIT_REACHED, 45009 DAILY_QUOTA_REACHED, 48001 API_UNAUTHORIZED,
   * 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR, 40097 INVALID_ARGUMENTS, 40013 INVALID_APPID.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 44990 FREQUENCY_LIMIT_REACHED (is_trade_managed and is_trade_management_confirmation_completed:
   * the app called too often within a minute, where other operations return 45011. At WeChat: more
   * than 5 times within a second).
   *
   * @param request JSON body: `appid`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`, `completed`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  secIsTradeManagementConfirmationCompleted(
    request: ReadonlySecIsTradeManagementConfirmationCompletedRequest,
    callOptions?: CallOptions,
  ): Promise<SecIsTradeManagementConfirmationCompletedReply> {
    return this.call("secIsTradeManagementConfirmationCompleted", request, callOptions);
  }

  /**
   * Declare a pre-sale or a test order: `POST /wxa/sec/order/opspecialorder`.
   *
   * Declares that an unshipped payment is a pre-sale, which ships later than the usual limit, or a
   * test order, which needs no shipping. A further declaration replaces the first.
   *
   * A third-party platform needs one of the permission sets 142.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 48001 API_UNAUTHORIZED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR,
   * 268546000 SPECIAL_ORDER_TYPE_INVALID, 268546001 SPECIAL_ORDER_DELAY_INVALID,
   * 268546002 SPECIAL_ORDER_NOT_FOUND.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request JSON body: `order_id`, `type`, `delay_to` (optional)
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  secOpSpecialOrder(
    request: ReadonlySecOpSpecialOrderRequest,
    callOptions?: CallOptions,
  ): Promise<SecOpSpecialOrderReply> {
    return this.call("secOpSpecialOrder", request, callOptions);
  }

  /**
   * Set the order centre's page: `POST /wxa/sec/order/update_order_detail_path`.
   *
   * Sets the page that an order in WeChat's order centre opens. The path must contain the literal
   * ${商品订单号}, which the platform replaces by the merchant's order number.
   *
   * A third-party platform needs one of the permission sets 182.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 48001 API_UNAUTHORIZED, 44002 EMPTY_BODY, 47001 DATA_FORMAT_ERROR,
   * 10060014 TRADE_PARAMETER_ERROR, 10060034 TRADE_PATH_AGREEMENT_UNSIGNED.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param request JSON body: `path`
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  secUpdateOrderDetailPath(
    request: ReadonlySecUpdateOrderDetailPathRequest,
    callOptions?: CallOptions,
  ): Promise<SecUpdateOrderDetailPathReply> {
    return this.call("secUpdateOrderDetailPath", request, callOptions);
  }

  /**
   * Get the order centre's page: `POST /wxa/sec/order/get_order_detail_path`.
   *
   * Returns the page that an order in WeChat's order centre opens; empty when none is set.
   *
   * A third-party platform needs one of the permission sets 182.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 48001 API_UNAUTHORIZED, 47001 DATA_FORMAT_ERROR.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`, `path`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  secGetOrderDetailPath(callOptions?: CallOptions): Promise<SecGetOrderDetailPathReply> {
    return this.call("secGetOrderDetailPath", {}, callOptions);
  }

  /**
   * List the carriers: `POST /cgi-bin/express/delivery/open_msg/get_delivery_list`.
   *
   * Returns the carriers that an upload's express_company may name. WeChat's list has some 1,500;
   * this one has those whose delivery_id is known. Another one is accepted as well.
   *
   * A third-party platform needs one of the permission sets 142.
   *
   * Error codes, in the order of the checks: -1 SYSTEM_ERROR, 43002 REQUIRE_POST,
   * 41001 ACCESS_TOKEN_MISSING, 40001 INVALID_CREDENTIAL, 42001 ACCESS_TOKEN_EXPIRED,
   * 61015 MUST_USE_ACCOUNT_TOKEN, 61003 COMPONENT_NOT_AUTHORIZED,
   * 61007 API_NOT_GRANTED_TO_COMPONENT, 45011 MINUTE_QUOTA_REACHED, 45009 DAILY_QUOTA_REACHED,
   * 47001 DATA_FORMAT_ERROR.
   *
   * Error codes after which the same call may succeed: -1 SYSTEM_ERROR (the platform failed or is
   * overloaded; the call may or may not have taken effect, and it is safe to retry);
   * 45011 MINUTE_QUOTA_REACHED (the app called the operation too often within a minute, or one
   * address sent too many wrong secrets).
   *
   * @param callOptions the signal and the timeout of this call
   * @returns `errcode` 0, `errmsg`, `delivery_list`, `count`
   * @throws ShoppingOrdersError when the platform answers one of the error codes
   * @throws ShoppingOrdersConnectionError when no readable reply arrives
   */
  getDeliveryList(callOptions?: CallOptions): Promise<GetDeliveryListReply> {
    return this.call("getDeliveryList", {}, callOptions);
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
