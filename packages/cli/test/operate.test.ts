import { OPERATIONS } from "@dingdan/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Credentials,
  dingdan,
  dingdanJson,
  RunningServer,
  startShop,
  type Variables,
} from "./support/command.js";

const IN_MEMORY = ["serve", "--port", "0", "--database", "sqlite::memory:"];
const APPID = "wxd678efh567hg6787";
let server: RunningServer;
let env: Variables;

beforeAll(async () => {
  ({ server, env } = await startShop());
});
afterAll(() => server.stop());

describe("admin-key", () => {
  const withKey = (key: string) => ({ env: { ...env, DINGDAN_ADMIN_KEY: key } });

  test("creates a key with a role, lists it without itself, rotates and revokes it", async () => {
    const words = ["admin-key", "create", "reader", "--role", "read_only"];
    const created = await dingdan([...words, "--expires-in-days", "2"], { env });
    expect(created.code).toBe(0);
    const id = /id +([0-9a-f]{16})/.exec(created.out)?.[1] ?? "";
    const key = /admin key +(\S{43})/.exec(created.out)?.[1] ?? "";
    expect((await dingdan(["app", "list"], withKey(key))).code).toBe(0);
    const denied = await dingdan(["admin-key", "list"], withKey(key));
    expect(denied.code).toBe(1);
    expect(denied.err).toContain("needs the role owner");

    const rotated = await dingdanJson(["admin-key", "rotate", id, "--overlap-hours", "0"], { env });
    expect(rotated.document).toMatchObject({ id, name: "reader", role: "read_only" });
    const { key: newKey } = rotated.document as { key: string };
    expect((await dingdan(["app", "list"], withKey(key))).code).toBe(1);
    expect((await dingdan(["app", "list"], withKey(newKey))).code).toBe(0);

    expect((await dingdan(["admin-key", "revoke", id], { env })).out).toContain("revoked");
    expect((await dingdan(["app", "list"], withKey(newKey))).code).toBe(1);
    const list = await dingdan(["admin-key", "list"], { env });
    expect(list.out).toMatch(/default +default +owner +active/);
    expect(list.out).toMatch(new RegExp(`${id} +reader +read_only +revoked`));
    for (const secret of [key, newKey]) expect(list.out).not.toContain(secret);
  });
});

