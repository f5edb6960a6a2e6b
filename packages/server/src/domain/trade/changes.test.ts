import { describe, expect, test } from "vitest";
import {
  advance,
  closeComplaint,
  confirm,
  confirmAsBuyer,
  openComplaint,
  refundTrade,
  type TradeChange,
} from "./changes.js";
import { TRADE_MOVES, type TradeMoveName } from "./moves.js";
import { aShipment, aTradeOrder, PAID_AT_MS, shippedOrder } from "./samples.js";
import { decideSpecialOrder, PRESALE_MAX_MS, PRESALE_MIN_MS } from "./special-order.js";
import { COURIER_CONFIRM_MS, OTHER_CONFIRM_MS, REMIND_SHIPPING_MS } from "./timers.js";
import { TRADE_STATE, type TradeOrder, type TradeState } from "./trade-order.js";

const NOW_MS = PAID_AT_MS + 3_600_000;
const AT_ONCE = { settleSeconds: 0 };
const LATER = { settleSeconds: 60 };

/** An order that came to each state as a platform brings it there. */
function orderIn(state: TradeState): TradeOrder {
  const shipped = shippedOrder(NOW_MS);
  switch (state) {
    case TRADE_STATE.UNSHIPPED:
      return aTradeOrder();
    case TRADE_STATE.SHIPPED:
      return shipped;
    case TRADE_STATE.CONFIRMED:
      return confirm(shipped, "buyer", LATER, NOW_MS).order;
    case TRADE_STATE.UNSETTLED:
      return confirm(openComplaint(shipped, NOW_MS).order, "buyer", LATER, NOW_MS).order;
    case TRADE_STATE.SETTLED:
      return confirm(shipped, "buyer", AT_ONCE, NOW_MS).order;
    case TRADE_STATE.REFUNDED:
      return refundTrade(shipped, NOW_MS);
  }
}

const STATES = Object.values(TRADE_STATE);

/** Makes a move without regard to whether the state allows it. Uploads have a test of their own. */
const MAKE: Record<Exclude<TradeMoveName, "ship" | "reship">, (order: TradeOrder) => TradeOrder> = {
  confirm: (order) => confirm(order, "buyer", LATER, NOW_MS).order,
  confirmInComplaint: (order) =>
    confirm({ ...order, isInComplaint: true }, "buyer", LATER, NOW_MS).order,
  complain: (order) => openComplaint(order, NOW_MS).order,
  settle: (order) =>
    order.state === TRADE_STATE.CONFIRMED ? advance(order, LATER, true).order : order,
  settleAfterComplaint: (order) => closeComplaint(order, NOW_MS).order,
  refund: (order) => refundTrade(order, NOW_MS),
};

describe.each(Object.keys(MAKE) as (keyof typeof MAKE)[])("the move %s", (name) => {
  const { from, to } = TRADE_MOVES[name] as { from: readonly TradeState[]; to: TradeState };
  test.each(STATES)("from state %i", (state) => {
    const order = orderIn(state);
    expect(order.state).toBe(state);
    const { state: after } = MAKE[name](order);
    expect(after).toBe(from.includes(state) ? to : state);
  });
});

describe("the automatic confirmation", () => {
  test.each([
    ["a courier's parcels", 1, COURIER_CONFIRM_MS],
    ["a delivery in the city", 2, OTHER_CONFIRM_MS],
    ["virtual goods", 3, OTHER_CONFIRM_MS],
    ["goods that are picked up", 4, OTHER_CONFIRM_MS],
  ] as const)("of %s comes in time", (_, logisticsType, afterMs) => {
    const order = shippedOrder(NOW_MS, { ...aShipment(), logisticsType });
    expect(order.dueAtMs).toBe(NOW_MS + afterMs);
    const { order: settled, messages } = advance(order, AT_ONCE, true);
    expect(settled).toMatchObject({
      state: TRADE_STATE.SETTLED,
      confirmMethod: "automatic",
      confirmedAtMs: NOW_MS + afterMs,
      settledAtMs: NOW_MS + afterMs,
      dueAtMs: null,
    });
    expect(new Map(messages[0]?.members).get("confirm_receive_method")).toBe(1);
  });

  test("waits while a complaint is open, and then for the rest of its time", () => {
    const order = shippedOrder(NOW_MS);
    const dayMs = 24 * 3_600_000;
    const complained = openComplaint(order, NOW_MS + dayMs).order;
    expect(complained.dueAtMs).toBeNull();
    const closed = closeComplaint(complained, NOW_MS + 20 * dayMs).order;
    expect(closed.dueAtMs).toBe(NOW_MS + 20 * dayMs + COURIER_CONFIRM_MS - dayMs);
  });

  test("is not before the end of a complaint, however late the complaint was opened", () => {
    const lateMs = NOW_MS + COURIER_CONFIRM_MS + 60_000;
    const complained = openComplaint(shippedOrder(NOW_MS), lateMs).order;
    expect(closeComplaint(complained, lateMs + 1000).order.dueAtMs).toBe(lateMs + 1000);
  });
});

