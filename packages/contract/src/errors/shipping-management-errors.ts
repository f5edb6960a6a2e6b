import { text } from "../text.js";
import { type CatalogueRow, verbatim } from "./catalogue-row.js";

/*
 * Shipping information management answers in Chinese only. Its codes of order keys and parcels are those
 * of the shopping orders, with texts of its own; `findErrorByCode` distinguishes them by the operation.
 */

/** The errors of an order key of shipping information management, in answer order. */
export const TRADE_ORDER_KEY_ERRORS = [
  {
    name: "TRADE_ORDER_NUMBER_TYPE_INVALID",
    code: 268485194,
    when: text(
      "order_number_type is 0, which means that it is not set",
      "order_number_type 为 0（未设置）",
    ),
    message: verbatim("订单单号类型非法"),
    hint: text(
      "Send 1 with mchid and out_trade_no, or 2 with transaction_id.",
      "填 1 并带 mchid 与 out_trade_no，或填 2 并带 transaction_id。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_TRANSACTION_ID_EMPTY",
    code: 268485195,
    when: text("form 2 without a transaction_id", "形式 2 缺少 transaction_id"),
    message: verbatim("微信支付单号形式下 transaction_id 字段不能为空"),
    hint: text(
      "Send WeChat Pay's own number, which begins with 42, or use form 1.",
      "请填写微信支付单号（以 42 开头），或改用形式 1。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_MCHID_EMPTY",
    code: 268485196,
    when: text("form 1 without an mchid", "形式 1 缺少 mchid"),
    message: verbatim("商户侧单号形式下 mchid 字段不能为空"),
    hint: text(
      "Send the merchant number that placed the order: the sub-merchant's in provider mode.",
      "请填写下单的商户号；服务商模式下为子商户号。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_OUT_TRADE_NO_EMPTY",
    code: 268485197,
    when: text("form 1 without an out_trade_no", "形式 1 缺少 out_trade_no"),
    message: verbatim("商户侧单号形式下 out_trade_no 字段不能为空"),
    hint: text(
      "Send the order number that was given to WeChat Pay.",
      "请填写向微信支付下单时的商户订单号。",
    ),
    retryable: false,
    source: "shipping-management",
  },
] as const satisfies readonly CatalogueRow[];

/** The errors of the sub-orders of a combined upload, in answer order. */
export const TRADE_SUB_ORDER_ERRORS = [
  {
    name: "TRADE_SUB_ORDER_NUMBER_TYPE_DIFFERS",
    code: 268485253,
    when: text(
      "a sub-order's key has another form than the main order's key",
      "子单与主单的单号类型不同",
    ),
    message: verbatim("主单的订单单号类型与子单的单号类型不一致"),
    hint: text(
      "Name the main order and all sub-orders in the same form.",
      "主单与各子单请使用同一种单号形式。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_SUB_ORDER_REPEATED",
    code: 10060013,
    when: text("two sub-orders have the same key", "两个子单的单号相同"),
    message: verbatim("子单单号重复"),
    hint: text(
      "Send each sub-order once, with all of its parcels.",
      "每个子单只填写一次，并列出其全部包裹。",
    ),
    retryable: false,
    source: "shipping-management",
  },
] as const satisfies readonly CatalogueRow[];

/** The errors of what a payment's goods are sent with, in answer order. */
export const TRADE_DELIVERY_ERRORS = [
  {
    name: "TRADE_LOGISTICS_TYPE_INVALID",
    code: 10060005,
    when: text(
      "logistics_type is 0, which means that it is not set",
      "logistics_type 为 0（未设置）",
    ),
    message: verbatim("物流类型有误"),
    hint: text(
      "Send 1 courier, 2 same-city delivery, 3 virtual goods or 4 self pick-up.",
      "请填写 1 快递、2 同城配送、3 虚拟商品或 4 用户自提。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_DELIVERY_MODE_INVALID",
    code: 268485224,
    when: text(
      "delivery_mode is 0, which means that it is not set",
      "delivery_mode 为 0（未设置）",
    ),
    message: verbatim("发货模式非法"),
    hint: text(
      "Send 1 (UNIFIED_DELIVERY) for one parcel, or 2 (SPLIT_DELIVERY) for several.",
      "一个包裹填 1（UNIFIED_DELIVERY），多个包裹填 2（SPLIT_DELIVERY）。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_SPLIT_NOT_COURIER",
    code: 10060006,
    when: text("split delivery of goods that no courier brings", "非快递类型使用了分拆发货"),
    message: verbatim("非快递发货时不允许分拆发货"),
    hint: text(
      "Use UNIFIED_DELIVERY with one entry, and name all goods in its item_desc.",
      "请改用 UNIFIED_DELIVERY，只填一条，并在 item_desc 中写明全部商品。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_ALL_DELIVERED_MISSING",
    code: 10060007,
    when: text("split delivery without is_all_delivered", "分拆发货缺少 is_all_delivered"),
    message: verbatim("分拆发货模式下必须填写 is_all_delivered 字段"),
    hint: text(
      "Send true with the last parcel, and false before it.",
      "最后一批填 true，之前各批填 false。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_UNIFIED_NOT_ONE_PARCEL",
    code: 268485228,
    when: text("unified delivery with no entry or more than one", "统一发货模式下物流信息不是一条"),
    message: verbatim("统一发货模式下，物流信息列表长度必须为1"),
    hint: text(
      "Send one entry that names all goods in its item_desc. Several parcels need SPLIT_DELIVERY.",
      "只填一条，并在 item_desc 中写明全部商品；多个包裹请用 SPLIT_DELIVERY。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_SHIPPING_LIST_TOO_LONG",
    code: 10060024,
    when: text(
      "more than 15 parcels of one payment, those of earlier uploads included",
      "一笔支付的包裹超过 15 个（含之前上传的）",
    ),
    message: verbatim("物流信息列表太长"),
    hint: text("Send at most 15 parcels for one payment.", "一笔支付最多 15 个包裹。"),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_TRACKING_NO_EMPTY",
    code: 268485226,
    when: text("a courier's parcel without a tracking_no", "快递包裹缺少 tracking_no"),
    message: verbatim("物流单号不能为空"),
    hint: text("Send the parcel's tracking number.", "请填写物流单号。"),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_EXPRESS_COMPANY_EMPTY",
    code: 268485227,
    when: text("a courier's parcel without an express_company", "快递包裹缺少 express_company"),
    message: verbatim("物流公司编码不能为空"),
    hint: text(
      "Send the carrier's delivery_id, such as SF or ZTO; getDeliveryList lists them.",
      "请填写物流公司编码，例如 SF、ZTO，可用 getDeliveryList 查询。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_TRACKING_NO_TOO_LONG",
    code: 10060026,
    when: text("tracking_no exceeds 128 bytes", "tracking_no 超过 128 字节"),
    message: verbatim("物流单号太长"),
    hint: text(
      "Send one tracking number, not several in one text.",
      "请只填一个物流单号，勿将多个拼接。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_EXPRESS_COMPANY_TOO_LONG",
    code: 10060025,
    when: text("express_company exceeds 128 bytes", "express_company 超过 128 字节"),
    message: verbatim("物流公司编码太长"),
    hint: text(
      "Send the carrier's delivery_id, such as SF or ZTO.",
      "请填写物流公司编码，例如 SF、ZTO。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_ITEM_DESC_EMPTY",
    code: 10060008,
    when: text("item_desc is an empty text", "item_desc 为空字符串"),
    message: verbatim("商品描述 item_desc 字段不能为空"),
    hint: text(
      "Name the goods in the parcel, such as “umbrella*1”.",
      "请写明包裹内的商品，例如“雨伞*1”。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_ITEM_DESC_TOO_LONG",
    code: 10060009,
    when: text("item_desc exceeds 120 characters", "item_desc 超过 120 个字符"),
    message: verbatim("商品描述 item_desc 字段太长"),
    hint: text(
      "Shorten it to 120 characters; a summary of the goods is enough.",
      "请缩短到 120 个字符以内，写概要即可。",
    ),
    retryable: false,
    source: "shipping-management",
  },
] as const satisfies readonly CatalogueRow[];

/** The errors of an upload's remaining fields, in answer order. */
export const TRADE_UPLOAD_ERRORS = [
  {
    name: "TRADE_PARAMETER_ERROR",
    code: 10060014,
    when: text(
      "SF without a contact or with a bad mask, an empty openid, an empty list, a text that is too long or holds control characters, an order-centre path without its placeholder",
      "顺丰缺少 contact 或打码不当、openid 为空、列表为空、文本过长或含控制字符、订单中心 path 缺少占位符",
    ),
    message: verbatim("参数错误"),
    hint: text(
      "Change the field that errmsg names; errmsg also gives the reason.",
      "请按 errmsg 指出的字段与原因修改。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_UPLOAD_TIME_INVALID",
    code: 268485216,
    when: text(
      "upload_time is malformed, not later than the stored one, or more than 60 seconds ahead of the platform's clock",
      "upload_time 格式错误、不晚于已保存的值，或比平台时钟快 60 秒以上",
    ),
    message: verbatim("上传时间非法，请按照 RFC 3339 格式填写"),
    hint: text(
      "Write it as 2026-11-20T15:30:00.120+08:00, with the current time of a correct clock. The text blames the format in all three cases.",
      "请写成 2026-11-20T15:30:00.120+08:00，取准确时钟的当前时间。三种情形返回的文字都只提格式。",
    ),
    retryable: false,
    source: "shipping-management",
  },
] as const satisfies readonly CatalogueRow[];

/** The errors of an upload that contradicts its payment or what is stored for it, in answer order. */
export const TRADE_PAYMENT_ERRORS = [
  {
    name: "TRADE_ORDER_NOT_FOUND",
    code: 10060001,
    when: text(
      "none of the app's payments under management has this number; a payment becomes visible some seconds after it was made",
      "该应用受管理的支付中没有此单号；支付完成数秒后才可查到",
    ),
    message: verbatim("支付单不存在"),
    hint: text(
      "Retry after 10 seconds. If it stays, check the number, its form, and that the payment was made in this mini program.",
      "请在 10 秒后重试；若仍如此，请核对单号及其形式，以及支付是否在该小程序内完成。",
    ),
    retryable: true,
    source: "shipping-management",
  },
  {
    name: "TRADE_PAYER_MISMATCH",
    code: 10060031,
    when: text(
      "payer.openid is not the payer's id under this app",
      "payer.openid 不是支付者在该应用下的 openid",
    ),
    message: verbatim("该笔支付单不属于 openid 所指定的用户"),
    hint: text(
      "Send the payer's openid under the calling app, not another app's and not sp_openid.",
      "请填写支付者在调用方应用下的 openid，而非其他应用的 openid 或 sp_openid。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_ORDER_NOT_SHIPPABLE",
    code: 10060004,
    when: text(
      "the receipt is confirmed, or the payment is settled or refunded",
      "已确认收货、已结算或已退款",
    ),
    message: verbatim("支付单处于不可发货的状态"),
    hint: text(
      "Nothing more can be uploaded for this payment; get_order shows its state.",
      "该支付单不能再上传，可用 get_order 查看状态。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_SHIPPING_UNCHANGED",
    code: 10060023,
    when: text(
      "nothing but upload_time differs from what is stored",
      "除 upload_time 外与已保存的内容相同",
    ),
    message: verbatim("发货信息未更新"),
    hint: text(
      "Treat it as success: the same information is stored, and no chance is spent.",
      "可视为成功：相同内容已保存，且不消耗机会。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_ALREADY_SHIPPED",
    code: 10060002,
    when: text(
      "is_all_delivered is false, but the payment is already reported as sent",
      "支付单已完成发货，而本次 is_all_delivered 为 false",
    ),
    message: verbatim("支付单已完成发货，无法继续发货"),
    hint: text(
      "Send the complete list with is_all_delivered true; that is the one re-shipment.",
      "如需更改，请以 is_all_delivered 为 true 上传完整列表，即唯一一次重新发货。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_RESHIPMENT_SPENT",
    code: 10060003,
    when: text("the one re-shipment of the payment is spent", "该支付单的重新发货机会已用完"),
    message: verbatim("支付单已使用重新发货机会"),
    hint: text(
      "The stored shipment stays. Do not retry an upload with changed text.",
      "以已保存的发货信息为准；重试时请勿改动内容。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_WITHOUT_DESCRIPTION",
    code: 10060020,
    when: text(
      "the goods are reported as sent without any description",
      "完成发货时没有任何商品描述",
    ),
    message: verbatim("该笔支付单在没有任何商品描述的情况下不允许完成发货"),
    hint: text("Name the goods in item_desc.", "请在 item_desc 中写明商品。"),
    retryable: false,
    source: "shipping-management",
  },
] as const satisfies readonly CatalogueRow[];

/** The errors of the queries and of the reminder, in answer order. */
export const TRADE_QUERY_ERRORS = [
  {
    name: "TRADE_QUERY_INVALID",
    code: 10060014,
    when: text(
      "no complete key, or a member of the wrong kind or range",
      "没有完整的单号，或字段的类型、取值有误",
    ),
    message: verbatim("请求参数非法"),
    hint: text(
      "Send transaction_id, or merchant_id and merchant_trade_no; errmsg names the broken member.",
      "请填写 transaction_id，或 merchant_id 与 merchant_trade_no；errmsg 指明有误的字段。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_LAST_INDEX_INVALID",
    code: 10060011,
    when: text(
      "last_index did not come from a reply to this app",
      "last_index 不是此前返回给该应用的值",
    ),
    message: verbatim("last_index不合法"),
    hint: text(
      "Send the last_index of the previous page unchanged; leave it empty for the first page.",
      "请原样填写上一页的 last_index；首页留空。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_ORDER_NOT_SHIPPED",
    code: 10060028,
    when: text(
      "a reminder for a payment that is not in state 2",
      "提醒收货时支付单不在“已发货”状态",
    ),
    message: verbatim("当前订单状态不允许进行该操作"),
    hint: text(
      "Remind after the shipment is complete and before the receipt is confirmed.",
      "请在完成发货之后、确认收货之前提醒。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_REMINDER_NOT_COURIER",
    code: 10060032,
    when: text("a reminder for goods that no courier brings", "非快递发货时提醒收货"),
    message: verbatim("只有物流快递发货时允许提醒用户确认收货"),
    hint: text("Reminders exist for couriers only.", "仅快递发货可提醒。"),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_REMINDER_SPENT",
    code: 10060030,
    when: text("the one reminder of the payment is spent", "该支付单的提醒机会已用完"),
    message: verbatim("支付单已使用提醒收货机会"),
    hint: text(
      "The buyer was reminded already; one reminder per payment.",
      "已提醒过用户；每笔支付只可提醒一次。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "TRADE_RECEIVED_TIME_INVALID",
    code: 10060029,
    when: text(
      "received_time is before the shipment or in the future",
      "received_time 早于发货时间或在未来",
    ),
    message: verbatim("签收时间非法"),
    hint: text(
      "Send Unix seconds, not milliseconds, of the time when the parcel was signed for.",
      "请填写签收时间的秒级时间戳，而非毫秒。",
    ),
    retryable: false,
    source: "shipping-management",
  },
] as const satisfies readonly CatalogueRow[];

/** The errors of the order centre's path. */
export const TRADE_PATH_ERRORS = [
  {
    name: "TRADE_PATH_AGREEMENT_UNSIGNED",
    code: 10060034,
    when: text(
      "the merchant has not signed the order centre's agreement (seen in one public program; WeChat's wording is unknown)",
      "商户未签署订单中心协议（见于一个公开程序，微信的文字未知）",
    ),
    message: verbatim("未签署订单中心协议"),
    hint: text(
      "Sign the agreement in the mini program's back office first.",
      "请先在小程序后台签署协议。",
    ),
    retryable: false,
    source: "shipping-management",
  },
] as const satisfies readonly CatalogueRow[];

/** The errors of declaring a special order, in answer order. */
export const SPECIAL_ORDER_ERRORS = [
  {
    name: "SPECIAL_ORDER_TYPE_INVALID",
    code: 268546000,
    when: text("type is neither 1 (pre-sale) nor 2 (test)", "type 不是 1（预售）或 2（测试）"),
    message: verbatim("type非法"),
    hint: text("Send 1 with delay_to, or 2.", "请填写 1 并带 delay_to，或填写 2。"),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "SPECIAL_ORDER_DELAY_INVALID",
    code: 268546001,
    when: text(
      "delay_to of a pre-sale is absent, within 15 days of the payment, or more than 330 days after it",
      "预售单的 delay_to 缺失、不晚于支付后 15 天，或超过支付后 330 天",
    ),
    message: verbatim("delay_to非法"),
    hint: text(
      "Send Unix seconds later than 15 days and at most 330 days after the payment.",
      "请填写秒级时间戳：晚于支付后 15 天且不超过 330 天。",
    ),
    retryable: false,
    source: "shipping-management",
  },
  {
    name: "SPECIAL_ORDER_NOT_FOUND",
    code: 268546002,
    when: text(
      "the app has no payment of this number that awaits shipment",
      "该应用没有此单号的待发货支付单",
    ),
    message: verbatim("账户不存在这个待发货单号"),
    hint: text(
      "Send the transaction_id or out_trade_no of a payment in state 1.",
      "请填写处于待发货状态的 transaction_id 或 out_trade_no。",
    ),
    retryable: false,
    source: "shipping-management",
  },
] as const satisfies readonly CatalogueRow[];

/** The platform's own failures, which Dingdan answers with -1. */
export const TRADE_SYSTEM_ERRORS = [
  {
    name: "TRADE_SYSTEM_ERROR",
    code: 10060012,
    when: text("an internal error of WeChat; Dingdan returns -1", "微信内部错误；Dingdan 返回 -1"),
    message: verbatim("系统错误"),
    hint: text("Retry later with the same request.", "请稍后以相同的请求重试。"),
    retryable: true,
    source: "shipping-management",
    onlyWeChat: true,
  },
  {
    name: "TRADE_SYSTEM_ERROR_2",
    code: 10060019,
    when: text("an internal error of WeChat; Dingdan returns -1", "微信内部错误；Dingdan 返回 -1"),
    message: verbatim("系统错误"),
    hint: text("Retry later with the same request.", "请稍后以相同的请求重试。"),
    retryable: true,
    source: "shipping-management",
    onlyWeChat: true,
  },
] as const satisfies readonly CatalogueRow[];

/** All errors of shipping information management, in the order in which a call is checked. */
export const SHIPPING_MANAGEMENT_ERRORS = [
  ...TRADE_ORDER_KEY_ERRORS,
  ...TRADE_SUB_ORDER_ERRORS,
  ...TRADE_DELIVERY_ERRORS,
  ...TRADE_UPLOAD_ERRORS,
  ...TRADE_PAYMENT_ERRORS,
  ...TRADE_QUERY_ERRORS,
  ...TRADE_PATH_ERRORS,
  ...SPECIAL_ORDER_ERRORS,
  ...TRADE_SYSTEM_ERRORS,
];
