import type { CaseWords, Verdict } from "./check-case.js";
import type { CaseResult } from "./check-receiver.js";

export interface Grade {
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Of the rules of each level: how many are kept, of those that could be judged. */
  readonly levels: Readonly<Record<CaseWords["level"], LevelGrade>>;
}

export interface LevelGrade {
  readonly passed: number;
  readonly judged: number;
}

/** Counts results. A warning counts as judged and not passed; what is not observable counts as neither. */
export function gradeOf(results: readonly CaseResult[]): Grade {
  const counts = { failed: 0, warning: 0, passed: 0, unobservable: 0, skipped: 0 };
  for (const { finding } of results) counts[finding.verdict] += 1;
  const levelOf = (level: CaseWords["level"]): LevelGrade => {
    const verdicts = results
      .filter(({ words }) => words.level === level)
      .map(({ finding }) => finding.verdict);
    const judged = verdicts.filter((verdict) => JUDGED.has(verdict)).length;
    return { judged, passed: verdicts.filter((verdict) => verdict === "passed").length };
  };
  return { counts, levels: { must: levelOf("must"), should: levelOf("should") } };
}

const JUDGED: ReadonlySet<Verdict> = new Set(["failed", "warning", "passed"]);
