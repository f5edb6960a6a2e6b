import { afterEach, describe, expect, test } from "vitest";
import type { PlatformOptions } from "../src/index.js";
import { EXAMPLE_APPID, Platform } from "./support/platform.js";

let platform: Platform;
afterEach(() => platform.close());

/** A link for the buyer of a new app, as the operator's interface returns it. */
async function buyerLink(options: PlatformOptions, headers: Record<string, string> = {}) {
  platform = await Platform.start(options);
  await platform.registerExample();
  const { body } = await platform.send<{ url: string; token: string }>(
    "POST",
    "/admin/v1/buyer-sessions",
    {
      body: JSON.stringify({ appid: EXAMPLE_APPID, openid: "ogqztkPsejM9MQAFfwCQSCi4oNg3" }),
      headers: { authorization: `Bearer ${platform.dingdan.adminKey}`, ...headers },
    },
  );
  return body;
}

const HTTPS = { "x-forwarded-proto": "https", "x-forwarded-host": "pay.example" };

describe("a buyer's link leads to", () => {
  test("the public address", async () => {
    const { url } = await buyerLink({ publicUrl: "https://pay.example" });
    expect(url).toMatch(/^https:\/\/pay\.example\/buyer\/sessions\//);
    expect((await platform.admin("GET", "/settings")).body["public_url"]).toBe(
      "https://pay.example",
    );
  });

  test("the address that a trusted proxy reports", async () => {
    const { url } = await buyerLink({ trustProxy: "loopback" }, HTTPS);
    expect(url).toMatch(/^https:\/\/pay\.example\/buyer\/sessions\//);
  });

  test("the address at which the platform listens, whatever a stranger's headers say", async () => {
    const { url } = await buyerLink({}, HTTPS);
    expect(url.startsWith(`${platform.url}/buyer/sessions/`)).toBe(true);
  });
});

describe("over HTTPS", () => {
  test("a buyer's cookie is bound to the host, and the plain name is not accepted", async () => {
    const { token } = await buyerLink({ trustProxy: 1 });
    const opened = await platform.send("POST", `/buyer/v1/sessions/${token}`, { headers: HTTPS });
    const cookie = opened.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-dingdan_buyer=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; Secure;/);
    const [pair = ""] = cookie.split(";");
    const me = (sent: string, headers: Record<string, string>) =>
      platform.send("GET", "/buyer/v1/me", { headers: { ...headers, cookie: sent } });
    expect((await me(pair, HTTPS)).status).toBe(200);
    expect((await me(pair.replace("__Host-", ""), HTTPS)).status).toBe(401);
    expect((await me(pair, {})).status).toBe(401);
  });

  test("browsers are asked to stay there; over plain HTTP they are not", async () => {
    platform = await Platform.start({ publicUrl: "https://pay.example", trustProxy: 1 });
    const policyOf = async (headers: Record<string, string>) =>
      (await platform.send("GET", "/", { headers })).headers.get("strict-transport-security");
    expect(await policyOf(HTTPS)).toBe("max-age=15552000");
    expect(await policyOf({ "x-forwarded-proto": "http" })).toBeNull();
  });
});
