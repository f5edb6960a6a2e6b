import { ANSWER_TIMEOUT_MS, type SentNotification } from "@dingdan/wechatpay";
import type { PostToUrl, ServerCallOutcome } from "../outbound/server-call.js";
import { shownText } from "../outbound/shown-text.js";

/** What a receiver made of a notice. */
export interface NoticeAnswer {
  readonly outcome: ServerCallOutcome;
  readonly durationMs: number;
}

/** Reading stops after this size of an answer, of which {@link shownBody} keeps the beginning. */
const ANSWER_BYTES_MAX = 4_096;
const SHOWN_CHARACTERS_MAX = 1_000;

/** Posts notices one after the other, each as WeChat Pay does: it waits 5 s and follows no redirect. */
export async function sendNotices(
  url: string,
  notices: readonly SentNotification[],
  post: PostToUrl,
  closing: AbortSignal,
): Promise<NoticeAnswer[]> {
  const answers: NoticeAnswer[] = [];
  for (const { headers, body } of notices) {
    const startedAtMs = performance.now();
    const outcome = await post({
      url,
      headers,
      body,
      timeoutMs: ANSWER_TIMEOUT_MS,
      answerBytesMax: ANSWER_BYTES_MAX,
      closing,
    });
    answers.push({ outcome, durationMs: Math.round(performance.now() - startedAtMs) });
  }
  return answers;
}

/** The beginning of an answer's body. */
export const shownBody = (body: string): string =>
  Array.from(shownText(body)).slice(0, SHOWN_CHARACTERS_MAX).join("");
