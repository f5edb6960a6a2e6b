/** A JSON value that a test may change at will. */
export type Loose = Record<string, unknown>;

let made = 0;

/** A new out_trade_no, so that tests do not collide. */
export const newTradeNumber = (): string => `T-${++made}`;

const LINK = { type: "URL", url: "https://shop.example.com/orders/1" };

export function item(changes: Loose = {}): Loose {
  return {
    merchant_item_id: "item-1",
    name: "保护壳",
    unit_price: 9900,
    quantity: 1,
    item_detail_jump_link: LINK,
    ...changes,
  };
}

export function order(changes: Loose = {}): Loose {
  return {
    merchant_order_no: "order-1",
    order_detail_jump_link: LINK,
    item_list: [item()],
    ...changes,
  };
}

/** A valid upload with a new order number. */
export function upload(changes: Loose = {}): Loose {
  return {
    order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no: newTradeNumber() },
    order_list: [order()],
    payer: { openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
    logistics_type: 1,
    upload_time: "2022-05-20T13:29:35.120+08:00",
    ...changes,
  };
}

/** An upload with one item with these changes. */
export const uploadWithItem = (changes: Loose): Loose =>
  upload({ order_list: [order({ item_list: [item(changes)] })] });

/** An upload with one order with these changes. */
export const uploadWithOrder = (changes: Loose): Loose => upload({ order_list: [order(changes)] });

/** A completed payment for an upload of form 1. */
export function paymentFor(request: Loose, changes: Loose = {}): Loose {
  const key = request["order_key"] as Loose;
  const outTradeNo = (key["out_trade_no"] as string | undefined) ?? newTradeNumber();
  return {
    appid: "wxd678efh567hg6787",
    mchid: "1900000109",
    out_trade_no: outTradeNo,
    transaction_id: (key["transaction_id"] as string | undefined) ?? `42000${outTradeNo}`,
    trade_type: "JSAPI",
    trade_state: "SUCCESS",
    success_time: "2022-05-20T13:29:34+08:00",
    payer: request["payer"],
    amount: { total: 9900, payer_total: 9900, currency: "CNY" },
    ...changes,
  };
}

export function parcel(changes: Loose = {}): Loose {
  return { tracking_no: "ZT0001", express_company: "ZTO", ...changes };
}

/** A delivery in one parcel, or in the given ones. */
export const delivery = (shipping_list: Loose[] = [parcel()]): Loose => ({
  delivery_mode: "UNIFIED_DELIVERY",
  shipping_list,
});

/** A valid upload of logistics. */
export function shipping(changes: Loose = {}): Loose {
  return {
    order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no: newTradeNumber() },
    ...delivery(),
    upload_time: "2022-05-20T13:40:00+08:00",
    ...changes,
  };
}

/** The key of a sub-order; its merchant number may be a sub-merchant's. */
export const subKey = (out_trade_no = newTradeNumber()): Loose => ({
  order_number_type: 1,
  mchid: "1900000555",
  out_trade_no,
});

/** An upload for a combined payment of two sub-orders. */
export function combinedUpload(changes: Loose = {}): Loose {
  return {
    order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no: newTradeNumber() },
    sub_orders: ["a", "b"].map((name) =>
      Object.assign({ order_key: subKey(), logistics_type: 1 }, order({ merchant_order_no: name })),
    ),
    payer: { openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
    upload_time: "2022-05-20T13:29:35.120+08:00",
    ...changes,
  };
}

/** A completed combined payment for such an upload. */
export function combinedPaymentFor(request: Loose): Loose {
  const key = request["order_key"] as Loose;
  const subOrders = request["sub_orders"] as { order_key: Loose }[];
  return {
    combine_appid: "wxd678efh567hg6787",
    combine_mchid: key["mchid"],
    combine_out_trade_no: key["out_trade_no"],
    combine_payer_info: request["payer"],
    sub_orders: subOrders.map(({ order_key }, index) => ({
      mchid: order_key["mchid"],
      out_trade_no: order_key["out_trade_no"],
      transaction_id: `42${newTradeNumber()}`,
      trade_type: "JSAPI",
      trade_state: "SUCCESS",
      success_time: `2022-05-20T13:29:3${index}+08:00`,
      amount: { total_amount: 9900, payer_amount: 9900, currency: "CNY" },
    })),
  };
}
