import {
  type ErrorName,
  errorNamed,
  type SHIPPING_MANAGEMENT_OPERATIONS as Operations,
  SHIPPING_MANAGEMENT_OPERATIONS,
} from "@dingdan/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WireReply } from "../support/platform.js";
import type { Loose } from "../support/requests.js";
import {
  COMBINED_TRANSACTION,
  combinedPayment,
  EXPRESS,
  MCHID,
  nextNumber,
  OPENID,
  PAID_SECONDS,
  Shop,
  secCombinedUpload,
  secUpload,
} from "./support/shop.js";

/*
 * Each operation with each of its own codes. An upload of either kind breaks one rule of a valid request,
 * or meets a payment that does not allow it.
 */

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
  await shop.set({ ingestion_seconds: 0 });
});
afterAll(() => shop.close());

type Key = keyof typeof Operations;
type Delivery = Loose & { shipping_list: Loose[] };

const keyOf = (body: Loose) => body["order_key"] as Loose;
/** The delivery of an upload: itself, or its first sub-order. */
const deliveryOf = (body: Loose) =>
  ((body["sub_orders"] as Loose[] | undefined)?.[0] ?? body) as Delivery;
const parcelOf = (body: Loose) => deliveryOf(body).shipping_list[0] as Loose;
const longList = Array.from({ length: 16 }, (_, index) => ({
  ...EXPRESS,
  tracking_no: `YT${index}`,
  item_desc: "雨伞",
}));

/** For each rule of an upload, the change that makes a valid upload break it. */
const DAMAGE: Partial<Record<ErrorName, (body: Loose) => unknown>> = {
  TRADE_ORDER_NUMBER_TYPE_INVALID: (body) => (keyOf(body)["order_number_type"] = 0),
  TRADE_TRANSACTION_ID_EMPTY: (body) => (keyOf(body)["transaction_id"] = ""),
  TRADE_MCHID_EMPTY: (body) =>
    (body["order_key"] = { order_number_type: 1, mchid: "", out_trade_no: "1" }),
  TRADE_OUT_TRADE_NO_EMPTY: (body) =>
    (body["order_key"] = { order_number_type: 1, mchid: MCHID, out_trade_no: "" }),
  TRADE_SUB_ORDER_NUMBER_TYPE_DIFFERS: (body) =>
    (deliveryOf(body)["order_key"] = { order_number_type: 1, mchid: MCHID, out_trade_no: "1" }),
  TRADE_SUB_ORDER_REPEATED: (body) => (body["sub_orders"] as Loose[]).push(deliveryOf(body)),
  TRADE_LOGISTICS_TYPE_INVALID: (body) => (deliveryOf(body)["logistics_type"] = 0),
  TRADE_DELIVERY_MODE_INVALID: (body) => (deliveryOf(body)["delivery_mode"] = 0),
  TRADE_SPLIT_NOT_COURIER: (body) =>
    Object.assign(deliveryOf(body), { delivery_mode: 2, logistics_type: 4 }),
  TRADE_ALL_DELIVERED_MISSING: (body) => (deliveryOf(body)["delivery_mode"] = 2),
  TRADE_UNIFIED_NOT_ONE_PARCEL: (body) => (deliveryOf(body)["shipping_list"] = []),
  TRADE_SHIPPING_LIST_TOO_LONG: (body) =>
    Object.assign(deliveryOf(body), {
      delivery_mode: 2,
      is_all_delivered: true,
      shipping_list: longList,
    }),
  TRADE_TRACKING_NO_EMPTY: (body) => (parcelOf(body)["tracking_no"] = null),
  TRADE_EXPRESS_COMPANY_EMPTY: (body) => (parcelOf(body)["express_company"] = ""),
  TRADE_TRACKING_NO_TOO_LONG: (body) => (parcelOf(body)["tracking_no"] = "1".repeat(129)),
  TRADE_EXPRESS_COMPANY_TOO_LONG: (body) => (parcelOf(body)["express_company"] = "A".repeat(129)),
  TRADE_ITEM_DESC_EMPTY: (body) => (parcelOf(body)["item_desc"] = ""),
  TRADE_ITEM_DESC_TOO_LONG: (body) => (parcelOf(body)["item_desc"] = "伞".repeat(121)),
  TRADE_PARAMETER_ERROR: (body) => (parcelOf(body)["express_company"] = "SF"),
  TRADE_UPLOAD_TIME_INVALID: (body) => (body["upload_time"] = "2026-11-20 10:05:00"),
  TRADE_ORDER_NOT_FOUND: (body) => (keyOf(deliveryOf(body))["transaction_id"] = "4200-unknown"),
  TRADE_PAYER_MISMATCH: (body) => (body["payer"] = { openid: "another" }),
};

