import { decideUpload, WAITING_OUTCOME } from "../../domain/upload.js";
import { CommitUnknownError } from "../commit-unknown-error.js";
import { carryOutOrderJob } from "../orders/carry-out.js";
import type { JudgedJob, OrderOutcome } from "../orders/jobs.js";
import { NotedEvents } from "../orders/noted-events.js";
import {
  DELIVERY,
  UPLOAD_COLUMNS,
  uploadColumns,
  WAITING_UPLOAD_COLUMNS,
  waitingUploadColumns,
} from "../rows/order-rows.js";
import type { Row, SqlValue } from "../rows/row.js";
import type { PostgresDatabase, WriteOptions } from "./database.js";
import { writeEvents } from "./events.js";
import { codeOf, isUnreachable } from "./faults.js";
import { holdPlaces } from "./held-places.js";
import { loadErasures } from "./load-erasures.js";
import { askedBy, loadOrders } from "./load-orders.js";
import { type LoadedOrderRows, type OrderPlace, placeText } from "./order-rows.js";
import { writePayments } from "./payment-writes.js";
import type { Queries } from "./queries.js";
import { quickTradeUploads } from "./quick-trade-uploads.js";
import { rowsOf } from "./rows-of-apps.js";
import { rowsStatement } from "./sql.js";
import { loadTradeOrders } from "./trade-rows.js";

type UploadJob = Extract<JudgedJob, { kind: "upload" }>;
type Settled = PromiseSettledResult<OrderOutcome>;

const INSERT_UPLOADS = rowsStatement(
  `INSERT INTO uploads (number, ${WAITING_UPLOAD_COLUMNS}) VALUES`,
  { columns: WAITING_UPLOAD_COLUMNS, before: "nextval('upload_numbers')" },
  "ON CONFLICT (appid, order_key) DO NOTHING RETURNING appid, order_key",
);

/** The same, with the events of the uploads that were inserted: one statement is one commit. */
const INSERT_UPLOADS_WITH_EVENTS = rowsStatement(
  `WITH inserted AS (INSERT INTO uploads (number, ${WAITING_UPLOAD_COLUMNS}) VALUES`,
  { columns: WAITING_UPLOAD_COLUMNS, before: "nextval('upload_numbers')" },
  `ON CONFLICT (appid, order_key) DO NOTHING RETURNING appid, order_key, received_at_ms
   ), noted AS (INSERT INTO event_outbox (events, created_at_ms)
     SELECT json_agg(json_build_array(appid, order_key, received_at_ms))::text,
       (extract(epoch FROM clock_timestamp()) * 1000)::bigint
     FROM inserted HAVING count(*) > 0)
   SELECT appid, order_key FROM inserted`,
);

const UPSERT_UPLOADS = rowsStatement(
  `INSERT INTO uploads (number, ${UPLOAD_COLUMNS}) VALUES`,
  { columns: UPLOAD_COLUMNS, before: "nextval('upload_numbers')" },
  `ON CONFLICT (appid, order_key) DO UPDATE SET
     number = coalesce(uploads.number, excluded.number),
     openid = excluded.openid, upload_time = excluded.upload_time,
     upload_instant = excluded.upload_instant, state = excluded.state,
     mismatch = excluded.mismatch, transaction_id = excluded.transaction_id,
     paid_at_ms = excluded.paid_at_ms, received_at_ms = excluded.received_at_ms,
     first_received_at_ms = excluded.first_received_at_ms,
     matched_at_ms = excluded.matched_at_ms, shipped_at_ms = excluded.shipped_at_ms,
     shipping_progress = excluded.shipping_progress,
     refunded_at_ms = excluded.refunded_at_ms, refund_progress = excluded.refund_progress,
     summary = excluded.summary,
     events = excluded.events, merchant_order_nos = excluded.merchant_order_nos,
     details = excluded.details`,
);

const UPSERT_DELIVERIES = rowsStatement(
  `INSERT INTO deliveries (${DELIVERY.list}) VALUES`,
  { columns: DELIVERY.list },
  `ON CONFLICT (appid, order_key, sub_order_key) DO UPDATE SET
     upload_time = excluded.upload_time, upload_instant = excluded.upload_instant,
     received_at_ms = excluded.received_at_ms, delivery = excluded.delivery,
     history = excluded.history`,
);

