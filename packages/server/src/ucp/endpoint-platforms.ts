import { timingSafeEqual } from "node:crypto";
import type { Clock } from "../clock.js";
import type { WebhookEndpoint } from "../domain/webhooks/endpoint.js";
import type { Sealer } from "../secrets/seal.js";
import { hashSecret } from "../secrets/secret.js";
import type { WebhookStore } from "../storage/webhook-store.js";
import { openSigningKeys } from "../webhooks/signing-keys.js";
import type { UcpPlatforms } from "./authorize.js";
import { platformOf } from "./platform-settings.js";

const PAGE_SIZE = 100;

/** The platforms that are webhook endpoints of the kind `ucp`, unless they are disabled. */
export function endpointPlatforms({
  webhooks,
  sealer,
  clock,
}: {
  readonly webhooks: Pick<WebhookStore, "list">;
  readonly sealer: Sealer;
  readonly clock: Clock;
}): UcpPlatforms {
  let reading: Promise<WebhookEndpoint[]> | null = null;
  // Requests at the same time share one read, also those of unknown callers.
  const endpoints = () =>
    (reading ??= allOf(webhooks).finally(() => {
      reading = null;
    }));
  return {
    async findBySecret(secret) {
      if (!secret.startsWith("whsec_")) return null;
      const given = Buffer.from(hashSecret(secret));
      for (const { id, keys, appid } of await endpoints()) {
        const opened = openSigningKeys(id, keys, sealer, clock.nowMs());
        if (opened.kind !== "opened") continue;
        const isRight = opened.keys.some((key) =>
          timingSafeEqual(Buffer.from(hashSecret(key.secret)), given),
        );
        if (isRight) return { appid };
      }
      return null;
    },
    async findByKey(kid) {
      return (await endpoints()).flatMap((endpoint) =>
        (platformOf(endpoint).keys ?? [])
          .filter((jwk) => jwk.kid === kid)
          .map((jwk) => ({ jwk, platform: { appid: endpoint.appid } })),
      );
    },
  };
}

async function allOf(webhooks: Pick<WebhookStore, "list">): Promise<WebhookEndpoint[]> {
  const found: WebhookEndpoint[] = [];
  let after: readonly [number, string] | null = null;
  for (;;) {
    const page: WebhookEndpoint[] = await webhooks.list({ after, limit: PAGE_SIZE });
    found.push(...page.filter(({ kind, state }) => kind === "ucp" && state !== "disabled"));
    const last = page.at(-1);
    if (page.length < PAGE_SIZE || last === undefined) return found;
    after = [last.createdAtMs, last.id];
  }
}