/** What happened to the payment before, for the codes that its state decides. */
const BEFORE: Partial<Record<ErrorName, (send: Send, transactionId: string) => Promise<unknown>>> =
  {
    TRADE_ORDER_NOT_SHIPPABLE: async (send, transactionId) => {
      await send({});
      await shop.confirm(OPENID, transactionId);
    },
    TRADE_SHIPPING_UNCHANGED: (send) => send({}),
    TRADE_ALREADY_SHIPPED: (send) => send({}),
    TRADE_RESHIPMENT_SPENT: async (send) => {
      await send({});
      await send({ express_company: "ZTO" }, {}, 1);
    },
  };

/** The call that then gets the code. */
const AFTER: Partial<Record<ErrorName, Parameters<Send>>> = {
  TRADE_ORDER_NOT_SHIPPABLE: [{}, {}, 1],
  TRADE_SHIPPING_UNCHANGED: [{}, {}, 1],
  TRADE_ALREADY_SHIPPED: [
    { express_company: "STO" },
    { delivery_mode: 2, is_all_delivered: false },
    1,
  ],
  TRADE_RESHIPMENT_SPENT: [{ express_company: "STO" }, {}, 2],
};

/** Sends an upload with these changes of its parcel and of its delivery, that many seconds later. */
type Send = (parcel: Loose, delivery?: Loose, seconds?: number) => Promise<WireReply>;

/** A new payment, and valid uploads of it. */
async function newPayment(key: UploadKey): Promise<{
  readonly transactionId: string;
  readonly body: () => Loose;
}> {
  const number = nextNumber();
  if (key === "secUploadShippingInfo") {
    const transactionId = `42000000000000000000${number}`;
    await shop.pay({ transaction_id: transactionId, out_trade_no: `DD-${number}` });
    const order_key = { order_number_type: 2, transaction_id: transactionId };
    return { transactionId, body: () => secUpload({ order_key: { ...order_key }, ...NOW }) };
  }
  const paid = combinedPayment(number, shop.merchant.appid);
  await shop.platform.admin("POST", "/payments", paid);
  const [first] = paid["sub_orders"] as [Loose];
  const transactionId = String(first["transaction_id"]);
  const body = () => secCombinedUpload(`${COMBINED_TRANSACTION}${number}`, [transactionId], NOW);
  return { transactionId, body };
}

const NOW = { upload_time: "2026-11-20T10:00:00+08:00" } as const;

type UploadKey = "secUploadShippingInfo" | "secUploadCombinedShippingInfo";

const post = (key: Key, body: unknown): Promise<WireReply> =>
  shop.merchant.call(SHIPPING_MANAGEMENT_OPERATIONS[key].path, body);

async function uploadReply(key: UploadKey, name: ErrorName): Promise<WireReply> {
  const { transactionId, body } = await newPayment(key);
  const damage = DAMAGE[name];
  if (damage !== undefined) {
    const broken = body();
    damage(broken);
    return post(key, broken);
  }
  const send: Send = (parcel, delivery = {}, seconds = 0) => {
    const sent = body();
    Object.assign(parcelOf(sent), parcel);
    Object.assign(deliveryOf(sent), delivery);
    return post(key, { ...sent, upload_time: `2026-11-20T10:00:0${seconds}+08:00` });
  };
  await BEFORE[name]?.(send, transactionId);
  const [parcel, delivery, seconds] = AFTER[name] ?? [{}];
  return send(parcel, delivery, seconds);
}

