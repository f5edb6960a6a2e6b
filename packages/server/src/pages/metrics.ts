import type { FastifyInstance } from "fastify";
import { requireAdminKey } from "../admin/authorize.js";
import { type MetricSources, metricsRegistry } from "../statistics/metrics.js";

/**
 * Registers `/metrics`: this process's metrics, for Prometheus. They contain no app's data, but show how
 * busy the platform is. When other machines can reach the platform, they need the operator's key.
 */
export function registerMetrics(
  server: FastifyInstance,
  sources: MetricSources,
  access: { readonly isLocal: boolean; readonly adminKeyHash: string },
): void {
  const registry = metricsRegistry(sources);
  server.get("/metrics", async (request, reply) => {
    if (!access.isLocal) requireAdminKey(request, access.adminKeyHash);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
