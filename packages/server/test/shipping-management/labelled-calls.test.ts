import { describe, expect, test } from "vitest";
import type { LabelledCall } from "./labelled/labelled-call.js";
import { LABELLED_CALLS } from "./labelled-calls.js";

/** The causes of §14 for 10060001. */
const CAUSES_OF_UNKNOWN_PAYMENTS = [
  "too_early",
  "devtools_payment",
  "before_authorization",
  "foreign_currency",
  "not_mini_program",
  "wrong_app",
  "sub_merchant",
  "not_a_transaction_id",
  "swapped_key",
  "combined_endpoint",
] as const;

const shapesOf = (isWanted: (call: LabelledCall) => boolean): Set<string> =>
  new Set(LABELLED_CALLS.filter(isWanted).map(({ shape }) => shape));

describe("the labelled calls", () => {
  test("are at least 66, each with its own name", () => {
    expect(LABELLED_CALLS.length).toBeGreaterThanOrEqual(66);
    expect(new Set(LABELLED_CALLS.map(({ id }) => id)).size).toBe(LABELLED_CALLS.length);
  });

  test.each(CAUSES_OF_UNKNOWN_PAYMENTS)("show %s in two clients' shapes", (cause) => {
    const shapes = shapesOf((call) => call.cause === cause && call.errcode === 10060001);
    expect(shapes.size).toBeGreaterThanOrEqual(2);
  });

  test("come from seven kinds of clients", () => {
    expect(shapesOf(() => true).size).toBe(7);
  });
});
