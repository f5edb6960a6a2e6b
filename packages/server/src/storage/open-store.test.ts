import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { createEmptyDatabase, describeOnPostgres } from "../../test/support/postgres.js";
import { SettingsError } from "../settings-error.js";
import { openStore } from "./open-store.js";

const PASSWORD = "geheim:Pa%2Fss";

/** What opening a database says, in all that a log could show of it. */
async function refusalOf(databaseUrl: string): Promise<string> {
  const error: unknown = await openStore(databaseUrl).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SettingsError);
  const { message, stack, cause } = error as SettingsError;
  const shown = [stack, JSON.stringify(cause), (cause as Error | undefined)?.stack].join("\n");
  for (const secret of ["geheim", "Pa/ss", "Pa%2Fss"]) expect(shown).not.toContain(secret);
  return message;
}

test.each(["", "sqlite:", "mysql://root@127.0.0.1/mall", "postgres:mall", "mall.db"])(
  "%j is no database URL, and the three forms are told",
  async (databaseUrl) => {
    expect(() => openStore(databaseUrl)).toThrow(SettingsError);
    expect(() => openStore(databaseUrl)).toThrow(
      "write it as sqlite:FILE, sqlite::memory: or postgres://USER:PASSWORD@HOST/DATABASE",
    );
  },
);

test("where nothing listens is told with the host and the port, and without the password", async () => {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  await new Promise((closed) => listener.close(closed));

  expect(await refusalOf(`postgresql://mall:${PASSWORD}@127.0.0.1:${port}/orders?x=geheim`)).toBe(
    `The database postgres://mall@127.0.0.1:${port}/orders cannot be used: no server is listening there. Check that PostgreSQL is running, and check the host and the port.`,
  );
});

test.each([
  `postgres://mall:${PASSWORD}@127.0.0.1:99999/orders`,
  `postgres://mall:${PASSWORD}@[/orders`,
])("a URL that cannot be read is told without its password", async (databaseUrl) => {
  expect(await refusalOf(databaseUrl)).toMatch(/^The database postgres:\/\/… cannot be used: /);
});

test("a size of the pool that is none is told", async () => {
  expect(await refusalOf("postgres://127.0.0.1/orders?pool_size=many")).toContain(
    "its pool_size must be an integer from 1 to 9999",
  );
});

describeOnPostgres("a PostgreSQL server", () => {
  test("that does not know the user, or has no such database, says what to look at", async () => {
    const database = await createEmptyDatabase();
    const stranger = new URL(database.url);
    stranger.username = "stranger";
    stranger.password = PASSWORD;
    const absent = new URL(database.url);
    absent.pathname = "/absent";

    expect(await refusalOf(stranger.href)).toMatch(
      /^The database postgres:\/\/stranger@.* cannot be used: the server rejected the user or the password\. Check both/,
    );
    expect(await refusalOf(absent.href)).toContain(
      "/absent cannot be used: the server has no such database. Create it with `createdb`",
    );

    await database.remove();
  });
});
