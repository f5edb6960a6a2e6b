import type { FastifyInstance } from "fastify";
import { requireAdminKey } from "../admin/authorize.js";
import type { KeyCheck } from "../admin-keys/key-check.js";
import { type MetricSources, metricsRegistry } from "../statistics/metrics.js";

/**
 * Registers `/metrics`: this process's metrics, for Prometheus. They contain no app's data, but show how
 * busy the platform is. When other machines can reach the platform, they need an admin key of any role.
 */
export function registerMetrics(
  server: FastifyInstance,
  sources: MetricSources,
  access: { readonly isLocal: boolean; readonly keys: KeyCheck },
): void {
  const registry = metricsRegistry(sources);
  server.get("/metrics", async (request, reply) => {
    if (!access.isLocal) await requireAdminKey(request, access.keys);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
