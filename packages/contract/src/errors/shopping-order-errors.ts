import { text } from "../text.js";
import type { CatalogueRow } from "./catalogue-row.js";

export const PERMISSION_ERRORS = [
  {
    name: "SHOPPING_ORDER_PERMISSION_CLOSED",
    code: 268485184,
    when: text(
      "the app has no shopping-order permission (not opened)",
      "应用没有购物订单产品权限（未开通）",
    ),
    message: text("no shopping order permission", "没有购物订单产品权限"),
    hint: text(
      "Open the permission first: the operator sets it with PUT /admin/v1/apps/:appid/permission.",
      "请先开通权限：运营方可调用 PUT /admin/v1/apps/:appid/permission。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "REVIEW_PERMISSION_NOT_OPENED",
    code: 268486570,
    when: text(
      "a review was submitted for an app whose permission is not open",
      "权限未开通即提交审核",
    ),
    message: text(
      "the current state does not allow a review: open the shopping order permission first",
      "当前状态不允许提交审核，请先开通购物订单产品权限",
    ),
    hint: text(
      "Open the permission, upload at least one order within 5 s after its payment, then submit.",
      "请先开通权限，并在支付后 5 秒内上传至少一个订单，再提交审核。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
] as const satisfies readonly CatalogueRow[];

export const ORDER_KEY_ERRORS = [
  {
    name: "ORDER_NUMBER_TYPE_INVALID",
    code: 268485194,
    when: text(
      "order_number_type is missing or not in the enum",
      "order_number_type 缺失或不在枚举中",
    ),
    message: text("order number type is illegal", "订单单号类型非法"),
    hint: text(
      "Send 1 (MERCHANT_TRADE_NUMBER) with mchid and out_trade_no, or 2 (WXPAY_TRADE_NUMBER) with transaction_id.",
      "请填 1（MERCHANT_TRADE_NUMBER）并传 mchid 与 out_trade_no，或填 2（WXPAY_TRADE_NUMBER）并传 transaction_id。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "TRANSACTION_ID_MISSING",
    code: 268485195,
    when: text(
      "order_number_type is 2 and transaction_id is missing or empty",
      "单号类型为 2 但缺少 transaction_id",
    ),
    message: text(
      "transaction_id must be set for a WeChat Pay order number",
      "微信支付单号形式必须设置 transaction_id",
    ),
    hint: text(
      "Send the transaction_id of the payment notification.",
      "请填写支付通知中的 transaction_id。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "MCHID_MISSING",
    code: 268485196,
    when: text("order_number_type is 1 and mchid is missing or empty", "单号类型为 1 但缺少 mchid"),
    message: text("mchid must be set for a merchant order number", "商户侧单号形式必须设置 mchid"),
    hint: text(
      "Send the merchant number that WeChat Pay issued, as mchid (not mch_id).",
      "请填写微信支付分配的商户号，字段名为 mchid（不是 mch_id）。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "OUT_TRADE_NO_MISSING",
    code: 268485197,
    when: text(
      "order_number_type is 1 and out_trade_no is missing or empty",
      "单号类型为 1 但缺少 out_trade_no",
    ),
    message: text(
      "out_trade_no must be set for a merchant order number",
      "商户侧单号形式必须设置 out_trade_no",
    ),
    hint: text(
      "Send the merchant order number that the payment was placed with.",
      "请填写下单支付时使用的商户订单号。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "MCHID_INVALID",
    code: 268485217,
    when: text(
      "order_number_type is 1 and the mchid is not one of the app's merchant numbers",
      "单号类型为 1 但 mchid 不是该应用的商户号",
    ),
    message: text("the merchant number is not valid", "商户号无效"),
    hint: text(
      "Check the mchid; the operator binds it to the app with PATCH /admin/v1/apps/:appid.",
      "请确认 mchid；运营方可调用 PATCH /admin/v1/apps/:appid 绑定。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
] as const satisfies readonly CatalogueRow[];

export const ORDER_LIST_ERRORS = [
  {
    name: "ORDER_LIST_EMPTY",
    code: 268485191,
    when: text("order_list is missing or empty", "order_list 缺失或为空"),
    message: text("the list of shopping details is empty", "购物详情列表不能为空"),
    hint: text("Send at least one merchant order.", "请至少填写一个商户订单。"),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "MERCHANT_ORDER_NO_MISSING",
    code: 268485201,
    when: text("merchant_order_no is missing or empty", "merchant_order_no 缺失或为空"),
    message: text("the merchant order number is empty", "商户交易订单号为空"),
    hint: text("Send the number that the buyer is shown.", "请填写向用户展示的订单号。"),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "MERCHANT_ORDER_NO_REPEATED",
    code: 268459786,
    when: text("merchant_order_no is repeated in the request", "请求内 merchant_order_no 重复"),
    message: text("the merchant order number is repeated", "商户内部订单号重复"),
    hint: text(
      "Give each merchant order of the request its own number.",
      "请求中的每个商户订单应使用不同的单号。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "LINK_TYPE_INVALID",
    code: 268485202,
    when: text("a link's type is missing or not in the enum", "链接 type 缺失或不在枚举中"),
    message: text("the link type is illegal", "链接类型非法"),
    hint: text(
      "Send 1 (URL) with url, or 2 (MINI_PROGRAM) with appid and path.",
      "请填 1（URL）并传 url，或填 2（MINI_PROGRAM）并传 appid 与 path。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "LINK_APPID_MISSING",
    code: 268485204,
    when: text("a MINI_PROGRAM link has no appid", "小程序链接缺少 appid"),
    message: text("a mini program link needs its appid", "链接类型为小程序时 appid 不能为空"),
    hint: text("Send the appid of your mini program.", "请填写小程序的 appid。"),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "LINK_PATH_MISSING",
    code: 268485205,
    when: text("a MINI_PROGRAM link has no path", "小程序链接缺少 path"),
    message: text("a mini program link needs its path", "链接类型为小程序时 path 不能为空"),
    hint: text("Send the path of the page.", "请填写页面 path。"),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "LINK_URL_MISSING",
    code: 268485206,
    when: text("a URL link has no url", "URL 链接缺少 url"),
    message: text("a URL link needs its url", "链接类型为 URL 时 url 不能为空"),
    hint: text(
      "Send an http or https link. (1 is URL, 2 is MINI_PROGRAM: the numbers are easily swapped.)",
      "请填写 http 或 https 链接。（1 为 URL，2 为 MINI_PROGRAM，数字容易写反。）",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "LINK_APPID_NOT_CALLERS",
    code: 268486029,
    when: text(
      "a MINI_PROGRAM link's appid is not the app that the call is for",
      "小程序链接的 appid 不是本次调用所属的应用",
    ),
    message: text(
      "the link's appid must be the merchant's that the shopping details belong to",
      "链接 appid 须与购物详情归属的商户 appid 一致",
    ),
    hint: text(
      "Send the appid of the access_token that you call with (a third-party platform: the merchant's).",
      "请填写本次 access_token 对应的 appid（第三方平台代调用时为商户的 appid）。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "LINK_APPID_NOT_MINI_PROGRAM",
    code: 268456389,
    when: text(
      "a MINI_PROGRAM link's appid is not an app of kind mini program",
      "小程序链接的 appid 不是小程序类型",
    ),
    message: text("the link's appid is not a mini program", "appid 非小程序类型"),
    hint: text(
      "For an official account, use links of type 1 (URL).",
      "公众号请使用类型 1（URL）的链接。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "ITEM_LIST_EMPTY",
    code: 268485211,
    when: text("item_list is missing or empty", "item_list 缺失或为空"),
    message: text("the list of items is empty", "订单购买的商品列表不能为空"),
    hint: text("Send the order's items, 1 to 50.", "请填写订单商品，1 至 50 个。"),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "ITEM_NAME_MISSING",
    code: 268485207,
    when: text("an item's name is missing or empty", "商品 name 缺失或为空"),
    message: text("the item's name is empty", "商品名称不能为空"),
    hint: text("Send the item's name.", "请填写商品名称。"),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "UNIT_PRICE_MISSING",
    code: 268485208,
    when: text("unit_price is missing", "unit_price 缺失"),
    message: text("the unit price is empty", "商品单价不能为空"),
    hint: text("Send the unit price in fen; a gift costs 0.", "请以分为单位填写单价；赠品填 0。"),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "QUANTITY_MISSING",
    code: 268485209,
    when: text("quantity is missing or 0", "quantity 缺失或为 0"),
    message: text("the quantity is empty", "购买数量不能为空"),
    hint: text("Send the purchased quantity, at least 1.", "请填写购买数量，至少为 1。"),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "IMAGE_URL_EMPTY",
    code: 268485210,
    when: text(
      "image_url is an empty list or contains an empty string",
      "image_url 为空列表，或含空字符串",
    ),
    message: text("the image link is empty", "商品图片链接不能为空"),
    hint: text(
      "Send 1 to 3 links, or leave image_url out.",
      "请填写 1 至 3 个链接，或不传 image_url。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "ITEM_DETAIL_JUMP_LINK_MISSING",
    code: 268485272,
    when: text("item_detail_jump_link is missing", "item_detail_jump_link 缺失"),
    message: text("the link to the item's page is empty", "商品详情页链接不能为空"),
    hint: text(
      "Send item_detail_jump_link; if your client cannot, the operator can set the app's item_links to optional.",
      "请填写 item_detail_jump_link；若客户端不支持，运营方可将应用的 item_links 设为 optional。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "LINK_TYPES_DIFFER",
    code: 268459788,
    when: text(
      "an item's link type differs from its order's link type",
      "商品链接类型与订单链接类型不同",
    ),
    message: text(
      "the order's and the item's pages must be of one link type",
      "订单详情页与商品详情页的跳转类型应一致",
    ),
    hint: text(
      "Use the order link's type for its items' links.",
      "商品链接请与订单链接使用相同类型。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "LINK_APPIDS_DIFFER",
    code: 268459789,
    when: text(
      "both links are MINI_PROGRAM and their appids differ",
      "均为小程序链接但 appid 不同",
    ),
    message: text(
      "the order's and the item's pages must be of one appid",
      "订单详情页与商品详情页的 appid 应一致",
    ),
    hint: text(
      "Use the order link's appid for its items' links.",
      "商品链接请与订单链接使用相同 appid。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "MERCHANT_ITEM_ID_REPEATED",
    code: 268486047,
    when: text("merchant_item_id is repeated within one order", "同一订单内 merchant_item_id 重复"),
    message: text("the item id is repeated within the order", "同一订单内商品 ID 不能重复"),
    hint: text(
      "Give each item of an order its own id, or merge the items and raise the quantity.",
      "同一订单内每个商品应使用不同 ID，或合并为一项并增加数量。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
] as const satisfies readonly CatalogueRow[];

export const PAYER_ERRORS = [
  {
    name: "OPENID_MISSING",
    code: 268485192,
    when: text("payer.openid is missing or empty", "payer.openid 缺失或为空"),
    message: text("the user's openid is empty", "用户标识 openid 为空"),
    hint: text(
      "Send payer.openid, the payer's id in the app.",
      "请填写 payer.openid，即用户在该应用下的标识。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "OPENID_UNDECODABLE",
    code: 268457013,
    when: text(
      "the openid cannot be decoded (characters outside base64url, or over 128 bytes)",
      "openid 无法解码（含 base64url 以外的字符或超过 128 字节）",
    ),
    message: text("the openid cannot be decoded", "openid 解码失败"),
    hint: text("Send the openid exactly as WeChat returned it.", "请原样填写微信返回的 openid。"),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "OPENID_ZERO",
    code: 268457014,
    when: text("the openid decodes to zeros only", "openid 解码后全为 0"),
    message: text("the openid decodes to 0", "openid 解码为 0"),
    hint: text("Send the openid exactly as WeChat returned it.", "请原样填写微信返回的 openid。"),
    retryable: false,
    source: "shopping-orders",
  },
] as const satisfies readonly CatalogueRow[];

export const UPLOAD_ERRORS = [
  {
    name: "LOGISTICS_TYPE_INVALID",
    code: 268485193,
    when: text("logistics_type is not in the enum", "logistics_type 不在枚举中"),
    message: text("the logistics type is illegal", "物流形式非法"),
    hint: text(
      "Send 1 physical, 2 same-city, 3 virtual or 4 self pick-up. If absent, it is 1.",
      "请填 1 实体物流、2 同城配送、3 虚拟商品或 4 用户自提；不传则为 1。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "UPLOAD_TIME_MISSING",
    code: 268485214,
    when: text("upload_time is missing or empty", "upload_time 缺失或为空"),
    message: text("the upload time must be set", "上传时间必须设置"),
    hint: text(
      "Send the current time, such as 2022-05-20T13:29:35.120+08:00.",
      "请填写当前时间，例如 2022-05-20T13:29:35.120+08:00。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
  {
    name: "UPLOAD_TIME_INVALID",
    code: 268485216,
    when: text(
      "upload_time is not RFC 3339 with an offset",
      "upload_time 不是带时区偏移的 RFC 3339 格式",
    ),
    message: text("the upload time is illegal, use RFC 3339", "上传时间非法，请使用 RFC 3339 格式"),
    hint: text(
      "Write it as 2022-05-20T13:29:35.120+08:00: with a T, an offset with a colon, and no spaces.",
      "请写成 2022-05-20T13:29:35.120+08:00：含 T、带冒号的偏移、无空格。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
] as const satisfies readonly CatalogueRow[];

export const PARAMETER_ERRORS = [
  {
    name: "PARAMETER_ERROR",
    code: 268435461,
    when: text(
      "any other parameter error: wrong JSON type, over a limit, invalid URL or characters, upload_time not later than the stored one, order already matched to its payment",
      "其他参数错误：JSON 类型错误、超出限制、链接或字符不合法、upload_time 不晚于已保存的值、订单已与支付匹配",
    ),
    message: text("parameter error", "参数错误"),
    hint: text(
      "Change the field that the message names; the message also gives the reason.",
      "请按错误信息指出的字段与原因修改。",
    ),
    retryable: false,
    source: "shopping-orders",
  },
] as const satisfies readonly CatalogueRow[];
