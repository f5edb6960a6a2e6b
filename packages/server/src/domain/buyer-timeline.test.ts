import { expect, test } from "vitest";
import { buyerTimeline } from "./buyer-timeline.js";

test("a buyer sees the events of the order, not those of the merchant's upload", () => {
  const shown = buyerTimeline(
    [
      { atMs: 2, event: "uploaded" },
      { atMs: 3, event: "payment_received" },
      { atMs: 3, event: "mismatched", detail: "the uploaded openid is not the payer's" },
      { atMs: 4, event: "replaced" },
      { atMs: 5, event: "matched" },
      { atMs: 6, event: "shipped", detail: "SF SF1234567890" },
      { atMs: 7, event: "shipping_replaced" },
    ],
    1,
    { shippedAtMs: 6, refundedAtMs: null },
  );
  expect(shown).toEqual([
    { atMs: 1, event: "paid" },
    { atMs: 5, event: "ordered" },
    { atMs: 6, event: "shipped" },
    { atMs: 7, event: "shipping_replaced" },
  ]);
});
