import type { Page, Request } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXAMPLE_TIME, Merchant, Platform } from "../../packages/server/test/support/platform.js";
import {
  newTradeNumber,
  paymentFor,
  uploadWithItem,
} from "../../packages/server/test/support/requests.js";
import { describeInBrowser } from "./support/browser.js";
import { openPage, signInAsOperator } from "./support/console.js";
import { expectAccessible } from "./support/expectations.js";

let platform: Platform;
beforeAll(async () => {
  platform = await Platform.start({ startsAt: EXAMPLE_TIME });
});
afterAll(() => platform.close());

/** A paid order of a new app, whose payment was reported again with another total. */
async function contradictedPayment() {
  const merchant = await platform.register();
  const { appid } = merchant;
  const order = uploadWithItem({ name: "Longjing 250 g" });
  await merchant.upload(order);
  await platform.admin("POST", "/payments", paymentFor(order, { appid }));
  const contradicting = paymentFor(order, { appid, amount: { total: 1, currency: "CNY" } });
  await platform.admin("POST", "/payments", contradicting);
  return { appid };
}

describeInBrowser("the operator's console", (browser) => {
  test("leads from registering an app to an order that its buyer sees", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);

    // The operator registers an app; the console shows its secret once, and the app can upload with it.
    await page.click("nav >> text=Apps");
    await page.click("text=Register an app");
    await page.fill("#name", "Green Tea House");
    await page.fill("#mchids", "1900000109");
    await page.keyboard.press("Enter");
    await page.click(".ant-modal-footer >> text=Register");
    const secret = await page.innerText("[data-testid=secret]");
    const appid = await page.innerText("[data-testid=appid]");
    await page.keyboard.press("Escape");
    expect(await page.isVisible("[data-testid=secret]")).toBe(true);
    await page.click("text=I have copied it");
    await page.waitForSelector("[data-testid=secret]", { state: "detached" });
    await page.waitForURL(/\/apps\/wx/);
    await page.click("text=Open the permission");
    await page.waitForSelector("text=Close the permission");
    expect(await page.innerText("body")).not.toContain(secret);
    const merchant = await Merchant.signIn(platform, appid, secret);

    // The app uploads an order, then a request that is rejected.
    const order = uploadWithItem({ name: "Longjing 250 g" });
    expect((await merchant.upload(order)).errcode).toBe(0);
    const refused = await merchant.upload({ ...order, payer: { openid: "" } });
    expect(refused.errcode).not.toBe(0);
    await platform.admin("POST", "/payments", paymentFor(order, { appid }));
    const number = (order["order_key"] as { out_trade_no: string }).out_trade_no;

    // The operator finds the order by its number; its lines point to the fields that they come from.
    await openPage(page, "/orders");
    await page.fill("[role=search] input", number);
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=/);
    await page.click(".ant-table-row a");
    await page.waitForSelector("text=The buyer does not see it yet");
    await page.waitForSelector("[role=alert] button:has-text('Approve')");
    await page.hover(".preview-line:has-text('Longjing')");
    const lit = page.locator(".json-line[data-lit]");
    expect(await lit.innerText()).toContain("Longjing 250 g");
    await page.click("text=All attempts");
    await page.waitForSelector(`.ant-tag:text-is("${refused.errcode}")`);

    // The console explains the rejected call.
    await page.click(`tr:has(.ant-tag:text-is("${refused.errcode}")) a`);
    await page.waitForSelector("text=Why this reply");
    expect(await page.innerText("main")).toContain("payer.openid");

    // The operator approves the review, and the buyer sees the order.
    await openPage(page, `/reviews/${appid}`);
    await page.click("button:has-text('Approve')");
    await page.click(".ant-modal-footer >> text=Yes, approve");
    await page.waitForSelector(".ant-tag:text-is('Approved')");
    await openPage(page, `/orders?q=${number}`);
    await page.click(".ant-table-row a");
    await page.waitForSelector("text=The buyer sees this order now");

    // The overview counts the order.
    await openPage(page, "/");
    await page.waitForSelector(".uplot");
    expect(await page.innerText(".figure:has-text('Orders')")).toContain("100% matched");
  });

  test("leads from a call that fails to its cause, the next step, and the call that works", async () => {
    const merchant = await platform.register({ name: "Closed" });
    const { appid } = merchant;
    await platform.admin("PUT", `/apps/${appid}/permission`, { state: "closed" });
    await merchant.upload(uploadWithItem({ name: "Tea" }));
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, `/requests?appid=${appid}&errors=true`);
    await page.waitForSelector(".app-name:has-text('Closed')");
    await page.click(".ant-table-row .call a");
    await page.click("button:has-text('Open the permission')");
    await page.click("button:has-text('Send it again')");
    await page.click("a:has-text('Accepted')");
    await page.click("button:has-text('Record the payment')");
    await page.click("button:has-text('Submit for review')");
    await page.click("button:has-text('Approve')");
    await page.click(".ant-popconfirm-buttons >> text=Yes");
    await page.waitForSelector("button:has-text('Approve')", { state: "detached" });
    await expectAccessible(page);
  });

  test("names a report that contradicts a payment, until the operator has handled it", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    const { appid } = await contradictedPayment();
    await signInAsOperator(page, platform);

    await openPage(page, `/orders?status=needs_attention&appid=${appid}`);
    await page.click(".ant-table-row a");
    await page.waitForSelector("text=with a different fact");
    expect(await page.innerText("[data-event=contradicted]")).toContain("amount.total 1");
    await page.click("text=Mark as handled");
    await page.waitForSelector("text=with a different fact", { state: "detached" });
  });

  test("replays a logged call", async () => {
    const merchant = await platform.register({ name: "Replayer" });
    await merchant.upload({});
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, `/requests?appid=${merchant.appid}`);
    await page.click("tr:has-text('uploadShoppingInfo') a.mono");
    await page.click("button:has-text('Replay')");
    await page.click("text=Replayed as");
    await page.waitForSelector("text=Why this reply");
  });

  test("exports the shown orders, one row each", async () => {
    const merchant = await platform.register({ name: "Exporter" });
    for (let index = 0; index < 3; index++) {
      await merchant.upload(uploadWithItem({ name: newTradeNumber() }));
    }
    const { page, faults } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, `/orders?appid=${merchant.appid}`);
    for (const [label, lines] of [
      ["CSV", 4],
      ["NDJSON", 3],
    ] as const) {
      const download = page.waitForEvent("download");
      await page.click("text=Export the results");
      await page.click(`text=${label}, for`);
      const stream = await (await download).createReadStream();
      let text = "";
      for await (const piece of stream) text += String(piece);
      expect(text.trim().split("\n")).toHaveLength(lines);
      await page.waitForSelector("text=Exported 3 rows.");
    }
    faults.forgive();
  });

  test("makes a service provider's order, changes its state, and says why it rejects a change", async () => {
    await platform.register({ name: "Provider", kind: "service_provider", mchids: [] });
    const { page, faults } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, "/service-provider-orders");
    await page.click("text=Create an order");
    await page.fill("#sku", "Ten thousand calls");
    await page.click(".ant-modal-footer >> text=Create");
    await page.click("tr:has-text('Ten thousand calls') button");
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("button", { name: "Paid", exact: true }).click();
    await page.waitForSelector(".ant-drawer .ant-tag:text-is('Paid')");
    await drawer.getByRole("button", { name: "Timed out", exact: true }).click();
    await page.waitForSelector(".ant-drawer [role=alert]");
    // The browser reports each 409 on its console.
    faults.forgive();
  });

  test("reports a wrong key, and signs out", async () => {
    const { page, faults } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await page.goto("/console/");
    await page.fill("#admin_key", "wrong");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[role=alert]");
    faults.forgive();
    const { asked } = await holdStreamUntilSignedOut(page);
    await page.fill("#admin_key", platform.dingdan.adminKey as string);
    await page.keyboard.press("Enter");
    await asked;
    await page.click("[aria-label='Sign out']");
    await page.waitForSelector("#admin_key");
    await page.goto("/console/orders");
    await page.waitForSelector("#admin_key");
    expect(await page.context().cookies()).toEqual([]);
  });
});

/**
 * Makes the stream of events so slow that it reaches the platform when the session has ended, before the page
 * knows: the page must have given it up.
 * @returns resolves when the page has asked for the stream
 */
async function holdStreamUntilSignedOut(page: Page): Promise<{ readonly asked: Promise<unknown> }> {
  let goOn = () => {};
  const hasLeft = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const isStream = (request: Request) => request.url().endsWith("/console/v1/events");
  await page.route("**/console/v1/events", async (route) => {
    await hasLeft;
    await route.continue().catch(() => undefined);
  });
  const ended = Promise.race([
    page.waitForEvent("requestfinished", isStream),
    page.waitForEvent("requestfailed", isStream),
  ]);
  await page.route("**/console/v1/session", async (route) => {
    if (route.request().method() !== "DELETE") return route.continue();
    const response = await route.fetch();
    goOn();
    await ended;
    await route.fulfill({ response });
  });
  return { asked: page.waitForRequest(isStream) };
}
