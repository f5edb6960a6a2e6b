import { setTimeout } from "node:timers/promises";
import { CommitUnknownError } from "../commit-unknown-error.js";
import type { Queries, Transaction } from "./queries.js";

/** How often, and how long apart, the server is asked about a transaction that it has not ended yet. */
const ASK_MAX = 20;
const ASK_PAUSE_MS = 200;

/**
 * Commits a job, and finds out whether the commit happened when its reply is lost.
 * @param commit runs a job in a transaction
 * @param queries reads on another connection
 * @throws the loss of the connection when the commit did not happen, so that it may be repeated
 * @throws CommitUnknownError when the server does not know: it was replaced, for example
 */
export async function commitOnce<T>(
  commit: (job: (transaction: Transaction) => Promise<T>) => Promise<T>,
  job: (transaction: Transaction) => Promise<T>,
  queries: Pick<Queries, "first">,
): Promise<T> {
  let ready: { readonly id: string; readonly result: T } | null = null;
  const known = async (transaction: Transaction): Promise<T> => {
    const row = await transaction.first("SELECT pg_current_xact_id()::text AS id");
    const result = await job(transaction);
    ready = { id: String(row?.["id"]), result };
    return result;
  };
  try {
    return await commit(known);
  } catch (error) {
    if (!(error instanceof CommitUnknownError) || ready === null) throw error;
    const { id, result } = ready as { readonly id: string; readonly result: T };
    const status = await statusOf(id, queries).catch(() => null);
    if (status === "committed") return result;
    throw status === "aborted" ? error.cause : error;
  }
}

/** `committed`, `aborted`, or null when the server does not know. */
async function statusOf(id: string, queries: Pick<Queries, "first">): Promise<string | null> {
  for (let ask = 0; ask < ASK_MAX; ask++) {
    const row = await queries.first("SELECT pg_xact_status($1::xid8) AS status", [id]);
    const status = row?.["status"];
    if (status !== "in progress") return typeof status === "string" ? status : null;
    await setTimeout(ASK_PAUSE_MS);
  }
  return null;
}
