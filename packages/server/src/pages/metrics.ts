import type { FastifyInstance } from "fastify";
import { type AdminKeyCheck, requireAdminKey } from "../admin/authorize.js";
import { type MetricSources, metricsRegistry } from "../statistics/metrics.js";
import { isFromThisMachine } from "./demo-app.js";

/**
 * Registers `/metrics`: this process's metrics, for Prometheus. They contain no app's data, but show how
 * busy the platform is. So they need an admin key of any role, unless the platform listens only on this
 * machine and the request comes directly from it: a proxy in front may pass on strangers' requests.
 */
export function registerMetrics(
  server: FastifyInstance,
  sources: MetricSources,
  { keys, guesses, isLocal }: AdminKeyCheck & { readonly isLocal: boolean },
): void {
  const registry = metricsRegistry(sources);
  const lookup = { guesses, keys: { find: (secret: string) => keys.findDespiteOutage(secret) } };
  server.get("/metrics", async (request, reply) => {
    if (!isLocal || !isFromThisMachine(request)) await requireAdminKey(request, lookup);
    await sources.backlog.refresh();
    reply.header("cache-control", "no-store");
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
