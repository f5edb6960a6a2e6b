import {
  item,
  type Loose,
  order,
  upload,
  uploadWithItem,
  uploadWithOrder,
} from "../support/requests.js";
import type { ErrorCases } from "../support/world.js";

const withKey = (order_key: Loose) => upload({ order_key });
const withOrderLink = (link: unknown) => uploadWithOrder({ order_detail_jump_link: link });

export const SHOPPING_ORDER_CASES: ErrorCases = {
  SHOPPING_ORDER_PERMISSION_CLOSED: (w) => w.closed.upload(upload()),
  REVIEW_PERMISSION_NOT_OPENED: (w) => w.closed.confirm(),
  ORDER_NUMBER_TYPE_INVALID: (w) => w.merchant.upload(withKey({ order_number_type: 3 })),
  TRANSACTION_ID_MISSING: (w) => w.merchant.upload(withKey({ order_number_type: 2 })),
  MCHID_MISSING: (w) =>
    w.merchant.upload(withKey({ order_number_type: 1, mch_id: "1900000109", out_trade_no: "T" })),
  OUT_TRADE_NO_MISSING: (w) =>
    w.merchant.upload(withKey({ order_number_type: 1, mchid: "1900000109", out_trade_no: "" })),
  MCHID_INVALID: (w) =>
    w.merchant.upload(withKey({ order_number_type: 1, mchid: "1900000110", out_trade_no: "T" })),
  ORDER_LIST_EMPTY: (w) => w.merchant.upload(upload({ order_list: [] })),
  MERCHANT_ORDER_NO_MISSING: (w) => w.merchant.upload(uploadWithOrder({ merchant_order_no: "" })),
  MERCHANT_ORDER_NO_REPEATED: (w) => w.merchant.upload(upload({ order_list: [order(), order()] })),
  LINK_TYPE_INVALID: (w) => w.merchant.upload(withOrderLink({ type: 0, url: "https://a.cn" })),
  LINK_APPID_MISSING: (w) => w.merchant.upload(withOrderLink(w.miniProgram({ appid: "" }))),
  LINK_PATH_MISSING: (w) => w.merchant.upload(withOrderLink(w.miniProgram({ path: undefined }))),
  LINK_URL_MISSING: (w) => w.merchant.upload(withOrderLink({ type: 1 })),
  LINK_APPID_NOT_CALLERS: (w) =>
    w.merchant.upload(withOrderLink(w.miniProgram({ appid: "wxother" }))),
  LINK_APPID_NOT_MINI_PROGRAM: (w) =>
    w.officialAccount.upload(withOrderLink(w.miniProgram({ appid: w.officialAccount.appid }))),
  ITEM_LIST_EMPTY: (w) => w.merchant.upload(uploadWithOrder({ item_list: [] })),
  ITEM_NAME_MISSING: (w) => w.merchant.upload(uploadWithItem({ name: "" })),
  UNIT_PRICE_MISSING: (w) => w.merchant.upload(uploadWithItem({ unit_price: null })),
  QUANTITY_MISSING: (w) => w.merchant.upload(uploadWithItem({ quantity: 0 })),
  IMAGE_URL_EMPTY: (w) =>
    w.merchant.upload(uploadWithItem({ image_url: ["https://a.cn/1.png", ""] })),
  ITEM_DETAIL_JUMP_LINK_MISSING: (w) =>
    w.merchant.upload(uploadWithItem({ item_detail_jump_link: undefined })),
  LINK_TYPES_DIFFER: (w) =>
    w.merchant.upload(uploadWithItem({ item_detail_jump_link: w.miniProgram() })),
  LINK_APPIDS_DIFFER: (w) =>
    w.merchant.upload(
      uploadWithOrder({
        order_detail_jump_link: w.miniProgram(),
        item_list: [item({ item_detail_jump_link: w.miniProgram({ appid: "wxother" }) })],
      }),
    ),
  MERCHANT_ITEM_ID_REPEATED: (w) =>
    w.merchant.upload(uploadWithOrder({ item_list: [item(), item()] })),
  OPENID_MISSING: (w) => w.merchant.upload(upload({ payer: {} })),
  OPENID_UNDECODABLE: (w) => w.merchant.upload(upload({ payer: { openid: "not base64url!" } })),
  OPENID_ZERO: (w) => w.merchant.upload(upload({ payer: { openid: "AAAAAAAAAAAA" } })),
  LOGISTICS_TYPE_INVALID: (w) => w.merchant.upload(upload({ logistics_type: 5 })),
  UPLOAD_TIME_MISSING: (w) => w.merchant.upload(upload({ upload_time: "" })),
  UPLOAD_TIME_INVALID: (w) =>
    w.merchant.upload(upload({ upload_time: "2022-05-20T13:29:35.120 08:00" })),
  PARAMETER_ERROR: (w) => w.merchant.upload(uploadWithItem({ name: "长".repeat(257) })),
};
