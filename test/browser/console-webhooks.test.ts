import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { WebhookEndpointRepresentation } from "@dingdan/contract";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { Receiver } from "../../packages/server/test/events/support/receiver.js";
import {
  EXAMPLE_MCHID,
  type Merchant,
  Platform,
} from "../../packages/server/test/support/platform.js";
import { newTradeNumber, upload } from "../../packages/server/test/support/requests.js";
import { describeInBrowser } from "./support/browser.js";
import { openPage, signInAsMerchant, signInAsOperator } from "./support/console.js";
import { expectAccessible, expectNoSidewaysScroll } from "./support/expectations.js";

let platform: Platform;
let merchant: Merchant;
let receiver: Receiver;
beforeAll(async () => {
  platform = await Platform.start({ sealKey: randomBytes(32).toString("base64") });
  merchant = await platform.registerExample();
});
afterAll(() => platform.close());
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(async () => {
  const { items } = await endpoints();
  for (const { id } of items) await platform.admin("DELETE", `/webhook-endpoints/${id}`);
  await receiver.close();
});

type Endpoint = WebhookEndpointRepresentation;

const endpoints = async () =>
  (await platform.admin<{ items: Endpoint[] }>("GET", "/webhook-endpoints")).body;

const add = async () => {
  const body = { url: receiver.url, events: ["*"] };
  return (await platform.admin<Endpoint>("POST", "/webhook-endpoints", body)).body;
};

const settled = (page: Page) => page.waitForFunction(() => document.getAnimations().length === 0);

