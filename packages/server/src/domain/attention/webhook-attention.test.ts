import { expect, test } from "vitest";
import type { WebhookEndpoint } from "../webhooks/endpoint.js";
import { attentionOfEndpoint } from "./webhook-attention.js";

const ENDPOINT = {
  id: "we_1",
  url: "https://shop.example.com/events",
  state: "enabled",
  stateSinceMs: 5,
  failingSinceMs: null,
} as WebhookEndpoint;

test.each([
  [{}, null],
  [{ failingSinceMs: 7 }, { kind: "webhook_failing", atMs: 7 }],
  [
    { state: "paused", failingSinceMs: 7 },
    { kind: "webhook_paused", atMs: 5 },
  ],
  [{ state: "disabled", failingSinceMs: 7 }, null],
] as const)("an endpoint %o needs attention: %o", (changes, item) => {
  const found = attentionOfEndpoint({ ...ENDPOINT, ...changes });
  const { id, url } = ENDPOINT;
  expect(found).toEqual(item && { ...item, count: 1, endpoint: { id, url } });
});
