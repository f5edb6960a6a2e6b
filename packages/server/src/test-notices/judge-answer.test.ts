import { isForged, NOTICE_KINDS, type NoticeKind } from "@dingdan/contract";
import { RETRY_PAUSES_S } from "@dingdan/wechatpay";
import { describe, expect, test } from "vitest";
import type { ServerCallOutcome } from "../outbound/server-call.js";
import { judgeAnswer } from "./judge-answer.js";

const answered = (status: number, body = ""): ServerCallOutcome => ({
  kind: "answered",
  status,
  body,
});
const refusal = { address: "10.0.0.5", use: "private", allow: "10.0.0.5/32" };
const SILENT: readonly ServerCallOutcome[] = [
  { kind: "timeout" },
  { kind: "unreachable", code: "ECONNREFUSED" },
  { kind: "unreachable", code: null },
  { kind: "refused", refusal },
];

describe.each(NOTICE_KINDS.filter((kind) => !isForged(kind)))("a notice %s", (kind) => {
  test.each([200, 204])("is accepted by %i", (status) => {
    const judgement = judgeAnswer(kind, answered(status));
    expect(judgement).toMatchObject({ accepted: true, isRight: true, retryPausesS: [] });
  });

  test.each([...[201, 202, 301, 400, 500].map((status) => answered(status)), ...SILENT])(
    "is repeated after %o",
    (outcome) => {
      const judgement = judgeAnswer(kind, outcome);
      expect(judgement).toMatchObject({ accepted: false, isRight: false });
      expect(judgement.retryPausesS).toEqual(RETRY_PAUSES_S);
      expect(judgement.words.en).toContain("in all for 24 h 4 min");
      expect(judgement.words.zh).toContain("24 小时 4 分钟");
    },
  );
});

describe.each(NOTICE_KINDS.filter(isForged))("a notice %s", (kind) => {
  test.each([400, 401, 503])("is refused by %i", (status) => {
    const judgement = judgeAnswer(kind, answered(status));
    expect(judgement).toMatchObject({ accepted: false, isRight: true, retryPausesS: [] });
  });

  test.each([...[200, 204, 201, 302].map((status) => answered(status)), ...SILENT])(
    "is not refused by %o",
    (outcome) => {
      expect(judgeAnswer(kind, outcome)).toMatchObject({ mustBe: "refused", isRight: false });
    },
  );
});

test.each<[string, NoticeKind, ServerCallOutcome]>([
  ["The status decides", "payment", answered(200, '{"code": "FAIL","message":"later"}')],
  ["follows no redirect", "payment", answered(302)],
  ["record the notice, answer", "payment", { kind: "timeout" }],
  ["ECONNREFUSED", "payment", { kind: "unreachable", code: "ECONNREFUSED" }],
  ["counted once", "duplicate", answered(200)],
  ["raw body", "probe", answered(200)],
  ["5 minutes", "stale", answered(200)],
  ["Wechatpay-Serial", "unknown_serial", answered(200)],
])("the words name the fault: %s", (words, kind, outcome) => {
  expect(judgeAnswer(kind, outcome).words.en).toContain(words);
});
