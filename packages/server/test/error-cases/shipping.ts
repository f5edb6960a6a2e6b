import { delivery, parcel, shipping, upload } from "../support/requests.js";
import type { ErrorCases } from "../support/world.js";

const PATH = "/user-order/orders/shippings";
const OPEN_PATH = "/user-order/orders-permission/open";

const SPLIT = { delivery_mode: "SPLIT_DELIVERY" };

/** Produces the errors of logistics and of opening the permission. */
export const SHIPPING_CASES: ErrorCases = {
  DELIVERY_MODE_INVALID: (w) => w.merchant.call(PATH, shipping({ delivery_mode: 0 })),
  SHIPPING_LIST_EMPTY: (w) => w.merchant.call(PATH, shipping({ shipping_list: [] })),
  UNIFIED_DELIVERY_NOT_ONE_PARCEL: (w) =>
    w.merchant.call(PATH, shipping({ shipping_list: [parcel(), parcel()] })),
  TRACKING_NO_MISSING: (w) =>
    w.merchant.call(PATH, shipping(delivery([parcel({ tracking_no: "" })]))),
  EXPRESS_COMPANY_MISSING: (w) =>
    w.merchant.call(PATH, shipping(delivery([parcel({ express_company: undefined })]))),
  UNIFIED_DELIVERY_WITH_ITEMS: (w) =>
    w.merchant.call(
      PATH,
      shipping(delivery([parcel({ item_list: [{ merchant_item_id: "item-1" }] })])),
    ),
  SPLIT_DELIVERY_WITHOUT_ITEMS: (w) => w.merchant.call(PATH, shipping(SPLIT)),
  SHIPPED_ITEM_ID_MISSING: (w) =>
    w.merchant.call(PATH, shipping({ ...SPLIT, shipping_list: [parcel({ item_list: [{}] })] })),
  SHOPPING_DETAILS_NOT_UPLOADED: (w) => w.merchant.call(PATH, shipping()),
  UPLOADER_APPID_DIFFERS: async (w) => {
    const other = await w.platform.register();
    const request = upload();
    await other.upload(request);
    await w.pay(request, { appid: other.appid });
    return w.merchant.call(PATH, shipping({ order_key: request["order_key"] }));
  },
  OPEN_NOT_ALLOWED_NOW: (w) => w.merchant.call(OPEN_PATH),
  CATEGORY_NOT_OPEN: async (w) => {
    const other = await w.platform.register({ isOpen: false });
    await w.platform.admin("PATCH", `/apps/${other.appid}`, { category_open: false });
    return other.call(OPEN_PATH);
  },
  AGREEMENT_NOT_SIGNED: (w) => w.closed.call(OPEN_PATH),
};