describeInBrowser("the page Webhooks", (browser) => {
  const open = async (path: string, width = 1280) => {
    const { page, faults } = await browser.newPage({ baseUrl: platform.url, width });
    await signInAsOperator(page, platform);
    await openPage(page, path);
    return { page, faults };
  };

  test("explains what webhooks are, adds an endpoint, shows its secret once, and tests it", async () => {
    const { page } = await open("/webhooks");
    await page.waitForSelector("text=No endpoint yet");
    await expectAccessible(page);
    await page.click("button:has-text('Add an endpoint')");
    await page.fill(".ant-modal #url", receiver.url);
    await page.click("text=Only these");
    await page.click(".ant-modal [aria-label='Types of events']");
    await page.click(".ant-select-item >> text=order.uploaded");
    await page.keyboard.press("Escape");
    await settled(page);
    await expectAccessible(page);
    await page.click(".ant-modal-footer >> text=Save");
    await page.waitForSelector("code:has-text('whsec_')");
    const secret = await page.innerText("[data-testid=Secret]");
    await page.click("text=I have copied it");

    await page.waitForSelector("h1:has-text('Webhook endpoint')");
    expect((await endpoints()).items[0]?.events).toEqual(["order.uploaded"]);
    expect(await page.content()).not.toContain(secret);
    await page.click("button:has-text('Send a test event')");
    await page.waitForSelector("text=The receiver acknowledged the test event");
    expect(JSON.parse(receiver.received[0]?.body ?? "")).toMatchObject({ type: "webhook.test" });
    await page.click(".ant-collapse-header");
    await page.waitForSelector(".json-line:has-text('webhook-signature')");
    await settled(page);
    await expectAccessible(page);
  });

  test("shows each attempt of a delivery, and sends it again", async () => {
    receiver.behave = () => ({ status: 400, headers: { "webhook-delivery": "abort-message" } });
    const { id } = await add();
    await merchant.upload(upload());
    const { page } = await open(`/webhooks/${id}`);
    await page.click("label:has-text('Failed')");
    await page.waitForSelector("td:has-text('HTTP 400: it wants no further attempt')");
    await page.click("td a:has-text('order.uploaded')");
    await page.waitForSelector("h1:has-text('order.uploaded')");
    await page.waitForSelector(".json-line:has-text('webhook-timestamp')");
    await page.waitForSelector("code:has-text('received')");
    await settled(page);
    await expectAccessible(page);
    receiver.behave = () => ({ status: 204 });
    await page.click("button:has-text('Send again')");
    await page.waitForSelector(".ant-tag:has-text('Delivered')");
    const [first, second] = receiver.received;
    expect(second?.body).toBe(first?.body);
    await page.click("text=Open the order");
    await page.waitForSelector("h1:has-text('Order')");
  });

  test("disables an endpoint, enables it, and sends what it has missed", async () => {
    const { id } = await add();
    const { page } = await open(`/webhooks/${id}`);
    await page.click("button:has-text('Disable')");
    await page.click(".ant-popconfirm-buttons >> text=Disable");
    await page.waitForSelector(".ant-tag:has-text('Disabled')");
    await page.waitForSelector("text=Enable the endpoint first");
    const missed = newTradeNumber();
    const key = { order_number_type: 1, mchid: EXAMPLE_MCHID, out_trade_no: missed };
    await merchant.upload(upload({ order_key: key }));
    // Reading the feed moves the event there, while the endpoint is still disabled.
    await platform.admin("GET", "/events?after=now");
    await page.click("main button:has-text('Enable')");
    await page.waitForSelector(".ant-tag:has-text('Enabled')");
    expect(receiver.received).toEqual([]);
    await page.click("main button:has-text('Send again')");
    // Also what happened before the endpoint was added.
    await page.waitForSelector("text=/\\d+ events? (is|are) sent again/");
    await page.waitForSelector("tr:has-text('order.uploaded'):has-text('Delivered')");
    expect(receiver.received.map(({ body }) => body).join()).toContain(missed);
  });

  test("changes the URL, rotates the secret, and deletes the endpoint", async () => {
    const { id } = await add();
    const { page, faults } = await open(`/webhooks/${id}`);
    await page.click("main button:has-text('Change')");
    await page.fill(".ant-modal #url", "https://shop.example/events");
    await page.click(".ant-modal-footer >> text=Save");
    await page.waitForSelector(".page-about:has-text('https://shop.example/events')");
    await page.click("main button:has-text('Rotate the secret')");
    await page.click(".ant-modal-footer >> text=Rotate");
    await page.waitForSelector("code:has-text('whsec_')");
    await page.click("text=I have copied it");
    await page.waitForSelector("dt:has-text('The old secret signs until')");
    // While two secrets sign, a third one needs a decision.
    await page.click("main button:has-text('Rotate the secret')");
    await page.click(".ant-modal-footer >> text=Rotate");
    await page.click("text=End the secret from before the last rotation now");
    // The browser reports the 409 on its console.
    faults.forgive();
    await page.click(".ant-modal-footer >> text=Rotate");
    await page.waitForSelector("code:has-text('whsec_')");
    await page.click("text=I have copied it");
    await page.click("main button:has-text('Delete')");
    await page.click(".ant-popconfirm-buttons >> text=Delete");
    await page.waitForSelector("text=No endpoint yet");
    expect((await endpoints()).items).toEqual([]);
  });

  test("names an endpoint that is paused on the overview, with the way to its page", async () => {
    receiver.behave = () => ({ status: 500 });
    const { id } = await add();
    await merchant.upload(upload());
    // Attempts, and failures for five days.
    for (let day = 0; day < 6; day++) {
      await platform.admin("POST", "/clock", { advance_seconds: 86_400 });
      await merchant.renewToken();
      await merchant.upload(upload());
      await platform.admin("POST", "/clock", { advance_seconds: 60 });
    }
    expect((await endpoints()).items[0]?.state).toBe("paused");
    const { page } = await open("/", 360);
    await page.waitForSelector("text=A webhook endpoint gets no events: it is paused");
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.waitForSelector(`text=${receiver.url}`);
    await page.click("text=A webhook endpoint gets no events");
    await page.waitForSelector("text=This endpoint is paused");
    expect(page.url()).toContain(`/console/webhooks/${id}`);
  });

  test("is readable on a phone", async () => {
    const { id } = await add();
    await merchant.upload(upload());
    const { page } = await open("/webhooks", 360);
    await page.waitForSelector("td a");
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await openPage(page, `/webhooks/${id}`);
    await page.waitForSelector("td a:has-text('order.uploaded')");
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });

  test("shows a merchant the endpoints of its own app only", async () => {
    await add();
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsMerchant(page, merchant);
    await openPage(page, "/webhooks");
    await page.waitForSelector("text=No endpoint yet");
    await page.click("button:has-text('Add an endpoint')");
    await page.fill(".ant-modal #url", receiver.url);
    await page.click(".ant-modal-footer >> text=Save");
    await page.click("text=I have copied it");
    await page.waitForSelector("h1:has-text('Webhook endpoint')");
    const own = (await endpoints()).items.find(({ appid }) => appid === merchant.appid);
    expect(own?.url).toBe(receiver.url);
  });

  test("sets the keys and the version of a platform of the Universal Commerce Protocol", async () => {
    const body = { url: receiver.url, events: ["*"], kind: "ucp", appid: merchant.appid };
    const { id } = (await platform.admin<Endpoint>("POST", "/webhook-endpoints", body)).body;
    const { page, faults } = await open(`/webhooks/${id}`);
    await page.waitForSelector("#keys");
    await page.fill("#keys", "{");
    await page.click("main button:has-text('Save')");
    await page.waitForSelector("text=This is not JSON");
    await page.fill("#keys", JSON.stringify({ keys: [{ kid: "platform-1", kty: "RSA" }] }));
    await page.click("main button:has-text('Save')");
    await page.waitForSelector(".problem:has-text('keys[0].kty')");
    // The browser logs the answer 400.
    faults.forgive();
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { kty, crv, x, y } = publicKey.export({ format: "jwk" });
    const jwk = { kid: "platform-1", kty, crv, x, y };
    await page.fill("#keys", JSON.stringify({ keys: [jwk] }));
    await page.click("main button:has-text('Save')");
    await page.waitForSelector(".problem", { state: "detached" });
    const stored = () => platform.admin("GET", `/webhook-endpoints/${id}/ucp`);
    await expect.poll(async () => (await stored()).body["keys"]).toEqual([jwk]);
    await settled(page);
    await expectAccessible(page);

    await openPage(page, "/settings");
    await page.waitForSelector("dt:has-text('Events and their deliveries')");
    await page.click("button:has-text('Show the signing keys')");
    await page.waitForSelector(".ant-tag:visible:has-text('Signs')");
    await page.click("button:has-text('Rotate the key')");
    await page.click(".ant-modal-footer >> text=Rotate the key");
    await page.waitForSelector(".ant-tag:visible:has-text('Signs soon')");
    await settled(page);
    await expectAccessible(page);
  });
});
