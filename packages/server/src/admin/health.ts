import { type HealthRepresentation, type Language, languageOf } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { WebhookEndpoint } from "../domain/webhooks/endpoint.js";
import type { LimitHits } from "../limits/limit-hits.js";
import { LIMIT_NAMES, LIMITS } from "../limits/limits.js";
import type { DurabilityCheck } from "../storage/durability.js";
import type { StoreMetrics } from "../storage/store.js";
import { within } from "../within.js";
import { registerAdminRoutes } from "./admin-routes.js";
import { representFault } from "./represent-webhook.js";

/** How long the database may take to report its settings. */
const TIMEOUT_MS = 1_000;

export interface HealthSources {
  readonly version: string;
  readonly readiness: () => Promise<{
    readonly isReady: boolean;
    readonly checks: HealthRepresentation["checks"];
  }>;
  readonly limitHits: Pick<LimitHits, "count">;
  readonly storage: () => StoreMetrics;
  readonly durability: () => Promise<readonly DurabilityCheck[]>;
  /** The webhook endpoints that are paused or fail. */
  readonly troubledWebhooks: () => Promise<readonly WebhookEndpoint[]>;
  /** How backups go; null when none are made. */
  readonly backups: () => NonNullable<HealthRepresentation["backups"]> | null;
  /** How many calls the request log has dropped. */
  readonly dropped: () => number;
}

/** Registers the operation that shows the state of this process. Its times are the machine's. */
export function registerHealthRoute(server: FastifyInstance, sources: HealthSources): void {
  registerAdminRoutes(server, {
    getHealth: ({ request }) => health(sources, languageOf(request.headers["accept-language"])),
  });
}

async function health(sources: HealthSources, language: Language): Promise<HealthRepresentation> {
  const { isReady, checks } = await sources.readiness();
  const durability = await within(sources.durability(), TIMEOUT_MS, "durability").catch(() => []);
  const webhooks = await within(sources.troubledWebhooks(), TIMEOUT_MS, "webhook endpoints").catch(
    () => null,
  );
  const backups = sources.backups();
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
    durability: durability.map(({ name, value, state, advice }) => ({
      name,
      value,
      state,
      ...(advice === null ? {} : { advice: advice[language] }),
    })),
    request_log_dropped: sources.dropped(),
    ...(webhooks === null ? {} : { webhook_endpoints: webhooks.map(representTroubled) }),
    ...(backups === null ? {} : { backups }),
    ...(writerStarts === null ? {} : { writer_starts: writerStarts }),
  };
}

/** The path of a receiver may contain a secret, so only its host is shown. */
function representTroubled({ id, url, state, failingSinceMs, lastAttempt }: WebhookEndpoint) {
  return {
    id,
    host: new URL(url).host,
    state: state === "deleted" ? ("disabled" as const) : state,
    ...(failingSinceMs === null ? {} : { failing_since: new Date(failingSinceMs).toISOString() }),
    ...representFault(lastAttempt?.fault ?? null),
  };
}
