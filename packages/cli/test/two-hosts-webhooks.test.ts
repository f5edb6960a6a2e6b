import { EXAMPLE_APPID } from "@dingdan/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Receiver } from "../../server/test/events/support/receiver.js";
import { createMigratedDatabase, describeOnPostgres } from "../../server/test/support/postgres.js";
import type { PostgresTestDatabase } from "../../server/test/support/postgres-database.js";
import type { RunningServer } from "./support/command.js";
import { ADMIN_KEY, serve } from "./support/installation.js";
import { admin, ordinaryToken, register, upload } from "./support/wire.js";

const ORDERS = 24;
/** A process keeps an endpoint for 12 s without a sign of life. */
const TAKEN_OVER_WITHIN_MS = 15_000;

describeOnPostgres("webhooks of two hosts on one PostgreSQL", () => {
  let database: PostgresTestDatabase;
  let servers: readonly [RunningServer, RunningServer];
  let receiver: Receiver;
  let token: string;

  beforeAll(async () => {
    database = await createMigratedDatabase();
    receiver = await Receiver.start();
    servers = [await host(), await host()];
    token = await ordinaryToken(servers[0].url, await register(servers[0].url));
    const endpoint = { url: receiver.url, events: ["order.uploaded"], appid: EXAMPLE_APPID };
    await admin(servers[0].url, "POST", "/webhook-endpoints", endpoint);
  });
  afterAll(async () => {
    for (const server of servers) await server.stop("SIGKILL");
    await receiver.close();
    await database.remove();
  });

  const host = () => serve(database.url, "--sandbox");

  /** Uploads through both hosts at the same time. */
  async function uploadAll(name: string): Promise<void> {
    const replies = Array.from({ length: ORDERS }, (_, index) => {
      const { url } = servers[index % 2] as RunningServer;
      return upload(url, token, `${name}-${index}`);
    });
    for (const reply of await Promise.all(replies)) expect(reply["errcode"]).toBe(0);
  }

  /** How many events a host has delivered. */
  async function deliveredBy({ url }: RunningServer): Promise<number> {
    const headers = { authorization: `Bearer ${ADMIN_KEY}` };
    const metrics = await (await fetch(`${url}/metrics`, { headers })).text();
    const count = /dingdan_webhook_attempts_total\{outcome="delivered"\} (\d+)/.exec(metrics)?.[1];
    return Number(count);
  }

  const endpointSeenBy = async ({ url }: RunningServer) => {
    const { items } = await admin(url, "GET", "/webhook-endpoints");
    return (items as { waiting: number; delivered: number; failed: number }[])[0];
  };

  const feedIds = async (): Promise<string[]> => {
    const { items } = await admin(servers[0].url, "GET", "/events?type=order.uploaded&limit=1000");
    return (items as { id: string }[]).map(({ id }) => id);
  };

  test("every event of both hosts is delivered exactly once", { timeout: 60_000 }, async () => {
    await uploadAll("TWO");
    const delivered = { waiting: 0, delivered: ORDERS, failed: 0 };
    await expect.poll(() => endpointSeenBy(servers[1]), POLL).toMatchObject(delivered);
    const ids = await feedIds();
    expect(ids).toHaveLength(ORDERS);
    expect(receiver.counts).toEqual(Object.fromEntries(ids.map((id) => [id, 1])));
    const counts = await Promise.all(servers.map(deliveredBy));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(ORDERS);
  });

  test("what a killed host was sending, the other delivers within 15 s", {
    timeout: 60_000,
  }, async () => {
    const before = await Promise.all(servers.map(deliveredBy));
    const known = new Set(receiver.received.map(({ id }) => id));
    const unanswered = new Set<string>();
    let answered = 0;
    receiver.behave = ({ id }) => {
      if (answered++ === 0) return { status: 204 };
      unanswered.add(id);
      return "silent";
    };
    await uploadAll("KILLED");
    await expect.poll(() => unanswered.size, POLL).toBeGreaterThan(0);
    // The event that was answered is recorded, so it is not sent again.
    const recorded = { delivered: ORDERS + 1 };
    await expect.poll(() => endpointSeenBy(servers[0]), POLL).toMatchObject(recorded);
    const after = await Promise.all(servers.map(deliveredBy));
    const sender = servers.findIndex((_, index) => after[index] === (before[index] ?? 0) + 1);
    expect(sender).toBeGreaterThanOrEqual(0);

    const killedAtMs = performance.now();
    await servers[sender]?.stop("SIGKILL");
    receiver.behave = () => ({ status: 204 });
    const other = servers[1 - sender] as RunningServer;
    const missing = async () => (await endpointSeenBy(other))?.waiting;
    const left = TAKEN_OVER_WITHIN_MS - (performance.now() - killedAtMs);
    await expect.poll(missing, { timeout: left, interval: 100 }).toBe(0);

    expect(await endpointSeenBy(other)).toMatchObject({ delivered: 2 * ORDERS, failed: 0 });
    const received = receiver.received.filter(({ id }) => !known.has(id));
    expect(new Set(received.map(({ id }) => id)).size).toBe(ORDERS);
    const twice = Object.entries(receiver.counts).filter(([, count]) => count > 1);
    // Those that the killed host had sent, and got no answer to.
    const expected = [...unanswered].map((id) => [id, 2] as const);
    expect(Object.fromEntries(twice)).toEqual(Object.fromEntries(expected));
    for (const id of unanswered) {
      const bodies = received.filter((one) => one.id === id).map(({ body }) => body);
      expect(new Set(bodies).size).toBe(1);
    }
  });
});

const POLL = { timeout: 20_000, interval: 50 };
