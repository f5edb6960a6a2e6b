import type { ErrorName } from "@dingdan/contract";
import { lastResultOf, REVIEW_MS, type ReviewVerdict } from "./access-review.js";
import type { App } from "./app.js";

/** The merchant signs the shopping-order agreement; signing again changes nothing. */
export function signAgreement(app: App, nowMs: number): App {
  return app.agreementSignedAtMs === null ? { ...app, agreementSignedAtMs: nowMs } : app;
}

/**
 * The merchant opens the permission in its back office, where opening includes the agreement.
 * An open permission, in whatever state of review, stays as it is.
 */
export function openPermission(app: App, nowMs: number): App {
  if (app.permission !== "closed") return app;
  return { ...signAgreement(app, nowMs), permission: "open", openedAtMs: nowMs };
}

export type OpeningDecision =
  | { readonly kind: "opened"; readonly app: App }
  | { readonly kind: "refused"; readonly error: ErrorName };

/**
 * Decides whether a platform may open the permission for a merchant: not twice, only in an opened
 * business category, and only once the merchant signed the agreement.
 * @see shipping, §6
 */
export function decideOpening(app: App, nowMs: number): OpeningDecision {
  if (app.permission !== "closed") return { kind: "refused", error: "OPEN_NOT_ALLOWED_NOW" };
  if (!app.isCategoryOpen) return { kind: "refused", error: "CATEGORY_NOT_OPEN" };
  if (app.agreementSignedAtMs === null) return { kind: "refused", error: "AGREEMENT_NOT_SIGNED" };
  return { kind: "opened", app: openPermission(app, nowMs) };
}

/** Closing ends a running review and takes the app's orders from its buyers' sight at once. */
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
 * Submits the app for review. While a review runs, or after it was passed, nothing changes; after a
 * failed one the repeat that the platform has planned anyway becomes the submitted review.
 * The permission must not be closed.
 */
export function submitReview(app: App, nowMs: number): App {
  if (app.permission === "reviewing" || app.permission === "approved") return app;
  return { ...app, permission: "reviewing", reviewDueAtMs: app.reviewDueAtMs ?? nowMs + REVIEW_MS };
}

/** The platform's own review ends at `nowMs`; not passed, it is repeated by itself. */
export function finishReview(app: App, verdict: ReviewVerdict, nowMs: number): App {
  return {
    ...decided(app, verdict, nowMs),
    reviewDueAtMs: verdict.result === "approved" ? null : nowMs + REVIEW_MS,
  };
}

/**
 * The operator decides by hand, at any time. A rejection by hand is not overruled by the platform's
 * repeated review: it stands until the merchant submits again or the operator decides otherwise.
 */
export function decideReviewByHand(app: App, verdict: ReviewVerdict, nowMs: number): App {
  // The operator has seen what was matched up to this moment: the next review begins after it.
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