describe("a complaint", () => {
  test("is opened from the moment on at which the payment is visible", () => {
    const order = aTradeOrder();
    expect(openComplaint(order, order.visibleAtMs - 1).order.isInComplaint).toBe(false);
    expect(openComplaint(order, order.visibleAtMs).order.isInComplaint).toBe(true);
  });
});

describe("in the last days of the year 9999", () => {
  const lastMs = Date.parse("9999-12-31T23:59:59.999Z");

  test("whatever would come later is at the last instant that a reply can show", () => {
    const order = aTradeOrder({ paidAtMs: lastMs - 1, visibleAtMs: lastMs });
    expect(order.dueAtMs).toBe(lastMs);
    const shipped = shippedOrder(lastMs - 2);
    expect([shipped.confirmDueAtMs, shipped.dueAtMs]).toEqual([lastMs, lastMs]);
    expect(confirm(shipped, "buyer", LATER, lastMs - 1).order.settleDueAtMs).toBe(lastMs);
    const complained = openComplaint(shippedOrder(lastMs - REMIND_SHIPPING_MS), lastMs - 1).order;
    expect(closeComplaint({ ...complained, confirmLeftMs: 9 }, lastMs).order.dueAtMs).toBe(lastMs);
  });

  test("a pre-sale cannot end after them", () => {
    const order = aTradeOrder({ paidAtMs: lastMs - PRESALE_MAX_MS });
    const declare = (delayToMs: number) =>
      decideSpecialOrder(order, { kind: "presale", delayToMs }, lastMs - PRESALE_MAX_MS);
    expect(declare(lastMs).kind).toBe("declared");
    const later = decideSpecialOrder(
      { ...order, paidAtMs: lastMs - PRESALE_MIN_MS },
      { kind: "presale", delayToMs: lastMs + 1 },
      lastMs,
    );
    expect(later).toMatchObject({ error: "SPECIAL_ORDER_DELAY_INVALID", path: "delay_to" });
  });

  test("takes the place of the one before it in the timeline, however often it is repeated", () => {
    let order = aTradeOrder();
    for (let days = 20; days < 60; days++) {
      const delayToMs = PAID_AT_MS + days * 86_400_000;
      const declared = decideSpecialOrder(order, { kind: "presale", delayToMs }, NOW_MS + days);
      if (declared.kind === "declared") ({ order } = declared);
    }
    const added = order.events.slice(aTradeOrder().events.length);
    expect(added).toEqual([
      {
        kind: "special",
        atMs: NOW_MS + 59,
        facts: { type: 1, delay_to: PAID_AT_MS / 1000 + 59 * 86_400 },
      },
    ]);
  });
});

describe("the settlement", () => {
  test("waits for the app's settlement time", () => {
    const { order, messages } = confirm(shippedOrder(NOW_MS), "buyer", LATER, NOW_MS);
    expect([order.state, order.dueAtMs, messages]).toEqual([
      TRADE_STATE.CONFIRMED,
      NOW_MS + 60_000,
      [],
    ]);
    const settled = advance(order, LATER, true);
    expect(settled.order.state).toBe(TRADE_STATE.SETTLED);
    expect(Object.fromEntries(settled.messages[0]?.members ?? [])).toMatchObject({
      confirm_receive_method: 2,
      confirm_receive_time: Math.floor(NOW_MS / 1000),
      settlement_time: Math.floor(NOW_MS / 1000) + 60,
    });
  });
});

describe("the reminder of the merchant", () => {
  const remind = (order: TradeOrder, hasShippedBefore: boolean): TradeChange =>
    advance(order, AT_ONCE, hasShippedBefore);

  test("comes 48 hours after the payment, once, when the app has shipped before", () => {
    const order = aTradeOrder();
    expect(order.dueAtMs).toBe(PAID_AT_MS + REMIND_SHIPPING_MS);
    const reminded = remind(order, true);
    expect(reminded.messages.map(({ event }) => event)).toEqual(["trade_manage_remind_shipping"]);
    expect(reminded.order.dueAtMs).toBeNull();
  });

  test("does not come to an app that has never shipped", () => {
    const { order, messages } = remind(aTradeOrder(), false);
    expect([order.dueAtMs, messages]).toEqual([null, []]);
  });
});

describe("the component of the buyer's receipt", () => {
  test.each([
    ["succeeds for the payer of a shipped order", shippedOrder(NOW_MS), "buyer", "success"],
    ["fails for another user", shippedOrder(NOW_MS), "stranger", "fail"],
    ["fails for an unknown order", null, "buyer", "fail"],
    ["is cancelled before the shipping", aTradeOrder(), "buyer", "cancel"],
    ["is cancelled after the settlement", orderIn(TRADE_STATE.SETTLED), "buyer", "cancel"],
  ])("%s", (_, order, openid, status) => {
    const { result, change } = confirmAsBuyer(order, openid, LATER, NOW_MS);
    expect(result.status).toBe(status);
    expect(change === null).toBe(status !== "success");
  });
});
