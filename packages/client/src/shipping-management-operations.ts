// Made by `npm run generate` from packages/contract/src/operations/; do not edit.
import type { AppOperations } from "./app-operations.js";
import type {
  GetDeliveryListReply,
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
} from "./operation-types.js";
import type { CallOptions } from "./options.js";

/** The operations of shipping information management for one app, under the names of WeChat's cloud calls. */
export class ShippingManagementOperations {
  /** The client that sends the calls. */
  readonly #client: Pick<AppOperations, "call">;

  constructor(client: Pick<AppOperations, "call">) {
    this.#client = client;
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
  uploadShippingInfo(
    request: ReadonlySecUploadShippingInfoRequest,
    callOptions?: CallOptions,
  ): Promise<SecUploadShippingInfoReply> {
    return this.#client.call("secUploadShippingInfo", request, callOptions);
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
  uploadCombinedShippingInfo(
    request: ReadonlySecUploadCombinedShippingInfoRequest,
    callOptions?: CallOptions,
  ): Promise<SecUploadCombinedShippingInfoReply> {
    return this.#client.call("secUploadCombinedShippingInfo", request, callOptions);
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
  getOrder(
    request: ReadonlySecGetOrderRequest,
    callOptions?: CallOptions,
  ): Promise<SecGetOrderReply> {
    return this.#client.call("secGetOrder", request, callOptions);
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
  getOrderList(
    request: ReadonlySecGetOrderListRequest,
    callOptions?: CallOptions,
  ): Promise<SecGetOrderListReply> {
    return this.#client.call("secGetOrderList", request, callOptions);
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
  notifyConfirmReceive(
    request: ReadonlySecNotifyConfirmReceiveRequest,
    callOptions?: CallOptions,
  ): Promise<SecNotifyConfirmReceiveReply> {
    return this.#client.call("secNotifyConfirmReceive", request, callOptions);
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
  setMsgJumpPath(
    request: ReadonlySecSetMsgJumpPathRequest,
    callOptions?: CallOptions,
  ): Promise<SecSetMsgJumpPathReply> {
    return this.#client.call("secSetMsgJumpPath", request, callOptions);
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
  isTradeManaged(
    request: ReadonlySecIsTradeManagedRequest,
    callOptions?: CallOptions,
  ): Promise<SecIsTradeManagedReply> {
    return this.#client.call("secIsTradeManaged", request, callOptions);
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
  isTradeManagementConfirmationCompleted(
    request: ReadonlySecIsTradeManagementConfirmationCompletedRequest,
    callOptions?: CallOptions,
  ): Promise<SecIsTradeManagementConfirmationCompletedReply> {
    return this.#client.call("secIsTradeManagementConfirmationCompleted", request, callOptions);
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
  opSpecialOrder(
    request: ReadonlySecOpSpecialOrderRequest,
    callOptions?: CallOptions,
  ): Promise<SecOpSpecialOrderReply> {
    return this.#client.call("secOpSpecialOrder", request, callOptions);
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
  updateOrderDetailPath(
    request: ReadonlySecUpdateOrderDetailPathRequest,
    callOptions?: CallOptions,
  ): Promise<SecUpdateOrderDetailPathReply> {
    return this.#client.call("secUpdateOrderDetailPath", request, callOptions);
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
  getOrderDetailPath(callOptions?: CallOptions): Promise<SecGetOrderDetailPathReply> {
    return this.#client.call("secGetOrderDetailPath", {}, callOptions);
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
    return this.#client.call("getDeliveryList", {}, callOptions);
  }
}
