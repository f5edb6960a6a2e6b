import type { HealthRepresentation } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { LimitHits } from "../limits/limit-hits.js";
import { LIMIT_NAMES, LIMITS } from "../limits/limits.js";
import type { StoreMetrics } from "../storage/store.js";
import { registerAdminRoutes } from "./admin-routes.js";

export interface HealthSources {
  readonly version: string;
  readonly readiness: () => Promise<{
    readonly isReady: boolean;
    readonly checks: HealthRepresentation["checks"];
  }>;
  readonly limitHits: Pick<LimitHits, "count">;
  readonly storage: () => StoreMetrics;
  /** How many calls the request log has dropped. */
  readonly dropped: () => number;
}

/** Registers the operation that shows the state of this process. Its times are the machine's. */
export function registerHealthRoute(server: FastifyInstance, sources: HealthSources): void {
  registerAdminRoutes(server, { getHealth: () => health(sources) });
}

async function health(sources: HealthSources): Promise<HealthRepresentation> {
  const { isReady, checks } = await sources.readiness();
  const { writerStarts } = sources.storage();
  return {
    version: sources.version,
    node_version: process.versions.node,
    now: new Date().toISOString(),
    uptime_seconds: Math.floor(process.uptime()),
    is_ready: isReady,
    checks,
    limits: LIMIT_NAMES.flatMap((name) => {
      const { hits, lastAtMs } = sources.limitHits.count(name);
      if (lastAtMs === null) return [];
      return [{ name, meaning: LIMITS[name], hits, last_at: new Date(lastAtMs).toISOString() }];
    }),
    request_log_dropped: sources.dropped(),
    ...(writerStarts === null ? {} : { writer_starts: writerStarts }),
  };
}
