import { afterAll, beforeAll, expect, test } from "vitest";
import { Platform } from "../../packages/server/test/support/platform.js";
import { describeInBrowser } from "./support/browser.js";
import { openPage, signInAsMerchant, signInAsOperator } from "./support/console.js";
import { expectAccessible, expectNoSidewaysScroll } from "./support/expectations.js";

let platform: Platform;
beforeAll(async () => {
  platform = await Platform.start();
  await platform.register({ appid: "wxtea", name: "山房茶舍" });
  await platform.register({ appid: "wxpot", name: "紫砂壶" });
});
afterAll(() => platform.close());

describeInBrowser("the page Audit trail", (browser) => {
  test.each([
    { width: 1280, language: "en" },
    { width: 360, language: "zh-CN" },
  ] as const)("shows who did what to what at $width in $language", async (look) => {
    const { page } = await browser.newPage({ baseUrl: platform.url, ...look });
    await signInAsOperator(page, platform);
    await openPage(page, "/audit?appid=wxtea");
    const words = look.language === "en" ? "Register an app" : "登记应用";
    await page.waitForSelector(`td:has-text('${words}')`);
    const rows = await page.locator("tbody tr.ant-table-row").allInnerTexts();
    expect(rows).toHaveLength(2);
    expect(rows.join()).toMatch(/setPermission[^]*default[^]*127\.0\.0\.1[^]*wxtea/);

    await page.click(".ant-table-row-expand-icon >> nth=0");
    await page.waitForSelector("text=previous_hash");
    await page.waitForFunction(() => document.getAnimations().length === 0);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.click("a:has-text('wxtea') >> visible=true >> nth=0");
    await page.waitForURL("**/console/apps/wxtea");
  });

  test("shows what one person did, and the filter is part of the address", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, "/audit");
    await page.click("[aria-label='Show only what default did'] >> visible=true >> nth=0");
    await page.waitForURL("**/audit?actor=default");
    await page.waitForSelector("text=By default");
    await page.click("text=Clear filters");
    await page.waitForURL("**/audit");
  });

  test("lets the server verify the chain, also against a head that was noted", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, "/audit");
    await page.click("text=Verify the chain");
    await page.waitForSelector("text=the chain is whole");
    await page.waitForFunction(() => document.getAnimations().length === 0);
    await expectAccessible(page);
    await page.fill("[aria-label^='A head noted earlier']", `1:${"0".repeat(64)}`);
    await page.click("text=Verify the chain");
    await page.waitForSelector("text=Entry 1 has another hash than the noted one");
  });

  test("is not for merchants", async () => {
    const merchant = await platform.register();
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsMerchant(page, merchant);
    expect(await page.locator("nav >> text=Audit trail").count()).toBe(0);
  });
});
