import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../server/test/support/postgres.js";
import { temporaryFolder } from "./support/command.js";
import { type Installation, oneProcess, twoHosts, twoWorkers } from "./support/installation.js";
import { askOnce, ordinaryToken, register, Uploader, verify } from "./support/wire.js";

const CLIENTS = 8;
/** How many uploads are answered before the kill, and how many after it. */
const ANSWERED = 150;
const GAP_MS_MAX = 5_000;

const clean: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).toReversed()) await step();
});

/** Uploads from several clients, kills a process meanwhile, and checks every answered upload. */
async function killWhileUploading(installation: Installation): Promise<readonly Uploader[]> {
  clean.push(() => installation.stop());
  const { urls } = installation;
  const [url] = urls as [string];
  const token = await ordinaryToken(url, await register(url));
  const clients = Array.from({ length: CLIENTS }, (_, index) => {
    const own = index % urls.length;
    return new Uploader([...urls.slice(own), ...urls.slice(0, own)], token, `KILL-${index}`);
  });
  const count = () => clients.reduce((sum, { answered }) => sum + answered.length, 0);
  let isDone = false;
  let isKilled = false;
  let enough = Infinity;
  const kill = async () => {
    await installation.kill();
    enough = count() + ANSWERED;
  };

  let killed = Promise.resolve();
  await Promise.all(
    clients.map((client) =>
      client.run(() => {
        if (!isKilled && count() >= ANSWERED) {
          isKilled = true;
          killed = kill();
        }
        isDone ||= count() >= enough;
        return isDone;
      }),
    ),
  );
  await killed;

  const answered = clients.flatMap((client) => client.answered);
  expect(answered.length).toBeGreaterThanOrEqual(2 * ANSWERED);
  const found = await Promise.all(answered.map((name) => verify(url, token, name)));
  for (const [index, { verify_result }] of found.entries()) {
    expect(verify_result, answered[index]).toMatch(/^NOT_PAID/);
  }
  return clients;
}

const gapOf = (clients: readonly Uploader[]) =>
  Math.max(...clients.map(({ longestGapMs }) => longestGapMs));

describe("on SQLite", () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  test("every upload that returned 0 is stored after kill -9, and the token stays valid", async () => {
    await killWhileUploading(await oneProcess(`sqlite:${join(folder.path, "durable.db")}`));
  });
});

describeOnPostgres("on PostgreSQL", () => {
  const database = async () => {
    const created = await createMigratedDatabase();
    clean.push(() => created.remove());
    return created.url;
  };

  test("every upload that returned 0 is stored after the only process was killed", async () => {
    await killWhileUploading(await oneProcess(await database()));
  });

  test("a killed worker is replaced, loses no upload, and delays no client", async () => {
    const clients = await killWhileUploading(await twoWorkers(await database()));
    expect(gapOf(clients)).toBeLessThan(GAP_MS_MAX);
  });

  test("a killed worker leaves no connection unanswered", async () => {
    const installation = await twoWorkers(await database());
    clean.push(() => installation.stop());
    const [url] = installation.urls as [string];
    const seen = { answer: 0, reset: 0, silence: 0 };
    const ended = new AbortController();
    const clients = Array.from({ length: 32 }, async () => {
      while (!ended.signal.aborted) seen[await askOnce(url, GAP_MS_MAX)]++;
    });

    // Many connections are open when the worker is killed, on a machine of any speed.
    for (let round = 0; seen.answer < 200 && round < 1_000; round++) await setTimeout(20);
    await installation.kill();
    ended.abort();
    await Promise.all(clients);

    expect(seen.answer).toBeGreaterThanOrEqual(200);
    expect(seen.silence).toBe(0);
  });

  test("a killed host loses no upload, and delays no client of the other host", async () => {
    const clients = await killWhileUploading(await twoHosts(await database()));
    expect(gapOf(clients)).toBeLessThan(GAP_MS_MAX);
  });
});
