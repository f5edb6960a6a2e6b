import type { BuyerOrderRepresentation, Money, ShipmentRepresentation } from "@dingdan/contract";

export const money = (amount_minor: number, currency = "CNY"): Money => ({
  amount_minor,
  currency,
});

const LINK = { type: 1, url: "https://shop.example.com/orders/1" };

/** A paid order for ¥19.90, of which nothing is shipped. */
const ORDER: BuyerOrderRepresentation = {
  id: "order-id",
  appid: "wx1",
  merchant_name: "茶舍",
  state: "to_ship",
  statuses: ["to_ship"],
  paid_at: "2026-11-20T02:00:00.000Z",
  amount: money(1_990),
  payer_amount: money(1_990),
  amount_fen: 1_990,
  transaction_id: "4200",
  out_trade_no: "T-1",
  logistics_type: 1,
  needs_parcel: true,
  item_count: 1,
  order_list: [
    {
      merchant_order_no: "D-1",
      order_detail_jump_link: LINK,
      item_list: [{ name: "茶", unit_price: 1_990, quantity: 1, item_detail_jump_link: LINK }],
    },
  ],
  refunds: [],
  parcels: [],
  timeline: [{ at: "2026-11-20T02:00:00.000Z", event: "paid" }],
};

type Absent = "payer_amount" | "transaction_id" | "out_trade_no";

/** The order with other facts, and without those that are named. */
export function buyerOrder(
  facts: Partial<BuyerOrderRepresentation> = {},
  ...absent: readonly Absent[]
): BuyerOrderRepresentation {
  const order = { ...ORDER, ...facts };
  for (const name of absent) delete order[name];
  return order;
}

export const PARCEL = {
  express_company: "SF",
  carrier_name: "顺丰速运",
  tracking_no: "SF1",
  items: ["茶"],
};

/** The payment of {@link buyerOrder} as shipping information management shows it, shipped. */
export const SHIPMENT: ShipmentRepresentation = {
  transaction_id: "4200",
  appid: "wx1",
  merchant_name: "茶舍",
  out_trade_no: "T-1",
  amount: money(1_990),
  paid_at: "2026-11-20T02:00:00.000Z",
  state_name: "shipped",
  in_complaint: false,
  description: "茶",
  logistics_type: 1,
  is_shipped: true,
  shipped_at: "2026-11-20T03:00:00.000Z",
  can_confirm: false,
  parcels: [{ ...PARCEL, item_desc: "茶" }],
};
