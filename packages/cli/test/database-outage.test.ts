import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { openStore } from "../../server/src/storage/open-store.js";
import { SqliteDatabase } from "../../server/src/storage/sqlite/database.js";
import { describeOnPostgres } from "../../server/test/support/postgres.js";
import { findPostgres, startPostgres } from "../../server/test/support/postgres-server.js";
import { type RunningServer, temporaryFolder } from "./support/command.js";
import { serve } from "./support/installation.js";
import { admin, ordinaryToken, register, Uploader, verify } from "./support/wire.js";

// The database is unavailable for some seconds under load. Afterwards everything must work: the
// uploads, the counts, the index of names, the readiness and the end of the process.

const CLIENTS = 8;
const OUTAGE_MS = 4_000;
/** How many uploads are answered before the outage, and how many after it. */
const ANSWERED = 100;

const clean: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).toReversed()) await step();
});

/** Repeats a call until its answer is accepted; fails with the last answer after 30 s. */
async function eventually<T>(
  ask: () => Promise<T>,
  isAccepted: (answer: T) => boolean,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const answer = await ask();
    if (isAccepted(answer)) return answer;
    expect(attempt, `last answer ${JSON.stringify(answer)}`).toBeLessThan(150);
    await setTimeout(200);
  }
}

const readiness = async (url: string) => (await fetch(`${url}/readyz`)).status;

/** How many calls of an app the platform counted. */
async function countedCalls(url: string, appid: string): Promise<number> {
  const statistics = await admin(url, "GET", `/statistics?appid=${appid}`);
  return (statistics as { totals: { calls: number } }).totals.calls;
}

interface Outage {
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
}

async function surviveOutage(server: RunningServer, databaseUrl: string, outage: Outage) {
  const { url } = server;
  const token = await ordinaryToken(url, await register(url));
  const clients = Array.from(
    { length: CLIENTS },
    (_, index) => new Uploader([url], token, `OUTAGE-${index}`),
  );
  const count = () => clients.reduce((sum, { answered }) => sum + answered.length, 0);
  let enough = Number.POSITIVE_INFINITY;
  const uploading = Promise.all(clients.map((client) => client.run(() => count() >= enough)));
  await eventually(
    () => Promise.resolve(count()),
    (answered) => answered >= ANSWERED,
  );

  // when the database is unavailable for some seconds
  await outage.begin();
  const endedAt = setTimeout(OUTAGE_MS);
  await eventually(
    () => readiness(url),
    (status) => status === 503,
  );
  await endedAt;
  await outage.end();
  enough = count() + ANSWERED;
  await uploading;

  // then it is ready again, and counts the calls of a new app (a crash may lose the counts of a second)
  await eventually(
    () => readiness(url),
    (status) => status === 200,
  );
  const later = "wxlater";
  const laterToken = await ordinaryToken(url, await register(url, later), later);
  await Promise.all(clients.map((_, index) => verify(url, laterToken, `LATER-${index}`)));
  await eventually(
    () => countedCalls(url, later),
    // Beside its token.
    (counted) => counted === CLIENTS + 1,
  );

  // and every acknowledged upload is stored and in the index of names
  const answered = clients.flatMap((client) => client.answered);
  for (const name of answered) {
    expect((await verify(url, token, name))["verify_result"], name).toMatch(/^NOT_PAID/);
  }
  const { store } = await openStore(databaseUrl);
  // The platform indexes by itself; this takes one of the remaining uploads at a time.
  await eventually(
    () => store.orderLists.indexNames(1),
    (left) => left === 0,
  );
  await store.close();

  // and the process stops on a signal
  expect(await server.stop("SIGTERM")).toBe(0);
}

describe("a SQLite file that another process locks for some seconds", () => {
  test("loses no upload and recovers", { timeout: 120_000 }, async () => {
    const folder = temporaryFolder();
    clean.push(folder.remove);
    const path = join(folder.path, "dingdan.db");
    const server = await serve(`sqlite:${path}`);
    clean.push(() => server.stop());
    const other = await SqliteDatabase.open(path);
    clean.push(() => other.close());

    await surviveOutage(server, `sqlite:${path}`, {
      begin: async () => other.script("BEGIN IMMEDIATE"),
      end: async () => other.script("ROLLBACK"),
    });
  });
});

describeOnPostgres("a PostgreSQL server that crashes and restarts some seconds later", () => {
  test.each([1, 2])(
    "loses no upload and recovers: %i workers",
    { timeout: 120_000 },
    async (workers) => {
      const postgres = await startPostgres(findPostgres() as string);
      clean.push(() => postgres.stop());
      const server = await serve(postgres.url, "--workers", String(workers));
      clean.push(() => server.stop());

      await surviveOutage(server, postgres.url, {
        begin: () => postgres.crash(),
        end: () => postgres.restart(),
      });
    },
  );
});
