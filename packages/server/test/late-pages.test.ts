import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Platform } from "./support/platform.js";
import { createMigratedDatabase, describeOnPostgres } from "./support/postgres.js";
import type { PostgresTestDatabase } from "./support/postgres-database.js";

/** So long that a busy machine answers the calls before the fault. */
const DEADLINE_MS = 1_000;

describeOnPostgres("a buyer's page, while the database", () => {
  let database: PostgresTestDatabase;
  let platform: Platform;
  let headers: Readonly<Record<string, string>>;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    platform = await Platform.start({
      databaseUrl: database.url,
      limits: { callDeadlineMs: DEADLINE_MS },
      shutdown: { deadlineMs: 4_000 },
    });
    const { appid } = await platform.register();
    const link = { appid, openid: "o-anna" };
    const { body } = await platform.admin<{ token: string }>("POST", "/buyer-sessions", link);
    const opened = await fetch(`${platform.url}/buyer/sessions/${body.token}`, {
      method: "POST",
      redirect: "manual",
    });
    headers = { cookie: opened.headers.get("set-cookie")?.split(";")[0] as string };
  });

  afterEach(async () => {
    await platform.close();
    await database.remove();
  });

  const pages = () =>
    Promise.all(
      ["/buyer/", "/buyer/no/such/page"].map(async (path) => {
        const answer = await fetch(platform.url + path, { headers });
        const isPage = (await answer.text()).startsWith("<!doctype html>");
        return { status: answer.status, isPage, cache: answer.headers.get("cache-control") };
      }),
    );

  const unavailable = { status: 503, isPage: true, cache: "no-store" };

  test("hangs, is answered within the deadline, with a page", async () => {
    const other = new Client(database.url);
    await other.connect();
    await other.query("BEGIN; LOCK TABLE buyer_tokens IN ACCESS EXCLUSIVE MODE");
    try {
      expect(await pages()).toEqual([unavailable, unavailable]);
    } finally {
      await other.end();
    }
  });

  test("fails, says that it is the server's fault and may be tried again", async () => {
    await database.query("ALTER TABLE buyer_tokens RENAME TO buyer_tokens_away");
    expect(await pages()).toEqual([unavailable, unavailable]);
  });
});