const NUMBERS = rowsOf<{ readonly number: number }>("uploads", "number", "order_key");
// An existing record stays locked until the new names are committed. The index deletes a record and then
// reads the names, so it must not do that in between. The order of the rows prevents deadlocks.
const NOTE_RENAMED = `INSERT INTO renamed_uploads (number) SELECT unnest($1::bigint[]) ORDER BY 1
  ON CONFLICT (number) DO UPDATE SET number = excluded.number`;

/**
 * Commits a batch of order jobs. Most jobs are new uploads: one statement inserts them in a separate
 * transaction. Uploads whose row exists, and all other jobs, are decided and written in a second
 * transaction that locks their rows. When one of the two transactions fails, each job that is left is
 * tried alone, so that a bad job, or one whose rows another transaction has locked, fails no other.
 *
 * @param options.isPatient true to retry after a lock timeout. False to wait for a short time only: a job
 *   that would have to wait longer is rejected, see {@link isLockTimeout}.
 */
export async function commitOrderJobs(
  database: PostgresDatabase,
  jobs: readonly JudgedJob[],
  options: Required<WriteOptions>,
): Promise<readonly Settled[]> {
  const settled = new Map<JudgedJob, Settled>();
  const left = () => jobs.filter((job) => !settled.has(job));
  try {
    const first = firstUploads(jobs);
    for (const job of await insertNew(database, first, options)) {
      settled.set(job, { status: "fulfilled", value: WAITING_OUTCOME });
    }
    for (const [job, value] of await quickTradeUploads(database, jobs, options)) {
      settled.set(job, { status: "fulfilled", value });
    }
    const others = left();
    const isStored = new Set(first.map(({ incoming }) => placeText(incoming)));
    const outcomes =
      others.length === 0 ? [] : await carryOut(database, others, { ...options, isStored });
    for (const [index, value] of outcomes.entries()) {
      settled.set(others[index] as JudgedJob, { status: "fulfilled", value });
    }
  } catch (reason) {
    let last: Settled = { status: "rejected", reason };
    for (const job of left()) {
      // It may be stored: a second attempt would be refused then, as one that changes nothing.
      const isUnknown = job.kind === "tradeUpload" && reason instanceof CommitUnknownError;
      if (!isUnknown && !isOfUnreachable(last)) last = await carryOutAlone(database, job);
      settled.set(job, isUnknown ? { status: "rejected", reason } : last);
    }
  }
  return jobs.map((job) => settled.get(job) as Settled);
}

/** Whether the database was unreachable. Every further attempt would wait for it again. */
const isOfUnreachable = (settled: Settled) =>
  settled.status === "rejected" && isUnreachable(settled.reason);

/** The first upload under each order key, in the order of the keys. */
function firstUploads(jobs: readonly JudgedJob[]): UploadJob[] {
  const first = new Map<string, UploadJob>();
  for (const job of jobs) {
    if (job.kind === "payment" || job.kind === "tradeUpload") continue;
    const place = job.kind === "upload" ? job.incoming : { ...job.incoming, ...job.incoming.app };
    const key = placeText(place);
    // An upload that arrived after logistics for the same order must not be written before them.
    if (!first.has(key) && job.kind === "upload") first.set(key, job);
  }
  return [...first.keys()].toSorted().map((key) => first.get(key) as UploadJob);
}

const NOTHING = { upload: null, payment: null, rival: null };

/** Inserts the uploads under order keys without a row, and returns them. */
async function insertNew(
  database: PostgresDatabase,
  jobs: readonly UploadJob[],
  options: WriteOptions,
): Promise<UploadJob[]> {
  if (jobs.length === 0) return [];
  const values = jobs.flatMap(({ incoming }) => {
    const decision = decideUpload(NOTHING, incoming);
    if (decision.kind !== "stored" || decision.upload.state !== "waiting") {
      throw new Error("a new upload is not waiting for its payment");
    }
    return waitingUploadColumns(decision.upload);
  });
  const rows = database.isDistributed
    ? await insertDistributed(database, jobs, values, options)
    : await database.write(INSERT_UPLOADS_WITH_EVENTS(jobs.length), values, options);
  const inserted = new Set(rows.map((row) => `${row["appid"]} ${row["order_key"]}`));
  return jobs.filter(({ incoming }) => inserted.has(placeText(incoming)));
}

