import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock.js";
import type { AuditStore } from "../storage/audit-store.js";

const DAY_MS = 24 * 3_600_000;

/**
 * Logs the last entry of the audit trail at its first run and once a day: who keeps the log elsewhere can
 * prove later that the chain was neither cut nor written again.
 */
export function logAuditHead(
  audit: Pick<AuditStore, "head">,
  clock: Clock,
  log: Pick<FastifyBaseLogger, "info">,
): () => Promise<void> {
  let loggedDay: number | null = null;
  return async () => {
    const day = Math.floor(clock.nowMs() / DAY_MS);
    if (day === loggedDay) return;
    const { sequence, hash } = await audit.head();
    loggedDay = day;
    if (sequence > 0) log.info({ auditHead: `${sequence}:${hash}` }, "head of the audit trail");
  };
}
