import type { FastifyBaseLogger } from "fastify";
import type { WebhookEndpoint } from "../domain/webhooks/endpoint.js";
import type { Sealer } from "../secrets/seal.js";
import type { WebhookStore } from "../storage/webhook-store.js";
import { sealKeysAgain } from "../webhooks/signing-keys.js";
import { type SealedAgain, sealAgain } from "./seal-again.js";

/** The keys of webhook endpoints that the previous seal key sealed. */
export const sealWebhookKeys = (
  webhooks: WebhookStore,
  sealer: Sealer,
  log: Pick<FastifyBaseLogger, "info" | "warn">,
): (() => Promise<void>) =>
  sealAgain<WebhookEndpoint>(
    {
      list: async ({ after, limit }) => {
        const [createdAtMs = -1, id = ""] = placeOf(after);
        return webhooks.list({ after: [createdAtMs, id], limit });
      },
      nameOf: ({ createdAtMs, id }) => JSON.stringify([createdAtMs, id]),
      seal: (endpoint) => sealOne(endpoint, webhooks, sealer),
      what: "keys of webhook endpoints",
      facts: ({ id }) => ({ endpoint: id }),
    },
    sealer,
    log,
  );

const placeOf = (name: string): [createdAtMs?: number, id?: string] =>
  name === "" ? [] : (JSON.parse(name) as [number, string]);

async function sealOne(
  { id, keys, stateSinceMs }: WebhookEndpoint,
  webhooks: WebhookStore,
  sealer: Sealer,
): Promise<SealedAgain> {
  const sealed = sealKeysAgain(id, keys, sealer);
  if (sealed === "current" || sealed === "unreadable") return sealed;
  await webhooks.change(
    id,
    (stored) =>
      // Its secret may have been rotated in the meantime.
      stored.keys.sealed === keys.sealed ? { ...stored, keys: sealed } : stored,
    stateSinceMs,
  );
  return "sealed";
}
