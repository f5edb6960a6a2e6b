import { get } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONSENT_PATHS } from "../src/pages/consent.js";
import { EXAMPLE_APPID, example, type Merchant, Platform } from "./support/platform.js";
import { paymentFor, uploadWithItem } from "./support/requests.js";

const OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

let platform: Platform;
let merchant: Merchant;
beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterAll(() => platform.close());

const page = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await platform.send<{ text: string }>("GET", path, { headers });
  return { ...answer, html: answer.body.text };
};

test("/ names the platform and links to the docs, in the reader's language", async () => {
  expect((await page("/")).html).toContain('href="/docs"');
  expect((await page("/", { "accept-language": "zh-CN" })).html).toContain("购物订单平台");
});

describe("/ in a sandbox", () => {
  const introduce = (secret: string) =>
    platform.dingdan.introduce({ appid: EXAMPLE_APPID, mchid: "1900000109", secret });

  test("shows no app whose secret is another", async () => {
    expect(await introduce("a-secret-of-before")).toBe(false);
    expect((await page("/")).html).not.toContain("a-secret-of-before");
  });

  test("shows the starter app, and calls to paste with its credentials", async () => {
    expect(await introduce(merchant.secret)).toBe(true);
    const { html } = await page("/");
    expect(html).toContain('href="/console/"');
    expect(html).toContain(`secret  ${merchant.secret}`);
    expect(html).toContain(`secret=${merchant.secret}`);
  });

  test("hides the app from a request with a foreign Host header", async () => {
    await introduce(merchant.secret);
    const html = await new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(platform.url);
      get({ hostname, port, path: "/", headers: { host: "evil.example" } }, (response) => {
        response.setEncoding("utf8");
        let text = "";
        response.on("data", (piece: string) => {
          text += piece;
        });
        response.on("end", () => resolve(text));
      }).on("error", reject);
    });
    expect(html).toContain("/docs");
    expect(html).not.toContain(merchant.secret);
  });
});

test("/docs is a reference that loads no file from another origin", async () => {
  const { html, status } = await page("/docs/");
  expect(status).toBe(200);
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file as string);
  expect(files.length).toBe(4);
  for (const file of files) {
    const { status: found, headers } = await fetch(platform.url + file);
    expect([file, found, headers.get("x-content-type-options")]).toEqual([file, 200, "nosniff"]);
    const again = { headers: { "if-none-match": headers.get("etag") ?? "" } };
    expect((await fetch(platform.url + file, again)).status, file).toBe(304);
  }
  expect((await fetch(`${platform.url}/docs/static/none.js`)).status).toBe(404);
  const shown = await platform.send<{ paths: object }>("GET", "/docs/json", {
    headers: { "accept-language": "zh-CN" },
  });
  expect(Object.keys(shown.body.paths)).toContain("/user-order/orders");
  expect(JSON.stringify(shown.body)).toContain("上传购物详情");
});

test("/docs shows the contract's example files", async () => {
  type Post = { post: { requestBody: { content: Record<string, { example: unknown }> } } };
  const { body } = await platform.send<{ paths: Record<string, Post> }>("GET", "/docs/json");
  for (const [path, file] of [
    ["/user-order/orders", "upload-shopping-info.json"],
    ["/user-order/shoppinginfo/verify", "verify-upload-result.json"],
  ] as const) {
    const shown = body.paths[path]?.post.requestBody.content["application/json"]?.example;
    expect(shown, path).toEqual(JSON.parse(example(file)));
  }
});

test("/openapi.json describes every interface, in either language", async () => {
  const english = await platform.send<{ openapi: string; paths: object }>("GET", "/openapi.json");
  expect(english.body.openapi).toBe("3.1.0");
  expect(Object.keys(english.body.paths)).toContain("/user-order/orders");
  const chinese = await platform.send("GET", "/openapi.json?lang=zh");
  expect(JSON.stringify(chinese.body)).toContain("上传购物详情");
});

