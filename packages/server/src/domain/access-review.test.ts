import { describe, expect, test } from "vitest";
import { anApp, HOUR_MS, PAID_AT_MS } from "../storage/conformance/samples.js";
import { judgeReview, lastResultOf, type ReviewFigures, reviewWindow } from "./access-review.js";

const FIRST = false;
const REPEAT = true;

const figures = (given: Partial<ReviewFigures>): ReviewFigures => ({
  matchedUploads: 1,
  lateUploads: 0,
  slowestDelayMs: 900,
  ...given,
});

describe("the window of a review", () => {
  const NOW_MS = PAID_AT_MS + 6 * HOUR_MS;

  test("begins when the permission was opened, for the first review", () => {
    const app = anApp({ openedAtMs: PAID_AT_MS, reviewedUntilMs: null });

    expect(reviewWindow(app, NOW_MS)).toEqual({ fromMs: PAID_AT_MS, toMs: NOW_MS });
  });

  test("begins at the end of the previous one, for a repeated review", () => {
    const app = anApp({ openedAtMs: PAID_AT_MS, reviewedUntilMs: PAID_AT_MS + HOUR_MS });

    expect(reviewWindow(app, NOW_MS)).toEqual({ fromMs: PAID_AT_MS + HOUR_MS, toMs: NOW_MS });
  });
});

describe("a review", () => {
  test("approves the app when every matched upload was in time", () => {
    expect(judgeReview(figures({ matchedUploads: 100 }), FIRST)).toEqual({ result: "approved" });
  });

  test("approves the app when all uploads arrived before their payments", () => {
    expect(judgeReview(figures({ slowestDelayMs: -2_000 }), FIRST)).toEqual({ result: "approved" });
  });

  test("rejects the app for a single late upload, and gives the figures", () => {
    const verdict = judgeReview(
      figures({ matchedUploads: 100, lateUploads: 1, slowestDelayMs: 7_250 }),
      FIRST,
    );

    expect(verdict).toEqual({
      result: "rejected",
      reason: "1 of 100 matched uploads came later than 5 s after their payment (slowest: 7.3 s)",
    });
  });

  test.each([
    [FIRST, "no upload was matched to its payment since the permission was opened"],
    [REPEAT, "no upload was matched to its payment since the previous review"],
  ])("rejects an app without matched uploads (repeated: %s)", (isRepeat, reason) => {
    const none = figures({ matchedUploads: 0, slowestDelayMs: null });

    expect(judgeReview(none, isRepeat)).toEqual({ result: "rejected", reason });
  });
});

test("last_result has the form CODE or CODE: reason", () => {
  expect(lastResultOf({ result: "approved" })).toBe("APPROVED");
  expect(lastResultOf({ result: "rejected", reason: "too slow" })).toBe("REJECTED: too slow");
});
