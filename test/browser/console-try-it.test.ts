import { afterAll, beforeAll, expect, test } from "vitest";
import { EXAMPLE_TIME, Platform } from "../../packages/server/test/support/platform.js";
import { uploadWithItem } from "../../packages/server/test/support/requests.js";
import { describeInBrowser } from "./support/browser.js";
import { openPage, signInAsOperator } from "./support/console.js";
import { expectAccessible } from "./support/expectations.js";

let platform: Platform;
beforeAll(async () => {
  platform = await Platform.start({ startsAt: EXAMPLE_TIME });
});
afterAll(() => platform.close());

describeInBrowser("trying calls in the console", (browser) => {
  test("corrects a request, shows what changed, and sends it", async () => {
    const merchant = await platform.register({ name: "Wrong times" });
    const order = uploadWithItem({ name: "Tea" });
    await merchant.upload({ ...order, upload_time: "2022-05-20 13:29:35" });
    const { page } = await browser.newPage({
      baseUrl: platform.url,
      width: 1280,
      colourScheme: "dark",
    });
    await signInAsOperator(page, platform);
    await openPage(page, `/requests?appid=${merchant.appid}&operation=uploadShoppingInfo`);
    await page.click(".ant-table-row .call a");
    const added = page.locator("[data-change=added]");
    expect(await added.innerText()).toContain("2022-05-20T13:29:35+08:00");
    expect(await page.innerText("[data-change=removed]")).toContain("2022-05-20 13:29:35");
    await expectAccessible(page);
    await page.click("a:has-text('Open in Try it')");
    const editor = page.locator("#json-editor");
    await expect.poll(() => editor.inputValue()).toContain("2022-05-20T13:29:35+08:00");
    await page.goBack();
    await page.click("button:has-text('Send it again corrected')");
    await page.click("a:has-text('Accepted')");
    await page.waitForSelector(".ant-tag:text-is('0')");
  });

  test("checks a request while the operator types, marks its lines, sends it and records its payment", async () => {
    const merchant = await platform.register({ name: "Trier" });
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, `/try?appid=${merchant.appid}`);
    await page.waitForSelector("text=No broken rules.");
    const editor = page.locator("#json-editor");
    const whole = await editor.inputValue();
    await editor.fill(whole.replace(/"quantity": 2/, '"quantity": 0'));
    await page.waitForSelector("text=Broken rules: 1");
    const line = whole.split("\n").findIndex((text) => text.includes('"quantity": 2')) + 1;
    expect(await page.innerText(".editor-fault")).toBe(String(line));
    await editor.fill(whole.slice(0, -1));
    await page.waitForSelector("text=not valid JSON");
    await editor.fill(whole);
    await page.waitForSelector("text=No broken rules.");
    await page.click("button:has-text('Send')");
    await page.waitForSelector(".json-line:has-text('\"ok\"')");
    await page.click("text=Record the payment");
    await page.waitForSelector("[role=status]:has-text('the payment matches the order')");
    // What was sent leads to its order, and a rejected call to the field and the next step.
    expect(await page.getAttribute("a:has-text('Show the order')", "href")).toContain("/orders/");
    await editor.fill(whole.replace(/"quantity": 2/, '"quantity": 0'));
    await page.click("button:has-text('Send')");
    await page.waitForSelector(".error-panel >> nth=1 >> .field-link:has-text('quantity')");
    await page.click(".error-panel >> nth=1 >> .field-link:has-text('quantity')");
    expect(await page.evaluate(() => getSelection()?.toString())).toContain('"quantity": 0');
    await editor.fill(whole);
    expect(await page.innerText("pre")).toContain("/user-order/orders?access_token=$TOKEN");
    await page.click("text=TypeScript");
    await page.waitForSelector("text=orders.uploadShoppingInfo(");
    // The form shows the content of the editor, and changes it.
    await page.click(".ant-segmented-item:has-text('Form')");
    await page.fill(".field:has(code:text-is('openid')) input", "o-another");
    await page.click(".ant-segmented-item:has-text('JSON')");
    expect(await editor.inputValue()).toContain('"openid": "o-another"');
  });
});
