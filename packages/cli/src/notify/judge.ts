import { text } from "@dingdan/contract";
import { type Answer, describeAnswer, isAccepted, isRefused } from "./answer.js";
import type { Finding } from "./check-case.js";

/** Every answer must accept its notice. */
export function mustAccept(answers: readonly Answer[]): Finding {
  const bad = answers.find((answer) => !isAccepted(answer));
  return {
    verdict: bad === undefined ? "passed" : "failed",
    found: describeAnswer(bad ?? firstOf(answers)),
  };
}

/** Every answer must refuse its notice. */
export function mustRefuse(answers: readonly Answer[]): Finding {
  const bad = answers.find((answer) => !isRefused(answer));
  return {
    verdict: bad === undefined ? "passed" : "failed",
    found: describeAnswer(bad ?? firstOf(answers)),
  };
}

/**
 * Every answer must accept its notice, and what that books decides. Without a view of the books the rule is
 * not observable.
 */
export function mustBook(answers: readonly Answer[]): Finding {
  const finding = mustAccept(answers);
  return finding.verdict === "passed" ? { ...finding, verdict: "unobservable" } : finding;
}

/**
 * The notice must not be booked. A refusal shows it; an accepted notice may have been set aside for a person,
 * which only the books show.
 */
export function mustNotBook(answer: Answer): Finding {
  const found = describeAnswer(answer);
  if (isRefused(answer)) return { verdict: "passed", found };
  return { verdict: isAccepted(answer) ? "unobservable" : "failed", found };
}

/** An order of 1 fen cannot be divided between a buyer and a coupon, or refunded in two parts. */
export const isIndivisible = (totalFen: number): boolean => totalFen < 2;

export const INDIVISIBLE: Finding = {
  verdict: "skipped",
  found: text(
    "not run: an order of 1 fen cannot be divided; use an --order of 2 fen or more",
    "未运行：1 分的订单无法拆分，请使用金额不少于 2 分的 --order",
  ),
};

/** The notice must be understood or refused by a rule, not end in an error of the receiver. */
export function mustNotCrash(answer: Answer): Finding {
  const isFault = isRefused(answer) && answer.kind === "answered" && answer.status >= 500;
  const isGood = (isAccepted(answer) || isRefused(answer)) && !isFault;
  return { verdict: isGood ? "passed" : "failed", found: describeAnswer(answer) };
}

function firstOf(answers: readonly Answer[]): Answer {
  const [first] = answers;
  if (first === undefined) throw new Error("a case without an answer");
  return first;
}
