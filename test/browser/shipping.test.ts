import { afterAll, beforeAll, expect, test } from "vitest";
import type { Merchant, Platform } from "../../packages/server/test/support/platform.js";
import { paymentFor, uploadWithItem } from "../../packages/server/test/support/requests.js";
import { describeInBrowser } from "./support/browser.js";
import { signInAsOperator } from "./support/console.js";
import { expectAccessible, expectNoSidewaysScroll } from "./support/expectations.js";
import { NOW, startPlatform } from "./support/shop.js";

const OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
const PAID_AT = new Date(NOW.getTime() - 60_000).toISOString();

let platform: Platform;
let shop: Merchant;
beforeAll(async () => {
  platform = await startPlatform();
  shop = await platform.register({ name: "山房茶舍" });
  await platform.admin("POST", `/apps/${shop.appid}/audit`, { result: "approved" });
});
afterAll(() => platform.close());

/** A payment in the mini program; its shopping details may be uploaded, too. */
async function pay(transaction_id: string, order = uploadWithItem({ name: "Gaiwan" })) {
  const payment = paymentFor(order, { appid: shop.appid, transaction_id, success_time: PAID_AT });
  const { status, body } = await platform.admin("POST", "/payments", payment);
  expect(status, JSON.stringify(body)).toBe(200);
}

const upload = (transaction_id: string, itemDesc: string) =>
  shop.call("/wxa/sec/order/upload_shipping_info", {
    order_key: { order_number_type: 2, transaction_id },
    logistics_type: 1,
    delivery_mode: 1,
    shipping_list: [
      { tracking_no: "SF1234567890123", express_company: "ZTO", item_desc: itemDesc },
    ],
    upload_time: NOW.toISOString(),
    payer: { openid: OPENID },
  });

describeInBrowser("payments under shipping information management", (browser) => {
  test("are confirmed by their buyer on a phone, with and without shopping details", async () => {
    const [alone, detailed] = ["4200009901202611201000000002", "4200009901202611201000000003"];
    await pay(alone);
    const order = uploadWithItem({ name: "Gaiwan" });
    await shop.upload({ ...order, upload_time: NOW.toISOString() });
    await pay(detailed, order);
    for (const id of [alone, detailed]) expect((await upload(id, "盖碗*1")).errcode).toBe(0);
    const { body } = await platform.admin<{ url: string }>("POST", "/buyer-sessions", {
      appid: shop.appid,
      openid: OPENID,
    });
    const { page } = await browser.newPage({ baseUrl: platform.url, language: "zh-CN" });
    await page.goto(body.url);
    await page.click("button:has-text('查看我的订单')");

    // The order shows its state in the list, and its parcel on its page, where the receipt is confirmed
    // in two steps.
    await page.waitForSelector("article:has-text('Gaiwan') .state:text-is('已发货')");
    await page.click("a:has-text('山房茶舍')");
    await page.waitForSelector("h2:has-text('发货与收货')");
    expect(await page.innerText("main")).toContain("SF1234567890123");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.click("summary:has-text('确认收货')");
    await page.click("button:has-text('我已收到全部货物')");
    await page.waitForSelector(".state:text-is('交易完成')");
    expect(page.url()).toContain("/buyer/orders/");

    // The payment without shopping details has a page of its own.
    await page.goto("/buyer/");
    await page.click("a:has-text('小程序发货进度')");
    await expectAccessible(page);
    await page.click("article:has(.state:text-is('已发货')) a");
    await page.waitForURL(`**/buyer/shipments/${alone}`);
    await page.click("summary:has-text('确认收货')");
    await page.click("button:has-text('我已收到全部货物')");
    await page.waitForSelector(".state:text-is('交易完成')");
    const { body: stored } = await platform.admin("GET", `/trade-orders/${alone}`);
    expect(stored).toMatchObject({ state_name: "settled", money: "released" });
  });

  test("are followed by the operator from the shipping to the settlement", async () => {
    const id = "4200009901202611201000000001";
    await pay(id);
    const refused = await upload(id, "");
    expect(refused.errcode).not.toBe(0);
    expect((await upload(id, "龙井茶 250g*1")).errcode).toBe(0);
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);

    await page.click("nav >> text=Shipping");
    await page.waitForSelector(`tr:has-text("${id}"):has-text("Auto-confirms in 10 d")`);
    expect(await page.innerText("section[aria-label='Money by app']")).toContain("99.00");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expect(
      await page
        .locator("section[aria-label=Shipping] .ant-table-content")
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
    ).toBe(0);
    await page.click(`a:text-is("${id}")`);
    await page.waitForSelector("td:has-text('龙井茶 250g*1')");
    await expectAccessible(page);
    await page.click("text=Calls for this payment");
    await page.waitForSelector(`.ant-tag:text-is("${refused.errcode}")`);

    // The page Try it names this payment in its example.
    await page.goto(`/console/try?operation=secUploadShippingInfo&appid=${shop.appid}`);
    await page.waitForFunction(
      (openid) => document.querySelector("textarea")?.value.includes(openid),
      OPENID,
    );
    await page.goBack();

    // A complaint stops the timer, which then runs on; the clock moves to its end.
    await page.click("text=Open a complaint as the buyer");
    await page.waitForSelector("dd:has-text('Stopped by the complaint')");
    await page.click("text=Close the complaint");
    await page.click("text=Move the clock to the next timer");
    await page.waitForSelector("text=receipts confirmed: 1; payments settled: 1");
    await page.waitForSelector(".timeline li[data-event=settled]");
    expect(await page.innerText("main")).toContain("Released");
  });
});
