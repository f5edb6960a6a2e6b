import {
  NOTICE_KIND_TEXTS,
  type TestKeysRepresentation,
  type TestNoticeRepresentation,
  type Text,
} from "@dingdan/contract";
import { printFacts } from "../terminal/facts.js";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "./texts.js";

/** Prints the keys that a receiver needs, ready to be copied. */
export function printKeys(terminal: Terminal, mchid: string, keys: TestKeysRepresentation): void {
  const { out } = terminal;
  out.line(out.bold(terminal.say(TEXTS.keys.title(mchid))));
  printFacts(out, [[terminal.say(TEXTS.label.apiV3Key), keys.api_v3_key]]);
  for (const [index, { id, pem }] of keys.public_keys.entries()) {
    const label = index === 0 ? TEXTS.label.publicKey : TEXTS.label.nextPublicKey;
    printFacts(out, [[terminal.say(label), id]]);
    out.write(pem);
  }
  out.line(out.dim(terminal.say(TEXTS.keys.second)));
}

/** Prints how the receiver answered a notice, and what WeChat Pay would do. */
export function printAnswer(
  terminal: Terminal,
  url: string,
  { kind, sent, first, ...reply }: TestNoticeRepresentation,
): void {
  const { out } = terminal;
  const mark = reply.is_right ? out.style("green", "✓") : out.style("red", "✗");
  out.line(`${mark} ${terminal.say(verdictOf(reply)(terminal.say(answerOf(reply))))}`);
  const { id } = JSON.parse(sent.body) as { readonly id: string };
  printFacts(out, [
    [terminal.say(TEXTS.label.sent), `${terminal.say(NOTICE_KIND_TEXTS[kind])}\n${id}`],
    [terminal.say(TEXTS.label.to), url],
    [terminal.say(TEXTS.label.first), first === undefined ? null : terminal.say(answerOf(first))],
    [terminal.say(TEXTS.label.body), reply.body || null],
    [terminal.say(TEXTS.label.next), reply.what_wechat_pay_would_do],
  ]);
}

type Verdict = Pick<TestNoticeRepresentation, "must_be" | "is_right">;
type Answer = Pick<TestNoticeRepresentation, "status" | "fault" | "fault_code" | "duration_ms">;

function verdictOf({ must_be: mustBe, is_right: isRight }: Verdict): (answer: string) => Text {
  if (mustBe === "accepted") return isRight ? TEXTS.accepted : TEXTS.notAccepted;
  return isRight ? TEXTS.refused : TEXTS.notRefused;
}

const answerOf = ({ status, fault = "unreachable", duration_ms: ms }: Answer): Text =>
  status === undefined ? TEXTS.faults[fault](ms) : TEXTS.answered(status, ms);
