import type { Page } from "playwright-core";
import type { Merchant, Platform } from "../../../packages/server/test/support/platform.js";

/** Signs in to the console as the operator. */
export async function signInAsOperator(page: Page, platform: Platform): Promise<void> {
  await page.goto("/console/");
  await page.fill("#admin_key", platform.dingdan.adminKey as string);
  await page.keyboard.press("Enter");
  await page.waitForSelector("nav, header button[aria-expanded]");
}

/** Signs in to the console as a merchant, which sees only its own app. */
export async function signInAsMerchant(page: Page, merchant: Merchant): Promise<void> {
  await page.goto("/console/");
  await page.click(".ant-segmented-item:nth-of-type(2)");
  await page.fill("#appid", merchant.appid);
  await page.fill("#secret", merchant.secret);
  await page.keyboard.press("Enter");
  await page.waitForSelector("nav, header button[aria-expanded]");
}

/** Opens a page of the console and waits until it shows its data. */
export async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(`/console${path}`);
  await page.waitForSelector("h1");
  await showsData(page);
}

/** Goes to another page of the console as a link in it does, which loads no script again. */
export async function goToPage(page: Page, path: string): Promise<void> {
  await page.evaluate((address) => {
    if (address === location.pathname + location.search) return;
    document.querySelector("h1")?.setAttribute("data-left", "");
    history.pushState(null, "", address);
  }, `/console${path}`);
  await page.waitForSelector("h1:not([data-left])");
  await showsData(page);
}

const showsData = (page: Page) =>
  page.waitForFunction(() => document.querySelector(".ant-skeleton, .ant-spin-spinning") === null);
