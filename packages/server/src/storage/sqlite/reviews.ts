import type { ReviewDecision } from "../../domain/review-history.js";
import type { ReviewStore } from "../console-store.js";
import {
  DECISION_COLUMNS,
  DECISION_REPLACED,
  decisionColumns,
  decisionOf,
} from "../rows/console-rows.js";
import type { SqliteDatabase } from "./database.js";

export class SqliteReviewStore implements ReviewStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  add(decision: ReviewDecision): Promise<void> {
    return this.#database.write(() => {
      this.#database.run(
        `INSERT INTO review_decisions (${DECISION_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (appid, decided_at_ms, decided_by) DO UPDATE SET ${DECISION_REPLACED}`,
        ...decisionColumns(decision),
      );
    });
  }

  list(
    appid: string,
    { before = Number.MAX_SAFE_INTEGER, limit }: { before?: number; limit: number },
  ): Promise<ReviewDecision[]> {
    const rows = this.#database.all(
      `SELECT ${DECISION_COLUMNS} FROM review_decisions WHERE appid = ? AND decided_at_ms < ?
       ORDER BY decided_at_ms DESC, decided_by LIMIT ?`,
      appid,
      before,
      limit,
    );
    return Promise.resolve(rows.map(decisionOf));
  }
}
