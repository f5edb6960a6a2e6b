import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ConsoleUser, cookieOf, signIn } from "./support/console.js";
import { EXAMPLE_APPID, type Merchant, Platform } from "./support/platform.js";

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterEach(() => platform.close());

const operator = () => ({ admin_key: platform.dingdan.adminKey });
const ownSecret = () => ({ appid: EXAMPLE_APPID, secret: merchant.secret });

describe("a console session", () => {
  test("is opened for the operator with the operator's key", async () => {
    const { status, headers, body } = await signIn(platform, operator());
    expect(status).toBe(200);
    expect(body).toEqual({
      role: "owner",
      appid: null,
      name: "default",
      expires_at: expect.stringMatching(/^2022-05-20T17:29:3/),
    });
    const attributes = headers.get("set-cookie")?.split("; ").slice(1).toSorted();
    expect(attributes).toEqual(["HttpOnly", "Max-Age=43200", "Path=/", "SameSite=Strict"]);
    const user = await ConsoleUser.signIn(platform, operator());
    expect((await user.send("GET", "/console/v1/session")).body).toMatchObject({
      role: "owner",
      appid: null,
    });
    expect((await user.admin("GET", "/apps")).status).toBe(200);
  });

  test("is opened for a merchant with its app's secret", async () => {
    const { body } = await signIn(platform, ownSecret());
    expect(body).toMatchObject({ role: "merchant", appid: EXAMPLE_APPID, name: "示例商城" });
    const user = await ConsoleUser.signIn(platform, ownSecret());
    expect((await user.admin("GET", `/apps/${EXAMPLE_APPID}`)).body).toMatchObject({
      appid: EXAMPLE_APPID,
    });
  });

  test("gets a Secure cookie if a trusted proxy reports HTTPS", async () => {
    const proxied = await Platform.start({ trustProxy: true });
    const headers = { "x-forwarded-proto": "https" };
    const answer = await signIn(proxied, { admin_key: proxied.dingdan.adminKey }, headers);
    expect(answer.headers.get("set-cookie")).toContain("; Secure");
    await proxied.close();
  });

  test.each([
    ["nothing", {}, 400],
    ["both kinds of keys", { admin_key: "a", appid: EXAMPLE_APPID, secret: "b" }, 400],
    ["an appid alone", { appid: EXAMPLE_APPID }, 400],
    ["a wrong operator's key", { admin_key: "wrong" }, 401],
    ["a wrong secret", { appid: EXAMPLE_APPID, secret: "wrong" }, 401],
    ["an unknown app", { appid: "wxnone", secret: "wrong" }, 401],
  ])("is not opened with %s", async (_, credential, status) => {
    const answer = await signIn(platform, credential);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  test("is not opened by another site's page", async () => {
    for (const site of ["cross-site", "same-site"]) {
      const answer = await signIn(platform, operator(), { "sec-fetch-site": site });
      expect(answer.status).toBe(403);
    }
    const own = await signIn(platform, operator(), { "sec-fetch-site": "same-origin" });
    expect(own.status).toBe(200);
  });

  test("ends with the sign-out", async () => {
    const user = await ConsoleUser.signIn(platform, operator());
    expect((await user.send("DELETE", "/console/v1/session", undefined, {})).status).toBe(403);
    const out = await user.send("DELETE", "/console/v1/session");
    expect(out.status).toBe(200);
    expect(cookieOf(out.headers)).toBe("dingdan_console=");
    expect((await user.send("GET", "/console/v1/session")).status).toBe(401);
    expect((await user.admin("GET", "/apps")).status).toBe(401);
  });

  test("ends after twelve hours", async () => {
    const user = await ConsoleUser.signIn(platform, operator());
    await platform.admin("POST", "/clock", { advance_seconds: 12 * 3600 - 60 });
    expect((await user.send("GET", "/console/v1/session")).status).toBe(200);
    await platform.admin("POST", "/clock", { advance_seconds: 60 });
    expect((await user.send("GET", "/console/v1/session")).status).toBe(401);
  });

  test("outlasts the moves of the clock that its user makes, and no others", async () => {
    const mover = await ConsoleUser.signIn(platform, operator());
    const other = await ConsoleUser.signIn(platform, operator());
    const tenDays = { advance_seconds: 10 * 86_400 };
    expect((await mover.admin("POST", "/clock", tenDays)).status).toBe(200);
    expect((await mover.admin("GET", "/apps")).status).toBe(200);
    expect((await other.admin("GET", "/apps")).status).toBe(401);
    await platform.admin("POST", "/clock", { advance_seconds: 12 * 3600 });
    expect((await mover.admin("GET", "/apps")).status).toBe(401);
  });

  test("gets 401 without its cookie, or with a made-up one", async () => {
    for (const cookie of ["", "dingdan_console=", "dingdan_console=made-up"]) {
      const headers = { cookie };
      expect((await platform.send("GET", "/console/v1/session", { headers })).status).toBe(401);
      expect((await platform.send("GET", "/admin/v1/apps", { headers })).status).toBe(401);
    }
  });

  test("writes only with the header that another site's page cannot send", async () => {
    const user = await ConsoleUser.signIn(platform, operator());
    const path = `/admin/v1/apps/${EXAMPLE_APPID}`;
    for (const headers of [{}, { "x-dingdan-console": "0" }] as Record<string, string>[]) {
      const refused = await user.send("PATCH", path, { name: "changed" }, headers);
      expect(refused.status).toBe(403);
      expect((await user.send("GET", path, undefined, headers)).status).toBe(200);
    }
    expect((await user.send("PATCH", path, { name: "changed" })).body["name"]).toBe("changed");
    // A client that sends the operator's key cannot be another site's page.
    expect((await platform.admin("PATCH", `/apps/${EXAMPLE_APPID}`, { name: "b" })).status).toBe(
      200,
    );
  });
});

describe("a new secret", () => {
  test("replaces the old one immediately, and only this answer shows it", async () => {
    const { status, body } = await platform.admin("POST", `/apps/${EXAMPLE_APPID}/secret`);
    expect(status).toBe(201);
    expect(body).toEqual({
      appid: EXAMPLE_APPID,
      secret: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const token = (secret: unknown) =>
      platform.send("POST", "/cgi-bin/stable_token", {
        body: JSON.stringify({ grant_type: "client_credential", appid: EXAMPLE_APPID, secret }),
      });
    expect((await token(merchant.secret)).body["errcode"]).toBe(40125);
    expect((await token(body["secret"])).body["access_token"]).toMatch(/^1_/);
    expect((await platform.admin("POST", "/apps/wxnone/secret")).status).toBe(404);
  });

  test("makes a new stable token, while earlier tokens stay valid until they expire", async () => {
    const stable = async (secret: unknown) => {
      const body = JSON.stringify({
        grant_type: "client_credential",
        appid: EXAMPLE_APPID,
        secret,
      });
      const answer = await platform.send("POST", "/cgi-bin/stable_token", { body });
      return answer.body["access_token"];
    };
    const before = await stable(merchant.secret);
    const { body } = await platform.admin("POST", `/apps/${EXAMPLE_APPID}/secret`);
    const after = await stable(body["secret"]);
    expect(after).not.toBe(before);
    expect(await stable(body["secret"])).toBe(after);
    expect((await merchant.confirm()).errcode).toBe(0);
  });

  test("ends the merchant's sessions, except the one that requested it, and not the operator's", async () => {
    const [asking, other] = [
      await ConsoleUser.signIn(platform, ownSecret()),
      await ConsoleUser.signIn(platform, ownSecret()),
    ];
    const operators = await ConsoleUser.signIn(platform, operator());
    expect((await asking.admin("POST", `/apps/${EXAMPLE_APPID}/secret`)).status).toBe(201);
    expect((await asking.send("GET", "/console/v1/session")).status).toBe(200);
    expect((await other.send("GET", "/console/v1/session")).status).toBe(401);
    expect((await operators.send("GET", "/console/v1/session")).status).toBe(200);
  });
});

test("a session is valid in every process on the database, until the operator's key changes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dingdan-"));
  const databaseUrl = `sqlite:${join(folder, "dingdan.db")}`;
  const start = (adminKey: string) => Platform.start({ databaseUrl, adminKey });
  const [first, second] = [
    await start("a-key-of-the-operator"),
    await start("a-key-of-the-operator"),
  ];
  const user = await ConsoleUser.signIn(first, { admin_key: "a-key-of-the-operator" });
  const headers = { cookie: user.cookie };
  expect((await second.send("GET", "/console/v1/session", { headers })).status).toBe(200);
  await Promise.all([first.close(), second.close()]);

  const third = await start("another-key");
  expect((await third.send("GET", "/console/v1/session", { headers })).status).toBe(401);
  await third.close();
  rmSync(folder, { recursive: true });
});