/** The calls of the other operations that get each code. */
const CASES: Partial<Record<Key, Partial<Record<ErrorName, () => Promise<WireReply>>>>> = {
  secGetOrder: {
    TRADE_QUERY_INVALID: () => post("secGetOrder", { merchant_id: MCHID }),
    TRADE_ORDER_NOT_FOUND: () => post("secGetOrder", { transaction_id: "4200-unknown" }),
  },
  secGetOrderList: {
    TRADE_QUERY_INVALID: () => post("secGetOrderList", { order_state: 7 }),
    TRADE_LAST_INDEX_INVALID: () => post("secGetOrderList", { last_index: "6aff8f60000000000a" }),
  },
  secNotifyConfirmReceive: {
    TRADE_QUERY_INVALID: () => post("secNotifyConfirmReceive", { transaction_id: "4200-unknown" }),
    TRADE_ORDER_NOT_FOUND: () =>
      post("secNotifyConfirmReceive", { transaction_id: "4200-unknown", received_time: 1 }),
    TRADE_ORDER_NOT_SHIPPED: () => remind(null),
    TRADE_REMINDER_NOT_COURIER: () => remind({ logistics_type: 4 }),
    TRADE_REMINDER_SPENT: async () => {
      const { transaction_id } = await shippedOrder({});
      await post("secNotifyConfirmReceive", { transaction_id, received_time: PAID_SECONDS });
      return post("secNotifyConfirmReceive", { transaction_id, received_time: PAID_SECONDS });
    },
    TRADE_RECEIVED_TIME_INVALID: () => remind({}, PAID_SECONDS * 1000),
  },
  secIsTradeManaged: {
    INVALID_ARGUMENTS: () => post("secIsTradeManaged", {}),
    INVALID_APPID: () => post("secIsTradeManaged", { appid: "wxunknown" }),
  },
  secIsTradeManagementConfirmationCompleted: {
    INVALID_ARGUMENTS: () => post("secIsTradeManagementConfirmationCompleted", { appid: "" }),
    INVALID_APPID: () => post("secIsTradeManagementConfirmationCompleted", { appid: "wxunknown" }),
  },
  secOpSpecialOrder: {
    SPECIAL_ORDER_TYPE_INVALID: () => post("secOpSpecialOrder", { order_id: "1", type: 3 }),
    SPECIAL_ORDER_DELAY_INVALID: async () => {
      const { transaction_id: order_id } = await paidOrder();
      const delay_to = PAID_SECONDS + 15 * 86_400;
      return post("secOpSpecialOrder", { order_id, type: 1, delay_to });
    },
    SPECIAL_ORDER_NOT_FOUND: () => post("secOpSpecialOrder", { order_id: "4200-unknown", type: 2 }),
  },
  secUpdateOrderDetailPath: {
    TRADE_PARAMETER_ERROR: () => post("secUpdateOrderDetailPath", { path: "pages/order" }),
    TRADE_PATH_AGREEMENT_UNSIGNED: async () => {
      await shop.set({ path_agreement_signed: false });
      return post("secUpdateOrderDetailPath", { path: "pages/order?no=${商品订单号}" });
    },
  },
};

async function paidOrder(): Promise<Loose> {
  const { transactionId } = await newPayment("secUploadShippingInfo");
  return { order_number_type: 2, transaction_id: transactionId };
}

async function shippedOrder(changes: Loose): Promise<Loose> {
  const order_key = await paidOrder();
  const reply = await post("secUploadShippingInfo", secUpload({ order_key, ...NOW, ...changes }));
  expect(reply.errcode).toBe(0);
  return order_key;
}

async function remind(shipped: Loose | null, received_time = PAID_SECONDS): Promise<WireReply> {
  const order = shipped === null ? await paidOrder() : await shippedOrder(shipped);
  const { transaction_id } = order;
  return post("secNotifyConfirmReceive", { transaction_id, received_time });
}

const isOwn = (name: ErrorName): boolean =>
  errorNamed(name).source === "shipping-management" || name.startsWith("INVALID_A");

const codesOf = (key: Key): ErrorName[] =>
  (SHIPPING_MANAGEMENT_OPERATIONS[key].errors as readonly ErrorName[]).filter(
    // No upload passes the rules without a description.
    (name) => isOwn(name) && name !== "TRADE_WITHOUT_DESCRIPTION",
  );

const KEYS = Object.keys(SHIPPING_MANAGEMENT_OPERATIONS) as Key[];

describe.each(KEYS.filter((key) => codesOf(key).length > 0))("%s", (key) => {
  test.each(codesOf(key))("answers %s with its text alone", async (name) => {
    const isUpload = key === "secUploadShippingInfo" || key === "secUploadCombinedShippingInfo";
    const reply = isUpload ? await uploadReply(key, name) : await CASES[key]?.[name]?.();
    const { code, message } = errorNamed(name);
    expect(reply).toMatchObject({ errcode: code });
    // Only 10060014 shows what is broken.
    const text = code === 10060014 ? `${message.en}: .+` : message.en;
    expect(reply?.errmsg).toMatch(new RegExp(`^${text} rid: [0-9a-f-]+$`));
  });
});
