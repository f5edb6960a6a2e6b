import { afterEach, beforeEach, expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import { record } from "../conformance/requests.js";
import type { Store } from "../store.js";
import { openPostgresStore } from "./store.js";

describeOnPostgres("the request log of several processes", () => {
  let database: PostgresTestDatabase;
  let stores: Store[];

  beforeEach(async () => {
    database = await createMigratedDatabase();
    const opened = await Promise.all([1, 2, 3].map(() => openPostgresStore(database.url)));
    stores = opened.map(({ store }) => store);
  });

  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.remove();
  });

  test("shows every call to a reader that continues after the last number, while others write", async () => {
    const [reader, ...writers] = stores;
    const batches = 40;
    let isWriting = true;
    const written = Promise.all(
      writers.map(async ({ requests }, writer) => {
        await Promise.all(
          Array.from({ length: batches }, (_, batch) =>
            requests.append([1, 2, 3].map((call) => record(`${writer}-${batch}-${call}`))),
          ),
        );
      }),
    ).finally(() => {
      isWriting = false;
    });

    const seen: string[] = [];
    let after = 0;
    for (let isLast = false; !isLast; ) {
      isLast = !isWriting;
      const calls = (await reader?.requests.list({ from: { after }, limit: 1000 })) ?? [];
      seen.push(...calls.map(({ rid }) => rid));
      after = calls.at(-1)?.number ?? after;
    }
    await written;

    expect(seen).toHaveLength(writers.length * batches * 3);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("keeps a call with characters that PostgreSQL cannot store", async () => {
    const [log] = stores;
    const body = '\0{"a":"\\u0000"}\0';
    await log?.requests.append([record("1", { body, query: "a=\0" })]);

    expect(await log?.requests.find("1")).toMatchObject({ body, query: "a=\0" });
    expect(await log?.apps.find("\0")).toBeNull();
  });

  test("is swept by all of them at the same time, and no call is deleted twice", async () => {
    const calls = Array.from({ length: 30 }, (_, index) => record(String(index), { atMs: index }));
    await stores[0]?.requests.append(calls);

    const deleted = await Promise.all(stores.map(({ requests }) => requests.deleteBefore(20, 10)));

    const left = (await stores[0]?.requests.list({ from: { after: 0 }, limit: 100 })) ?? [];
    expect(deleted.reduce((sum, count) => sum + count)).toBe(30 - left.length);
    expect(left.slice(-10).map(({ rid }) => rid)).toEqual(calls.slice(20).map(({ rid }) => rid));
  });
});
