import { METRICS_READING } from "@dingdan/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { type AdminKeyCheck, requireAdminKey } from "../admin/authorize.js";
import { ANONYMOUS } from "../audit/audit-facts.js";
import type { AuditFacts, AuditTrail } from "../audit/audit-trail.js";
import { Problem } from "../http/problem.js";
import { type MetricSources, metricsRegistry } from "../statistics/metrics.js";
import { isFromThisMachine } from "./demo-app.js";

const METRICS_PATH = "/metrics";

export interface MetricsParts extends AdminKeyCheck {
  readonly isLocal: boolean;
  readonly trail: Pick<AuditTrail, "refused">;
}

/**
 * Registers `/metrics`: this process's metrics, for Prometheus. They contain no app's data, but show how
 * busy the platform is. So they need an admin key of any role, unless the platform listens only on this
 * machine and the request comes directly from it: a proxy in front may pass on strangers' requests.
 */
export function registerMetrics(
  server: FastifyInstance,
  sources: MetricSources,
  { keys, guesses, isLocal, trail }: MetricsParts,
): void {
  const registry = metricsRegistry(sources);
  const lookup = { guesses, keys: { find: (secret: string) => keys.findDespiteOutage(secret) } };
  server.get(METRICS_PATH, async (request, reply) => {
    if (!isLocal || !isFromThisMachine(request)) {
      await requireAdminKey(request, lookup).catch((error: unknown) => {
        if (error instanceof Problem) trail.refused(factsOf(request), error.status);
        throw error;
      });
    }
    await sources.backlog.refresh();
    reply.header("cache-control", "no-store");
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

const factsOf = (request: FastifyRequest): AuditFacts => ({
  actor: ANONYMOUS,
  via: "admin_api",
  address: request.ip,
  operation: METRICS_READING,
  method: request.method,
  path: METRICS_PATH,
  target: {},
  rid: request.id,
});
