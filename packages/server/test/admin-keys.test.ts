import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AdminKeyRepresentation, NewAdminKeyRepresentation } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ConsoleUser, signIn } from "./support/console.js";
import { Platform } from "./support/platform.js";

let platform: Platform;
beforeEach(async () => {
  platform = await Platform.start();
});
afterEach(() => platform.close());

const create = async (body: object = {}) =>
  (
    await platform.admin<NewAdminKeyRepresentation>("POST", "/admin-keys", {
      name: "ci",
      role: "operator",
      ...body,
    })
  ).body;
const rotate = (id: string, body: object = {}) =>
  platform.admin<NewAdminKeyRepresentation>("POST", `/admin-keys/${id}/rotate`, body);
const revoke = (id: string) => platform.admin("DELETE", `/admin-keys/${id}`);
const listed = async () =>
  (await platform.admin<{ items: AdminKeyRepresentation[] }>("GET", "/admin-keys")).body.items;
const statusWith = async (key: string, path = "/apps", of = platform) =>
  (await of.send("GET", `/admin/v1${path}`, { headers: { authorization: `Bearer ${key}` } }))
    .status;
const pass = (seconds: number) => platform.dingdan.clock.advance(seconds);

describe("an admin key", () => {
  test("is shown once, is listed without itself, and is valid at once", async () => {
    const created = await create();
    expect(created).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      name: "ci",
      role: "operator",
      source: "stored",
      state: "active",
      created_at: "2022-05-20T05:29:35.120Z",
      key: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(await statusWith(created.key)).toBe(200);
    const { key, ...shown } = created;
    const [first, second] = await listed();
    expect(first).toMatchObject({ id: "default", name: "default", role: "owner" });
    expect(second).toMatchObject(shown);
    expect(JSON.stringify(await listed())).not.toContain(key);
  });

  test("has its last use written at most once an hour", async () => {
    const { key, id } = await create();
    const lastUse = async () => (await listed()).find((one) => one.id === id)?.last_used_at;
    // No call waits for the write of its use.
    const untilUse = (at: string) => vi.waitFor(async () => expect(await lastUse()).toBe(at));
    await statusWith(key);
    await untilUse("2022-05-20T05:29:35.120Z");
    await pass(3_599);
    await statusWith(key);
    await pass(1);
    expect(await lastUse()).toBe("2022-05-20T05:29:35.120Z");
    await statusWith(key);
    await untilUse("2022-05-20T06:29:35.120Z");
  });

  test("expires at its time, with the session that it opened", async () => {
    const { key } = await create({ expires_in_seconds: 600 });
    const user = await ConsoleUser.signIn(platform, { admin_key: key });
    await pass(599);
    expect(await statusWith(key)).toBe(200);
    expect((await user.admin("GET", "/apps")).status).toBe(200);
    await pass(1);
    expect(await statusWith(key)).toBe(401);
    expect((await user.admin("GET", "/apps")).status).toBe(401);
    expect((await signIn(platform, { admin_key: key })).status).toBe(401);
    expect((await listed())[1]).toMatchObject({ name: "ci", state: "expired" });
  });

  test("that is revoked is invalid at once, with the session that it opened", async () => {
    const { key, id } = await create();
    const user = await ConsoleUser.signIn(platform, { admin_key: key });
    expect(await statusWith(key)).toBe(200);
    const { status, body } = await revoke(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, state: "revoked" });
    expect(await statusWith(key)).toBe(401);
    expect((await user.admin("GET", "/apps")).status).toBe(401);
    expect((await rotate(id)).status).toBe(409);
    expect((await revoke(id)).body).toMatchObject({ state: "revoked" });
    // Its name is free again.
    expect((await create()).name).toBe("ci");
  });

  test("that has ended is listed for 90 days", async () => {
    const { id } = await create();
    await revoke(id);
    await pass(90 * 86_400 - 1);
    expect(await listed()).toHaveLength(2);
    await pass(1);
    expect(await listed()).toHaveLength(1);
  });

  test.each([
    ["a name that an active key has", { name: "ci" }, 409],
    ["the name of the first key", { name: "default" }, 409],
    ["an unknown role", { name: "x", role: "root" }, 400],
    ["an end in the past", { name: "x", expires_in_seconds: -1 }, 400],
  ])("is not created with %s", async (_, body, status) => {
    await create();
    const answer = await platform.admin("POST", "/admin-keys", { role: "owner", ...body });
    expect(answer.status).toBe(status);
  });

  test("is one of at most 100 active ones", async () => {
    for (let count = 1; count < 100; count++) await create({ name: `key ${count}` });
    const more = await platform.admin("POST", "/admin-keys", { name: "more", role: "owner" });
    expect(more.status).toBe(409);
    expect(more.body["detail"]).toContain("100 active admin keys");
  });

  test("that is unknown is 404", async () => {
    expect((await rotate("none")).status).toBe(404);
    expect((await revoke("none")).status).toBe(404);
  });
});

