import type { TradeDelivery } from "@dingdan/contract";
import { describe, expect, test } from "vitest";
import { refundTrade } from "./changes.js";
import { aDelivery, anIncomingUpload, aParcel, aTradeOrder, PAID_AT_MS } from "./samples.js";
import { TRADE_STATE, type TradeOrder } from "./trade-order.js";
import { decideTradeUpload, type IncomingTradeUpload } from "./upload.js";

const SECOND_MS = 1000;
const START_MS = PAID_AT_MS + 3_600_000;

/** Uploads deliveries one after another, and returns the last decision and the order. */
function play(
  deliveries: readonly TradeDelivery[],
  order: TradeOrder = aTradeOrder(),
): { readonly order: TradeOrder; readonly answers: readonly string[]; readonly pushes: number } {
  let current = order;
  let pushes = 0;
  const answers = deliveries.map((delivery, index) => {
    const incoming = anIncomingUpload(START_MS + index * SECOND_MS, [delivery]);
    const decision = decideTradeUpload([current], incoming);
    if (decision.kind === "refused") return `${decision.error} ${decision.cause}`;
    current = decision.orders[0] as TradeOrder;
    pushes += decision.messages.length;
    return "stored";
  });
  return { order: current, answers, pushes };
}

const part = (trackingNo: string, isAllDelivered: boolean) =>
  aDelivery({
    delivery_mode: 2,
    is_all_delivered: isAllDelivered,
    shipping_list: [aParcel({ tracking_no: trackingNo })],
  });

describe("an upload", () => {
  test("ships the order, starts its timer and notifies the app", () => {
    const { order, pushes } = play([aDelivery()]);
    expect(order).toMatchObject({ state: TRADE_STATE.SHIPPED, shippedAtMs: START_MS });
    expect(order.shipping).toMatchObject({ isFinished: true, finishCount: 1 });
    expect(pushes).toBe(1);
  });

  test("in parts adds parcels, and ships the order with the last one", () => {
    const { order, answers } = play([part("A", false), part("B", false), part("C", true)]);
    expect(answers).toEqual(["stored", "stored", "stored"]);
    expect(order.state).toBe(TRADE_STATE.SHIPPED);
    expect(order.shipping?.parcels.map((parcel) => parcel.tracking_no)).toEqual(["A", "B", "C"]);
  });

  test("of a parcel with the same number and carrier replaces its entry", () => {
    const described = aDelivery({
      delivery_mode: 2,
      is_all_delivered: false,
      shipping_list: [aParcel({ tracking_no: "A", item_desc: "雨靴*1" })],
    });
    const { order } = play([part("A", false), part("B", false), described]);
    expect(order.shipping?.parcels.map((parcel) => parcel.item_desc)).toEqual(["雨靴*1", "雨伞*1"]);
    expect(order.state).toBe(TRADE_STATE.UNSHIPPED);
  });

  test("keeps every entry of a parcel that is sent as two", () => {
    const asTwo = (...goods: string[]) =>
      aDelivery({
        delivery_mode: 2,
        is_all_delivered: false,
        shipping_list: goods.map((item_desc) => aParcel({ tracking_no: "A", item_desc })),
      });
    const goodsAfter = (...deliveries: TradeDelivery[]) =>
      play(deliveries).order.shipping?.parcels.map((parcel) => parcel.item_desc);
    expect(goodsAfter(asTwo("雨伞"), asTwo("雨伞", "雨靴"))).toEqual(["雨伞", "雨靴"]);
    expect(goodsAfter(asTwo("雨伞", "雨靴"), asTwo("帽子", "手套"))).toEqual(["帽子", "手套"]);
  });
});

const twice = (one: string, other: string) =>
  aDelivery({
    delivery_mode: 2,
    shipping_list: [one, other].map((tracking_no) => aParcel({ tracking_no })),
  });
const again = aDelivery({ shipping_list: [aParcel({ tracking_no: "NEW" })] });
const third = aDelivery({ shipping_list: [aParcel({ tracking_no: "THIRD" })] });
const fifteen = aDelivery({
  delivery_mode: 2,
  is_all_delivered: false,
  shipping_list: Array.from({ length: 15 }, (_, index) => aParcel({ tracking_no: `P${index}` })),
});

