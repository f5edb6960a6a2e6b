import type { Text } from "@dingdan/contract";
import type { Answer } from "./answer.js";
import type { Effects } from "./effects.js";
import type { Kit } from "./kit.js";
import type { OrderName } from "./orders.js";

/**
 * The result of a case. `unobservable`: the status is right, but only the receiver's books can show whether
 * the rule is kept.
 */
export const VERDICTS = ["failed", "warning", "passed", "unobservable", "skipped"] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Finding {
  readonly verdict: Verdict;
  /** What the receiver did: `answered 403`. */
  readonly found: Text;
}

/** What a case says of itself. */
export interface CaseWords {
  /** `duplicate`; the value of `--only` and `--skip`. */
  readonly name: string;
  /** `must`: without it money is lost or booked wrongly. `should`: notices are lost or repeated. */
  readonly level: "must" | "should";
  readonly title: Text;
  /** What WeChat Pay's documents say. */
  readonly rule: Text;
  /** What to change in a receiver that fails. */
  readonly fix: Text;
  /** The address of the document. */
  readonly source: string;
}

/** A case that sends notices. */
export interface SendingCase extends CaseWords {
  /**
   * `refusal` and `payment` come first, since the others only make sense if the receiver accepts a genuine
   * payment.
   */
  readonly phase: "refusal" | "payment" | "later";
  readonly run: (kit: Kit) => Promise<Finding>;
  /** What the receiver must have booked of an order in the end. */
  readonly effects?: {
    readonly order: OrderName;
    readonly expected: (totalFen: number) => Effects;
  };
}

/** A case that looks at the answers of all others. */
export interface AnswerCase extends CaseWords {
  readonly judge: (answers: readonly Answer[]) => Finding;
}
