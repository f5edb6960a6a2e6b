import { randomUUID } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import type { Sealer } from "../secrets/seal.js";
import type { RefundPosition, Store } from "../storage/store.js";
import { AccountBook, hasAnyClient, type KnownAccount } from "./account-book.js";
import { askRefunds } from "./ask-refunds.js";
import { askUploads } from "./ask-uploads.js";
import { Stops } from "./asking.js";
import { isDue } from "./due.js";
import { endLease, type Progress, RENEWAL_MS, takeLease } from "./lease.js";
import { emptyReport, type ReconcileReport } from "./report.js";
import type { Run, RunParts } from "./run-parts.js";

export interface ReconcilerParts extends RunParts {
  readonly store: RunParts["store"] & Pick<Store, "wechatpay" | "settings">;
  readonly sealer: Sealer;
  readonly log: Pick<FastifyBaseLogger, "info" | "warn">;
}

/** Where a run is: first the uploads, then the refunds. */
export type Position =
  | { readonly part: "uploads"; readonly after: number }
  | { readonly part: "refunds"; readonly after: RefundPosition | null };

export const FIRST_POSITION: Position = { part: "uploads", after: 0 };

/** What became of a page that an operator asked for. */
export type PageOutcome =
  | {
      readonly kind: "page";
      readonly report: ReconcileReport;
      /** Null at the end. */
      readonly next: Position | null;
      /** Those of {@link Stops}, for the next page. */
      readonly stopped: readonly string[];
    }
  /** The platform can query for no such merchant number. */
  | { readonly kind: "no_client" }
  /** The platform is stopping, and has not asked for everything of the page. */
  | { readonly kind: "stopping" };

/** How many numbers a page of a run has in the background. */
const PAGE_SIZE = 100;
/** How many pages one call reads that hold little of its merchant number. */
const PAGES_MAX = 20;
/** How many failures of a run the log names. */
const LOGGED_FAILURES_MAX = 20;

/** Asks WeChat Pay for payments that uploads wait for, and for refunds in progress. */
export class Reconciler {
  readonly #parts: ReconcilerParts;

  constructor(parts: ReconcilerParts) {
    this.#parts = parts;
  }

  /**
   * Asks for everything that is due now, unless another process does.
   * @returns null when another process does, or no merchant number can be asked for
   */
  async runDue(): Promise<ReconcileReport | null> {
    const { store, clock } = this.#parts;
    if (!(await hasAnyClient(store.wechatpay))) return null;
    const holder = randomUUID();
    const startedAtMs = clock.nowMs();
    const progress = await takeLease(store.settings, holder, startedAtMs);
    if (progress === null) return null;
    const run = this.#newRun({
      isDue: (sinceMs, mchid, account) =>
        isDue(sinceMs, lastRunOf(mchid, account, progress, startedAtMs), startedAtMs),
    });
    const ended = new AbortController();
    const renewing = this.#renewLease(holder, ended.signal);
    let isComplete = false;
    try {
      isComplete = await this.#askAllPages(run, holder);
    } finally {
      ended.abort();
      await renewing;
      const reached = isComplete ? progressAfter(progress, run.stops.merchants, startedAtMs) : null;
      await endLease(store.settings, holder, reached);
    }
    this.#log(run.report);
    return run.report;
  }

  /** Never rejects: without its database, a run fails by itself. */
  async #renewLease(holder: string, ended: AbortSignal): Promise<void> {
    const { store, clock, api } = this.#parts;
    for (;;) {
      await api.time.sleep(RENEWAL_MS, ended);
      if (ended.aborted) return;
      await takeLease(store.settings, holder, clock.nowMs()).catch(() => null);
    }
  }

  /** @returns false when the platform is stopping, or when another process took over meanwhile */
  async #askAllPages(run: Run, holder: string): Promise<boolean> {
    const { store, clock, api } = this.#parts;
    for (let position: Position | null = FIRST_POSITION; position !== null; ) {
      position = await this.#askPage(run, position, PAGE_SIZE);
      if (api.closing.aborted) return false;
      if ((await takeLease(store.settings, holder, clock.nowMs())) === null) return false;
    }
    return true;
  }

  /**
   * Asks for about a page, whatever is due: an operator wants to know now.
   * @param mchid only for this merchant number; null for all
   * @param stopped what earlier pages stopped asking for
   * @param limit at most twice as much is asked for
   */
  async page(
    mchid: string | null,
    position: Position,
    { stopped, limit }: { readonly stopped: readonly string[]; readonly limit: number },
  ): Promise<PageOutcome> {
    const run = this.#newRun({ only: mchid, stops: new Stops(stopped), isDue: () => true });
    const canAsk =
      mchid === null
        ? await hasAnyClient(this.#parts.store.wechatpay)
        : (await run.accounts.of([mchid])).size > 0;
    if (!canAsk) return { kind: "no_client" };
    let next: Position | null = position;
    for (let read = 0; next !== null && read < PAGES_MAX && run.report.asked < limit; read++) {
      next = await this.#askPage(run, next, limit);
    }
    if (this.#parts.api.closing.aborted) return { kind: "stopping" };
    return { kind: "page", report: run.report, next, stopped: [...run.stops.stopped] };
  }

  #newRun({
    only = null,
    stops = new Stops(),
    isDue: due,
  }: Pick<Run, "isDue"> & Partial<Pick<Run, "only" | "stops">>): Run {
    const { store, sealer, api } = this.#parts;
    const accounts = new AccountBook(store.wechatpay, sealer, api.time.nowMs());
    return { accounts, only, stops, report: emptyReport(), isDue: due };
  }

  async #askPage(run: Run, position: Position, limit: number): Promise<Position | null> {
    if (position.part === "uploads") {
      const next = await askUploads(this.#parts, run, { after: position.after, limit });
      return next === null ? { part: "refunds", after: null } : { part: "uploads", after: next };
    }
    const next = await askRefunds(this.#parts, run, { after: position.after, limit });
    return next === null ? null : { part: "refunds", after: next };
  }

  #log({ failures, ...counts }: ReconcileReport): void {
    const { log } = this.#parts;
    if (counts.asked === 0) return;
    log.info(counts, "asked WeChat Pay for payments and refunds");
    for (const { mchid, number, cause, next } of failures.slice(0, LOGGED_FAILURES_MAX)) {
      log.warn({ mchid, number, cause: cause.en, next: next.en }, "reconciling failed");
    }
  }
}

/** Settings that were changed after a run may be why it could not ask: then everything is due. */
function lastRunOf(
  mchid: string,
  { changedAtMs }: KnownAccount,
  { behind, lastRunMs }: Progress,
  nowMs: number,
): number | null {
  const last = mchid in behind ? (behind[mchid] ?? null) : lastRunMs;
  // A change in time to come is of before the clock was set back.
  const isChanged = last !== null && last < changedAtMs && changedAtMs <= nowMs;
  return isChanged ? null : last;
}

/** A merchant that was stopped continues from its last run that was not. */
const progressAfter = (
  { behind, lastRunMs }: Progress,
  stopped: readonly string[],
  startedAtMs: number,
): Progress => ({
  lastRunMs: startedAtMs,
  behind: Object.fromEntries(
    stopped.map((mchid) => [mchid, mchid in behind ? (behind[mchid] ?? null) : lastRunMs]),
  ),
});
