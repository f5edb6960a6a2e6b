import { text } from "../text.js";
import type { CatalogueRow } from "./catalogue-row.js";

/** The errors of parcels, in answer order. */
export const SHIPPING_ERRORS = [
  {
    name: "DELIVERY_MODE_INVALID",
    code: 268485224,
    when: text("delivery_mode is missing or not in the enum", "delivery_mode 缺失或不在枚举中"),
    message: text("the delivery mode is illegal", "物流发货模式非法"),
    hint: text(
      "Send 1 (UNIFIED_DELIVERY) for one parcel, or 2 (SPLIT_DELIVERY) for several that list their items.",
      "单个包裹请填 1（UNIFIED_DELIVERY）；多个包裹请填 2（SPLIT_DELIVERY）并列出各自的商品。",
    ),
    retryable: false,
    source: "shipping",
  },
  {
    name: "SHIPPING_LIST_EMPTY",
    code: 268485229,
    when: text("shipping_list is missing or empty", "shipping_list 缺失或为空"),
    message: text("the list of parcels is empty", "物流信息列表不能为空"),
    hint: text("Send at least one parcel.", "请至少填写一条物流信息。"),
    retryable: false,
    source: "shipping",
  },
  {
    name: "UNIFIED_DELIVERY_NOT_ONE_PARCEL",
    code: 268485228,
    when: text("unified delivery with more than one parcel", "统一发货模式下物流信息多于一条"),
    message: text(
      "unified delivery takes exactly one parcel",
      "统一发货模式下，物流信息列表长度必须为 1",
    ),
    hint: text(
      "Send one parcel, or use SPLIT_DELIVERY and list each parcel's items.",
      "请只填写一条，或改用 SPLIT_DELIVERY 并列出每个包裹的商品。",
    ),
    retryable: false,
    source: "shipping",
  },
  {
    name: "TRACKING_NO_MISSING",
    code: 268485226,
    when: text("tracking_no is missing or empty", "tracking_no 缺失或为空"),
    message: text("the tracking number is empty", "物流单号不能为空"),
    hint: text("Send the parcel's tracking number.", "请填写物流单号。"),
    retryable: false,
    source: "shipping",
  },
  {
    name: "EXPRESS_COMPANY_MISSING",
    code: 268485227,
    when: text("express_company is missing or empty", "express_company 缺失或为空"),
    message: text("the carrier's code is empty", "物流公司编码必须设置"),
    hint: text("Send the carrier's code, such as SF or ZTO.", "请填写物流公司编码，例如 SF、ZTO。"),
    retryable: false,
    source: "shipping",
  },
  {
    name: "UNIFIED_DELIVERY_WITH_ITEMS",
    code: 268485231,
    when: text("unified delivery with an item_list", "统一发货模式下填写了 item_list"),
    message: text("unified delivery takes no item list", "统一发货模式无需填写商品 ID"),
    hint: text(
      "Leave item_list out, or use SPLIT_DELIVERY.",
      "请去掉 item_list，或改用 SPLIT_DELIVERY。",
    ),
    retryable: false,
    source: "shipping",
  },
  {
    name: "SPLIT_DELIVERY_WITHOUT_ITEMS",
    code: 268485232,
    when: text("split delivery with a parcel that lists no items", "拆分发货模式下包裹未关联商品"),
    message: text(
      "split delivery needs the items of each parcel",
      "拆分发货模式下，物流关联的商品列表不能为空",
    ),
    hint: text(
      "List the merchant_item_id of at least one item of the parcel.",
      "请至少填写一个商品的 merchant_item_id。",
    ),
    retryable: false,
    source: "shipping",
  },
  {
    name: "SHIPPED_ITEM_ID_MISSING",
    code: 268485230,
    when: text(
      "an item of a parcel has no merchant_item_id",
      "物流关联的商品缺少 merchant_item_id",
    ),
    message: text(
      "the id of an item in the parcel is empty",
      "物流关联的商品列表中商户侧商品 ID 不能为空",
    ),
    hint: text(
      "Send the merchant_item_id that was uploaded with the shopping details.",
      "请填写上传购物详情时使用的 merchant_item_id。",
    ),
    retryable: false,
    source: "shipping",
  },
] as const satisfies readonly CatalogueRow[];

/** Errors of a logistics call that contradicts the stored order. */
export const SHIPPING_STATE_ERRORS = [
  {
    name: "UPLOADER_APPID_DIFFERS",
    code: 268485275,
    when: text(
      "the shopping details belong to another app of the same merchant number",
      "购物详情属于同一商户号下的另一应用",
    ),
    message: text(
      "the uploader's appid must be the one that the shopping details belong to",
      "上传方商户 appid 须与购物详情归属 appid 一致",
    ),
    hint: text(
      "Call with the access_token of the app that uploaded the shopping details.",
      "请使用上传购物详情的应用的 access_token 调用。",
    ),
    retryable: false,
    source: "shipping",
  },
  {
    name: "SHOPPING_DETAILS_NOT_UPLOADED",
    code: 268464998,
    when: text(
      "no shopping details were uploaded under this order_key (seen in WeChat's replies, not in its tables)",
      "该 order_key 下未上传购物详情（线上出现，文档未列出）",
    ),
    message: text(
      "the shopping order was not uploaded or does not exist",
      "购物订单未上传或不存在",
    ),
    hint: text(
      "Upload the shopping details first, with the same order_key.",
      "请先以相同的 order_key 上传购物详情。",
    ),
    retryable: false,
    source: "shipping",
  },
] as const satisfies readonly CatalogueRow[];

/** The errors of opening the permission. */
export const OPEN_PERMISSION_ERRORS = [
  {
    name: "OPEN_NOT_ALLOWED_NOW",
    code: 268486612,
    when: text(
      "the permission state does not allow opening: the permission is already open",
      "当前权限状态不允许开通：已开通过",
    ),
    message: text(
      "the current state does not allow opening the shopping order permission",
      "当前状态不允许开通购物订单产品权限",
    ),
    hint: text(
      "It is open already: upload orders, then submit the review.",
      "权限已开通：请上传订单后提交审核。",
    ),
    retryable: false,
    source: "shipping",
  },
  {
    name: "CATEGORY_NOT_OPEN",
    code: 268485215,
    when: text(
      "the app is outside the opened range; for example, its business category is not open",
      "应用不在开放范围内，例如经营类目未开放",
    ),
    message: text("the appid is outside the opened range", "该 appid 不在开放范围内"),
    hint: text(
      "Apply first; the operator sets the app's category_open.",
      "请先申请；运营方可设置应用的 category_open。",
    ),
    retryable: false,
    source: "shipping",
  },
  {
    name: "AGREEMENT_NOT_SIGNED",
    code: 268486640,
    when: text(
      "the merchant has not signed the shopping-order agreement",
      "商户未签署购物订单协议",
    ),
    message: text("the shopping order agreement was not confirmed", "未阅读并确认购物订单协议"),
    hint: text(
      "Send the merchant a new authorisation link; it shows the agreement again.",
      "请让商户扫描新的授权码，授权页会再次展示协议。",
    ),
    retryable: false,
    source: "shipping",
  },
] as const satisfies readonly CatalogueRow[];
