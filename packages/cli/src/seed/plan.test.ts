import { validate } from "@dingdan/client";
import { PERMISSION_STATES } from "@dingdan/contract";
import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "./calendar.js";
import { goodsOf, imageName, TRADES } from "./goods.js";
import {
  combinedShippingOf,
  combinedUploadOf,
  paymentOf,
  refundOf,
  shippingOf,
  uploadOf,
} from "./order-objects.js";
import { planSeed, type SeedPlan } from "./plan.js";
import { richestBuyer } from "./report.js";
import { SLOT_MS, slotsOf } from "./step.js";
import { tileOf } from "./tiles.js";
import { combinedTradeUploadOf, tradeUploadOf } from "./trade-objects.js";
import { isReported, tradeSteps } from "./trade-steps.js";

const START_MS = Date.parse("2026-03-02T10:00:00+08:00");
const OPTIONS = { seed: 1, orders: 2000, apps: 12, days: 14 };
const PLAN = planSeed(OPTIONS, START_MS);
const drawn = ({ shops, orders }: SeedPlan) => JSON.stringify({ shops, orders });

test("the same seed gives the same plan, and another seed another plan", () => {
  expect(drawn(planSeed(OPTIONS, START_MS))).toBe(drawn(PLAN));
  expect(drawn(planSeed({ ...OPTIONS, seed: 2 }, START_MS))).not.toBe(drawn(PLAN));
});

test("order numbers are unique, within one seed and between seeds", () => {
  const numbersOf = ({ orders }: SeedPlan) =>
    orders.flatMap(({ outTradeNo, transactionId, parts }) => [
      outTradeNo,
      transactionId,
      ...parts.flatMap((part) => part.orders.map((order) => order.merchant_order_no)),
    ]);
  const other = planSeed({ ...OPTIONS, seed: 2 }, START_MS);

  const numbers = [...numbersOf(PLAN), ...numbersOf(other)];

  expect(new Set(numbers).size).toBe(numbers.length);
});

test("nothing happens to the shipping of an order after its refund", () => {
  let refunds = 0;
  for (let seed = 1; seed <= 8; seed++) {
    for (const order of planSeed({ ...OPTIONS, seed }, START_MS).orders) {
      const { refund } = order;
      if (refund?.state !== "SUCCESS") continue;
      refunds++;
      for (const { atMs } of tradeSteps(order, Infinity)) {
        expect(atMs, `${order.outTradeNo} of seed ${seed}`).toBeLessThan(refund.atMs);
      }
    }
  }
  expect(refunds).toBeGreaterThan(50);
});

describe("a plan", () => {
  test("has shops in every permission state, of both kinds and of several merchants", () => {
    expect(new Set(PLAN.shops.map(({ ending }) => ending))).toEqual(new Set(PERMISSION_STATES));
    expect(new Set(PLAN.shops.map(({ kind }) => kind)).size).toBe(2);
    expect(new Set(PLAN.shops.flatMap(({ mchids }) => mchids)).size).toBeGreaterThan(5);
    expect(new Set(PLAN.shops.map(({ name }) => name)).size).toBe(12);
  });

  test("adds branches when there are more shops than names", () => {
    const { shops } = planSeed({ ...OPTIONS, apps: 40 }, START_MS);
    expect(new Set(shops.map(({ name }) => name)).size).toBe(40);
    expect(new Set(shops.map(({ appid }) => appid)).size).toBe(40);
  });

  test("has orders of every course, shipment and refund", () => {
    const { orders } = PLAN;
    expect(new Set(orders.map(({ course }) => course)).size).toBe(6);
    expect(new Set(orders.map(({ shipment }) => shipment?.kind)).size).toBe(4);
    expect(new Set(orders.map(({ refund }) => refund?.state)).size).toBe(5);
    expect(new Set(orders.map(({ logisticsType }) => logisticsType)).size).toBe(4);
    expect(orders.some(({ parts }) => parts.length === 3)).toBe(true);
  });

  test("has returning buyers, some of them in several shops", () => {
    const shopsOf = new Map<string, Set<string>>();
    for (const { openid, shop } of PLAN.orders) {
      shopsOf.set(openid, (shopsOf.get(openid) ?? new Set()).add(shop.appid));
    }
    expect([...shopsOf.values()].filter(({ size }) => size > 1).length).toBeGreaterThan(10);
    expect(richestBuyer(PLAN).orders).toBeGreaterThan(20);
  });

  test("has few orders at night and many in the evening", () => {
    const soldAt = (from: number, to: number) =>
      PLAN.orders.filter(({ paidAtMs }) => {
        const hour = new Date(paidAtMs + 8 * HOUR_MS).getUTCHours();
        return hour >= from && hour < to;
      }).length;
    expect(soldAt(19, 22)).toBeGreaterThan(20 * soldAt(2, 5));
    for (const { paidAtMs } of PLAN.orders) {
      expect(paidAtMs).toBeGreaterThanOrEqual(START_MS);
      expect(paidAtMs).toBeLessThan(START_MS + 14 * DAY_MS);
    }
  });
});

