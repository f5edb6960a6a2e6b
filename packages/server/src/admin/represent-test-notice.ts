import type { Language, NoticeKind } from "@dingdan/contract";
import type { SentNotification } from "@dingdan/wechatpay";
import { unreachable } from "../domain/unreachable.js";
import { judgeAnswer } from "../test-notices/judge-answer.js";
import { type NoticeAnswer, shownBody } from "../test-notices/send-notices.js";

/** The answers to a notice, or to both notices of a duplicate, and what WeChat Pay makes of them. */
export function representAnswers(
  kind: NoticeKind,
  answers: readonly NoticeAnswer[],
  language: Language,
) {
  const [first, second] = answers as [NoticeAnswer, NoticeAnswer?];
  const last = second ?? first;
  const judgement = judgeAnswer(kind, last.outcome);
  const isFirstAccepted = judgeAnswer(kind, first.outcome).accepted;
  return {
    ...representAnswer(last, judgement.accepted),
    must_be: judgement.mustBe,
    is_right: judgement.isRight && (second === undefined || isFirstAccepted),
    ...(last.outcome.kind === "answered" ? { body: shownBody(last.outcome.body) } : {}),
    what_wechat_pay_would_do: judgement.words[language],
    retry_pauses_seconds: [...judgement.retryPausesS],
    ...(second === undefined ? {} : { first: representAnswer(first, isFirstAccepted) }),
  };
}

/** A notice as it was sent, and what is encrypted in it. */
export const representNotice = ({ headers, body }: SentNotification, resource: object) => ({
  headers,
  body,
  resource,
});

function representAnswer({ outcome, durationMs }: NoticeAnswer, accepted: boolean) {
  const rest = { duration_ms: durationMs, accepted };
  switch (outcome.kind) {
    case "answered":
      return { status: outcome.status, ...rest };
    case "timeout":
      return { fault: "timeout" as const, ...rest };
    case "unreachable":
      return {
        fault: "unreachable" as const,
        ...(outcome.code === null ? {} : { fault_code: outcome.code }),
        ...rest,
      };
    case "refused":
      return { fault: "address_refused" as const, ...rest };
    default:
      return unreachable(outcome);
  }
}
