import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Receiver } from "../../packages/server/test/events/support/receiver.js";
import {
  EXAMPLE_MCHID,
  type Merchant,
  Platform,
} from "../../packages/server/test/support/platform.js";
import {
  paymentFor,
  upload,
  uploadWithOrder,
} from "../../packages/server/test/support/requests.js";
import { describeInBrowser } from "./support/browser.js";
import { openPage, signInAsMerchant, signInAsOperator } from "./support/console.js";
import { expectAccessible, expectNoSidewaysScroll } from "./support/expectations.js";

interface Sessions {
  readonly items: readonly { readonly id: string; readonly appid?: string }[];
}

let platform: Platform;
let merchant: Merchant;
let other: Merchant;
let receiver: Receiver;
beforeAll(async () => {
  platform = await Platform.start({ sealKey: randomBytes(32).toString("base64") });
  merchant = await platform.registerExample();
  other = await platform.register({ name: "Another shop" });
  receiver = await Receiver.start();
  const body = { url: receiver.url, events: ["order.matched"] };
  await platform.admin("POST", "/webhook-endpoints", body);
  const order = numbered("EVENTS-1");
  await merchant.upload(order);
  await platform.admin("POST", "/payments", paymentFor(order));
  await other.upload(upload());
});
afterAll(async () => {
  await platform.close();
  await receiver.close();
});

const numbered = (number: string) =>
  upload({
    order_key: { order_number_type: 1, mchid: EXAMPLE_MCHID, out_trade_no: number },
  });

describeInBrowser("the page Events", (browser) => {
  test("lists events newest first, with their data, their order and their deliveries", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, `/events?appid=${merchant.appid}`);
    await page.waitForSelector("tr:has-text('order.uploaded')");
    const types = await page.locator(".event > .mono").allInnerTexts();
    const [matched, uploaded] = ["order.matched", "order.uploaded"].map((t) => types.indexOf(t));
    expect(matched).toBeLessThan(uploaded ?? -1);
    await page.click("tr:has-text('order.matched') [aria-label^='Show the data']");
    await page.waitForSelector(`.json-line:has-text('EVENTS-1')`);
    await page.waitForFunction(() => document.getAnimations().length === 0);
    await expectAccessible(page);
    await page.click(`.event-details a:has-text('${receiver.url}')`);
    await page.waitForSelector("h1:has-text('order.matched')");
    await page.waitForSelector(".ant-tag:has-text('Delivered')");
    await page.goBack();
    await page.click("tr:has-text('order.matched') a:visible:has-text('Open the order')");
    await page.waitForSelector(".preview-line");
    await page.goBack();
    await page.click("tr:has-text('trade.ingested') a:visible:has-text('Open the payment')");
    await page.waitForSelector("h1:has-text('Payment')");
  });

  test("says of an event that its buyer was erased", async () => {
    const erased = upload({
      order_key: { order_number_type: 1, mchid: EXAMPLE_MCHID, out_trade_no: "EVENTS-ERASED" },
      payer: { openid: "oERASED" },
    });
    const shop = await platform.register({ name: "A third shop" });
    await shop.upload(erased);
    const buyer = { appid: shop.appid, openid: "oERASED" };
    expect((await platform.admin("POST", "/buyers/erase", buyer)).status).toBe(200);
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, `/events?type=order.uploaded&appid=${shop.appid}`);
    await page.waitForSelector("tr:has-text('The buyer was erased')");
    expect(await page.innerText("main")).not.toContain("EVENTS-ERASED");
  });

  test("filters them by type, and says that none is left", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, "/events?type=order.matched");
    await page.waitForSelector("tr:has-text('EVENTS-1')");
    expect(await page.locator(".event").count()).toBe(1);
    await openPage(page, "/events?type=order.refunded");
    await page.waitForSelector("text=No event that is kept matches the filters");
  });

  test("shows a merchant the events of its own app only, also on a phone", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 360 });
    await signInAsMerchant(page, other);
    await openPage(page, "/events");
    await page.waitForSelector("tr:has-text('order.uploaded')");
    expect(await page.innerText("main")).not.toContain("EVENTS-1");
    await page.click("tr:has-text('order.uploaded') [aria-label^='Show the data']");
    await page.waitForSelector(`.json-line:has-text('${other.appid}')`);
    await page.waitForFunction(() => document.getAnimations().length === 0);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });

  test("shows what happens while it is open, and says that it is live", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, "/events");
    // Now the list is read by time once a minute only.
    await page.waitForSelector("main .ant-tag:has-text('Live')");
    await merchant.upload(numbered("EVENTS-LIVE"));
    await page.waitForSelector("tr:has-text('EVENTS-LIVE')");
    // The same document, with the same stream.
    await page.click("nav >> text=Orders");
    await page.waitForSelector("h1:has-text('Orders')");
    const order = uploadWithOrder({ merchant_order_no: "LIVE-ORDER" });
    await merchant.upload(order);
    await page.waitForSelector("tr:has-text('LIVE-ORDER')");
  });

  test("refreshes by time when a proxy lets no stream pass", async () => {
    const { page, faults } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await page.route("**/console/v1/events", (route) => route.abort());
    await signInAsOperator(page, platform);
    await openPage(page, "/events");
    await merchant.upload(numbered("EVENTS-POLLED"));
    await page.waitForSelector("tr:has-text('EVENTS-POLLED')");
    expect(await page.locator("main .ant-tag:has-text('Live')").count()).toBe(0);
    // The browser logs what the proxy does.
    faults.forgive();
  });

  test("shows the sign-in as soon as the session is ended elsewhere", async () => {
    const { page, faults } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsMerchant(page, other);
    await openPage(page, "/events");
    await page.waitForSelector("main .ant-tag:has-text('Live')");
    const { body } = await platform.admin<Sessions>("GET", "/sessions");
    for (const { id, appid } of body.items) {
      if (appid === other.appid) await platform.admin("DELETE", `/sessions/${id}`);
    }
    await page.waitForSelector("text=Your session has expired");
    // The browser logs the answer 401.
    faults.forgive();
  });
});
