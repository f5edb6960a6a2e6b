import { tradeEvents } from "../../domain/events/trade-events.js";
import type { TradeOrder } from "../../domain/trade/trade-order.js";
import {
  decideTradeUpload,
  type TradeUploadOutcome,
  tradeUploadOutcome,
} from "../../domain/trade/upload.js";
import type { JudgedJob } from "../orders/jobs.js";
import { toJson } from "../rows/json.js";
import type { SqlValue } from "../rows/row.js";
import type { PostgresDatabase, WriteOptions } from "./database.js";
import { isLostConnection, isReadTimeout } from "./faults.js";
import { rowsStatement } from "./sql.js";
import { LoadedTradeRows, loadTradeOrdersUnlocked, placeOf } from "./trade-rows.js";

type TradeUploadJob = Extract<JudgedJob, { kind: "tradeUpload" }>;

const NEW =
  "state, due_at_ms, details, appid, transaction_id, version, events, message, message_at_ms";

/**
 * Writes only rows that are still as they were read: `xmin` is the transaction that wrote a row. Their
 * events and messages are written with them: one statement is one commit.
 */
const UPDATE_UNCHANGED = rowsStatement(
  "WITH new AS (SELECT * FROM (VALUES",
  { columns: NEW },
  `) AS given (${NEW})),
   written AS (UPDATE trade_orders AS old
     SET state = new.state::bigint, due_at_ms = new.due_at_ms::bigint, details = new.details
     FROM new WHERE old.appid = new.appid AND old.transaction_id = new.transaction_id
       AND old.xmin::text = new.version
     RETURNING new.*),
   noted AS (INSERT INTO event_outbox (events, created_at_ms)
     SELECT '[' || string_agg(events, ',') || ']',
       (extract(epoch FROM clock_timestamp()) * 1000)::bigint
     FROM written HAVING count(events) > 0),
   queued AS (INSERT INTO app_messages (appid, message, created_at_ms, due_at_ms, failures)
     SELECT appid, message, message_at_ms::bigint, message_at_ms::bigint, 0
     FROM written WHERE message IS NOT NULL)
   SELECT appid, transaction_id FROM written`,
);

interface Change {
  readonly job: TradeUploadJob;
  readonly place: string;
  readonly order: TradeOrder;
  readonly values: readonly SqlValue[];
}

/**
 * Decides on the uploads of a batch from what is committed, and writes those that change one order whose
 * row is still the same: two statements without a transaction, while locks need six. An upload that
 * changes several orders, or meets another change, is left out.
 * @returns the outcomes of the uploads that were decided
 */
export async function quickTradeUploads(
  database: PostgresDatabase,
  jobs: readonly JudgedJob[],
  options: WriteOptions,
): Promise<ReadonlyMap<JudgedJob, TradeUploadOutcome>> {
  const outcomes = new Map<JudgedJob, TradeUploadOutcome>();
  const uploads = jobs.filter((job): job is TradeUploadJob => job.kind === "tradeUpload");
  // One statement cannot change the rows of several servers.
  if (uploads.length === 0 || database.isDistributed) return outcomes;
  const rows = new LoadedTradeRows();
  await loadTradeOrdersUnlocked(
    database,
    rows,
    uploads.map(({ incoming }) => incoming),
  );
  const changes = new Map<string, Change>();
  for (const job of uploads) {
    const decision = decideTradeUpload(rows.namedBy(job.incoming), job.incoming);
    if (decision.kind === "refused") outcomes.set(job, tradeUploadOutcome(decision));
    else {
      const change = onlyChange(job, decision, rows);
      if (change !== null && !changes.has(change.place)) changes.set(change.place, change);
    }
  }
  const inOrder = [...changes.keys()].toSorted().map((place) => changes.get(place) as Change);
  const written = await write(database, inOrder, options);
  for (const { job, place } of inOrder) {
    if (written.has(place)) outcomes.set(job, { kind: "stored" });
  }
  return outcomes;
}

function onlyChange(
  job: TradeUploadJob,
  { orders, messages }: Extract<ReturnType<typeof decideTradeUpload>, { readonly kind: "stored" }>,
  rows: LoadedTradeRows,
): Change | null {
  const [order] = orders;
  if (order === undefined || orders.length > 1) return null;
  const version = rows.versionOf(order);
  if (version === null) return null;
  const { appid, transactionId, state, dueAtMs } = order;
  const place = placeOf(order);
  const events = tradeEvents(rows.orderAt(place), order).map((event) => toJson(event));
  const [message = null] = (job.incoming.isPushed ?? true) ? messages : [];
  const made = [
    events.length === 0 ? null : events.join(","),
    message && toJson(message),
    message && message.createdAtMs,
  ];
  const values = [state, dueAtMs, toJson(order), appid, transactionId, version, ...made];
  return { job, place, order, values };
}

/** Returns the places that were written. */
async function write(
  database: PostgresDatabase,
  changes: readonly Change[],
  options: WriteOptions,
): Promise<ReadonlySet<string>> {
  if (changes.length === 0) return new Set();
  const values = changes.flatMap((change) => change.values);
  try {
    const written = await database.write(UPDATE_UNCHANGED(changes.length), values, {
      ...options,
      isRepeatable: false,
    });
    return new Set(
      written.map((row) =>
        placeOf({ appid: String(row["appid"]), transactionId: String(row["transaction_id"]) }),
      ),
    );
  } catch (error) {
    if (!isLostConnection(error) && !isReadTimeout(error)) throw error;
    return writtenBefore(database, changes);
  }
}

/** Whether the reply of a commit was lost, and not the commit: a repetition would be refused. */
async function writtenBefore(
  database: PostgresDatabase,
  changes: readonly Change[],
): Promise<ReadonlySet<string>> {
  const rows = new LoadedTradeRows();
  await loadTradeOrdersUnlocked(
    database,
    rows,
    changes.map(({ job }) => job.incoming),
  );
  return new Set(
    changes
      .filter(({ place, order }) => isAsWritten(rows.orderAt(place), order))
      .map(({ place }) => place),
  );
}

/** True for what an upload wrote. Its push may have ended meanwhile, and left its outcome. */
const isAsWritten = (stored: TradeOrder | null, written: TradeOrder): boolean =>
  stored !== null && toJson(withoutPushes(stored)) === toJson(withoutPushes(written));

const withoutPushes = (order: TradeOrder): TradeOrder => ({ ...order, pushes: [] });
