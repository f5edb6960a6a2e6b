import { EXAMPLE_APPID } from "@dingdan/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SqliteDatabase } from "../../server/src/storage/sqlite/database.js";
import { Receiver } from "../../server/test/events/support/receiver.js";
import { testSeed } from "../../server/test/support/random.js";
import { Random } from "../src/seed/random.js";
import { type RunningServer, temporaryFolder } from "./support/command.js";
import { serve } from "./support/installation.js";
import { admin, ordinaryToken, register, upload } from "./support/wire.js";

/* Events are delivered although the sender is killed, and its receiver's answers are lost. */

const KILLS = 2;
const ORDERS_BEFORE_A_KILL = 8;
/** The requests that run to one endpoint at the same time. */
const CONCURRENCY = 4;

const folder = temporaryFolder();
const file = `${folder.path}/dingdan.db`;
const start = () => serve(`sqlite:${file}`, "--sandbox");

let receiver: Receiver;
let server: RunningServer;
beforeAll(async () => {
  receiver = await Receiver.start();
  server = await start();
});
afterAll(async () => {
  await server.stop("SIGKILL");
  await receiver.close();
  folder.remove();
});

/** A killed process keeps its endpoints for 12 s; the test does not wait for that. */
async function endLeases(): Promise<void> {
  const database = await SqliteDatabase.open(file);
  await database.write(() => database.run("UPDATE webhook_endpoints SET leased_until_ms = 0"));
  await database.close();
}

const seed = testSeed();
const title = `every event is delivered, and twice only if its answer was lost: seed ${seed}`;
test(title, { timeout: 60_000 }, async () => {
  const random = new Random(seed);
  const secret = await register(server.url);
  const endpoint = { url: receiver.url, events: ["order.uploaded"], appid: EXAMPLE_APPID };
  await admin(server.url, "POST", "/webhook-endpoints", endpoint);
  const cut = new Set<string>();
  receiver.behave = ({ id }) => {
    if (cut.has(id) || !random.isOnce(0.1)) return { status: 200 };
    cut.add(id);
    return "cut";
  };
  for (let kills = 0; kills < KILLS; kills++) {
    const token = await ordinaryToken(server.url, secret);
    const killAfter = receiver.received.length + random.integer(1, ORDERS_BEFORE_A_KILL);
    for (let order = 0; order < ORDERS_BEFORE_A_KILL; order++) {
      await upload(server.url, token, `K-${kills}-${order}`);
    }
    await expect.poll(() => receiver.received.length, POLL).toBeGreaterThanOrEqual(killAfter);
    await server.stop("SIGKILL");
    await endLeases();
    server = await start();
  }
  const { items } = await admin(server.url, "GET", "/events?type=order.uploaded&limit=1000");
  const ids = (items as { id: string }[]).map(({ id }) => id);
  expect(ids).toHaveLength(KILLS * ORDERS_BEFORE_A_KILL);
  const missing = async () => {
    // What was cut off is due again after 5 s.
    await admin(server.url, "POST", "/clock", { advance_seconds: 5 });
    const { items: endpoints } = await admin(server.url, "GET", "/webhook-endpoints");
    return (endpoints as { waiting: number; failed: number }[])[0];
  };
  await expect.poll(missing, POLL).toMatchObject({ waiting: 0, failed: 0, delivered: ids.length });
  expect(new Set(Object.keys(receiver.counts))).toEqual(new Set(ids));
  const twice = ids.filter((id) => (receiver.counts[id] ?? 0) > 1 && !cut.has(id));
  // A kill loses the answers of the requests in progress.
  expect(twice.length).toBeLessThanOrEqual(KILLS * CONCURRENCY);
  for (const id of ids) {
    const bodies = receiver.received.filter((one) => one.id === id).map(({ body }) => body);
    expect(new Set(bodies).size).toBe(1);
  }
});

const POLL = { timeout: 20_000, interval: 20 };
