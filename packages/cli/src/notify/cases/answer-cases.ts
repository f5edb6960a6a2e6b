import { type Text, text } from "@dingdan/contract";
import { type Answer, describeAnswer, isAccepted, isRedirect, saysFail } from "../answer.js";
import type { AnswerCase, Finding, Verdict } from "../check-case.js";
import { RULE_SOURCES } from "../rule-sources.js";

/** What every answer of a receiver must be, whatever the notice. */
export const ANSWER_CASES: readonly AnswerCase[] = [
  {
    name: "in-time",
    level: "must",
    title: text("every answer begins within 5 s", "每个应答都在 5 秒内开始"),
    rule: text(
      "A receiver must answer within 5 s; later counts as a failure, and the notice is sent again.",
      "须在 5 秒内应答，否则视为通知失败并重发。",
    ),
    fix: text(
      "Verify, write the notice down in one short transaction, and answer. Do deliveries, e-mails and calls to other systems afterwards.",
      "验签并在一个短事务中保存通知后立即应答；发货、邮件与调用其他系统放在应答之后。",
    ),
    source: RULE_SOURCES.receiving,
    judge: (answers) =>
      worst(answers, ({ kind }) => kind === "late", "failed") ?? passed(slowest(answers)),
  },
  {
    name: "no-redirect",
    level: "must",
    title: text(
      "no answer is a redirect, for example to a login",
      "应答不得为重定向（例如跳转到登录页）",
    ),
    rule: text(
      "The handler of notices must not check a login: WeChat Pay has no session, and does not follow redirects.",
      "notify_url 的处理逻辑不能校验登录态：微信支付没有会话，也不会跟随重定向。",
    ),
    fix: text(
      "Exclude the path from logins, CSRF checks and redirects (from http to https, to a path with or without a slash), and give WeChat Pay the final address.",
      "请将该路径排除在登录、CSRF 校验与各种跳转（http 转 https、末尾斜杠）之外，并向微信支付提供最终地址。",
    ),
    source: RULE_SOURCES.receiving,
    judge: (answers) => worst(answers, isRedirect, "failed") ?? passed(statuses(answers)),
  },
  {
    name: "answer-ends",
    level: "should",
    title: text("every answer is short and ends", "每个应答都简短且会结束"),
    rule: text(
      "A success needs no body; a failure has code and message. The complete answer counts within the 5 s.",
      "成功应答无需应答体，失败应答为 code 与 message；完整应答须在 5 秒内结束。",
    ),
    fix: text(
      'Answer 204 without a body, or 200 with {"code":"SUCCESS"}. Do not stream, and do not answer with a page.',
      '应答 204 且无应答体，或 200 与 {"code":"SUCCESS"}；不要流式输出，也不要返回网页。',
    ),
    source: RULE_SOURCES.payment,
    judge: (answers) =>
      worst(answers, isEndless, "failed") ??
      worst(answers, isTooLarge, "failed", TOO_LARGE) ??
      passed(statuses(answers)),
  },
  {
    name: "fail-with-200",
    level: "should",
    title: text("no answer says FAIL with status 200", "不以状态码 200 应答 FAIL"),
    rule: text(
      'Only the status decides: 200 counts as accepted even if the body says "code":"FAIL", and the notice is not sent again.',
      '只看状态码：即使应答体为 "code":"FAIL"，200 也视为成功，通知不会重发。',
    ),
    fix: text(
      'Answer failures with 4xx or 5xx, beside "code":"FAIL".',
      '失败时除 "code":"FAIL" 外，请将状态码设为 4xx 或 5xx。',
    ),
    source: RULE_SOURCES.status,
    judge: (answers) =>
      worst(answers, (answer) => isAccepted(answer) && saysFail(answer), "warning") ??
      passed(statuses(answers)),
  },
];

const TOO_LARGE = text("answered with more than 64 KiB", "应答超过 64 KiB");

const isEndless = ({ kind }: Answer) => kind === "endless";
const isTooLarge = (answer: Answer) => answer.kind === "answered" && answer.isCut;

function worst(
  answers: readonly Answer[],
  isBad: (answer: Answer) => boolean,
  verdict: Verdict,
  words?: Text,
): Finding | null {
  const bad = answers.filter(isBad);
  const [first] = bad;
  if (first === undefined) return null;
  const found = words ?? describeAnswer(first);
  return {
    verdict,
    found: text(
      `${found.en} (${bad.length} of ${answers.length} answers)`,
      `${found.zh}（${answers.length} 个应答中有 ${bad.length} 个）`,
    ),
  };
}

const passed = (found: Text): Finding => ({ verdict: "passed", found });

function slowest(answers: readonly Answer[]): Text {
  const ms = Math.round(Math.max(0, ...answers.map(({ durationMs }) => durationMs)));
  return text(`the slowest answer took ${ms} ms`, `最慢的应答用时 ${ms} 毫秒`);
}

function statuses(answers: readonly Answer[]): Text {
  const seen = new Set(answers.flatMap((answer) => ("status" in answer ? [answer.status] : [])));
  const list = [...seen].toSorted((a, b) => a - b).join(", ");
  return text(`answered ${list}`, `应答 ${list}`);
}
