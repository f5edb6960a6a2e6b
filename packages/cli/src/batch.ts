import type { Unchecked } from "@dingdan/contract";
import { forEachConcurrently } from "./concurrency.js";
import { type Refusal, RefusalError } from "./errors.js";
import { documentOf, type Line } from "./json-lines.js";
import { isOfTheCaller } from "./shopping-orders.js";
import { refusalDocument } from "./terminal/report-error.js";
import type { Terminal } from "./terminal/terminal.js";

/** What became of many calls. */
export interface BatchSummary {
  readonly total: number;
  /** How often each outcome came, by the name that the task gave it. */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly failedCount: number;
  /** The failures by their code, the most frequent first. */
  readonly failures: readonly FailureGroup[];
}

export interface FailureGroup {
  readonly code: string;
  /** The words of the first failure with this code. */
  readonly message: string;
  readonly hint: string | null;
  readonly count: number;
  /** Where, in ascending order; of very many, the first. */
  readonly lines: readonly number[];
}

/** One line that failed, as `--failures` keeps it. */
export interface FailedLine {
  readonly line: number;
  readonly error: unknown;
  /** The document of the line; or, if the line is no JSON, its text. */
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

const LINES_KEPT_MAX = 1000;

/**
 * Makes one call for each line of a stream. A line that is no JSON object, or whose call is refused,
 * is counted and does not stop the others; an error that every other call would meet as well (wrong
 * credentials, no server) does.
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
    const group = failures.get(failure.code) ?? { ...failure, count: 0, lines: [] };
    failures.set(failure.code, group);
    group.count += 1;
    if (group.lines.length < LINES_KEPT_MAX) group.lines.push(failed.line);
    await onFailure?.(failed);
  };

  await forEachConcurrently(lines, concurrency, async (line) => {
    const reading = documentOf(line);
    if ("fault" in reading) {
      const message = terminal.say(reading.fault);
      const failure = { code: "JSON", message, hint: null };
      const error = { code: "JSON", message };
      await fail(failure, { line: line.number, error, document: line.text });
    } else {
      try {
        const outcome = await call(reading.document);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      } catch (error) {
        if (!(error instanceof RefusalError) || isOfTheCaller(error)) throw error;
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

type Failure = Pick<FailureGroup, "code" | "message" | "hint">;

function failureOf(refusal: Refusal): Failure {
  if (refusal.interface === "wire") {
    return { code: String(refusal.errcode), message: refusal.errmsg, hint: refusal.hint };
  }
  return {
    code: `HTTP ${refusal.status}`,
    message: refusal.detail || refusal.title,
    hint: refusal.hint,
  };
}
