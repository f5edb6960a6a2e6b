import { randomBytes } from "node:crypto";
import { text, WEBHOOK_TEST_TYPE } from "@dingdan/contract";
import type { WebhookEndpoint } from "../domain/webhooks/endpoint.js";
import { Problem } from "../http/problem.js";
import { otherKeyText } from "../secrets/seal-faults.js";
import { attempt } from "../webhooks/attempt.js";
import { openSigningKeys } from "../webhooks/signing-keys.js";
import { representAttempt } from "./represent-webhook.js";
import type { WebhookParts } from "./webhook-parts.js";

/** Sends a test event at once. It is not an event of the feed, and no delivery of it is recorded. */
export async function testWebhookEndpoint(endpoint: WebhookEndpoint, parts: WebhookParts) {
  const { sealer, clock, forms } = parts;
  const nowMs = clock.nowMs();
  const opened = openSigningKeys(endpoint.id, endpoint.keys, sealer, nowMs);
  if (opened.kind === "other_key") throw new Problem(409, otherKeyText(opened.sealedWith));
  const form = forms[endpoint.kind];
  if (opened.kind === "damaged" || form === undefined) throw new Problem(409, UNUSABLE);
  const id = `evt_test_${randomBytes(8).toString("hex")}`;
  const body = JSON.stringify({
    id,
    type: WEBHOOK_TEST_TYPE,
    timestamp: new Date(nowMs).toISOString(),
    ...(endpoint.appid === null ? {} : { appid: endpoint.appid }),
    data: { endpoint_id: endpoint.id },
  });
  const request = {
    endpoint,
    id,
    // Receivers compare it with the real time.
    atMs: Date.now(),
    eventAtMs: nowMs,
    body,
    keys: opened.keys,
  };
  const { details } = await attempt(request, form, parts);
  return { ...representAttempt({ number: 1, atMs: nowMs, details }), body };
}

const UNUSABLE = text(
  "The stored keys of the endpoint are damaged: rotate its secret.",
  "该端点存储的密钥已损坏，请更换密钥。",
);
