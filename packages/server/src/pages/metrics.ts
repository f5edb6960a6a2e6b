import type { FastifyInstance } from "fastify";
import { requireAdminKey } from "../admin/authorize.js";
import { type MetricSources, metricsRegistry } from "../statistics/metrics.js";

/**
 * `/metrics`: this process's own, for Prometheus. They tell no app's data, but how busy the platform
 * is: where strangers can reach it, they need the operator's key.
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