test("the metrics of a platform that others reach need an admin key of any role", async () => {
  const reached = await Platform.start({ trustProxy: "loopback" });
  const { body } = await reached.admin<NewAdminKeyRepresentation>("POST", "/admin-keys", {
    name: "prometheus",
    role: "read_only",
  });
  const scrape = async (key: string) => {
    const headers = { authorization: `Bearer ${key}` };
    return (await reached.send("GET", "/metrics", { headers })).status;
  };
  expect(await scrape(body.key)).toBe(200);
  await reached.admin("DELETE", `/admin-keys/${body.id}`);
  expect(await scrape(body.key)).toBe(401);
  await reached.close();
});

describe("a rotation", () => {
  test("leaves the old key valid for a day by default", async () => {
    const { key: oldKey, id } = await create();
    const { status, body } = await rotate(id);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id,
      name: "ci",
      role: "operator",
      previous_valid_until: "2022-05-21T05:29:35.120Z",
    });
    await pass(86_399);
    expect([await statusWith(oldKey), await statusWith(body.key)]).toEqual([200, 200]);
    await pass(1);
    expect([await statusWith(oldKey), await statusWith(body.key)]).toEqual([401, 200]);
    expect((await listed())[1]).not.toHaveProperty("previous_valid_until");
    expect((await rotate(id, { overlap_seconds: 30 * 86_400 + 1 })).status).toBe(400);
  });

  test("without an overlap ends the old key at once, but not the session that rotates it", async () => {
    const owner = await create({ role: "owner" });
    const user = await ConsoleUser.signIn(platform, { admin_key: owner.key });
    const other = await ConsoleUser.signIn(platform, { admin_key: owner.key });
    const path = `/admin-keys/${owner.id}/rotate`;
    const rotated = await user.admin("POST", path, { overlap_seconds: 0 });
    expect(await statusWith(owner.key)).toBe(401);
    expect(await statusWith(String(rotated.body["key"]))).toBe(200);
    expect((await user.admin("GET", "/apps")).status).toBe(200);
    expect((await other.admin("GET", "/apps")).status).toBe(401);
  });

  test("during an overlap keeps every earlier key until its own end", async () => {
    const { key: first, id } = await create();
    const second = (await rotate(id, { overlap_seconds: 60 })).body.key;
    await pass(30);
    const third = (await rotate(id, { overlap_seconds: 60 })).body.key;
    const statuses = () => Promise.all([first, second, third].map((key) => statusWith(key)));
    expect(await statuses()).toEqual([200, 200, 200]);
    await pass(30);
    expect(await statuses()).toEqual([401, 200, 200]);
    await pass(30);
    expect(await statuses()).toEqual([401, 401, 200]);
    await revoke(id);
    expect(await statuses()).toEqual([401, 401, 401]);
  });

  test("keeps the end of a key that expires", async () => {
    const { id } = await create({ expires_in_seconds: 3_600 });
    expect((await rotate(id)).body).toMatchObject({
      expires_at: "2022-05-20T06:29:35.120Z",
      previous_valid_until: "2022-05-20T06:29:35.120Z",
    });
  });
});

