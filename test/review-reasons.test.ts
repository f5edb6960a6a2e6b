import { describe, expect, test } from "vitest";
import {
  judgeReview,
  lastResultOf as wireOf,
} from "../packages/server/src/domain/access-review.js";
import { lastResultOf, reasonWords } from "../packages/web/console/src/reviews/reason-words.js";

/* The console's words for the reasons that the platform gives on the wire. */

const CHINESE = /\p{Script=Han}/u;
const figures = { matchedUploads: 19, lateUploads: 1, slowestDelayMs: 19_100 };
const none = { matchedUploads: 0, lateUploads: 0, slowestDelayMs: null };

describe("the console says each reason of the platform in both languages", () => {
  test.each([
    ["a late upload", figures, false],
    ["no matched upload in the first review", none, false],
    ["no matched upload in a repeated review", none, true],
  ])("%s", (_, given, isRepeat) => {
    const verdict = judgeReview(given, isRepeat);
    const last = lastResultOf(wireOf(verdict));
    expect(last?.result).toBe("rejected");
    const { en, zh } = reasonWords(last?.reason ?? "");
    expect(en).not.toMatch(CHINESE);
    expect(zh).toMatch(CHINESE);
    expect(zh).not.toMatch(/[A-Za-z]/);
  });

  test("with the figures of the review", () => {
    const verdict = judgeReview(figures, false);
    const { en, zh } = reasonWords(verdict.result === "rejected" ? verdict.reason : "");
    expect(en).toBe("1 of 19 orders came more than 5 s after payment; the slowest took 19.1 s.");
    expect(zh).toBe("19 个订单中有 1 个在支付完成 5 秒后才上传，最慢 19.1 秒。");
  });
});

test("an operator's reason stays as it was written", () => {
  const last = lastResultOf("REJECTED: item pictures are missing");
  expect(reasonWords(last?.reason ?? "").zh).toBe("item pictures are missing");
  expect(lastResultOf("APPROVED")).toEqual({ result: "approved", reason: "" });
  expect(lastResultOf("")).toBeNull();
});
