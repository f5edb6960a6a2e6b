import type { Unchecked } from "@dingdan/contract";
import { forEachConcurrently } from "./concurrency.js";
import { type Refusal, RefusalError } from "./errors.js";
import { documentOf, type Line } from "./json-lines.js";
import { isCallerError } from "./shopping-orders.js";
import { refusalDocument } from "./terminal/report-error.js";
import type { Terminal } from "./terminal/terminal.js";

/** The outcomes of a batch. */
export interface BatchSummary {
  readonly total: number;
  /** How often each outcome occurred, by the name that `call` returned. */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly failedCount: number;
  /** The failures grouped by code and likeliest cause, the most frequent first. */
  readonly failures: readonly FailureGroup[];
}

export interface FailureGroup {
  readonly code: string;
  /** The id of the likeliest cause; null if none is known. */
  readonly cause: string | null;
  /** The message of the first failure of the group. */
  readonly message: string;
  readonly hint: string | null;
  readonly count: number;
  /** The line numbers, ascending; at most LINES_KEPT_MAX of them. */
  readonly lines: readonly number[];
}

/** One failed line, as `--failures` writes it. */
export interface FailedLine {
  readonly line: number;
  readonly error: unknown;
  /** The document of the line, or its text if it is not a JSON object. */
  readonly document: unknown;
}

export interface BatchOptions {
  readonly concurrency: number;
  readonly terminal: Terminal;
  readonly onLine?: (
    line: Line,
    counts: { readonly done: number; readonly failed: number },
  ) => void;
  readonly onFailure?: (failed: FailedLine) => Promise<void>;
}

/** Of a group with more failures, further line numbers are counted but not kept. */
const LINES_KEPT_MAX = 1000;

/**
 * Makes one call for each line of a stream. A line that is not a JSON object, or whose call is
 * rejected, is counted as failed and does not stop the batch. An error that every other call would
 * get as well (wrong credentials, no server) stops it.
 */
export async function runBatch(
  lines: AsyncIterable<Line>,
  call: (document: Unchecked) => Promise<string>,
  { concurrency, terminal, onLine, onFailure }: BatchOptions,
): Promise<BatchSummary> {
  const outcomes = new Map<string, number>();
  const failures = new Map<string, FailureGroup & { lines: number[]; count: number }>();
  let total = 0;
  let failedCount = 0;

  const fail = async (failure: Failure, failed: FailedLine) => {
    failedCount += 1;
    const key = `${failure.code} ${failure.cause ?? ""}`;
    const group = failures.get(key) ?? { ...failure, count: 0, lines: [] };
    failures.set(key, group);
    group.count += 1;
    if (group.lines.length < LINES_KEPT_MAX) group.lines.push(failed.line);
    await onFailure?.(failed);
  };

  await forEachConcurrently(lines, concurrency, async (line) => {
    const reading = documentOf(line);
    if ("fault" in reading) {
      const message = terminal.say(reading.fault);
      const failure = { code: "JSON", cause: null, message, hint: null };
      const error = { code: "JSON", message };
      await fail(failure, { line: line.number, error, document: line.text });
    } else {
      try {
        const outcome = await call(reading.document);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      } catch (error) {
        if (!(error instanceof RefusalError) || isCallerError(error)) throw error;
        const { refusal } = error;
        const { document } = reading;
        await fail(failureOf(refusal), {
          line: line.number,
          error: refusalDocument(refusal),
          document,
        });
      }
    }
    total += 1;
    onLine?.(line, { done: total, failed: failedCount });
  });

  for (const group of failures.values()) group.lines.sort((a, b) => a - b);
  const byCount = [...failures.values()].toSorted((a, b) => b.count - a.count);
  return { total, outcomes, failedCount, failures: byCount };
}

type Failure = Pick<FailureGroup, "code" | "cause" | "message" | "hint">;

function failureOf(refusal: Refusal): Failure {
  if (refusal.interface === "wire") {
    const { errcode, errmsg, hint, causes } = refusal;
    return { code: String(errcode), cause: causes[0]?.id ?? null, message: errmsg, hint };
  }
  return {
    code: `HTTP ${refusal.status}`,
    cause: null,
    message: refusal.detail || refusal.title,
    hint: refusal.hint,
  };
}