test("every upload and shipping keeps the rules of the contract", () => {
  const nowMs = START_MS + DAY_MS;
  for (const order of PLAN.orders) {
    const { appid } = order.shop;
    const isCombined = order.parts.length > 1;
    const faults = [
      isCombined
        ? validate("uploadCombinedShoppingInfo", combinedUploadOf(order, nowMs), { appid })
        : validate("uploadShoppingInfo", uploadOf(order, nowMs), { appid }),
      !isReported(order)
        ? []
        : isCombined
          ? validate("secUploadCombinedShippingInfo", combinedTradeUploadOf(order, nowMs), {
              appid,
            })
          : validate("secUploadShippingInfo", tradeUploadOf(order, nowMs), { appid }),
      order.shipment === null
        ? []
        : isCombined
          ? validate("uploadCombinedShippingInfo", combinedShippingOf(order, nowMs), { appid })
          : validate("uploadShippingInfo", shippingOf(order, nowMs), { appid }),
    ].flat();
    expect(faults, JSON.stringify(order)).toEqual([]);
  }
});

test("an order has 1 to 8 items, and its payment is their sum", () => {
  for (const order of PLAN.orders) {
    const upload = uploadOf(order, START_MS);
    const items = upload.order_list.flatMap(({ item_list: list }) => list);
    for (const { item_list: list } of upload.order_list) {
      expect(list.length).toBeGreaterThanOrEqual(1);
      expect(list.length).toBeLessThanOrEqual(8);
    }
    const sum = items.reduce((total, item) => total + item.unit_price * item.quantity, 0);
    const { amount, sub_orders: subOrders } = paymentOf(order, START_MS);
    const paid = subOrders?.reduce((total, sub) => total + sub.amount.total_amount, 0);
    expect(amount?.total ?? paid).toBe(sum);
  }
});

test("a refund is reported twice: a query shows its start, a notification its end", () => {
  const order = PLAN.orders.find(({ refund }) => refund?.state === "SUCCESS");
  if (order === undefined) throw new Error("no order is refunded");

  expect(refundOf(order, START_MS, true)).toMatchObject({ status: "PROCESSING" });
  expect(refundOf(order, START_MS)).toMatchObject({
    refund_status: "SUCCESS",
    success_time: "2026-03-02T10:00:00+08:00",
  });
});

test("steps are grouped by time slot, without those after the end", () => {
  const step = (atMs: number) => ({ atMs, run: () => Promise.resolve() });
  const [a, b, c, late] = [step(1), step(SLOT_MS - 1), step(SLOT_MS), step(9 * SLOT_MS)];

  expect(slotsOf([c, late, a, b], 9 * SLOT_MS)).toEqual([[a, b], [c]]);
});

test("every product has its own picture", () => {
  const pictures = TRADES.flatMap((trade) =>
    goodsOf(trade).map(({ glyph }, index) => [imageName(trade, index), tileOf(glyph, index)]),
  );
  expect(new Set(pictures.map(([name]) => name)).size).toBe(TRADES.length * 8);
  for (const [, svg] of pictures) expect(svg).toMatch(/^<svg [^>]*>.+<\/svg>\n$/s);
});