describe("the last owner key", () => {
  test("is not revoked while no other owner key lasts", async () => {
    const expiring = await create({ name: "expiring", role: "owner", expires_in_seconds: 600 });
    await create({ name: "operator" });
    const refused = await revoke("default");
    expect(refused.status).toBe(409);
    expect(refused.body["detail"]).toContain("last owner key");
    expect((await revoke(expiring.id)).status).toBe(200);
    const lasting = await create({ name: "lasting", role: "owner" });
    expect((await revoke("default")).status).toBe(200);
    expect(await statusWith(lasting.key)).toBe(200);
    expect(await statusWith(platform.dingdan.adminKey ?? "")).toBe(401);
  });

  test("of two that revoke each other at the same time remains", async () => {
    const { id } = await create({ role: "owner" });
    const statuses = await Promise.all([revoke("default"), revoke(id)]);
    expect(statuses.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe("over restarts", () => {
  let folder: string;
  let databaseUrl: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dingdan-admin-keys-"));
    databaseUrl = `sqlite:${join(folder, "dingdan.db")}`;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const GIVEN = "a-given-key-of-an-owner";
  const withKey = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

  test("the generated key stays, is rotated, and a start makes no second one", async () => {
    const first = await Platform.start({ databaseUrl });
    const generated = first.dingdan.adminKey ?? "";
    const rotated = await first.send<NewAdminKeyRepresentation>(
      "POST",
      "/admin/v1/admin-keys/default/rotate",
      { ...withKey(generated), body: '{"overlap_seconds":0}' },
    );
    await first.close();

    const second = await Platform.start({ databaseUrl });
    expect(second.dingdan.adminKey).toBeNull();
    expect(await statusWith(generated, "/apps", second)).toBe(401);
    expect(await statusWith(rotated.body.key, "/apps", second)).toBe(200);
    await second.close();
  });

  test("a start that fails because its port is in use makes no key, so that the next one shows it", async () => {
    const port = Number(new URL(platform.url).port);
    await expect(Platform.start({ databaseUrl, port })).rejects.toThrow("already in use");
    const started = await Platform.start({ databaseUrl });
    expect(await statusWith(started.dingdan.adminKey ?? "", "/apps", started)).toBe(200);
    await started.close();
  });

  test("a given key replaces the generated one, and only a restart changes it", async () => {
    const first = await Platform.start({ databaseUrl });
    const generated = first.dingdan.adminKey ?? "";
    await first.close();

    const second = await Platform.start({ databaseUrl, adminKey: GIVEN });
    expect(second.dingdan.adminKey).toBe(GIVEN);
    expect(await statusWith(generated, "/apps", second)).toBe(401);
    const list = await second.admin("GET", "/admin-keys");
    expect(list.body["items"]).toEqual([
      { id: "default", name: "default", role: "owner", source: "setting", state: "active" },
    ]);
    for (const [method, path, body] of [
      ["POST", "/admin-keys/default/rotate", {}],
      ["DELETE", "/admin-keys/default", undefined],
    ] as const) {
      const refused = await second.admin(method, path, body);
      expect(refused.status).toBe(409);
      expect(refused.body["detail"]).toContain("restart with another key");
    }
    // A stored owner key may go while the process has a given one.
    const owner = await second.admin<NewAdminKeyRepresentation>("POST", "/admin-keys", {
      name: "owner",
      role: "owner",
    });
    expect((await second.admin("DELETE", `/admin-keys/${owner.body.id}`)).status).toBe(200);
    await second.close();

    const third = await Platform.start({ databaseUrl });
    expect(third.dingdan.adminKey).toBeNull();
    expect(await statusWith(generated, "/apps", third)).toBe(200);
    await third.close();
  });
});

describe("console sessions", () => {
  const sessions = async () =>
    (await platform.admin<{ items: Record<string, unknown>[] }>("GET", "/sessions")).body.items;

  test("are listed without tokens, newest first, and ended by an owner", async () => {
    const app = await platform.registerExample();
    const { key, id } = await create();
    const operator = await ConsoleUser.signIn(platform, { admin_key: key });
    await pass(1);
    const { appid, secret } = app;
    const merchant = await ConsoleUser.signIn(platform, { appid, secret });
    const [first, second, ...others] = await sessions();
    expect(others).toEqual([]);
    expect(first).toMatchObject({ role: "merchant", appid, name: "示例商城" });
    expect(second).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      role: "operator",
      name: "ci",
      admin_key_id: id,
      is_current: false,
      created_at: "2022-05-20T05:29:35.120Z",
      expires_at: "2022-05-20T17:29:35.120Z",
    });
    expect(JSON.stringify([first, second])).not.toContain(operator.cookie.split("=")[1]);

    const path = `/sessions/${String(first?.["id"])}`;
    expect((await platform.admin("DELETE", path)).status).toBe(200);
    expect((await platform.admin("DELETE", path)).status).toBe(404);
    expect((await merchant.admin("GET", `/apps/${appid}`)).status).toBe(401);
    expect((await operator.admin("GET", "/apps")).status).toBe(200);
    await revoke(id);
    expect(await sessions()).toEqual([]);
  });

  test("name the one that asks, and a page after another", async () => {
    const admin_key = platform.dingdan.adminKey;
    const users: ConsoleUser[] = [];
    for (let count = 0; count < 3; count++) {
      users.push(await ConsoleUser.signIn(platform, { admin_key }));
      await pass(1);
    }
    type Page = { items: { id: string; is_current: boolean }[]; next_cursor?: string };
    const page = async (cursor = "") =>
      (await users[1]?.admin<Page>("GET", `/sessions?limit=2${cursor}`))?.body;
    const first = await page();
    const second = await page(`&cursor=${first?.next_cursor}`);
    expect(second).not.toHaveProperty("next_cursor");
    const all = [...(first?.items ?? []), ...(second?.items ?? [])];
    expect(all.map((one) => one.is_current)).toEqual([false, true, false]);
  });
});

test("a buyer's links and sessions end at once, and no other buyer's", async () => {
  const { appid } = await platform.registerExample();
  const [one, another] = [await platform.buyer(appid, "o-1"), await platform.buyer(appid, "o-2")];
  const link = await platform.admin("POST", "/buyer-sessions", { appid, openid: "o-1" });
  expect((await one.get("/me")).status).toBe(200);

  const ended = await platform.admin("DELETE", `/buyer-sessions?appid=${appid}&openid=o-1`);
  expect(ended.body).toEqual({ ended: 2 });
  expect((await one.get("/me")).status).toBe(401);
  expect((await another.get("/me")).status).toBe(200);
  const spent = await platform.send("POST", `/buyer/v1/sessions/${String(link.body["token"])}`);
  expect(spent.status).toBe(401);
  expect((await platform.admin("DELETE", `/buyer-sessions?appid=${appid}`)).status).toBe(400);
});
