import { sql } from "kysely";
import { orderSummary, SUMMARY_START } from "../../domain/order-summary.js";
import { PAYMENT, refundProgressOf, shippingProgressOf } from "../rows/order-rows.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { all, first, lock, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { FailedSummary, SummaryStep } from "../upgrade-store.js";

/** The setting that holds the {@link Progress}. */
const SETTING = "upgrade_of_summaries";

/** How far the uploads were looked through for summaries of another shape than `shape`. */
interface Progress {
  readonly shape: string;
  /** The number of the last upload that was looked at; null when all were. */
  readonly after: number | null;
}

const PUT_PROGRESS = insert("settings", ["name", "value"], { replace: ["name"] });

const GET_PROGRESS = statement(
  ({ db }, { name }: Given<{ name: string }>) =>
    db.selectFrom("settings").select("value").where("name", "=", name),
  ({ value }): Progress => {
    const stored = JSON.parse(value) as Progress;
    // A change of the shape starts again at the first upload.
    return stored.shape === SUMMARY_START ? stored : FROM_THE_FIRST;
  },
);

const FROM_THE_FIRST: Progress = { shape: SUMMARY_START, after: 0 };

const NEXT_NUMBERS = statement(
  ({ db }, { after, limit }: Given<{ after: number; limit: number }>) =>
    db
      .selectFrom("uploads")
      .select("number")
      .where("number", ">", after)
      .orderBy("number")
      .limit(limit),
  ({ number }) => number,
);

const OF_PAYMENT = PAYMENT.columns.filter(
  (column) => column !== "refunded_at_ms" && column !== "refund_progress",
);

/** A matched upload with an outdated summary, and its payment. Both have the same progress of refunds. */
const OUTDATED = statement(({ db }, { after, upTo }: Given<{ after: number; upTo: number }>) =>
  db
    .selectFrom("uploads as u")
    .innerJoin("payments as p", (join) =>
      join.onRef("p.appid", "=", "u.appid").onRef("p.transaction_id", "=", "u.transaction_id"),
    )
    .select(OF_PAYMENT.map((column) => `p.${column}` as const))
    .select(["u.order_key", "u.details", "u.summary", "u.shipped_at_ms", "u.shipping_progress"])
    .select(["u.refunded_at_ms", "u.refund_progress"])
    .where("u.number", ">", after)
    .where("u.number", "<=", upTo)
    .where("u.state", "=", "matched")
    .where("u.summary", "is not", null)
    .where(
      sql`substr(u.summary, 1, ${sql.lit(SUMMARY_START.length)})`,
      "<>",
      sql.lit(SUMMARY_START),
    )
    // In this order all transactions lock uploads.
    .orderBy("u.appid")
    .orderBy("u.order_key"),
);

// Without the lock of a payment, another transaction may change the row in between: that one wins.
const REPLACE = statement(
  ({ db }, given: Given<{ appid: string; orderKey: string; outdated: string; summary: string }>) =>
    db
      .updateTable("uploads")
      .set({ summary: given.summary })
      .where("appid", "=", given.appid)
      .where("order_key", "=", given.orderKey)
      .where("summary", "=", given.outdated),
);

type OutdatedRow = ReturnType<typeof OUTDATED.read>;

export async function renewSummaries(engine: Engine, limit: number): Promise<SummaryStep> {
  const progress = (await engine.first(GET_PROGRESS, { name: SETTING })) ?? FROM_THE_FIRST;
  if (progress.after === null) return DONE;
  return engine.transaction(
    function* () {
      // Processes take turns, and each continues where the other ended.
      yield* lock(SETTING);
      const { after } = (yield* first(GET_PROGRESS, { name: SETTING })) ?? FROM_THE_FIRST;
      if (after === null) return DONE;
      const numbers = yield* all(NEXT_NUMBERS, { after, limit });
      const upTo = numbers.at(-1) ?? after;
      let renewed = 0;
      const failed: FailedSummary[] = [];
      for (const row of yield* all(OUTDATED, { after, upTo })) {
        const { appid, order_key: orderKey } = row;
        const made = summaryOf(row);
        if ("reason" in made) failed.push({ appid, orderKey, reason: made.reason });
        else {
          const { summary } = made;
          const outdated = row.summary as string;
          renewed += yield* run(REPLACE, { appid, orderKey, outdated, summary });
        }
      }
      const isDone = numbers.length < limit;
      const next: Progress = { shape: SUMMARY_START, after: isDone ? null : upTo };
      yield* run(PUT_PROGRESS, { name: SETTING, value: JSON.stringify(next) });
      return { renewed, failed, isDone };
    },
    // Summaries and progress are lost together.
    { isUnsynced: true, isRepeatable: true, isLong: true },
  );
}

const DONE: SummaryStep = { renewed: 0, failed: [], isDone: true };

/** A row that cannot be read must not stop the others: it keeps its summary, which lists ignore. */
function summaryOf(row: OutdatedRow): { readonly summary: string } | { readonly reason: string } {
  const upload = {
    appid: row.appid,
    orderKey: row.order_key,
    details: row.details,
    shippingProgress: shippingProgressOf(row),
    refundProgress: refundProgressOf(row),
  };
  try {
    return { summary: orderSummary(upload, PAYMENT.of(row)) };
  } catch (error) {
    return { reason: String(error) };
  }
}
