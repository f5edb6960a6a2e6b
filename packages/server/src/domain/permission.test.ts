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
  test("opens a closed permission and signs the agreement", () => {
    expect(openPermission(closed, NOW_MS)).toEqual({
      ...closed,
      permission: "open",
      agreementSignedAtMs: NOW_MS,
      openedAtMs: NOW_MS,
    });
  });

  test("keeps the date of an agreement that was signed before", () => {
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
  ])("does not change a permission that is %s", (_, app) => {
    expect(openPermission(app, LATER_MS)).toEqual(app);
  });
});

describe("closing", () => {
  test("ends a review in progress: no review is due afterwards", () => {
    expect(closePermission(reviewing)).toMatchObject({ permission: "closed", reviewDueAtMs: null });
  });

  test("immediately hides the orders of an approved app from their buyers", () => {
    expect(isExposedToBuyers(approved)).toBe(true);
    expect(isExposedToBuyers(closePermission(approved))).toBe(false);
  });

  test("resets the review: opened again, the app is neither approved nor reviewed", () => {
    const reopened = openPermission(closePermission(approved), LATER_MS + HOUR_MS);

    expect(reopened).toMatchObject({
      permission: "open",
      openedAtMs: LATER_MS + HOUR_MS,
      approvedAtMs: null,
      reviewedUntilMs: null,
      reviewDueAtMs: null,
    });
  });

  test("keeps the agreement and the last result", () => {
    expect(closePermission(rejected)).toMatchObject({
      agreementSignedAtMs: rejected.agreementSignedAtMs,
      lastResult: "REJECTED: too slow",
    });
  });
});

describe("submitting for review", () => {
  test("starts a review of six hours", () => {
    expect(reviewing).toMatchObject({ permission: "reviewing", reviewDueAtMs: LATER_MS });
  });

  test.each([
    ["during a review", reviewing],
    ["after an approval", approved],
  ])("changes nothing %s", (_, app) => {
    expect(submitReview(app, LATER_MS + HOUR_MS)).toEqual(app);
  });

  test("does not delay the repeated review that is planned after a rejection", () => {
    const resubmitted = submitReview(rejected, LATER_MS + HOUR_MS);

    expect(resubmitted).toMatchObject({
      permission: "reviewing",
      reviewDueAtMs: LATER_MS + 6 * HOUR_MS,
      lastResult: "REJECTED: too slow",
    });
  });
});

describe("the platform's review", () => {
  test("exposes the orders of an approved app and is not repeated", () => {
    expect(approved).toMatchObject({
      permission: "approved",
      lastResult: "APPROVED",
      approvedAtMs: LATER_MS,
      reviewedUntilMs: LATER_MS,
      reviewDueAtMs: null,
    });
  });

  test("is repeated six hours after a rejection", () => {
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
  test("approves at any time, without a submitted review", () => {
    expect(decideReviewByHand(anApp(), APPROVED, NOW_MS)).toMatchObject({
      permission: "approved",
      lastResult: "APPROVED",
      approvedAtMs: NOW_MS,
    });
  });

  test("to approve again does not change when the orders became visible", () => {
    expect(decideReviewByHand(approved, APPROVED, LATER_MS + HOUR_MS).approvedAtMs).toBe(LATER_MS);
  });

  test("to reject hides the orders, and no repeated review overrules it", () => {
    const byHand = decideReviewByHand(approved, REJECTED, LATER_MS + HOUR_MS);

    expect(isExposedToBuyers(byHand)).toBe(false);
    expect(byHand).toMatchObject({ approvedAtMs: null, reviewDueAtMs: null });
  });

  test("to reject lets the merchant submit again, with a review of six hours", () => {
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
