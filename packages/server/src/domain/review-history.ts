import type { ReviewFigures, ReviewVerdict, ReviewWindow } from "./access-review.js";

/** A decision on an app's access review, with its window and figures. */
export interface ReviewDecision {
  readonly appid: string;
  readonly decidedAtMs: number;
  readonly decidedBy: "platform" | "operator";
  readonly verdict: ReviewVerdict;
  readonly window: ReviewWindow;
  readonly figures: ReviewFigures;
}
