import type { Text } from "@dingdan/contract";

/** What became of one payment or refund that WeChat Pay was asked for. */
export type Outcome =
  /** Found, and recorded with facts that were not known. */
  | { readonly kind: "recorded" }
  /** Found, and nothing in it was new. */
  | { readonly kind: "repeated" }
  | { readonly kind: "not_paid" }
  /** Found, with facts that contradict what is recorded: nothing was overwritten. */
  | { readonly kind: "contradiction"; readonly path: string }
  | { readonly kind: "failed"; readonly failure: Failure };

/** Why WeChat Pay could not be asked, or its answer not be recorded. */
export interface Failure {
  /** The merchant number for which WeChat Pay was asked. */
  readonly mchid: string;
  /** The sub-merchant that was named in provider mode; null otherwise. */
  readonly subMchid: string | null;
  /** The number of the payment or the refund. */
  readonly number: string;
  readonly cause: Text;
  readonly next: Text;
  /** Whose other numbers are likely to fail in the same way. */
  readonly likelyFor: "merchant" | "sub_merchant" | "nothing";
}

export interface ReconcileReport {
  asked: number;
  recorded: number;
  repeated: number;
  notPaid: number;
  contradictions: number;
  failed: number;
  /** The first failures: a page of the operator's has fewer, and the log names fewer. */
  readonly failures: Failure[];
}

/** A run in the background asks for every upload of a week. */
const FAILURES_KEPT_MAX = 100;

export const emptyReport = (): ReconcileReport => ({
  asked: 0,
  recorded: 0,
  repeated: 0,
  notPaid: 0,
  contradictions: 0,
  failed: 0,
  failures: [],
});

const COUNTS = {
  recorded: "recorded",
  repeated: "repeated",
  not_paid: "notPaid",
  contradiction: "contradictions",
  failed: "failed",
} as const satisfies Record<Outcome["kind"], keyof ReconcileReport>;

/** Counts an outcome. */
export function addOutcome(report: ReconcileReport, outcome: Outcome): void {
  report.asked++;
  report[COUNTS[outcome.kind]]++;
  if (outcome.kind !== "failed" || report.failures.length >= FAILURES_KEPT_MAX) return;
  report.failures.push(outcome.failure);
}
