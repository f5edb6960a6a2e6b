import { createPublicKey } from "node:crypto";
import {
  DEFAULT_UCP_OVERLAP_SECONDS,
  type SchemaViolation,
  text,
  UCP_VERSIONS,
} from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import type { WebhookEndpoint } from "../domain/webhooks/endpoint.js";
import { invalidRequest, Problem } from "../http/problem.js";
import type { WebhookStore } from "../storage/webhook-store.js";
import { platformOf, withPlatform } from "../ucp/platform-settings.js";
import type { PlatformJwk } from "../ucp/signed-request.js";
import type { UcpKey, UcpKeys } from "../ucp/ucp-keys.js";
import { usableKeys } from "../ucp/usable-keys.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";

interface PlatformParts {
  readonly webhooks: Pick<WebhookStore, "change" | "find">;
  readonly clock: Clock;
}

/** Registers the operator's operations on the keys and platforms of the Universal Commerce Protocol. */
export function registerUcpRoutes(
  server: FastifyInstance,
  keys: UcpKeys,
  { webhooks, clock }: PlatformParts,
): void {
  const represented = async (published: readonly UcpKey[]) => {
    const { kid } = await keys.signing();
    const signing = published.findIndex((key) => key.kid === kid);
    return {
      keys: published.map((key, index) =>
        represent(key, index < signing ? "next" : index === signing ? "signing" : "previous"),
      ),
    };
  };
  registerAdminRoutes(server, {
    listUcpKeys: () => usableKeys(async () => represented(await keys.published())),
    rotateUcpKeys: ({ body }) => {
      const { overlap_seconds: overlapS = DEFAULT_UCP_OVERLAP_SECONDS } = body;
      return usableKeys(async () => represented(await keys.rotate(overlapS * 1_000)));
    },
    getUcpPlatform: async ({ parameters: { id } }) =>
      representPlatform(await namedPlatform(id, webhooks)),
    setUcpPlatform: (call) => setUcpPlatform(call, { webhooks, clock }),
  });
}

const instant = (timeMs: number) => new Date(timeMs).toISOString();

const represent = (
  { kid, createdAtMs, signsFromMs, publishedUntilMs }: UcpKey,
  state: "next" | "signing" | "previous",
) => ({
  kid,
  state,
  created_at: instant(createdAtMs),
  signs_from: instant(signsFromMs),
  ...(publishedUntilMs === null ? {} : { published_until: instant(publishedUntilMs) }),
});

async function setUcpPlatform(
  { parameters: { id }, body }: AdminCall<"setUcpPlatform">,
  { webhooks, clock }: PlatformParts,
) {
  await namedPlatform(id, webhooks);
  const { version } = body;
  const violations = (body.keys ?? []).flatMap(keyViolations);
  if (violations.length > 0) throw invalidRequest(violations);
  const keys = body.keys?.map(({ kid, kty, crv, x, y }) => ({ kid, kty, crv, x, y }));
  const settings = {
    ...(keys === undefined ? {} : { keys }),
    ...(version === undefined ? {} : { version }),
  };
  const change = (stored: WebhookEndpoint) => withPlatform(stored, settings);
  const changed = await webhooks.change(id, change, clock.nowMs());
  if (changed === null) throw unknownEndpoint(id);
  return representPlatform(changed);
}

/** @throws Problem when no endpoint of the kind ucp has the id */
async function namedPlatform(
  id: string,
  webhooks: Pick<WebhookStore, "find">,
): Promise<WebhookEndpoint> {
  const named = await webhooks.find(id);
  if (named === null) throw unknownEndpoint(id);
  if (named.kind !== "ucp") throw new Problem(409, OTHER_KIND);
  return named;
}

function representPlatform(endpoint: WebhookEndpoint) {
  const { keys = [], version = UCP_VERSIONS[0] } = platformOf(endpoint);
  return { keys: [...keys], version };
}

/** What is wrong with a key, beyond its schema. A private key is refused, as it is no secret any more. */
function keyViolations(jwk: PlatformJwk, index: number): SchemaViolation[] {
  const path = `keys[${index}]`;
  if (Object.hasOwn(jwk, "d")) return [{ path: `${path}.d`, reason: PRIVATE_KEY }];
  return isOnCurve(jwk) ? [] : [{ path, reason: NOT_ON_CURVE }];
}

function isOnCurve(jwk: PlatformJwk): boolean {
  try {
    createPublicKey({ key: { ...jwk }, format: "jwk" });
    return true;
  } catch {
    return false;
  }
}

const unknownEndpoint = (id: string) =>
  new Problem(
    404,
    text(
      `No webhook endpoint has the id ${id}. GET /admin/v1/webhook-endpoints lists them.`,
      `没有 id 为 ${id} 的 Webhook 端点；GET /admin/v1/webhook-endpoints 可列出全部。`,
    ),
  );

const OTHER_KIND = text(
  "This endpoint is not of the kind ucp: add one with kind ucp.",
  "该端点不是 ucp 类型，请新增 ucp 类型的端点。",
);

const PRIVATE_KEY = text(
  "is a private key: send the public key alone. If the pair is in use, the platform must replace it, as its private key has left it",
  "是私钥：请只传公钥。若该密钥对已在使用，平台须更换，因为私钥已外传",
);

const NOT_ON_CURVE = text(
  "is no point of P-256: send the public key's x and y as its JWK has them",
  "不是 P-256 曲线上的点：请按公钥 JWK 原样传 x 与 y",
);
