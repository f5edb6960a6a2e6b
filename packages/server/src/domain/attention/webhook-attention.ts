import type { WebhookEndpoint } from "../webhooks/endpoint.js";
import type { AttentionItem } from "./attention-item.js";

/** What of a webhook endpoint needs attention; null when it does well, or a person disabled it. */
export function attentionOfEndpoint(endpoint: WebhookEndpoint): AttentionItem | null {
  const { id, url, state, stateSinceMs, failingSinceMs } = endpoint;
  const of = { count: 1, endpoint: { id, url } } as const;
  if (state === "paused") return { kind: "webhook_paused", ...of, atMs: stateSinceMs };
  if (state !== "enabled" || failingSinceMs === null) return null;
  return { kind: "webhook_failing", ...of, atMs: failingSinceMs };
}
