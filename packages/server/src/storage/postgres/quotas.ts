import { quotaEvents } from "../../domain/events/app-events.js";
import type { QuotaGrant } from "../../domain/quota.js";
import { decideQuota, type QuotaRequest } from "../../domain/quota.js";
import { NotedEvents } from "../orders/noted-events.js";
import type { RowOfFields } from "../rows/fields.js";
import { QUOTA } from "../rows/quota-rows.js";
import type { QuotaStore } from "../store.js";
import type { PostgresDatabase } from "./database.js";
import { writeEvents } from "./events.js";

// Two processes that count the first calls at the same time must lock the same row.
const MAKE_ROW = `INSERT INTO quota_counts (appid, operation, minute, in_minute, day, in_day)
  VALUES ($1, $2, 0, 0, '', 0) ON CONFLICT (appid, operation) DO NOTHING`;

const LOCK_ROW = `SELECT minute, in_minute, day, in_day FROM quota_counts
  WHERE appid = $1 AND operation = $2 FOR UPDATE`;

const UPDATE_ROW = `UPDATE quota_counts SET minute = $3, in_minute = $4, day = $5, in_day = $6
  WHERE appid = $1 AND operation = $2`;

export class PostgresQuotaStore implements QuotaStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  take(appid: string, operation: string, request: QuotaRequest): Promise<QuotaGrant> {
    return this.#database.transaction(async (transaction) => {
      let row = await transaction.first<RowOfFields<typeof QUOTA>>(LOCK_ROW, [appid, operation]);
      if (row === null) {
        await transaction.run(MAKE_ROW, [appid, operation]);
        row = await transaction.first<RowOfFields<typeof QUOTA>>(LOCK_ROW, [appid, operation]);
      }
      const { granted, exceeded, reached, count } = decideQuota(row && QUOTA.of(row), request);
      if (granted > 0) {
        const { minute, inMinute, day, inDay } = count;
        await transaction.run(UPDATE_ROW, [appid, operation, minute, inMinute, day, inDay]);
        const events = new NotedEvents();
        events.add(quotaEvents({ appid, operation }, reached, request.nowMs));
        await writeEvents(transaction, events);
      }
      return { granted, exceeded };
    });
  }
}
