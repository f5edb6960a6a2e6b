import { hashesIn } from "../../domain/buyer-data/erasure-marks.js";
import type { JudgedJob } from "../orders/jobs.js";
import type { LoadedOrderRows } from "./order-rows.js";
import type { Queries } from "./queries.js";

// An erasure takes a stronger lock. So it waits for the payments in progress, and those after it see it.
const LOCK = "LOCK TABLE payments IN ROW EXCLUSIVE MODE";

const SELECT = `SELECT transaction_hash AS hash, erased_at_ms FROM erased_transactions
    WHERE transaction_hash = ANY($1::text[])
  UNION ALL SELECT buyer_hash, erased_at_ms FROM erased_buyers
    WHERE buyer_hash = ANY($1::text[])`;

/** Loads the erasures that reports of payments are compared with. Uploads need none. */
export async function loadErasures(
  queries: Queries,
  rows: LoadedOrderRows,
  jobs: readonly JudgedJob[],
): Promise<void> {
  const hashes = jobs.flatMap((job) =>
    job.kind === "payment" && job.payment.erasure !== undefined
      ? hashesIn(job.payment.erasure)
      : [],
  );
  if (hashes.length === 0) return;
  await queries.run(LOCK);
  const found = await queries.all<{ hash: string; erased_at_ms: number }>(SELECT, [hashes]);
  for (const { hash, erased_at_ms } of found) rows.loadErasure(hash, erased_at_ms);
}
