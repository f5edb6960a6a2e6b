import type { ErrorName } from "@dingdan/contract";
import { lastResultOf, REVIEW_MS, type ReviewVerdict } from "./access-review.js";
import type { App } from "./app.js";

/** Signs the shopping-order agreement for the merchant; signing it again changes nothing. */
export function signAgreement(app: App, nowMs: number): App {
  return app.agreementSignedAtMs === null ? { ...app, agreementSignedAtMs: nowMs } : app;
}

/**
 * Opens the permission as a merchant does in its back office, which includes signing the agreement.
 * A permission that is open, in any state of review, is unchanged.
 */
export function openPermission(app: App, nowMs: number): App {
  if (app.permission !== "closed") return app;
  return { ...signAgreement(app, nowMs), permission: "open", openedAtMs: nowMs };
}

export type OpeningDecision =
  | { readonly kind: "opened"; readonly app: App }
  | { readonly kind: "refused"; readonly error: ErrorName };

/**
 * Decides whether a platform may open the permission for a merchant: not twice, only in an allowed
 * business category, and only after the merchant signed the agreement.
 * @see shipping, §6
 */
export function decideOpening(app: App, nowMs: number): OpeningDecision {
  if (app.permission !== "closed") return { kind: "refused", error: "OPEN_NOT_ALLOWED_NOW" };
  if (!app.isCategoryOpen) return { kind: "refused", error: "CATEGORY_NOT_OPEN" };
  if (app.agreementSignedAtMs === null) return { kind: "refused", error: "AGREEMENT_NOT_SIGNED" };
  return { kind: "opened", app: openPermission(app, nowMs) };
}

/** Closes the permission: a review in progress ends, and buyers immediately no longer see the orders. */
export function closePermission(app: App): App {
  return {
    ...app,
    permission: "closed",
    approvedAtMs: null,
    reviewedUntilMs: null,
    reviewDueAtMs: null,
  };
}

/**
 * Submits the app for review. During a review, or after an approval, nothing changes. After a rejection
 * the repeated review that the platform has already planned becomes the submitted one.
 * The permission must not be closed.
 */
export function submitReview(app: App, nowMs: number): App {
  if (app.permission === "reviewing" || app.permission === "approved") return app;
  return { ...app, permission: "reviewing", reviewDueAtMs: app.reviewDueAtMs ?? nowMs + REVIEW_MS };
}

/** Finishes the platform's review at `nowMs`. After a rejection the review is repeated automatically. */
export function finishReview(app: App, verdict: ReviewVerdict, nowMs: number): App {
  return {
    ...decided(app, verdict, nowMs),
    reviewDueAtMs: verdict.result === "approved" ? null : nowMs + REVIEW_MS,
  };
}

/**
 * Records the operator's decision, which is possible at any time. The platform does not review again after
 * the operator's rejection: it is valid until the merchant submits again or the operator changes it.
 */
export function decideReviewByHand(app: App, verdict: ReviewVerdict, nowMs: number): App {
  // The operator has seen all matches up to now, so the next review's window begins after them.
  return { ...decided(app, verdict, nowMs), reviewedUntilMs: nowMs + 1, reviewDueAtMs: null };
}

function decided(app: App, verdict: ReviewVerdict, nowMs: number): App {
  return {
    ...app,
    permission: verdict.result,
    lastResult: lastResultOf(verdict),
    reviewedUntilMs: nowMs,
    approvedAtMs: verdict.result === "approved" ? (app.approvedAtMs ?? nowMs) : null,
  };
}
