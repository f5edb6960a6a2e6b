import type { ReviewDecision } from "../../domain/review-history.js";
import type { ReviewStore } from "../console-store.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { RowOf } from "../statements/tables.js";

type DecisionRow = RowOf<"review_decisions">;

const COLUMNS = [
  "appid",
  "decided_at_ms",
  "decided_by",
  "result",
  "reason",
  "from_ms",
  "to_ms",
  "matched_uploads",
  "late_uploads",
  "slowest_delay_ms",
] as const;

const PUT = insert("review_decisions", COLUMNS, {
  replace: ["appid", "decided_at_ms", "decided_by"],
});

const LIST = statement(
  ({ db }, { appid, before, limit }: Given<{ appid: string; before: number; limit: number }>) =>
    db
      .selectFrom("review_decisions")
      .select(COLUMNS)
      .where("appid", "=", appid)
      .where("decided_at_ms", "<", before)
      .orderBy("decided_at_ms", "desc")
      .orderBy("decided_by")
      .limit(limit),
  decisionOf,
);

/**
 * Writes a decision, inside the transaction of what it changes. It replaces one by the same decider for the
 * same app at the same time.
 */
export function* putReviewDecision(decision: ReviewDecision): Script<void> {
  yield* run(PUT, decisionRow(decision));
}

export const reviewStore = (engine: Engine): ReviewStore => ({
  list: (appid, { before = Number.MAX_SAFE_INTEGER, limit }) =>
    engine.all(LIST, { appid, before, limit }),
});

const decisionRow = ({ verdict, window, figures, ...decision }: ReviewDecision): DecisionRow => ({
  appid: decision.appid,
  decided_at_ms: decision.decidedAtMs,
  decided_by: decision.decidedBy,
  result: verdict.result,
  reason: verdict.result === "rejected" ? verdict.reason : null,
  from_ms: window.fromMs,
  to_ms: window.toMs,
  matched_uploads: figures.matchedUploads,
  late_uploads: figures.lateUploads,
  slowest_delay_ms: figures.slowestDelayMs,
});

function decisionOf(row: DecisionRow): ReviewDecision {
  return {
    appid: row.appid,
    decidedAtMs: row.decided_at_ms,
    decidedBy: row.decided_by,
    verdict:
      row.result === "approved"
        ? { result: "approved" }
        : { result: "rejected", reason: row.reason ?? "" },
    window: { fromMs: row.from_ms, toMs: row.to_ms },
    figures: {
      matchedUploads: row.matched_uploads,
      lateUploads: row.late_uploads,
      slowestDelayMs: row.slowest_delay_ms,
    },
  };
}
