import { afterEach, beforeEach, expect, test } from "vitest";
import { REFUSALS_MAX } from "../src/audit/refusal-budget.js";
import { type Entry, since, trailOf, verify } from "./support/audit.js";
import { ConsoleUser, signIn } from "./support/console.js";
import { describeOnBothEngines } from "./support/engines.js";
import type { Platform } from "./support/platform.js";
import { order, paymentFor, upload } from "./support/requests.js";

describeOnBothEngines("the audit trail", (start) => {
  let platform: Platform;
  beforeEach(async () => {
    platform = await start();
  });
  afterEach(() => platform.close());

  test("says of each change who made it, from where, to what, and how it ended", async () => {
    const added = await since(platform);
    const app = { appid: "wxaudit", kind: "mini_program", name: "茶馆", mchids: [] };
    await platform.admin("POST", "/apps", app);
    await platform.admin("POST", "/apps", app);

    const entries = await added();
    const common = {
      actor: { kind: "admin_key", id: "default", name: "default", role: "owner" },
      via: "admin_api",
      address: "127.0.0.1",
      operation: "createApp",
      method: "POST",
      path: "/admin/v1/apps",
      target: { appid: "wxaudit" },
      members: ["appid", "kind", "name", "mchids"],
      at: expect.stringMatching(/^2022-05-20T/),
      real_at: expect.stringMatching(/Z$/),
    };
    expect(entries).toMatchObject([
      { ...common, stage: "begun" },
      { ...common, stage: "ended", status: 201 },
      { ...common, stage: "begun" },
      { ...common, stage: "ended", status: 409 },
    ]);
    expect(entries[1]?.begun).toBe(entries[0]?.sequence);
    expect(entries[1]?.rid).toBe(entries[0]?.rid);
    expect(await verify(platform)).toMatchObject({
      checked: entries.at(-1)?.sequence,
      fault: null,
    });
  });

  test("names what an answer has created", async () => {
    const added = await since(platform);
    const { body } = await platform.admin("POST", "/admin-keys", { name: "ci", role: "read_only" });
    const [, ended] = await added();
    expect(ended).toMatchObject({ target: { id: body["id"] }, members: ["name", "role"] });
    expect(JSON.stringify(ended)).not.toContain(String(body["key"]));
  });

  test("names the session by which a change came, and who signs in and out", async () => {
    const merchant = await platform.register({ appid: "wxmerchant", name: "茶馆" });
    const added = await since(platform);
    const { appid, secret } = merchant;
    const user = await ConsoleUser.signIn(platform, { appid, secret });
    await user.admin("POST", `/apps/${appid}/agreement`);
    await user.send("DELETE", "/console/v1/session");

    const person = { kind: "merchant", id: appid, name: "茶馆", role: "merchant" };
    expect(await added()).toMatchObject(
      ["signIn", "signIn", "signAgreement", "signAgreement", "signOut", "signOut"].map(
        (operation, index) => ({
          operation,
          actor: person,
          via: "console",
          ...(index % 2 === 0 ? { stage: "begun" } : { stage: "ended", status: 200 }),
        }),
      ),
    );
  });

  test("names the caller who lacks a role, and the merchant who reaches for another app", async () => {
    const { appid, secret } = await platform.register({ appid: "wxmerchant" });
    await platform.register({ appid: "wxother" });
    const { body } = await platform.admin<{ key: string }>("POST", "/admin-keys", {
      name: "reader",
      role: "read_only",
    });
    const user = await ConsoleUser.signIn(platform, { appid, secret });
    const added = await since(platform);
    const headers = { authorization: `Bearer ${body.key}` };
    await platform.send("POST", "/admin/v1/apps", { headers, body: "{}" });
    await platform.send("GET", "/admin/v1/admin-keys", { headers });
    await user.admin("POST", "/apps/wxother/agreement");
    await user.admin("GET", "/admin-keys");

    expect(await added()).toMatchObject([
      { stage: "refused", status: 403, operation: "createApp", actor: { name: "reader" } },
      { stage: "refused", status: 403, operation: "listAdminKeys", actor: { name: "reader" } },
      { stage: "refused", status: 404, operation: "signAgreement", actor: { id: appid } },
      { stage: "refused", status: 403, operation: "listAdminKeys", actor: { id: appid } },
    ]);
  });

  test("has the tries of strangers, a limited number in a minute, and counts the rest", async () => {
    const added = await since(platform);
    const tries = REFUSALS_MAX + 12;
    for (let index = 0; index < tries; index++) {
      const headers = { authorization: `Bearer wrong ${index}` };
      await platform.send("POST", "/admin/v1/apps", { headers, body: '{"name":"x"}' });
    }
    await signIn(platform, { admin_key: "wrong as well" });
    const refused = await added();
    await platform.admin("POST", "/apps", { kind: "mini_program", name: "A", mchids: [] });

    expect(refused).toHaveLength(REFUSALS_MAX);
    expect(refused[0]).toMatchObject({
      status: 401,
      actor: { kind: "anonymous" },
      stage: "refused",
    });
    expect(JSON.stringify(refused)).not.toContain("wrong");
    const [next] = (await added()).slice(REFUSALS_MAX);
    expect(next).toMatchObject({ stage: "begun", left_out: 13 });
  });

  test("has no entry of a visit to the sign-in page", async () => {
    const added = await since(platform);
    await platform.send("GET", "/console/v1/session");
    expect(await added()).toEqual([]);
  });

  test("has downloads of orders, and no other reading", async () => {
    const added = await since(platform);
    await platform.admin("GET", "/orders");
    await platform.admin("GET", "/orders/none");
    await platform.admin("HEAD", "/orders/export?format=csv");
    expect(await added()).toEqual([]);
    await platform.admin("GET", "/orders/export?format=csv");
    expect(await added()).toMatchObject([
      { stage: "begun", operation: "exportOrders" },
      { stage: "ended", status: 200 },
    ]);
  });

  test("has no reports of payments but those that are refused", async () => {
    const { appid } = await platform.registerExample();
    const request = upload({ order_list: [order()] });
    const added = await since(platform);
    const report = paymentFor(request, { appid });
    await platform.admin("POST", "/payments", report);
    expect(await added()).toEqual([]);
    const broken = { ...report, amount: "none" };
    expect(await platform.admin("POST", "/payments", broken)).toMatchObject({ status: 400 });
    expect(await added()).toMatchObject([
      { stage: "refused", status: 400, operation: "recordPayment", target: { appid } },
    ]);
  });

  test("knows a buyer by a keyed hash, the same for every call", async () => {
    const { appid } = await platform.register();
    const openid = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
    const added = await since(platform);
    await platform.admin("POST", "/buyer-sessions", { appid, openid });
    await platform.admin("DELETE", `/buyer-sessions?appid=${appid}&openid=${openid}`);
    const entries = await added();
    const [hash] = entries[0]?.target.buyers ?? [];
    expect(entries.map(({ target }) => target.buyers)).toEqual(
      Array.from({ length: 4 }, () => [hash]),
    );
    expect(JSON.stringify(entries)).not.toContain(openid);
  });

  test("is one chain, however many calls come at once", async () => {
    const added = await since(platform);
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        platform.admin("POST", "/apps", {
          appid: `wx${index}`,
          kind: "mini_program",
          name: "A",
          mchids: [],
        }),
      ),
    );
    expect(await added()).toHaveLength(60);
    expect(await verify(platform)).toMatchObject({ fault: null });
  });

  test("is read in pages, by filters, and act by act", async () => {
    await platform.register({ appid: "wxone" });
    await platform.register({ appid: "wxtwo" });
    expect(await trailOf(platform, "&appid=wxone")).toHaveLength(4);
    expect(await trailOf(platform, "&operation=createApp&actor=default")).toHaveLength(4);
    type Page = { items: Entry[]; next_cursor?: string };
    const page = (query: string) => platform.admin<Page>("GET", `/audit?${query}`);
    const first = (await page("view=acts&limit=3")).body;
    const second = (await page(`view=acts&limit=3&cursor=${first.next_cursor}`)).body;
    expect(
      [...first.items, ...second.items].map(({ stage, operation }) => [stage, operation]),
    ).toEqual(
      ["setPermission", "createApp", "setPermission", "createApp"].map((name) => ["ended", name]),
    );
    expect(second.next_cursor).toBeUndefined();
    expect(await page("after=x")).toMatchObject({ status: 400 });
  });

  test("is not filtered by what no entry can have", async () => {
    const filtered = (query: string) => platform.admin("GET", `/audit?${query}`);
    const unknown = await filtered("operation=createApps");
    expect(unknown.status).toBe(400);
    expect(unknown.body["violations"]).toEqual([
      {
        path: "operation",
        message: expect.stringMatching(/nearest are createApp, [^]*\/openapi\.json/),
      },
    ]);
    for (const operation of ["listApps", "signIn", "readMetrics"]) {
      expect(await filtered(`operation=${operation}`)).toMatchObject({ status: 200 });
    }
    expect(await filtered("actor=grafana+of+Li")).toMatchObject({ status: 400 });
    // A key that no longer exists has entries, so an unknown id is no error.
    expect(await filtered("actor=none")).toMatchObject({ status: 200, body: { items: [] } });
  });

  test("has the refused readings of /metrics", async () => {
    const added = await since(platform);
    const read = (authorization?: string) =>
      platform.send("GET", "/metrics", {
        headers: {
          "x-forwarded-for": "203.0.113.9",
          ...(authorization === undefined ? {} : { authorization }),
        },
      });
    expect((await read()).status).toBe(401);
    expect((await read("Bearer wrong")).status).toBe(401);
    expect((await read(`Bearer ${platform.dingdan.adminKey}`)).status).toBe(200);
    const refused = { stage: "refused", status: 401, operation: "readMetrics", path: "/metrics" };
    expect(await added()).toMatchObject([refused, { ...refused, actor: { kind: "anonymous" } }]);
  });

  test("proves by a noted head that it was not cut or written again", async () => {
    await platform.register();
    const { body: head } = await platform.admin("GET", "/audit/head");
    const noted = `${String(head["sequence"])}:${String(head["hash"])}`;
    await platform.register();
    expect(await verify(platform, noted)).toMatchObject({ fault: null });
    const later = `${Number(head["sequence"]) + 100}:${String(head["hash"])}`;
    expect(await verify(platform, later)).toMatchObject({ fault: { kind: "truncated" } });
    const other = `${String(head["sequence"])}:${"0".repeat(64)}`;
    expect(await verify(platform, other)).toMatchObject({ fault: { kind: "rewritten" } });
  });
});