/** One statement cannot write tables of several servers. */
const insertDistributed = (
  database: PostgresDatabase,
  jobs: readonly UploadJob[],
  values: readonly SqlValue[],
  { isPatient = true }: WriteOptions,
): Promise<Row[]> =>
  database.transaction(
    async (transaction) => {
      const rows = await transaction.all(INSERT_UPLOADS(jobs.length), values);
      const inserted = new Set(rows.map((row) => `${row["appid"]} ${row["order_key"]}`));
      const events = new NotedEvents();
      for (const { incoming } of jobs) {
        if (inserted.has(placeText(incoming))) events.addFirstUpload(incoming);
      }
      await writeEvents(transaction, events);
      return rows;
    },
    { isPatient, isRepeatable: true },
  );

const UNIQUE_VIOLATION = "23505";

/** The rest of the batch waits for a lone job, so it waits for a lock only about as long as a commit takes. */
const ALONE = { isPatient: false, lockTimeoutMs: 50, isStored: new Set<string>() } as const;

async function carryOutAlone(database: PostgresDatabase, job: JudgedJob): Promise<Settled> {
  const attempt = () => carryOut(database, [job], ALONE);
  const [settled] = await Promise.allSettled([
    attempt().catch((error: unknown) => {
      // Another app's payment with one of these numbers was committed meanwhile. A retry sees it.
      if (codeOf(error) === UNIQUE_VIOLATION) return attempt();
      throw error;
    }),
  ]);
  if (settled.status === "rejected") return settled;
  return { status: "fulfilled", value: settled.value[0] as OrderOutcome };
}

interface CarryOutOptions extends Required<WriteOptions> {
  /** How long a statement waits for a lock; the database's timeout when absent. */
  readonly lockTimeoutMs?: number;
  /** The places that are known to have a row, from the insertion of new uploads. */
  readonly isStored: ReadonlySet<string>;
}

function carryOut(
  database: PostgresDatabase,
  jobs: readonly JudgedJob[],
  { isPatient, lockTimeoutMs, isStored }: CarryOutOptions,
): Promise<readonly OrderOutcome[]> {
  const tradeUploads = jobs.flatMap((job) => (job.kind === "tradeUpload" ? job.incoming : []));
  return database.transaction(
    async (transaction) => {
      if (lockTimeoutMs !== undefined) {
        await transaction.run(`SET LOCAL lock_timeout = ${lockTimeoutMs}`);
      }
      await holdPlaces(
        transaction,
        jobs.flatMap((job) => placesToHold(job, isStored)),
      );
      const rows = await loadOrders(transaction, jobs.flatMap(askedBy), { isLocked: true });
      await loadTradeOrders(transaction, rows.trade, tradeUploads);
      await loadErasures(transaction, rows, jobs);
      const outcomes = jobs.map((job) => carryOutOrderJob(rows, job));
      await write(transaction, rows);
      return outcomes;
    },
    // Repeatable: when it runs a second time, every decision finds its stored result and writes nothing. A
    // trade upload would be refused then, as one that changes nothing.
    tradeUploads.length === 0 ? { isPatient, isRepeatable: true } : { isPatient, isExact: true },
  );
}

/**
 * The places that may have no row yet. A lock needs a row: without one, a payment and an upload that
 * arrive at the same time would not see each other.
 */
function placesToHold(job: JudgedJob, isStored: ReadonlySet<string>): OrderPlace[] {
  switch (job.kind) {
    case "payment":
      return askedBy(job);
    case "upload":
      return isStored.has(placeText(job.incoming)) ? [] : [job.incoming];
    case "shipping":
    case "tradeUpload":
      return [];
  }
}

async function write(queries: Queries, { written, trade, events }: LoadedOrderRows): Promise<void> {
  const { uploads, deliveries, renamed } = written;
  if (uploads.length > 0) {
    await queries.run(UPSERT_UPLOADS(uploads.length), uploads.flatMap(uploadColumns));
  }
  await writePayments(queries, written);
  if (renamed.length > 0) {
    const rows = await NUMBERS.select(
      queries,
      renamed.map(({ appid, orderKey }) => [appid, orderKey]),
    );
    await queries.run(NOTE_RENAMED, [rows.map(({ number }) => number)]);
  }
  if (deliveries.length > 0) {
    await queries.run(UPSERT_DELIVERIES(deliveries.length), deliveries.flatMap(DELIVERY.values));
  }
  await trade.write(queries);
  await writeEvents(queries, events);
}
