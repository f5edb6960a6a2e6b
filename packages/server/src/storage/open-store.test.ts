import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { createEmptyDatabase, describeOnPostgres } from "../../test/support/postgres.js";
import { SettingsError } from "../settings-error.js";
import { openStore } from "./open-store.js";

const PASSWORD = "geheim:Pa%2Fss";

/** The message of a database that cannot be opened. Checks that no part of the error shows a secret. */
async function refusalOf(databaseUrl: string): Promise<string> {
  const error: unknown = await openStore(databaseUrl).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SettingsError);
  const { message, stack, cause } = error as SettingsError;
  const shown = [stack, JSON.stringify(cause), (cause as Error | undefined)?.stack].join("\n");
  for (const secret of ["geheim", "Pa/ss", "Pa%2Fss"]) expect(shown).not.toContain(secret);
  return message;
}

test.each(["", "sqlite:", "mysql://root@127.0.0.1/mall", "postgres:mall", "mall.db"])(
  "%j is not a database URL, and the error names the three forms",
  async (databaseUrl) => {
    expect(() => openStore(databaseUrl)).toThrow(SettingsError);
    expect(() => openStore(databaseUrl)).toThrow(
      "write it as sqlite:FILE, sqlite::memory: or postgres://USER:PASSWORD@HOST/DATABASE",
    );
  },
);

test("the error for an unused port names the host and the port, and hides the password", async () => {
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
])("the error for a malformed URL hides its password", async (databaseUrl) => {
  expect(await refusalOf(databaseUrl)).toMatch(/^The database postgres:\/\/… cannot be used: /);
});

test("the error for an invalid pool size names the valid ones", async () => {
  expect(await refusalOf("postgres://127.0.0.1/orders?pool_size=many")).toContain(
    "its pool_size must be an integer from 1 to 9999",
  );
});

describeOnPostgres("a PostgreSQL server", () => {
  test("that rejects the user, or has no such database, is reported with what to check", async () => {
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
