import { randomBytes } from "node:crypto";
import { expect, test, vi } from "vitest";
import { Sealer } from "../secrets/seal.js";
import { WebhookCounts } from "../statistics/webhook-counts.js";
import { webhookEndpoint } from "../storage/conformance/webhooks.js";
import type { DeliveryOfEvent, WebhookStore } from "../storage/webhook-store.js";
import { EndpointWork } from "./endpoint-work.js";
import { newSigningKeys, publicKeyOf, sealSigningKeys } from "./signing-keys.js";
import { STANDARD_FORM } from "./webhook-body.js";

const sealer = new Sealer(randomBytes(32));
const keys = newSigningKeys();
const ENDPOINT = webhookEndpoint({
  keys: {
    sealed: sealSigningKeys("e1", keys, sealer),
    publicKey: publicKeyOf(keys),
    rotatedAtMs: null,
    previous: null,
  },
});

const deliveryAt = (position: number) =>
  ({
    delivery: { position, tries: 0, attempts: 0, body: "{}" },
    event: { atMs: 0 },
  }) as DeliveryOfEvent;

const counts = new WebhookCounts();

const workOf = (
  webhooks: Pick<WebhookStore, "dueOf" | "record">,
  answer: () => Promise<unknown>,
) => {
  const call = vi.fn(async () => {
    await answer();
    return { kind: "answered", status: 204, headers: {}, body: Buffer.alloc(0) } as const;
  });
  const work = new EndpointWork("e1", {
    webhooks: { find: () => Promise.resolve(ENDPOINT), ...webhooks } as unknown as WebhookStore,
    events: {
      feed: () =>
        Promise.resolve({ epoch: "abc", lastPosition: 0, deletedUntil: 0, lastReadAtMs: 0 }),
    },
    call,
    sealer,
    forms: { standard: STANDARD_FORM },
    counts,
    limitHits: { hit: () => {} },
    closing: new AbortController().signal,
    clock: { nowMs: () => 0 },
    realNowMs: () => 0,
    random: () => 0,
    log: { warn: () => {} },
    isLeased: () => true,
    turn: () => Promise.resolve(true),
    hold: () => {},
  });
  return { work, call };
};

test("a fault ends the work, once the requests in progress have ended", async () => {
  let release = () => {};
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  const answers = [Promise.resolve()];
  const record = vi.fn<WebhookStore["record"]>(() => Promise.resolve({ failingSinceMs: null }));
  record.mockRejectedValueOnce(new Error("the database is away"));
  const dueOf = () => Promise.resolve([1, 2, 3, 4, 5, 6].map(deliveryAt));
  const { work, call } = workOf({ dueOf, record }, () => answers.shift() ?? slow);
  let isRunning = true;
  const running = work.run().finally(() => {
    isRunning = false;
  });
  const outcome = expect(running).rejects.toThrow("the database is away");
  await expect.poll(() => record.mock.calls.length).toBe(1);
  await new Promise(setImmediate);
  expect(isRunning).toBe(true);
  release();
  await outcome;
  expect(call).toHaveBeenCalledTimes(4);
});
