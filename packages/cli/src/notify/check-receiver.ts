import { setTimeout } from "node:timers/promises";
import { text } from "@dingdan/contract";
import { type Answer, isRefused } from "./answer.js";
import { SENDING_CASES } from "./case-list.js";
import { ANSWER_CASES } from "./cases/answer-cases.js";
import type { CaseWords, Finding, SendingCase } from "./check-case.js";
import { compareBooks } from "./compare-books.js";
import { deliver } from "./deliver.js";
import { Kit, type KitParts } from "./kit.js";
import { inParallel } from "./parallel.js";
import { judgeUrl, URL_CASE } from "./url-case.js";

/** A case and what it found out. */
export interface CaseResult {
  readonly words: CaseWords;
  readonly finding: Finding;
}

export interface CheckOptions extends Omit<KitParts, "send"> {
  /** The receiver's URL, as it was given. */
  readonly url: string;
  /** Where the receiver shows what it has booked; null: nowhere. */
  readonly effectsUrl: string | null;
  readonly isSelected: (name: string) => boolean;
  readonly limits: CheckLimits;
  readonly onProgress: (fraction: number) => void;
}

export interface CheckLimits {
  /** How long WeChat Pay waits for an answer. */
  readonly answerMs: number;
  /** How long all notices may take together. A case that has not ended by then has failed. */
  readonly totalMs: number;
  /** How long a receiver that answers first has for its books before they are read. */
  readonly settleMs: number;
  /** How long the check may take, with the last answer and the reading of the books. */
  readonly checkMs: number;
}

export const DEFAULT_LIMITS: CheckLimits = {
  answerMs: 5_000,
  totalMs: 23_000,
  settleMs: 500,
  checkMs: 30_000,
};

/** How many cases run at the same time. */
const LANES = 6;

/**
 * Checks a receiver, and returns the results in the order of the list of cases. First come the notices that
 * it must refuse, then one genuine payment, and then, if it accepts that, all others.
 * @throws EffectsError when the books of the receiver cannot be read in the time of the check
 * @throws ReceiverError when the receiver cannot be reached at all
 */
export async function checkReceiver(options: CheckOptions): Promise<CaseResult[]> {
  const unsent = resultsWithoutNotices(options);
  if (unsent !== null) return unsent;
  const selected = SENDING_CASES.filter(({ name }) => options.isSelected(name));
  const endsAtMs = performance.now() + options.limits.checkMs;
  const { findings, answers, refusesAll } = await sendAll(selected, options);
  const { effectsUrl, paid, limits } = options;
  if (effectsUrl !== null) {
    const books = { effectsUrl, template: paid.template, settleMs: limits.settleMs, endsAtMs };
    await setTimeout(limits.settleMs);
    await inParallel(selected, LANES, (one) => compareBooks(one, findings, books));
  }
  if (refusesAll) dropRefusals(selected, findings);
  const judged = ANSWER_CASES.filter(({ name }) => options.isSelected(name));
  return [
    ...(options.isSelected(URL_CASE.name)
      ? [{ words: URL_CASE, finding: judgeUrl(options.url) }]
      : []),
    ...selected.map((words) => ({ words, finding: findings.get(words.name) ?? skipped(NOT_SENT) })),
    ...(answers.length === 0 ? [] : judged).map((words) => ({
      words,
      finding: words.judge(answers),
    })),
  ];
}

/**
 * The results for a URL to which WeChat Pay would send nothing: its own case has failed, and no other is run.
 * They need no keys. Null when notices are sent: the URL is right, or its case is not selected.
 */
export function resultsWithoutNotices({
  url,
  isSelected,
}: Pick<CheckOptions, "url" | "isSelected">): CaseResult[] | null {
  const finding = judgeUrl(url);
  if (finding.verdict !== "failed" || !isSelected(URL_CASE.name)) return null;
  const others = SENDING_CASES.filter(({ name }) => isSelected(name));
  return [
    { words: URL_CASE, finding },
    ...others.map((words) => ({ words, finding: skipped(NOT_SENT) })),
  ];
}

const NOT_SENT = text(
  "not run: WeChat Pay would not send to this URL",
  "未运行：微信支付不会向该地址发送",
);
const NO_PAYMENT = text(
  "not run: the genuine payment was not accepted",
  "未运行：真实的支付通知未被接受",
);
const REFUSES_ALL = text(
  "shows nothing: the genuine payment was refused, too",
  "不能说明问题：真实的支付通知同样被拒绝",
);
const OUT_OF_TIME = text(
  "not finished in the time of the check: the receiver answers slowly; run it again with --only",
  "未能在检查时限内完成：接收端应答过慢，请用 --only 重新运行",
);

const skipped = (found: Finding["found"]): Finding => ({ verdict: "skipped", found });

async function sendAll(cases: readonly SendingCase[], options: CheckOptions) {
  const { limits, onProgress } = options;
  const url = new URL(options.url);
  const endsAtMs = performance.now() + limits.totalMs;
  const answers: Answer[] = [];
  const findings = new Map<string, Finding>();
  const send: KitParts["send"] = async (notice) => {
    const leftMs = endsAtMs - performance.now();
    if (leftMs <= 0) throw new OutOfTime();
    const answer = await deliver(url, notice, limits.answerMs);
    answers.push(answer);
    return answer;
  };
  const kit = new Kit({ ...options, send });
  const run = async (one: SendingCase) => {
    findings.set(one.name, await one.run(kit).catch(outOfTime));
    onProgress(findings.size / cases.length);
  };
  const inPhase = (phase: SendingCase["phase"]) => cases.filter((one) => one.phase === phase);
  await inParallel(inPhase("refusal"), LANES, run);
  await inParallel(inPhase("payment"), LANES, run);
  throwIfUnreachable(answers);
  const isFailedPayment = findings.get("payment")?.verdict === "failed";
  const lastAnswer = answers.at(-1);
  const refusesAll = isFailedPayment && lastAnswer !== undefined && isRefused(lastAnswer);
  const later = inPhase("later");
  if (isFailedPayment) for (const { name } of later) findings.set(name, skipped(NO_PAYMENT));
  else await inParallel(later, LANES, run);
  return { findings, answers, refusesAll };
}

/** A receiver that refuses the genuine payment, too, has not shown that it recognises what it must refuse. */
function dropRefusals(cases: readonly SendingCase[], findings: Map<string, Finding>): void {
  for (const { name, phase } of cases) {
    const isPassed = findings.get(name)?.verdict === "passed";
    if (phase === "refusal" && isPassed) findings.set(name, skipped(REFUSES_ALL));
  }
}

/** The receiver cannot be reached. The message is the system's reason. */
export class ReceiverError extends Error {
  override readonly name = "ReceiverError";
}

function throwIfUnreachable(answers: readonly Answer[]): void {
  const [first] = answers;
  if (first?.kind !== "unreachable") return;
  if (answers.every(({ kind }) => kind === "unreachable")) throw new ReceiverError(first.reason);
}

/** The time of the check is used up. */
class OutOfTime extends Error {
  override readonly name = "OutOfTime";
}

function outOfTime(error: unknown): Finding {
  if (error instanceof OutOfTime) return { verdict: "failed", found: OUT_OF_TIME };
  throw error;
}
