import { expect, test } from "vitest";
import {
  spanChanges,
  spanKindOf,
  spanOf,
  statusChanges,
} from "../console/src/orders/order-span.js";

const NONE = { from: undefined, to: undefined, refunded_from: undefined, refunded_to: undefined };
const TODAY = "2026-11-30T00:00:00.000Z";

test("a span means the time of the refund in the lists of refunds, and first arrival in all others", () => {
  for (const status of ["refunded", "partly_refunded", "refund_in_progress"]) {
    expect(spanKindOf({ status }), status).toBe("refunded");
  }
  for (const status of [undefined, "to_ship", "needs_attention"]) {
    expect(spanKindOf({ ...(status && { status }) }), status).toBe("received");
  }
});

test("the time that the person chose, or that the address names, comes before the list's usual one", () => {
  expect(spanKindOf({}, "refunded")).toBe("refunded");
  expect(spanKindOf({ status: "refunded" }, "received")).toBe("received");
  expect(spanKindOf({ refunded_to: TODAY }, "received")).toBe("refunded");
  expect(spanKindOf({ status: "refunded", from: TODAY })).toBe("received");
  expect(spanOf({ refunded_from: TODAY }, "refunded")).toEqual({ from: TODAY, to: undefined });
});

test("a chosen span replaces the one of the other time", () => {
  const span = { from: TODAY, to: undefined };
  expect(spanChanges("refunded", span)).toEqual({ ...NONE, refunded_from: TODAY });
  expect(spanChanges("received", span)).toEqual({ ...NONE, from: TODAY });
});

test("a change of the list keeps the span, as the time that the new list is about", () => {
  expect(statusChanges({ from: TODAY }, "refunded")).toEqual({
    ...NONE,
    status: "refunded",
    refunded_from: TODAY,
  });
  const refunded = { status: "refunded", refunded_from: TODAY };
  expect(statusChanges(refunded, "to_ship")).toEqual({ ...NONE, status: "to_ship", from: TODAY });
  expect(statusChanges(refunded, undefined)).toEqual({
    ...NONE,
    status: undefined,
    refunded_from: TODAY,
  });
});