describe("a further upload", () => {
  test.each([
    ["identical", [aDelivery(), aDelivery()], "TRADE_SHIPPING_UNCHANGED already_stored"],
    [
      "the last part, again",
      [part("A", false), part("B", true), part("B", true)],
      "TRADE_SHIPPING_UNCHANGED already_stored",
    ],
    [
      "a part, again",
      [part("A", false), part("A", false)],
      "TRADE_SHIPPING_UNCHANGED already_stored",
    ],
    ["the re-shipment", [aDelivery(), again], "stored"],
    [
      "a second re-shipment",
      [aDelivery(), again, third],
      "TRADE_RESHIPMENT_SPENT reshipment_spent",
    ],
    [
      "the re-shipment, identical",
      [aDelivery(), again, again],
      "TRADE_SHIPPING_UNCHANGED already_stored",
    ],
    [
      "a list without one of the parcels, which names another twice",
      [twice("A", "B"), twice("A", "A")],
      "stored",
    ],
    ["another mode before the end", [part("A", false), aDelivery()], "stored"],
    [
      "another mode twice",
      [part("A", false), aDelivery(), part("A", true)],
      "TRADE_RESHIPMENT_SPENT reshipment_spent",
    ],
    ["another logistics type", [aDelivery(), aDelivery({ logistics_type: 2 })], "stored"],
    [
      "a part of a complete order",
      [part("A", true), part("B", false)],
      "TRADE_ALREADY_SHIPPED finished",
    ],
    [
      "a sixteenth parcel",
      [fifteen, part("B", false)],
      "TRADE_SHIPPING_LIST_TOO_LONG too_many_parcels",
    ],
  ] as const)("%s", (_, deliveries, answer) => {
    expect(play(deliveries).answers.at(-1)).toBe(answer);
  });

  test("counts as the second completion when it is the re-shipment, and replaces the list", () => {
    const { order, pushes } = play([part("A", false), part("B", true), part("C", true)]);
    expect(order.shipping).toMatchObject({ finishCount: 2, isReshipped: true });
    expect(order.shipping?.parcels.map((parcel) => parcel.tracking_no)).toEqual(["C"]);
    expect(order.shippedAtMs).toBe(START_MS + 2 * SECOND_MS);
    expect(pushes).toBe(2);
  });
});

describe("the first fault decides, in the order of the answers", () => {
  const shipped = play([aDelivery()]).order;
  const spent = play([aDelivery(), again]).order;
  const laterMs = START_MS + 60 * SECOND_MS;
  const upload = (changes: Partial<IncomingTradeUpload> = {}, openid = "buyer") => ({
    ...anIncomingUpload(laterMs, [third], { openid }),
    ...changes,
  });
  test.each<[string, TradeOrder, IncomingTradeUpload]>([
    ["TRADE_ORDER_NOT_FOUND too_early", aTradeOrder({ visibleAtMs: laterMs + 1 }), upload({}, "x")],
    [
      "TRADE_ORDER_NOT_FOUND devtools_payment",
      aTradeOrder({ unmanagedReason: "devtools_payment" }),
      upload({}, "x"),
    ],
    ["TRADE_PAYER_MISMATCH other_payer", refundTrade(shipped, laterMs), upload({}, "x")],
    ["TRADE_ORDER_NOT_SHIPPABLE refunded", refundTrade(shipped, laterMs), upload()],
    ["TRADE_UPLOAD_TIME_INVALID not_newer", spent, upload({ uploadTimeMs: START_MS })],
    ["TRADE_UPLOAD_TIME_INVALID clock_ahead", spent, upload({ uploadTimeMs: laterMs + 60_001 })],
    ["TRADE_RESHIPMENT_SPENT reshipment_spent", spent, upload({ uploadTimeMs: laterMs + 60_000 })],
  ])("%s", (answer, order, incoming) => {
    const decision = decideTradeUpload([order], incoming);
    expect(decision.kind === "refused" && `${decision.error} ${decision.cause}`).toBe(answer);
  });
});

describe("an upload for a combined payment", () => {
  const combination = { mchid: "1900000109", outTradeNo: "MAIN", transactionId: null };
  const main = { kind: "merchant", mchid: "1900000109", out_trade_no: "MAIN" } as const;
  const one = aTradeOrder({ transactionId: "T1", combination });
  const two = aTradeOrder({ transactionId: "T2", combination });
  const of = (id: string, path: string) =>
    aDelivery({ order_key: { kind: "transaction", transaction_id: id }, path });
  const decide = (orders: readonly TradeOrder[], ...deliveries: TradeDelivery[]) =>
    decideTradeUpload(orders, anIncomingUpload(START_MS, deliveries, { combined_key: main }));

  test("ships the sub-orders that it names", () => {
    const decision = decide([one, two], of("T2", "sub_orders[0]."));
    expect(decision).toMatchObject({
      kind: "stored",
      orders: [{ transactionId: "T2", state: TRADE_STATE.SHIPPED }],
    });
  });

  test("stores nothing when one of them cannot be shipped", () => {
    const decision = decide(
      [one, refundTrade(two, START_MS)],
      of("T1", "sub_orders[0]."),
      of("T2", "sub_orders[1]."),
    );
    expect(decision).toEqual({
      kind: "refused",
      error: "TRADE_ORDER_NOT_SHIPPABLE",
      path: "sub_orders[1].order_key",
      cause: "refunded",
    });
  });

  test("does not find an ordinary payment", () => {
    const ordinary = aTradeOrder({ outTradeNo: "MAIN" });
    expect(decide([ordinary], of("T1", "sub_orders[0]."))).toMatchObject({
      error: "TRADE_ORDER_NOT_FOUND",
      cause: "not_combined",
    });
  });
});
