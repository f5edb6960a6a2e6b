import type { ReviewDecision } from "../../domain/review-history.js";
import type { ReviewStore } from "../console-store.js";
import {
  DECISION_COLUMNS,
  DECISION_REPLACED,
  decisionColumns,
  decisionOf,
} from "../rows/console-rows.js";
import type { PostgresDatabase } from "./database.js";
import { parametersFor } from "./sql.js";

export class PostgresReviewStore implements ReviewStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  async add(decision: ReviewDecision): Promise<void> {
    await this.#database.write(
      `INSERT INTO review_decisions (${DECISION_COLUMNS}) VALUES (${parametersFor(DECISION_COLUMNS)})
       ON CONFLICT (appid, decided_at_ms, decided_by) DO UPDATE SET ${DECISION_REPLACED}`,
      decisionColumns(decision),
    );
  }

  async list(
    appid: string,
    { before = Number.MAX_SAFE_INTEGER, limit }: { before?: number; limit: number },
  ): Promise<ReviewDecision[]> {
    const rows = await this.#database.all(
      `SELECT ${DECISION_COLUMNS} FROM review_decisions WHERE appid = $1 AND decided_at_ms < $2
       ORDER BY decided_at_ms DESC, decided_by LIMIT $3`,
      [appid, before, limit],
    );
    return rows.map(decisionOf);
  }
}
