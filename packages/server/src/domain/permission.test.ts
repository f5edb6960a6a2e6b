import { describe, expect, test } from "vitest";
import { anApp, HOUR_MS, PAID_AT_MS } from "../storage/conformance/samples.js";
import { isExposedToBuyers } from "./app.js";
import {
  closePermission,
  decideReviewByHand,
  finishReview,
  openPermission,
  signAgreement,
  submitReview,
} from "./permission.js";

const NOW_MS = PAID_AT_MS;
const LATER_MS = NOW_MS + 6 * HOUR_MS;

const APPROVED = { result: "approved" } as const;
const REJECTED = { result: "rejected", reason: "too slow" } as const;

const closed = anApp({ permission: "closed", agreementSignedAtMs: null, openedAtMs: null });
const reviewing = submitReview(anApp(), NOW_MS);
const approved = finishReview(reviewing, APPROVED, LATER_MS);
const rejected = finishReview(reviewing, REJECTED, LATER_MS);

describe("opening", () => {
  test("a closed permission opens, and with it the agreement is signed", () => {
    expect(openPermission(closed, NOW_MS)).toEqual({
      ...closed,
      permission: "open",
      agreementSignedAtMs: NOW_MS,
      openedAtMs: NOW_MS,
    });
  });

  test("an agreement that was signed before keeps its date", () => {
    const signed = signAgreement(closed, NOW_MS);

    expect(openPermission(signed, LATER_MS)).toMatchObject({
      agreementSignedAtMs: NOW_MS,
      openedAtMs: LATER_MS,
    });
    expect(signAgreement(signed, LATER_MS)).toEqual(signed);
  });

  test.each([
    ["open", anApp()],
    ["reviewing", reviewing],
    ["approved", approved],
    ["rejected", rejected],
  ])("a permission that is %s stays as it is", (_, app) => {
    expect(openPermission(app, LATER_MS)).toEqual(app);
  });
});

describe("closing", () => {
  test("ends a running review: none is due any more", () => {
    expect(closePermission(reviewing)).toMatchObject({ permission: "closed", reviewDueAtMs: null });
  });

  test("hides the orders of an approved app from their buyers at once", () => {
    expect(isExposedToBuyers(approved)).toBe(true);
    expect(isExposedToBuyers(closePermission(approved))).toBe(false);
  });

  test("makes a new beginning: opened again, the app is neither approved nor reviewed", () => {
    const reopened = openPermission(closePermission(approved), LATER_MS + HOUR_MS);

    expect(reopened).toMatchObject({
      permission: "open",
      openedAtMs: LATER_MS + HOUR_MS,
      approvedAtMs: null,
      reviewedUntilMs: null,
      reviewDueAtMs: null,
    });
  });

  test("forgets neither the agreement nor the last result", () => {
    expect(closePermission(rejected)).toMatchObject({
      agreementSignedAtMs: rejected.agreementSignedAtMs,
      lastResult: "REJECTED: too slow",
    });
  });
});

describe("submitting for review", () => {
  test("the review takes six hours", () => {
    expect(reviewing).toMatchObject({ permission: "reviewing", reviewDueAtMs: LATER_MS });
  });

  test.each([
    ["while a review runs", reviewing],
    ["after it was passed", approved],
  ])("%s it changes nothing", (_, app) => {
    expect(submitReview(app, LATER_MS + HOUR_MS)).toEqual(app);
  });

  test("after a failed review the repeat comes when it was planned, no later", () => {
    const resubmitted = submitReview(rejected, LATER_MS + HOUR_MS);

    expect(resubmitted).toMatchObject({
      permission: "reviewing",
      reviewDueAtMs: LATER_MS + 6 * HOUR_MS,
      lastResult: "REJECTED: too slow",
    });
  });
});

describe("the platform's review", () => {
  test("passed, it exposes the app's orders and is not repeated", () => {
    expect(approved).toMatchObject({
      permission: "approved",
      lastResult: "APPROVED",
      approvedAtMs: LATER_MS,
      reviewedUntilMs: LATER_MS,
      reviewDueAtMs: null,
    });
  });

  test("failed, it is repeated after six hours", () => {
    expect(rejected).toMatchObject({
      permission: "rejected",
      lastResult: "REJECTED: too slow",
      approvedAtMs: null,
      reviewedUntilMs: LATER_MS,
      reviewDueAtMs: LATER_MS + 6 * HOUR_MS,
    });
  });
});

describe("the operator's decision", () => {
  test("approves at any time, with no review submitted", () => {
    expect(decideReviewByHand(anApp(), APPROVED, NOW_MS)).toMatchObject({
      permission: "approved",
      lastResult: "APPROVED",
      approvedAtMs: NOW_MS,
    });
  });

  test("approving once more does not change since when the orders are seen", () => {
    expect(decideReviewByHand(approved, APPROVED, LATER_MS + HOUR_MS).approvedAtMs).toBe(LATER_MS);
  });

  test("a rejection hides the orders, and no repeated review overrules it", () => {
    const byHand = decideReviewByHand(approved, REJECTED, LATER_MS + HOUR_MS);

    expect(isExposedToBuyers(byHand)).toBe(false);
    expect(byHand).toMatchObject({ approvedAtMs: null, reviewDueAtMs: null });
  });

  test("rejected by hand, the merchant can submit again and waits the full six hours", () => {
    const byHand = decideReviewByHand(reviewing, REJECTED, NOW_MS + HOUR_MS);

    expect(submitReview(byHand, LATER_MS)).toMatchObject({
      permission: "reviewing",
      reviewDueAtMs: LATER_MS + 6 * HOUR_MS,
    });
  });
});

test("only an approved app's orders are shown to their buyers", () => {
  const shown = [closed, anApp(), reviewing, rejected, approved].filter(isExposedToBuyers);

  expect(shown).toEqual([approved]);
});
