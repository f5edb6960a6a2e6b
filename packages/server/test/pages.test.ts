import { get } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXAMPLE_APPID, type Merchant, Platform } from "./support/platform.js";
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
  const APP = { appid: EXAMPLE_APPID, mchid: "1900000109", secret: "a-secret-to-begin-with" };

  test("shows the starter app, and calls to paste with its credentials", async () => {
    platform.dingdan.introduce(APP);
    const { html } = await page("/");
    expect(html).toContain('href="/console/"');
    expect(html).toContain(`secret  ${APP.secret}`);
    expect(html).toContain(`secret=${APP.secret}`);
  });

  test("hides the app from a request with a foreign Host header", async () => {
    platform.dingdan.introduce(APP);
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
    expect(html).not.toContain(APP.secret);
  });
});

test("/docs is a reference that loads no file from another origin", async () => {
  const { html, status } = await page("/docs/");
  expect(status).toBe(200);
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  const script = await fetch(`${platform.url}/docs/static/swagger-ui-bundle.js`);
  expect(script.status).toBe(200);
  await script.body?.cancel();
  const shown = await platform.send<{ paths: object }>("GET", "/docs/json", {
    headers: { "accept-language": "zh-CN" },
  });
  expect(Object.keys(shown.body.paths)).toContain("/user-order/orders");
  expect(JSON.stringify(shown.body)).toContain("上传购物详情");
});

test("/openapi.json describes every interface, in either language", async () => {
  const english = await platform.send<{ openapi: string; paths: object }>("GET", "/openapi.json");
  expect(english.body.openapi).toBe("3.1.0");
  expect(Object.keys(english.body.paths)).toContain("/user-order/orders");
  const chinese = await platform.send("GET", "/openapi.json?lang=zh");
  expect(JSON.stringify(chinese.body)).toContain("上传购物详情");
});

test("/healthz reports that the process is up, /readyz that its database answers", async () => {
  expect((await platform.send("GET", "/healthz")).body).toEqual({ status: "ok" });
  expect((await platform.send("GET", "/readyz")).body).toEqual({ status: "ready" });
});

test("every answer has strict security headers", async () => {
  for (const path of [
    "/",
    "/docs/",
    "/buyer/",
    "/healthz",
    "/admin/v1/apps",
    "/user-order/orders",
  ]) {
    const { headers } = await page(path);
    expect(headers.get("content-security-policy"), path).toMatch(/default-src '(none|self)'/);
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("referrer-policy"), path).toBe("no-referrer");
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
