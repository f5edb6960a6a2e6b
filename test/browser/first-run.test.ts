import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  EXAMPLE_APPID,
  EXAMPLE_MCHID,
  type Merchant,
  Platform,
} from "../../packages/server/test/support/platform.js";
import { describeInBrowser } from "./support/browser.js";
import { expectAccessible, expectNoSidewaysScroll } from "./support/expectations.js";

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
  const { secret } = merchant;
  await platform.dingdan.introduce({ appid: EXAMPLE_APPID, mchid: EXAMPLE_MCHID, secret });
});
afterEach(() => platform.close());

const isDone = (page: Page, step: string) =>
  page.waitForSelector(`#step-${step}[data-state="done"]`);

/** Presses the button of a step. */
const press = (page: Page, step: string) => page.click(`#step-${step} form button`);

/** The tab that an action opens. */
async function newTab(page: Page, action: () => Promise<unknown>): Promise<Page> {
  const [tab] = await Promise.all([page.context().waitForEvent("page"), action()]);
  await tab.waitForLoadState();
  return tab;
}

describeInBrowser("the first run", (browser) => {
  test("leads by clicks from a token to the cause of a failing call", async () => {
    const { page, faults } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("/");
    for (const step of ["token", "upload", "pay", "review"]) {
      await press(page, step);
      await isDone(page, step);
    }
    expect(await page.innerText("#step-pay .reply")).toContain("matched");
    expect(await page.innerText("#step-review .note")).toContain("Approved");

    const orders = await newTab(page, () => press(page, "buyer"));
    await orders.click("form button");
    expect(await orders.innerText("main")).toContain("iPhoneX 256G");
    await page.bringToFront();
    await isDone(page, "buyer");

    await press(page, "refusal");
    await isDone(page, "refusal");
    expect(await page.innerText("#count")).toBe("6 of 6 steps done");
    expect(await page.isVisible("#finished")).toBe(true);
    await expectAccessible(page);

    const request = await newTab(page, () => page.click("#step-refusal .see"));
    await request.click(".ant-segmented-item:nth-of-type(2)");
    for (const [index, field] of ["#appid", "#secret"].entries()) {
      await page.bringToFront();
      await page.click(`#step-refusal .why .copy >> nth=${index}`);
      await request.bringToFront();
      await request.focus(field);
      await request.keyboard.press("ControlOrMeta+v");
    }
    await request.keyboard.press("Enter");
    await request.waitForSelector("h1");
    await request.waitForFunction(() => document.body.innerText.includes("1900000999"));

    // The two tabs are meant; nothing else is.
    const own = (place: string) => expect.stringContaining(`window: ${platform.url}/${place}`);
    expect(faults.list()).toEqual([own("buyer/sessions/"), own("console/requests/")]);
    faults.forgive();
  });

  test("ticks what a program does while the page is open", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url });
    await page.goto("/");
    await merchant.upload({});
    await isDone(page, "refusal");
    expect(await page.innerText("#count")).toBe("2 of 6 steps done");
  });

  test("says in place what is missing", async () => {
    const { page, faults } = await browser.newPage({ baseUrl: platform.url });
    await page.goto("/");
    await press(page, "pay");
    await page.waitForSelector("#step-pay .reply.fault");
    expect(await page.innerText("#step-pay .reply")).toContain("Upload an order first");
    await page.waitForSelector('#step-pay form button:not([aria-busy="true"])');
    // The browser notes the status 409 itself.
    expect(faults.list().join()).toContain("409");
    faults.forgive();
  });

  test.each(["light", "dark"] as const)(
    "fits a phone, and is accessible in %s colours",
    async (colourScheme) => {
      const options = { baseUrl: platform.url, language: "zh-CN", colourScheme } as const;
      const { page } = await browser.newPage(options);
      await page.goto("/");
      await press(page, "upload");
      await isDone(page, "upload");
      for (const details of await page.$$("details")) await details.click();
      expect(await page.innerText("#step-upload h3")).toContain("已完成");
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    },
  );

  test("shows its state and takes steps without scripts", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, scripts: false });
    await page.goto("/");
    await press(page, "upload");
    await page.waitForURL("/#step-upload");
    await isDone(page, "upload");
    expect(await page.isVisible(".copy")).toBe(false);
  });
});
