import { afterAll, beforeAll, expect, test } from "vitest";
import {
  EXAMPLE_TIME,
  type Merchant,
  Platform,
} from "../../packages/server/test/support/platform.js";
import { paymentFor, uploadWithItem } from "../../packages/server/test/support/requests.js";
import { describeInBrowser } from "./support/browser.js";
import { openPage, signInAsMerchant } from "./support/console.js";

let platform: Platform;
let own: Merchant;
let other: Merchant;
beforeAll(async () => {
  platform = await Platform.start({ startsAt: EXAMPLE_TIME });
  own = await platform.register({ name: "My shop" });
  other = await platform.register({ name: "Another shop" });
  for (const merchant of [own, other]) {
    const order = uploadWithItem({ name: `Tea of ${merchant.appid}` });
    await merchant.upload(order);
    await platform.admin("POST", "/payments", paymentFor(order, { appid: merchant.appid }));
    await merchant.verify({});
  }
});
afterAll(() => platform.close());

describeInBrowser("a merchant's console", (browser) => {
  test("shows its own app, orders and requests, and none of another app", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsMerchant(page, own);
    const menu = await page.locator("nav a").allInnerTexts();
    expect(menu).toEqual([
      "Overview",
      "Orders",
      "Shipping",
      "Events",
      "Requests",
      "My app",
      "My review",
      "Webhooks",
      "Try it",
    ]);
    await page.waitForSelector(".figure");
    expect(await page.innerText(".figure:has-text('Orders')")).toContain("100% matched");
    for (const path of ["/orders", "/requests", `/apps/${own.appid}`, `/reviews/${own.appid}`]) {
      await openPage(page, path);
      expect(await page.innerText("main")).not.toContain(other.appid);
      expect(await page.innerText("main")).not.toContain("Another shop");
    }
    await openPage(page, "/orders");
    expect(await page.locator(".ant-table-row").count()).toBe(1);
    await page.click(".ant-table-row a");
    await page.waitForSelector(`.preview:has-text("Tea of ${own.appid}")`);
  });

  test("sends a corrected call again, and asks for what the log masked", async () => {
    const merchant = await platform.register({ name: "Corrected shop" });
    const wrong = { upload_time: "2022-05-20 13:29:35" };
    await merchant.upload({
      ...uploadWithItem({ name: "Plain" }),
      ...wrong,
      payer: { openid: "o-1" },
    });
    await merchant.upload({ ...uploadWithItem({ name: "Masked" }), ...wrong });
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsMerchant(page, merchant);
    await openPage(page, "/requests?errors=true");
    await page.click(".ant-table-row >> nth=1 >> .call a");
    await page.click("button:has-text('Send it again corrected')");
    await page.click("a:has-text('Accepted')");
    await page.waitForSelector(".ant-tag:text-is('0')");

    await openPage(page, "/requests?errors=true");
    await page.click(".ant-table-row >> nth=0 >> .call a");
    await page.waitForSelector("a:has-text('Open in Try it')");
    expect(await page.isVisible("text=Send it again")).toBe(false);
    await page.click("a:has-text('Open in Try it')");
    await page.waitForSelector(".masked-values:has-text('payer.openid')");
    const editor = page.locator("#json-editor");
    const masked = await editor.inputValue();
    await page.click(".ant-segmented-item:has-text('Form')");
    await page.waitForSelector(
      ".field:has(code:text-is('openid')) .field-fault:has-text('masked')",
    );
    await page.click(".ant-segmented-item:has-text('JSON')");
    await editor.fill(masked.replace(/oUpF…[\w-]{4}/, "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"));
    await page.waitForSelector(".masked-values", { state: "detached" });
    await page.waitForSelector("text=No broken rules.");
  });

  test("shows no page of another app or of the operator", async () => {
    const { page, faults } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsMerchant(page, own);
    const { body } = await platform.admin<{ items: { id: string }[] }>(
      "GET",
      `/orders?appid=${other.appid}`,
    );
    for (const path of [`/apps/${other.appid}`, `/orders/${body.items[0]?.id}`]) {
      await openPage(page, path);
      await page.waitForSelector("[role=alert]");
      expect(await page.innerText("main")).not.toContain("Another shop");
    }
    await openPage(page, `/orders?appid=${other.appid}`);
    await page.waitForSelector("[role=alert]");
    for (const path of ["/apps", "/settings", "/service-provider-orders"]) {
      await page.goto(`/console${path}`);
      await page.waitForSelector("text=Page not found.");
    }
    faults.forgive();
  });

  test("saves the settings that a merchant may change, and makes a new secret", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    const merchant = await platform.register({ name: "Third shop" });
    await signInAsMerchant(page, merchant);
    await openPage(page, `/apps/${merchant.appid}`);
    expect(await page.isVisible("#name")).toBe(false);
    await page.fill("#ip_whitelist", "203.0.113.7");
    await page.keyboard.press("Enter");
    await page.fill("#open_paths", "/pages/order/detail");
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=This is no path of a page");
    await page.click("[title='/pages/order/detail'] [class*=remove]");
    await page.fill("#open_paths", "pages/order/detail");
    await page.keyboard.press("Enter");
    await page.click("button:has-text('Save')");
    await page.waitForSelector("text=Saved.");
    await page.click("button:has-text('Reset the secret')");
    await page.click(".ant-popover button:has-text('Yes')");
    expect(await page.innerText("[data-testid=secret]")).not.toBe(merchant.secret);
    await page.click("text=I have copied it");
    const { body } = await platform.admin("GET", `/apps/${merchant.appid}`);
    expect(body["ip_whitelist"]).toEqual(["203.0.113.7"]);
    expect(body["open_paths"]).toEqual(["pages/order/detail"]);
  });
});
