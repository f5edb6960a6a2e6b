import type { FastifyBaseLogger } from "fastify";
import type { Sealer } from "../secrets/seal.js";

/** How many values one run reads; the others wait for the next. */
const PAGE_SIZE = 50;

/** What became of a value: `current` was sealed with the current key, or is not sealed at all. */
export type SealedAgain = "sealed" | "current" | "unreadable";

/** Sealed values of one kind. */
interface SealedValues<Row> {
  /** The rows after a name, in the order of their names. */
  readonly list: (page: { readonly after: string; readonly limit: number }) => Promise<Row[]>;
  readonly nameOf: (row: Row) => string;
  /** Seals a value again, unless it was changed meanwhile. */
  readonly seal: (row: Row) => Promise<SealedAgain>;
  /** How log lines name them: `callback keys`. */
  readonly what: string;
  /** Names a row in a log line. */
  readonly facts: (row: Row) => object;
}

/**
 * Makes the job that seals values with the current seal key, when the previous one sealed them. It reads
 * each of them once; after that, a run does nothing. Those that cannot be opened stay as they are.
 */
export function sealAgain<Row>(
  { list, nameOf, seal, what, facts }: SealedValues<Row>,
  sealer: Sealer,
  log: Pick<FastifyBaseLogger, "info" | "warn">,
): () => Promise<void> {
  let after: string | null = "";
  let sealed = 0;
  return async () => {
    if (after === null || sealer.fault !== null) return;
    const page = await list({ after, limit: PAGE_SIZE });
    for (const row of page) {
      const outcome = await seal(row);
      if (outcome === "sealed") sealed++;
      if (outcome === "unreadable") {
        log.warn(facts(row), `${what} not sealed again: no seal key that is set opens them`);
      }
    }
    const last = page.at(-1);
    after = page.length < PAGE_SIZE || last === undefined ? null : nameOf(last);
    if (after === null && sealed > 0) {
      log.info({ sealed }, `${what} sealed with the current seal key`);
    }
  };
}
