import { text, type WebhookAttemptRepresentation } from "@dingdan/contract";
import { Facts } from "../parts/facts.js";
import { JsonView } from "../parts/json-view.js";
import { useSay } from "../preferences/language.js";
import { AnswerWords } from "./webhook-tags.js";
import { WEBHOOK_WORDS as W } from "./webhook-texts.js";

const T = {
  took: text("Duration", "用时"),
  ms: (n: number) => text(`${n} ms`, `${n} 毫秒`),
  request: text("Header fields that were sent", "已发送的请求头"),
  answerHeaders: text("Header fields of the answer", "应答头"),
  answerBody: text("Body of the answer (its first KiB)", "应答正文（前 1 KiB）"),
};

/** What was sent in one attempt, and what was answered. */
export function AttemptParts({
  attempt,
}: {
  readonly attempt: Omit<WebhookAttemptRepresentation, "number" | "at">;
}) {
  const say = useSay();
  const { duration_ms: ms, request_headers: request, answer_headers: headers } = attempt;
  const facts = [
    { name: W.answer, value: <AnswerWords {...attempt} /> },
    { name: T.took, value: <span className="num">{say(T.ms(ms))}</span> },
  ];
  const parts = [
    { name: T.request, value: request },
    ...(headers === undefined ? [] : [{ name: T.answerHeaders, value: headers }]),
  ];
  return (
    <div className="stack">
      <Facts facts={facts} />
      {parts.map(({ name, value }) => (
        <div key={name.en}>
          <div className="quiet">{say(name)}</div>
          <JsonView value={value} label={say(name)} />
        </div>
      ))}
      {attempt.answer_body ? (
        <div>
          <div className="quiet">{say(T.answerBody)}</div>
          <code className="code wraps block">{attempt.answer_body}</code>
        </div>
      ) : null}
    </div>
  );
}
