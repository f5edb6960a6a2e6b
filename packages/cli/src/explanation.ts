import {
  type CatalogueRow,
  ERROR_CATALOGUE,
  editDistance,
  findErrorsByCode,
  OPERATIONS,
  type Operation,
  type Text,
  VERIFY_RESULTS,
} from "@dingdan/contract";

/** The explanation of a code, a verify_result or a rid. */
export type Explanation =
  | { readonly kind: "ok" }
  | {
      readonly kind: "error";
      /** Several if products share the code: each has its own text. At least one. */
      readonly errors: readonly ExplainedError[];
    }
  | { readonly kind: "verify_result"; readonly code: string; readonly meaning: Text }
  | { readonly kind: "rid"; readonly rid: string; readonly timeMs: number }
  | { readonly kind: "unknown"; readonly nearest: readonly CatalogueRow[] };

export interface ExplainedError {
  readonly row: CatalogueRow;
  /** The operations that return it. */
  readonly operations: readonly Operation[];
}

const RID = /\b([0-9a-f]{8})-[0-9a-f]{8}-[0-9a-f]{8}\b/i;

/** Explains a code, its name, a verify_result, a rid, or an errmsg that ends with a rid. */
export function explanationOf(question: string): Explanation {
  const asked = question.trim();
  const rid = RID.exec(asked);
  if (rid !== null) {
    // The first group of a rid is the time of its request: seconds since 1970 in hex.
    const timeMs = Number.parseInt(rid[1] ?? "", 16) * 1000;
    return { kind: "rid", rid: rid[0].toLowerCase(), timeMs };
  }
  if (/^-?\d+$/.test(asked)) {
    if (Number(asked) === 0) return { kind: "ok" };
    const rows = findErrorsByCode(Number(asked));
    if (rows.length === 0) return { kind: "unknown", nearest: nearestTo(asked) };
    return { kind: "error", errors: rows.map(explainedError) };
  }
  const name = asked.toUpperCase();
  const row = ERROR_CATALOGUE.find((candidate) => candidate.name === name);
  if (row !== undefined) return { kind: "error", errors: [explainedError(row)] };
  const code = name.split(":")[0] ?? "";
  if (Object.hasOwn(VERIFY_RESULTS, code)) {
    const meaning = VERIFY_RESULTS[code as keyof typeof VERIFY_RESULTS];
    return { kind: "verify_result", code, meaning };
  }
  return { kind: "unknown", nearest: nearestTo(name) };
}

function explainedError(row: CatalogueRow): ExplainedError {
  const operations = Object.values(OPERATIONS).filter((operation: Operation) =>
    operation.errors.some((name) => name === row.name),
  );
  return { row, operations };
}

const NEAREST_MAX = 5;

/** The rows whose code or name is most similar to the question, by edit distance. */
function nearestTo(asked: string): readonly CatalogueRow[] {
  const isNumber = /^-?\d+$/.test(asked);
  return ERROR_CATALOGUE.map((row) => ({
    row,
    changes: editDistance(asked, isNumber ? String(row.code) : row.name),
  }))
    .filter(({ changes }) => changes <= Math.max(2, asked.length / 3))
    .toSorted((a, b) => a.changes - b.changes)
    .slice(0, NEAREST_MAX)
    .map(({ row }) => row);
}
