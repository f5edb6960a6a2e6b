import { expect, test } from "vitest";
import { dueTexts } from "./clock-texts.js";

const now = "2026-12-01T00:00:00.000Z";

test("a move of the clock names only what fell due", () => {
  const advanced = {
    now,
    reviews_finished: 1,
    orders_timed_out: 0,
    trade_orders_confirmed: 3,
    trade_orders_settled: 2,
    trade_orders_reminded: 4,
  };
  expect(dueTexts(advanced)).toEqual({
    en: "reviews finished: 1; receipts confirmed: 3; payments settled: 2; reminders to ship: 4",
    zh: "完成审核 1 项，自动确认收货 3 笔，已结算 2 笔，发货提醒 4 次",
  });
});

test("a move of the clock by which nothing fell due says so", () => {
  const advanced = { now, reviews_finished: 0, orders_timed_out: 0 };
  expect(dueTexts(advanced).en).toBe("nothing fell due");
});