describe("app", () => {
  test("create shows the secret, and no other command does", async () => {
    const created = await dingdan(
      [
        "app",
        "create",
        "--name",
        "影像商店",
        "--kind",
        "mini_program",
        "--mchid",
        "1",
        "--mchid",
        "2",
      ],
      { env },
    );
    expect(created.code).toBe(0);
    const secret = /secret +(\S+)/.exec(created.out)?.[1] ?? "";
    const appid = /appid +(\S+)/.exec(created.out)?.[1] ?? "";
    expect(secret).toMatch(/^[0-9a-f]{32}$/);
    expect(created.out).toContain("1 2");
    for (const words of [
      ["app", "list"],
      ["app", "show", appid],
      ["app", "open", appid],
    ]) {
      const { code, out } = await dingdan(words, { env });
      expect(code).toBe(0);
      expect(out).toContain("影像商店");
      expect(out).not.toContain(secret);
    }
  });

  test("list reads all pages", async () => {
    const { url } = server;
    const headers = {
      authorization: `Bearer ${env["DINGDAN_ADMIN_KEY"]}`,
      "content-type": "application/json",
    };
    for (let number = 0; number < 105; number++) {
      const body = JSON.stringify({ name: `app ${number}`, kind: "official_account" });
      await fetch(`${url}/admin/v1/apps`, { method: "POST", headers, body });
    }
    const { document } = await dingdanJson(["app", "list"], { env });
    const appids = (document as Credentials[]).map(({ appid }) => appid);
    expect(appids.length).toBeGreaterThan(105);
    expect(new Set(appids).size).toBe(appids.length);
  });

  test("audit decides a review manually, and confirm returns the result", async () => {
    const words = ["app", "audit", APPID, "rejected", "--reason", "links lead nowhere"];
    expect((await dingdan(words, { env })).code).toBe(0);
    const { code, document } = await dingdanJson(["confirm"], { env });
    expect(code).toBe(0);
    expect(document).toMatchObject({ errcode: 0, last_result: "REJECTED: links lead nowhere" });
    const approved = await dingdanJson(["app", "audit", APPID, "approved"], { env });
    expect(approved.document).toMatchObject({ permission: "approved" });
    expect((await dingdan(["confirm"], { env })).out).toContain("APPROVED");
  });

  test("a call that the server rejects is reported, and ends with 1", async () => {
    const unknown = await dingdanJson(["app", "show", "wx-unknown"], { env });
    expect(unknown).toMatchObject({
      code: 1,
      document: { error: { kind: "refused", status: 404 } },
    });
    const again = ["app", "create", "--name", "x", "--kind", "mini_program", "--appid", APPID];
    expect(await dingdan(again, { env })).toMatchObject({
      code: 1,
      err: expect.stringContaining("409"),
    });
    const invalid = await dingdan(
      ["app", "create", "--name", "x", "--kind", "mini_program", "--appid", "a b"],
      { env },
    );
    expect(invalid.code).toBe(1);
    expect(invalid.err).toMatch(/appid +must match/);
    const wrongKey = { ...env, DINGDAN_ADMIN_KEY: "wrong" };
    expect(await dingdan(["app", "list"], { env: wrongKey })).toMatchObject({
      code: 1,
      err: expect.stringContaining("DINGDAN_ADMIN_KEY"),
    });
  });
});

describe("order get", () => {
  test("shows a service provider's order", async () => {
    const create = ["app", "create", "--name", "Cloud Packs", "--kind", "service_provider"];
    const provider = (await dingdanJson(create, { env })).document as Credentials;
    const { orderId, orderPrice, orderProductInfo, usage } =
      OPERATIONS.getOrder.example.reply.order;
    await fetch(`${server.url}/admin/v1/service-provider-orders`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${env["DINGDAN_ADMIN_KEY"]}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({
        appid: provider.appid,
        orderId,
        orderPrice,
        orderProductInfo,
        usage: { all: usage.all },
      }),
    });
    const own = { ...env, DINGDAN_APPID: provider.appid, DINGDAN_SECRET: provider.secret };
    const human = await dingdan(["order", "get", orderId], { env: own });
    expect(human.code).toBe(0);
    expect(human.out).toContain("TO_BE_PAID (1)");
    expect(human.out).toContain("¥0.01");
    const json = await dingdanJson(["order", "get", orderId], { env: own });
    expect(json.document).toMatchObject({ errcode: 0, order: { orderId, status: 1 } });

    const others = await dingdanJson(["order", "get", orderId], { env });
    expect(others).toMatchObject({ code: 1, document: { error: { errcode: 10120002 } } });
  });
});

describe("a server that does not respond", () => {
  let unreachable: Variables = {};
  beforeAll(async () => {
    const stopped = await RunningServer.start(IN_MEMORY);
    await stopped.stop();
    unreachable = { DINGDAN_URL: stopped.url, DINGDAN_ADMIN_KEY: "unknown-key" };
  });

  test.each([
    ["the wire", ["confirm", "--appid", "wx1", "--secret", "unknown-secret"]],
    ["the admin API", ["app", "list"]],
  ])("is reported for %s with the next step, and ends with 2", async (_, words) => {
    const human = await dingdan(words, { env: unreachable });
    expect(human).toMatchObject({ code: 2, out: "" });
    expect(human.err).toContain(`no response from ${unreachable["DINGDAN_URL"]}`);
    expect(human.err).toContain("dingdan serve");
    const json = await dingdanJson(words, { env: unreachable });
    expect(json).toMatchObject({ code: 2, document: { error: { kind: "usage" } } });
  });
});
