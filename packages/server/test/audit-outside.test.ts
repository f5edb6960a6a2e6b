import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GUESSES_MAX } from "../src/guesses/doors.js";
import { since, trailOf, verify } from "./support/audit.js";
import { ConsoleUser } from "./support/console.js";
import { Platform } from "./support/platform.js";
import { createMigratedDatabase, describeOnPostgres } from "./support/postgres.js";
import {
  describeOnUnwritableDatabases,
  type UnwritableDatabase,
} from "./support/unwritable-database.js";

describeOnPostgres("two processes on one database", () => {
  test("write one chain", async () => {
    const database = await createMigratedDatabase();
    const options = { databaseUrl: database.url, adminKey: "the-same-key-of-both-processes" };
    const platforms = [await Platform.start(options), await Platform.start(options)];
    const [one, other] = platforms as [Platform, Platform];
    const app = (appid: string) => ({ appid, kind: "mini_program", name: "A", mchids: [] });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => [
        one.admin("POST", "/apps", app(`wxone${index}`)),
        other.admin("POST", "/apps", app(`wxother${index}`)),
      ]).flat(),
    );
    expect(await trailOf(one)).toHaveLength(80);
    expect(await verify(other)).toMatchObject({ checked: 80, fault: null });
    for (const platform of platforms) await platform.close();
    await database.remove();
  });
});

describeOnUnwritableDatabases("while the audit trail cannot be written", (create) => {
  let database: UnwritableDatabase;
  let platform: Platform;
  beforeEach(async () => {
    database = await create();
    platform = await Platform.start({ databaseUrl: database.url });
    await platform.register({ appid: "wxaudit" });
    await database.blockWrites();
  });
  afterEach(async () => {
    await database.allowWrites();
    await platform.close();
    await database.remove();
  });

  test("a change is refused, and nothing is done; refusals stay refusals", async () => {
    const answer = await platform.admin("PATCH", "/apps/wxaudit", { name: "new" });
    expect(answer.status).toBe(503);
    const wrong = await platform.send("GET", "/admin/v1/apps", {
      headers: { authorization: "Bearer wrong" },
    });
    expect(wrong.status).toBe(401);
    await database.allowWrites();
    expect((await platform.admin("GET", "/apps/wxaudit")).body["name"]).not.toBe("new");
  });
});

describe("the audit trail on one process", () => {
  let platform: Platform;
  beforeEach(async () => {
    platform = await Platform.start({ databaseUrl: "sqlite::memory:", trustProxy: 1 });
  });
  afterEach(() => platform.close());

  test("has the outcome of a call that fails", async () => {
    const added = await since(platform);
    await platform.admin("PATCH", "/apps/unknown", { name: "x" });
    await platform.admin("PATCH", "/apps/unknown", "{");
    expect((await added()).map(({ stage, status }) => [stage, status])).toEqual([
      ["begun", undefined],
      ["ended", 404],
      ["begun", undefined],
      ["ended", 400],
    ]);
  });

  test("has the address that the trusted proxy reports, and the calls of a network that guesses", async () => {
    const added = await since(platform);
    const headers = { authorization: "Bearer wrong", "x-forwarded-for": "203.0.113.9" };
    for (let index = 0; index <= GUESSES_MAX.admin_key; index++) {
      await platform.send("GET", "/admin/v1/apps", { headers });
    }
    const entries = await added();
    expect(new Set(entries.map(({ address }) => address))).toEqual(new Set(["203.0.113.9"]));
    expect(entries.map(({ status }) => status)).toEqual([
      ...Array<number>(GUESSES_MAX.admin_key).fill(401),
      429,
    ]);
  });

  test("is closed to merchants", async () => {
    const { appid, secret } = await platform.register();
    const user = await ConsoleUser.signIn(platform, { appid, secret });
    for (const path of ["/audit", "/audit/head"]) {
      expect((await user.admin("GET", path)).status).toBe(403);
    }
    expect((await user.admin("POST", "/audit/verify", {})).status).toBe(403);
  });
});
