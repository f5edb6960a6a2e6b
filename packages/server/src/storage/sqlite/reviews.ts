import type { ReviewVerdict } from "../../domain/access-review.js";
import type { ReviewDecision } from "../../domain/review-history.js";
import type { ReviewStore } from "../console-store.js";
import type { Row, SqliteDatabase } from "./database.js";

const COLUMNS = `appid, decided_at_ms, decided_by, result, reason, from_ms, to_ms, matched_uploads,
  late_uploads, slowest_delay_ms`;

export class SqliteReviewStore implements ReviewStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  add({ verdict, window, figures, ...decision }: ReviewDecision): Promise<void> {
    return this.#database.write(() => {
      this.#database.run(
        `INSERT INTO review_decisions (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (appid, decided_at_ms, decided_by) DO UPDATE SET
           result = excluded.result, reason = excluded.reason, from_ms = excluded.from_ms,
           to_ms = excluded.to_ms, matched_uploads = excluded.matched_uploads,
           late_uploads = excluded.late_uploads, slowest_delay_ms = excluded.slowest_delay_ms`,
        decision.appid,
        decision.decidedAtMs,
        decision.decidedBy,
        verdict.result,
        verdict.result === "rejected" ? verdict.reason : null,
        window.fromMs,
        window.toMs,
        figures.matchedUploads,
        figures.lateUploads,
        figures.slowestDelayMs,
      );
    });
  }

  list(
    appid: string,
    { before = Number.MAX_SAFE_INTEGER, limit }: { before?: number; limit: number },
  ): Promise<ReviewDecision[]> {
    const rows = this.#database.all(
      `SELECT ${COLUMNS} FROM review_decisions WHERE appid = ? AND decided_at_ms < ?
       ORDER BY decided_at_ms DESC, decided_by LIMIT ?`,
      appid,
      before,
      limit,
    );
    return Promise.resolve(rows.map(decisionOf));
  }
}

function decisionOf(row: Row): ReviewDecision {
  return {
    appid: row["appid"] as string,
    decidedAtMs: row["decided_at_ms"] as number,
    decidedBy: row["decided_by"] as ReviewDecision["decidedBy"],
    verdict: verdictOf(row),
    window: { fromMs: row["from_ms"] as number, toMs: row["to_ms"] as number },
    figures: {
      matchedUploads: row["matched_uploads"] as number,
      lateUploads: row["late_uploads"] as number,
      slowestDelayMs: row["slowest_delay_ms"] as number | null,
    },
  };
}

const verdictOf = (row: Row): ReviewVerdict =>
  row["result"] === "approved"
    ? { result: "approved" }
    : { result: "rejected", reason: row["reason"] as string };
