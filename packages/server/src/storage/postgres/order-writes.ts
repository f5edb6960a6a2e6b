import { subPaymentsOf } from "../../domain/payment.js";
import { decideUpload } from "../../domain/upload.js";
import { carryOutOrderJob } from "../orders/carry-out.js";
import type { JudgedJob, OrderOutcome } from "../orders/jobs.js";
import {
  DELIVERY,
  PAYMENT,
  UPLOAD_COLUMNS,
  uploadColumns,
  WAITING_UPLOAD_COLUMNS,
  waitingUploadColumns,
} from "../rows/order-rows.js";
import type { PostgresDatabase, WriteOptions } from "./database.js";
import { codeOf, isUnreachable } from "./faults.js";
import { askedBy, loadOrders } from "./load-orders.js";
import { type LoadedOrderRows, type OrderPlace, placeText } from "./order-rows.js";
import type { Queries } from "./queries.js";
import { rowsOf } from "./rows-of-apps.js";
import { rowsStatement } from "./sql.js";

type UploadJob = Extract<JudgedJob, { kind: "upload" }>;
type Settled = PromiseSettledResult<OrderOutcome>;

const INSERT_UPLOADS = rowsStatement(
  `INSERT INTO uploads (number, ${WAITING_UPLOAD_COLUMNS}) VALUES`,
  { columns: WAITING_UPLOAD_COLUMNS, before: "nextval('upload_numbers')" },
  "ON CONFLICT (appid, order_key) DO NOTHING RETURNING appid, order_key",
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
     refunded_at_ms = excluded.refunded_at_ms, summary = excluded.summary,
     events = excluded.events, merchant_order_nos = excluded.merchant_order_nos,
     details = excluded.details`,
);

// A payment's order keys are places among the uploads from its beginning on: an upload under one of them
// meets the row, and waits for the payment's transaction. So neither misses the other.
const HOLD_PLACES = `INSERT INTO uploads (appid, order_key)
  SELECT appid, order_key FROM unnest($1::text[], $2::text[]) AS place (appid, order_key)
  ORDER BY appid, order_key ON CONFLICT (appid, order_key) DO NOTHING`;

const INSERT_PAYMENTS = rowsStatement(`INSERT INTO payments (${PAYMENT.list}) VALUES`, {
  columns: PAYMENT.list,
});

const INSERT_NUMBERS = rowsStatement(
  "INSERT INTO payment_numbers (order_key, appid, transaction_id) VALUES",
  { columns: "order_key, appid, transaction_id" },
);

const INSERT_SUB_PAYMENTS = rowsStatement(
  "INSERT INTO sub_payments (sub_transaction_id, appid, transaction_id) VALUES",
  { columns: "sub_transaction_id, appid, transaction_id" },
  "ON CONFLICT (sub_transaction_id) DO NOTHING",
);

const UPSERT_DELIVERIES = rowsStatement(
  `INSERT INTO deliveries (${DELIVERY.list}) VALUES`,
  { columns: DELIVERY.list },
  `ON CONFLICT (appid, order_key, sub_order_key) DO UPDATE SET
     upload_time = excluded.upload_time, upload_instant = excluded.upload_instant,
     received_at_ms = excluded.received_at_ms, delivery = excluded.delivery`,
);

const NUMBERS = rowsOf<{ readonly number: number }>("uploads", "number", "order_key");
// A note that is there is locked until the new names are committed: the index, which takes a note away
// and then reads the names, must not do so in between. In one order, so that two never wait crosswise.
const NOTE_RENAMED = `INSERT INTO renamed_uploads (number) SELECT unnest($1::bigint[]) ORDER BY 1
  ON CONFLICT (number) DO UPDATE SET number = excluded.number`;

/**
 * Commits a batch of order jobs. New uploads, which are most of them, are one statement that is a
 * transaction of its own; what meets a row that is there, and every other job, is decided and written
 * in a second transaction, under the locks of its rows. When one of the two fails, each job that is
 * left is tried alone: a bad job, or one whose rows another transaction holds, fails no other.
 *
 * @param options.isPatient whether the batch waits for locks as long as anything does. Without it
 *   it waits for a short time, and a job that would have to wait longer is rejected: see
 *   {@link isLockTimeout}.
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
      settled.set(job, { status: "fulfilled", value: NEW_UPLOAD });
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
      if (!isOfUnreachable(last)) last = await carryOutAlone(database, job);
      settled.set(job, last);
    }
  }
  return jobs.map((job) => settled.get(job) as Settled);
}

const NEW_UPLOAD: OrderOutcome = {
  kind: "stored",
  state: "waiting",
  isReplacement: false,
  delayMs: null,
};

/** Where the database is away, each attempt would wait for it once more. */
const isOfUnreachable = (settled: Settled) =>
  settled.status === "rejected" && isUnreachable(settled.reason);

/** Of the uploads, the first under each key, in the order of their keys. */
function firstUploads(jobs: readonly JudgedJob[]): UploadJob[] {
  const first = new Map<string, UploadJob>();
  for (const job of jobs) {
    if (job.kind === "payment") continue;
    const place = job.kind === "upload" ? job.incoming : { ...job.incoming, ...job.incoming.app };
    const key = placeText(place);
    // Logistics for an order must not be overtaken by an upload that came after them.
    if (!first.has(key) && job.kind === "upload") first.set(key, job);
  }
  return [...first.keys()].toSorted().map((key) => first.get(key) as UploadJob);
}

const NOTHING = { upload: null, payment: null, rival: null };

/** Inserts the uploads whose key no row has, and returns them. */
async function insertNew(
  database: PostgresDatabase,
  jobs: readonly UploadJob[],
  options: WriteOptions,
): Promise<UploadJob[]> {
  if (jobs.length === 0) return [];
  const values = jobs.flatMap(({ incoming }) => {
    const decision = decideUpload(NOTHING, incoming);
    if (decision.kind !== "stored" || decision.upload.state !== "waiting") {
      throw new Error("a first upload does not wait for its payment");
    }
    return waitingUploadColumns(decision.upload);
  });
  const rows = await database.write(INSERT_UPLOADS(jobs.length), values, options);
  const inserted = new Set(rows.map((row) => `${row["appid"]} ${row["order_key"]}`));
  return jobs.filter(({ incoming }) => inserted.has(placeText(incoming)));
}

const UNIQUE_VIOLATION = "23505";

/** The others of its batch wait meanwhile, so a job alone waits for a lock hardly longer than a commit takes. */
const ALONE = { isPatient: false, lockTimeoutMs: 50, isStored: new Set<string>() } as const;

async function carryOutAlone(database: PostgresDatabase, job: JudgedJob): Promise<Settled> {
  const attempt = () => carryOut(database, [job], ALONE);
  const [settled] = await Promise.allSettled([
    attempt().catch((error: unknown) => {
      // A payment of another app that came at the same moment has one of the numbers: now it is seen.
      if (codeOf(error) === UNIQUE_VIOLATION) return attempt();
      throw error;
    }),
  ]);
  if (settled.status === "rejected") return settled;
  return { status: "fulfilled", value: settled.value[0] as OrderOutcome };
}

interface CarryOutOptions extends Required<WriteOptions> {
  /** How long a statement waits for a lock; as long as any when left out. */
  readonly lockTimeoutMs?: number;
  /** The places that have a row, as the insertion of new uploads has seen. */
  readonly isStored: ReadonlySet<string>;
}

function carryOut(
  database: PostgresDatabase,
  jobs: readonly JudgedJob[],
  { isPatient, lockTimeoutMs, isStored }: CarryOutOptions,
): Promise<readonly OrderOutcome[]> {
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
      const outcomes = jobs.map((job) => carryOutOrderJob(rows, job));
      await write(transaction, rows);
      return outcomes;
    },
    // Done a second time, every one of these decisions finds what it wrote, and repeats nothing.
    { isPatient, isRepeatable: true },
  );
}

/**
 * The places that may have no row yet. A lock needs a row, so without one a payment and an upload that
 * come at the same time would each see nothing of the other.
 */
function placesToHold(job: JudgedJob, isStored: ReadonlySet<string>): OrderPlace[] {
  switch (job.kind) {
    case "payment": {
      const { appid, orderKeys } = job.payment;
      return orderKeys.map((orderKey) => ({ appid, orderKey }));
    }
    case "upload":
      return isStored.has(placeText(job.incoming)) ? [] : [job.incoming];
    case "shipping":
      return [];
  }
}

async function holdPlaces(queries: Queries, places: readonly OrderPlace[]): Promise<void> {
  if (places.length === 0) return;
  await queries.run(HOLD_PLACES, [
    places.map(({ appid }) => appid),
    places.map(({ orderKey }) => orderKey),
  ]);
}

async function write(queries: Queries, { written }: LoadedOrderRows): Promise<void> {
  const { uploads, payments, deliveries, renamed } = written;
  if (uploads.length > 0) {
    await queries.run(UPSERT_UPLOADS(uploads.length), uploads.flatMap(uploadColumns));
  }
  if (payments.length > 0) {
    const numbers = payments.flatMap(({ appid, transactionId, orderKeys }) =>
      orderKeys.map((key) => [key, appid, transactionId]),
    );
    await queries.run(INSERT_PAYMENTS(payments.length), payments.flatMap(PAYMENT.values));
    await queries.run(INSERT_NUMBERS(numbers.length), numbers.flat());
    const subPayments = payments.flatMap((payment) =>
      subPaymentsOf(payment).map((sub) => [
        sub.transactionId,
        payment.appid,
        payment.transactionId,
      ]),
    );
    if (subPayments.length > 0) {
      await queries.run(INSERT_SUB_PAYMENTS(subPayments.length), subPayments.flat());
    }
  }
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
}