test("/healthz reports that the process is up, /readyz that its database answers", async () => {
  expect((await platform.send("GET", "/healthz")).body).toEqual({
    status: "ok",
    installation: expect.stringMatching(/^[\da-f-]{36}$/),
  });
  expect((await platform.send("GET", "/readyz")).body).toEqual({
    status: "ready",
    checks: { reader: "ok", writer: "ok" },
  });
});

const PAGES = [
  "/",
  "/docs",
  "/docs/",
  "/docs/json",
  "/docs/static/swagger-ui-bundle.js",
  "/openapi.json",
  "/healthz",
  "/readyz",
  "/metrics",
  "/buyer",
  "/buyer/",
  "/buyer/more",
  "/buyer/orders/1",
  "/buyer/bill/1",
  "/buyer/sessions/1",
  "/buyer/signed-out",
  "/buyer/nothing",
  "/console",
  "/console/",
  "/console/v1/nothing",
  ...CONSENT_PATHS,
  "/nothing",
  "/%zz",
];

test("the pages and every interface answer with strict security headers", async () => {
  const { body } = await platform.send<{ paths: Record<string, object> }>("GET", "/openapi.json");
  const interfaces = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method, path.replace(/\{\w+\}/g, "1")] as const),
  );
  expect(interfaces.length).toBeGreaterThan(80);
  for (const [method, path] of [...PAGES.map((each) => ["get", each] as const), ...interfaces]) {
    const answer = await fetch(platform.url + path, {
      method: method.toUpperCase(),
      redirect: "manual",
    });
    await answer.body?.cancel();
    const { headers } = answer;
    const what = `${method} ${path}`;
    expect(headers.get("content-security-policy"), what).toMatch(/default-src '(none|self)'/);
    // With it a page over plain HTTP loads nothing.
    expect(headers.get("content-security-policy"), what).not.toContain("upgrade-insecure-requests");
    expect(headers.get("x-content-type-options"), what).toBe("nosniff");
    expect(headers.get("referrer-policy"), what).toMatch(/^(no-referrer|same-origin)$/);
  }
});

describe("a buyer's link", () => {
  const open = async () => {
    const buyer = { appid: EXAMPLE_APPID, openid: OPENID };
    const { body } = await platform.admin<{ url: string }>("POST", "/buyer-sessions", buyer);
    return body.url.slice(platform.url.length);
  };
  const spend = (path: string) =>
    fetch(platform.url + path, { method: "POST", redirect: "manual" });

  test("leads to a page whose button opens the orders, and opening the page does not use up the link", async () => {
    const path = await open();
    expect((await page(path)).html).toContain(`action="${path}"`);
    await page(path);
    const answer = await spend(path);
    expect(answer.status).toBe(303);
    const cookie = answer.headers.get("set-cookie") as string;
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);

    const request = uploadWithItem({ name: '<img src=x onerror="alert(1)">', unit_price: 9900 });
    await merchant.upload(request);
    await platform.admin("POST", "/payments", paymentFor(request));
    const headers = { cookie: cookie.split(";")[0] as string };
    expect((await page("/buyer/", headers)).html).toContain("No orders yet");
    await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, { result: "approved" });
    const { html } = await page("/buyer/", headers);
    expect(html).toContain("&#60;img src=x onerror=&#34;alert(1)&#34;&#62;");
    expect(html).not.toContain("<img");
    expect(html).toContain("¥99.00");
    const link = /href="(\/buyer\/orders\/[^"]+)"/.exec(html)?.[1] as string;
    expect((await page(link, headers)).html).toContain("order-1");
  });

  test("that was used leads to a page that asks for a new link", async () => {
    const path = await open();
    await spend(path);
    const again = await spend(path);
    expect(again.status).toBe(401);
    expect(await again.text()).toContain("ask the merchant for a new link");
    expect((await page("/buyer/")).status).toBe(401);
  });
});
