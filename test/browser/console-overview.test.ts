import { afterAll, beforeAll, expect, test } from "vitest";
import {
  EXAMPLE_APPID,
  type Merchant,
  Platform,
} from "../../packages/server/test/support/platform.js";
import { paymentFor, upload, uploadWithItem } from "../../packages/server/test/support/requests.js";
import { describeInBrowser } from "./support/browser.js";
import { openPage, signInAsMerchant, signInAsOperator } from "./support/console.js";
import { expectAccessible, expectNoSidewaysScroll } from "./support/expectations.js";

let platform: Platform;
let merchant: Merchant;
beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterAll(() => platform.close());

/** Records a payment, and uploads its order as many `seconds` after the time of payment. */
async function matchAfter(seconds: number, changes = {}): Promise<void> {
  const request = upload();
  const paidAtMs = platform.dingdan.clock.now().getTime() - seconds * 1000;
  const success_time = new Date(paidAtMs).toISOString();
  await platform.admin("POST", "/payments", paymentFor(request, { success_time, ...changes }));
  await merchant.upload(request);
}

describeInBrowser("the overview", (browser) => {
  test("says that all is well, to the operator and to a merchant", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await page.waitForSelector("text=All is well");
    const { page: own } = await browser.newPage({ baseUrl: platform.url, language: "zh-CN" });
    await signInAsMerchant(own, merchant);
    await own.waitForSelector("text=一切正常");
  });

  test("leads from each problem to the page that shows it, and compares money with the day before", async () => {
    await matchAfter(1);
    await platform.admin("POST", "/clock", { advance_seconds: 86_400 });
    await merchant.renewToken();
    await matchAfter(8);
    await matchAfter(1);
    await matchAfter(1, { payer: { openid: "oStranger" } });
    for (let call = 0; call < 10; call++) await merchant.upload(uploadWithItem({ name: "" }));
    await platform.admin("POST", "/clock", { advance_seconds: 3_600 });

    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    for (const [words, path] of [
      ["1 of 2 orders came more than 5 s", `/reviews/${EXAMPLE_APPID}`],
      [
        "10 calls rejected, 0 in the 24 hours before",
        `/requests?errcode=268485207&appid=${EXAMPLE_APPID}`,
      ],
      ["A payment waits for its order", `/shipping?appid=${EXAMPLE_APPID}`],
      [
        "1 order needs attention: Another payer",
        "/orders?status=needs_attention&reason=other_payer",
      ],
      ["2 orders paid, and buyers see none", `/apps/${EXAMPLE_APPID}`],
    ] as const) {
      await openPage(page, "/");
      await page.click(`.attention a:has-text('${words}')`);
      await page.waitForFunction(() => !location.pathname.endsWith("/console/"));
      const { pathname, search } = new URL(page.url());
      expect(decodeURIComponent(pathname + search)).toBe(`/console${path}`);
    }

    await openPage(page, "/");
    const paid = await page.innerText(".figure:has-text('Paid')");
    expect(paid).toContain("¥297.00");
    expect(paid).toContain("200% more than before");
    expect(await page.innerText(".figure:has-text('Refunded')")).toContain("as before");
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 780 });
    await expectNoSidewaysScroll(page);
  });
});
