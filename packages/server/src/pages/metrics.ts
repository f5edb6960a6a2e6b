import type { FastifyInstance } from "fastify";
import { type AdminKeyCheck, requireAdminKey } from "../admin/authorize.js";
import { type MetricSources, metricsRegistry } from "../statistics/metrics.js";

/**
 * Registers `/metrics`: this process's metrics, for Prometheus. They contain no app's data, but show how
 * busy the platform is. When other machines can reach the platform, they need an admin key of any role.
 */
export function registerMetrics(
  server: FastifyInstance,
  sources: MetricSources,
  { keys, guesses, isLocal }: AdminKeyCheck & { readonly isLocal: boolean },
): void {
  const registry = metricsRegistry(sources);
  const lookup = { guesses, keys: { find: (secret: string) => keys.findDespiteOutage(secret) } };
  server.get("/metrics", async (request, reply) => {
    if (!isLocal) await requireAdminKey(request, lookup);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
