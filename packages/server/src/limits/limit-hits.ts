import type { FastifyBaseLogger } from "fastify";
import { LIMITS, type LimitName } from "./limits.js";

/** After a log line about a limit, its further hits are only counted for this time. */
const QUIET_MS = 10_000;

/** What happened at one limit since the start. */
export interface LimitCount {
  readonly hits: number;
  /** Null before the first hit. */
  readonly lastAtMs: number | null;
}

interface Count {
  hits: number;
  loggedHits: number;
  lastAtMs: number | null;
  loggedAtMs: number;
}

/**
 * Counts the hits of each limit, for the metrics and for `dingdan doctor`, and logs them sampled: strangers
 * can cause hits at any rate, so one limit logs at most one line in ten seconds, with the number of hits
 * since the line before.
 */
export class LimitHits {
  readonly #log: Pick<FastifyBaseLogger, "warn">;
  readonly #nowMs: () => number;
  readonly #counts = new Map<LimitName, Count>();

  /** @param nowMs the time of day; a frozen sandbox clock would log only one line */
  constructor(log: Pick<FastifyBaseLogger, "warn">, nowMs: () => number = Date.now) {
    this.#log = log;
    this.#nowMs = nowMs;
  }

  /**
   * Counts a hit.
   * @param facts what an operator needs to find the cause; no secrets and no personal data
   */
  hit(limit: LimitName, facts: Readonly<Record<string, unknown>> = {}): void {
    const nowMs = this.#nowMs();
    let count = this.#counts.get(limit);
    if (count === undefined) {
      count = { hits: 0, loggedHits: 0, lastAtMs: null, loggedAtMs: Number.NEGATIVE_INFINITY };
      this.#counts.set(limit, count);
    }
    count.hits++;
    count.lastAtMs = nowMs;
    if (nowMs - count.loggedAtMs < QUIET_MS) return;
    const hits = count.hits - count.loggedHits;
    count.loggedHits = count.hits;
    count.loggedAtMs = nowMs;
    this.#log.warn({ limit, hits, ...facts }, `limit reached: ${LIMITS[limit]}`);
  }

  count(limit: LimitName): LimitCount {
    const { hits = 0, lastAtMs = null } = this.#counts.get(limit) ?? {};
    return { hits, lastAtMs };
  }
}
