import { describe, expect, test } from "vitest";
import { testSeed } from "../../../test/support/random.js";
import { randomFrom, randomHistory } from "../../../test/ucp/random-orders.js";
import { type PaidOrder, ucpOrder } from "./ucp-order.js";
import type { UcpLineQuantity, UcpOrder } from "./ucp-types.js";

const snapshot = (order: PaidOrder): UcpOrder =>
  ucpOrder(order, { permalinkUrl: "https://orders.example/ucp/o/abc", version: "2026-04-08" });

/** The sums of quantities by line. */
function sums(entries: readonly UcpLineQuantity[]): Map<string, number> {
  const sum = new Map<string, number>();
  for (const { id, quantity } of entries) sum.set(id, (sum.get(id) ?? 0) + quantity);
  return sum;
}

const STATUSES = {
  removed: (total: number) => total === 0,
  fulfilled: (total: number, fulfilled: number) => total > 0 && fulfilled === total,
  partial: (total: number, fulfilled: number) => fulfilled > 0 && fulfilled < total,
  processing: (total: number, fulfilled: number) => total > 0 && fulfilled === 0,
} as const;

describe("under random histories", () => {
  const seed = testSeed();
  const random = randomFrom(seed);
  const histories = Array.from({ length: 400 }, () => randomHistory(random).map(snapshot));

  test(`the log only grows, and no event of it changes (seed ${seed})`, () => {
    for (const history of histories) {
      for (const [index, { fulfillment }] of history.entries()) {
        const before = history[index - 1]?.fulfillment.events ?? [];
        expect(fulfillment.events.slice(0, before.length)).toEqual(before);
      }
    }
  });

  test(`what the log has shipped and not called back is what each line shows (seed ${seed})`, () => {
    for (const { fulfillment, line_items: lines } of histories.flat()) {
      const signed = fulfillment.events.flatMap(({ type, line_items: items }) =>
        items.map(({ id, quantity }) => ({
          id,
          quantity: type === "shipped" ? quantity : -quantity,
        })),
      );
      const net = sums(signed);
      for (const { id, quantity } of lines) expect(net.get(id) ?? 0).toBe(quantity.fulfilled);
    }
  });

  test(`the status follows from the quantities, and these from the adjustments (seed ${seed})`, () => {
    for (const { line_items: lines, adjustments } of histories.flat()) {
      const adjusted = sums(adjustments.flatMap(({ line_items: items = [] }) => items));
      for (const { id, quantity, status } of lines) {
        const { original, total, fulfilled } = quantity;
        expect(STATUSES[status](total, fulfilled)).toBe(true);
        expect(total).toBe(original + (adjusted.get(id) ?? 0));
      }
    }
  });

  test(`the totals add up, and refunds never exceed them (seed ${seed})`, () => {
    for (const { totals, adjustments, line_items: lines } of histories.flat()) {
      const amountOf = (type: string) =>
        totals.filter((row) => row.type === type).reduce((sum, { amount }) => sum + amount, 0);
      const total = amountOf("total");
      expect(amountOf("subtotal") + amountOf("fee") + amountOf("discount")).toBe(total);
      expect(lines.flatMap((line) => line.totals).every(({ amount }) => amount >= 0)).toBe(true);
      const refunded = adjustments
        .filter(({ status }) => status === "completed")
        .reduce((sum, adjustment) => sum + (adjustment.totals[0]?.amount ?? 0), 0);
      expect(refunded).toBeLessThanOrEqual(0);
      expect(-refunded).toBeLessThanOrEqual(total);
    }
  });

  test("reach every status and every kind of event", () => {
    const all = histories.flat();
    const seen = new Set(all.flatMap(({ line_items: lines }) => lines.map(({ status }) => status)));
    const events = new Set(all.flatMap((order) => order.fulfillment.events.map((e) => e.type)));
    // An upload counts whole items, so none is shipped in part.
    expect([...seen].toSorted()).toEqual(["fulfilled", "processing", "removed"]);
    expect([...events].toSorted()).toEqual(["canceled", "shipped"]);
  });
});
