import { afterEach, beforeEach, expect, test } from "vitest";
import { describeOnRawDatabases, type RawDatabase } from "../../test/support/raw-database.js";
import {
  representAttempt,
  representDelivery,
  representEndpoint,
} from "../admin/represent-webhook.js";
import { webhookEndpoint } from "./conformance/webhooks.js";
import type { Store } from "./store.js";

const WORDS = "answered HTTP 500: attempt 10, the last one";

describeOnRawDatabases("a webhook's fault that an earlier version recorded", (create) => {
  let database: RawDatabase;
  let store: Store;
  beforeEach(async () => {
    database = await create("webhook-fault-details");
    await database.query(
      `INSERT INTO webhook_endpoints (id, url, kind, appid, types, state, state_since_ms, created_at_ms, keys, details, failing_since_ms, last_attempt, outbox_after, leased_until_ms)
       VALUES ('e1', 'https://shop.example.com/', 'standard', NULL, NULL, 'enabled', 1, 1, '${JSON.stringify(webhookEndpoint().keys)}', '{}', 1, '{"atMs":1,"eventId":"evt_1","status":500,"fault":"${WORDS}"}', 0, 0)`,
    );
    await database.query(
      `INSERT INTO events (position, appid, type, order_id, sequence, at_ms, added_at_ms, data)
       VALUES (1, 'wx-a', 'order.matched', '1', 1, 1, 1, '{}')`,
    );
    await database.query(
      `INSERT INTO webhook_deliveries (endpoint_id, position, state, due_at_ms, tries, attempts, ended_at_ms, status, fault)
       VALUES ('e1', 1, 'failed', 1, 10, 10, 1, 500, '${WORDS}')`,
    );
    await database.query(
      `INSERT INTO webhook_attempts (endpoint_id, position, number, at_ms, details)
       VALUES ('e1', 1, 10, 1, '{"durationMs":3,"requestHeaders":{},"status":500,"fault":"${WORDS}","answerHeaders":{},"answerBody":""}')`,
    );
    store = await database.open();
  });
  afterEach(async () => {
    await store.close();
    await database.remove();
  });

  const recorded = { fault: WORDS, fault_code: "recorded", fault_params: { words: WORDS } };

  test("is read in its words, until the next attempt has a code", async () => {
    const { webhooks, events } = store;
    const feed = await events.feed();
    const found = await webhooks.delivery("e1", 1);
    if (found === null) throw new Error("the delivery is not found");
    expect(representDelivery(found, feed)).toMatchObject(recorded);
    expect(found.log.map(representAttempt)).toMatchObject([{ acknowledged: false, ...recorded }]);
    const endpoint = await webhooks.find("e1");
    if (endpoint === null) throw new Error("the endpoint is not found");
    const counts = { waiting: 0, delivered: 0, failed: 1 };
    expect(representEndpoint(endpoint, counts, 1).last_attempt).toMatchObject(recorded);

    const fault = { code: "timeout", params: { seconds: 15 } } as const;
    const details = found.log[0]?.details;
    if (details === undefined) throw new Error("the attempt is not found");
    const ended = { ...found.delivery, attempts: 11, atMs: 2 };
    const last = { atMs: 2, eventId: "evt_1", status: null, fault };
    await webhooks.record("e1", [{ ...ended, details: { ...details, status: null, fault } }], last);

    const later = await webhooks.delivery("e1", 1);
    expect(later && representDelivery(later, feed)).toMatchObject({
      fault: "no answer within 15 s",
      fault_code: "timeout",
      fault_params: { seconds: 15 },
    });
  });
});
