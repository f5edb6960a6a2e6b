import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ErasureReceipt, NewAdminKeyRepresentation } from "@dingdan/contract";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Merchant, Platform } from "../../packages/server/test/support/platform.js";
import { paymentFor, upload } from "../../packages/server/test/support/requests.js";
import { describeInBrowser } from "./support/browser.js";
import { openPage, signInAsMerchant, signInAsOperator } from "./support/console.js";
import { expectAccessible, expectNoSidewaysScroll } from "./support/expectations.js";

const OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

let platform: Platform;
let shop: Merchant;
beforeAll(async () => {
  platform = await Platform.start();
  shop = await platform.registerExample();
});
afterAll(() => platform.close());

/** An order that the buyer has paid. */
async function addOrder(openid: string, outTradeNo: string) {
  const order = upload({
    order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no: outTradeNo },
    payer: { openid },
  });
  await shop.upload(order);
  await platform.admin("POST", "/payments", paymentFor(order, { appid: shop.appid }));
}

async function chooseBuyer(page: Page, openid = OPENID) {
  await openPage(page, "/buyers");
  await page.click(".app-select");
  await page.click(`.ant-select-item-option:has-text('${shop.appid}')`);
  await page.fill("input.head-input", openid);
}

const EXPORT = { en: "Export", "zh-CN": "导出" } as const;
const ERASE = { en: "Erase", "zh-CN": "删除" } as const;
const DOWNLOAD = { en: "Download the receipt", "zh-CN": "下载回执" } as const;
const REMOVED = { en: "payments: 1", "zh-CN": "支付单：1" } as const;

describeInBrowser("the page Buyers' data", (browser) => {
  const check = async (page: Page) => {
    await page.waitForFunction(() => document.getAnimations().length === 0);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  };

  test.each([
    { width: 1280, language: "en", colourScheme: "light" },
    { width: 390, language: "zh-CN", colourScheme: "dark" },
  ] as const)("exports and erases a buyer at $width in $language", async (look) => {
    const { language, width } = look;
    // What an erased buyer paid before the erasure is not stored again.
    const openid = `${OPENID}${width}`;
    await addOrder(openid, `T-${width}`);
    const { page, faults } = await browser.newPage({ baseUrl: platform.url, ...look });
    await signInAsOperator(page, platform);
    await chooseBuyer(page, openid);
    await check(page);

    const exporting = page.waitForEvent("download");
    await page.click(`main button:has-text('${EXPORT[language]}')`);
    const exported = await readFile(await (await exporting).path(), "utf8");
    const { sections } = JSON.parse(exported) as { sections: { payments: unknown[] } };
    expect(sections.payments).toHaveLength(1);

    await page.click(`main button:has-text('${ERASE[language]}')`);
    const erase = page.locator(".ant-modal button.ant-btn-dangerous");
    await page.fill(".ant-modal input", openid.slice(1));
    expect(await erase.isDisabled()).toBe(true);
    await check(page);
    await page.fill(".ant-modal input", openid);
    await erase.click();
    await page.waitForSelector(`[role=status] >> text=${REMOVED[language]}`);
    await page.waitForSelector(".ant-modal", { state: "detached" });
    await check(page);

    const downloading = page.waitForEvent("download");
    await page.click(`[role=status] button:has-text('${DOWNLOAD[language]}')`);
    const saved = await readFile(await (await downloading).path(), "utf8");
    const receipts = await platform.admin<{ items: ErasureReceipt[] }>("GET", "/buyers/erasures");
    // Two erasures at one instant of the clock are in no order of time.
    expect(receipts.body.items).toContainEqual(JSON.parse(saved));
    const rows = page.locator("tbody tr.ant-table-row");
    await rows.nth(receipts.body.items.length - 1).waitFor();
    expect(page.url()).not.toContain(OPENID);
    // The two files.
    expect(faults.list()).toHaveLength(2);
    faults.forgive();
  });

  test("is empty before the first erasure, and says what the platform refuses", async () => {
    const other = await Platform.start();
    const { page, faults } = await browser.newPage({ baseUrl: other.url, width: 1280 });
    await signInAsOperator(page, other);
    await openPage(page, "/buyers");
    await page.waitForSelector("text=Nothing was erased yet.");
    await page.route("**/admin/v1/buyers/erasures*", (route) =>
      route.fulfill({ status: 503, json: { title: "Unavailable", detail: "No database." } }),
    );
    await page.reload();
    await page.waitForSelector("main [role=alert] >> text=No database.");
    await page.unroute("**/admin/v1/buyers/erasures*");
    await page.click("text=Try again");
    await page.waitForSelector("text=Nothing was erased yet.");
    faults.forgive();
    await other.close();
  });

  test("saves no file of an export that breaks off", async () => {
    const broken = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"format":"dingdan-buyer-1",', () => response.destroy());
    });
    await new Promise<void>((resolve) => broken.listen(0, "127.0.0.1", resolve));
    const { port } = broken.address() as AddressInfo;
    const { page, faults } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await chooseBuyer(page);
    await page.route("**/admin/v1/buyers/export", (route) =>
      route.continue({ url: `http://127.0.0.1:${port}/` }),
    );
    await page.click("main button:has-text('Export')");
    await page.waitForSelector("main [role=alert] >> text=nothing was saved");
    expect(faults.list().filter((fault) => fault.startsWith("download"))).toEqual([]);
    faults.forgive();
    broken.close();
  });

  test("shows why the platform refuses an export or an erasure", async () => {
    const { page, faults } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await chooseBuyer(page);
    await page.route("**/admin/v1/buyers/*", (route) =>
      route.fulfill({
        status: 409,
        json: { title: "Conflict", detail: "The seal key is missing." },
      }),
    );
    await page.click("main button:has-text('Export')");
    await page.waitForSelector("main [role=alert] >> text=The seal key is missing.");
    await page.click("main button:has-text('Erase')");
    await page.fill(".ant-modal input", OPENID);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".ant-modal [role=alert] >> text=The seal key is missing.");
    faults.forgive();
  });

  test("is for operators and owners only", async () => {
    const create = async (role: string) =>
      (await platform.admin<NewAdminKeyRepresentation>("POST", "/admin-keys", { name: role, role }))
        .body.key;
    for (const [role, count] of [
      ["read_only", 0],
      ["operator", 1],
    ] as const) {
      const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
      await page.goto("/console/");
      await page.fill("#admin_key", await create(role));
      await page.keyboard.press("Enter");
      await page.waitForSelector("nav");
      expect(await page.locator("nav >> text=Buyers' data").count(), role).toBe(count);
    }
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsMerchant(page, shop);
    expect(await page.locator("nav >> text=Buyers' data").count()).toBe(0);
  });
});
