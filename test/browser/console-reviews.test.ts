import { afterAll, beforeAll, expect, test } from "vitest";
import { EXAMPLE_TIME, Platform } from "../../packages/server/test/support/platform.js";
import { paymentFor, uploadWithItem } from "../../packages/server/test/support/requests.js";
import { describeInBrowser } from "./support/browser.js";
import { openPage, signInAsOperator } from "./support/console.js";
import { expectAccessible } from "./support/expectations.js";

let platform: Platform;
beforeAll(async () => {
  platform = await Platform.start({ startsAt: EXAMPLE_TIME });
});
afterAll(() => platform.close());

describeInBrowser("the reviews in the console", (browser) => {
  test("moves a sandbox's clock until a review is due", async () => {
    const merchant = await platform.register({ name: "In a hurry" });
    await platform.admin("POST", `/apps/${merchant.appid}/agreement`);
    const order = uploadWithItem({ name: "Tea" });
    await merchant.upload(order);
    const paidAt = platform.dingdan.clock.now().toISOString();
    const facts = { appid: merchant.appid, success_time: paidAt };
    await platform.admin("POST", "/payments", paymentFor(order, facts));
    await merchant.confirm();
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, "/reviews");
    await page.click("tr:has-text('In a hurry') a");
    await page.waitForSelector("text=Upload delay after payment");
    const before = platform.dingdan.clock.now().getTime();
    await page.click(".clock-chip");
    await page.click("text=+6 h");
    await page.waitForSelector("text=reviews finished: 1");
    expect(platform.dingdan.clock.now().getTime() - before).toBeGreaterThanOrEqual(6 * 3_600_000);
    await page.waitForSelector(".ant-tag:text-is('Approved')");
    expect(await page.innerText("main")).toContain("the platform");
  });

  test("approves a review from the list, which asks with its evidence", async () => {
    const merchant = await platform.register({ name: "In time" });
    await platform.admin("POST", `/apps/${merchant.appid}/agreement`);
    const order = uploadWithItem({ name: "Tea" });
    await merchant.upload(order);
    const paidAt = platform.dingdan.clock.now().toISOString();
    const facts = { appid: merchant.appid, success_time: paidAt };
    await platform.admin("POST", "/payments", paymentFor(order, facts));
    await merchant.confirm();
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, "/reviews");
    await page.click("tr:has-text('In time') button:has-text('Approve')");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("With the current figures it would pass.").waitFor();
    // The merchant's number of the order, with the time between payment and upload.
    expect(await dialog.getByRole("table").innerText()).toMatch(/(before|ms)\s+order-1/);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Yes, approve" }).click();
    await page.waitForSelector("tr:has-text('In time')", { state: "detached" });
    const { body } = await platform.admin("GET", `/apps/${merchant.appid}`);
    expect(body["permission"]).toBe("approved");
  });

  test("rejects a review with a reason, and shows the reason in the history", async () => {
    const merchant = await platform.register({ name: "Too late" });
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, `/reviews/${merchant.appid}`);
    await page.click("button:has-text('Reject')");
    await page.fill(".ant-modal textarea", "item pictures are missing");
    await page.click(".ant-modal-footer >> text=Reject");
    await page.waitForSelector(".ant-tag:text-is('Rejected')");
    await page.waitForSelector("td:has-text('item pictures are missing')");
  });
});
