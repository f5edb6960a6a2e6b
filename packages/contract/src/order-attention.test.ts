import { describe, expect, test } from "vitest";
import {
  ATTENTION_REASONS,
  ATTENTION_TABLE,
  type AttentionFacts,
  type AttentionReason,
  attentionExplanation,
  attentionReasons,
  attentionWords,
} from "./order-attention.js";

const FINE: AttentionFacts = {
  match: "matched",
  mismatch: null,
  refund: "none",
  isContradicted: false,
  isAppApproved: true,
  isLate: false,
};

const mismatched = (mismatch: AttentionFacts["mismatch"]): Partial<AttentionFacts> => ({
  match: "mismatched",
  mismatch,
});

const CASES: readonly (readonly [string, Partial<AttentionFacts>, readonly AttentionReason[]])[] = [
  ["a matched order of an approved app", {}, []],
  ["a late one of an approved app", { isLate: true }, []],
  ["one of an app that is not approved", { isAppApproved: false }, ["not_approved"]],
  ["a late one of it", { isAppApproved: false, isLate: true }, ["not_approved", "late"]],
  ["one that is being refunded", { isAppApproved: false, refund: "part" }, ["not_approved"]],
  ["a fully refunded one", { isAppApproved: false, isLate: true, refund: "all" }, []],
  ["a contradicted one", { isContradicted: true }, ["contradicted"]],
  ["a refunded, contradicted one", { isContradicted: true, refund: "all" }, ["contradicted"]],
  ["one that waits for its payment", { match: "waiting", isAppApproved: false }, []],
  ["another payer", { ...mismatched("payer"), isAppApproved: false }, ["other_payer"]],
  ["the other form of number", mismatched("order_number_type"), ["other_form"]],
  ["other sub-orders", mismatched("sub_orders"), ["parts_differ"]],
  [
    "a contradicted payment by another payer",
    { ...mismatched("payer"), isContradicted: true },
    ["other_payer", "contradicted"],
  ],
];

test.each(CASES)("%s", (_name, facts, reasons) => {
  expect(attentionReasons({ ...FINE, ...facts })).toEqual(reasons);
});

describe("the table", () => {
  test("has a row for every reason, in their order", () => {
    expect(ATTENTION_TABLE.map(({ reason }) => reason)).toEqual(ATTENTION_REASONS);
    expect(new Set(CASES.flatMap(([, , reasons]) => reasons))).toEqual(new Set(ATTENTION_REASONS));
  });

  test.each(["en", "zh"] as const)("has different words for each reason in %s", (language) => {
    const words = ATTENTION_REASONS.flatMap((reason) => [
      attentionWords(reason)[language],
      attentionExplanation(reason)[language],
    ]);
    expect(new Set(words).size).toBe(2 * ATTENTION_REASONS.length);
  });
});
