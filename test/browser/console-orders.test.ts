import { afterAll, beforeAll, expect, test } from "vitest";
import {
  EXAMPLE_TIME,
  type Merchant,
  Platform,
} from "../../packages/server/test/support/platform.js";
import { paymentFor, uploadWithItem } from "../../packages/server/test/support/requests.js";
import { describeInBrowser } from "./support/browser.js";
import { openPage, signInAsMerchant, signInAsOperator } from "./support/console.js";

let platform: Platform;
let teaHouse: Merchant;
let lampShop: Merchant;

beforeAll(async () => {
  platform = await Platform.start({ startsAt: EXAMPLE_TIME });
  teaHouse = await platform.register({ name: "Green Tea House" });
  lampShop = await platform.register({ name: "Lamp Shop" });
  await upload(teaHouse, "Longjing 250 g");
  await pay(teaHouse, await upload(teaHouse, "Teapot, 600 ml"));
  const lamp = await upload(lampShop, "Desk lamp");
  await platform.admin("POST", "/payments", {
    ...paymentFor(lamp, { appid: lampShop.appid }),
    payer: { openid: "another-payer" },
  });
});
afterAll(() => platform.close());

async function upload(merchant: Merchant, name: string) {
  const order = uploadWithItem({ name });
  expect(await merchant.upload(order)).toMatchObject({ errcode: 0 });
  return order;
}

const pay = ({ appid }: Merchant, order: Awaited<ReturnType<typeof upload>>) =>
  platform.admin("POST", "/payments", paymentFor(order, { appid }));

describeInBrowser("the console's orders", (browser) => {
  const open = async (path: string, width = 1280) => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width });
    await signInAsOperator(page, platform);
    await openPage(page, path);
    return page;
  };

  test("are listed by item, shop and status, in tabs that count them", async () => {
    const page = await open("/orders");
    const row = page.locator("tr:has-text('Teapot')");
    expect(await row.innerText()).toContain("Green Tea House");
    expect(await row.innerText()).toContain("To ship");
    expect(await row.innerText()).toContain("Buyer cannot see it");
    expect(await page.innerText("tr:has-text('Longjing')")).toContain("To pay");
    const tab = (status: string) => page.locator(`.status-tab[data-status=${status}]`);
    await page.waitForSelector(".status-tab[data-status=all]:has-text('3')");
    expect(await tab("needs_attention").innerText()).toMatch(/2$/);
    expect(await tab("to_pay").innerText()).toMatch(/1$/);

    await tab("needs_attention").click();
    await page.waitForSelector("tr:has-text('Longjing')", { state: "detached" });
    expect(await page.locator("tbody tr.ant-table-row").count()).toBe(2);
    await page.click(".reason-select");
    await page.click(".ant-select-item:has-text('Another payer')");
    await page.waitForSelector("tr:has-text('Teapot')", { state: "detached" });
    expect(await page.innerText("tbody")).toContain("Desk lamp");
    expect(new URL(page.url()).search).toBe("?status=needs_attention&reason=other_payer");
  });

  test("are found by a part of an item's name", async () => {
    const page = await open("/orders");
    await page.fill("[role=search] input", "longJING");
    await page.keyboard.press("Enter");
    await page.waitForSelector("tr:has-text('Teapot')", { state: "detached" });
    expect(await page.locator("tbody tr.ant-table-row").count()).toBe(1);
    await page.click("text=Longjing 250 g");
    await page.waitForSelector("h1:has-text('Order ')");
    expect(await page.innerText(".order-items")).toContain("Longjing 250 g");
  });

  test("say why they need attention, and lead to the next step", async () => {
    const page = await open(`/orders?appid=${lampShop.appid}`);
    await page.click("text=Desk lamp");
    const alert = page.locator(".ant-alert:has-text('Another payer')");
    expect(await alert.innerText()).toContain("Upload the order again with the payer's openid");
    await alert.locator("text=Show the calls of this order").click();
    await page.waitForURL(/\/requests\?order=/);
    await page.waitForSelector("tbody >> text=uploadShoppingInfo");
    expect(await page.locator("tbody tr.ant-table-row").count()).toBe(1);
  });

  test("are cards on a phone", async () => {
    const page = await open("/orders", 360);
    expect(await page.locator(".order-card").count()).toBe(3);
    expect(await page.locator("table").count()).toBe(0);
    expect(await page.innerText(".order-card:has-text('Teapot')")).toContain("¥");
    await page.click(".order-card >> text=Teapot");
    await page.waitForSelector("h1:has-text('Order ')");
  });

  test("keep a user's columns and filters in this browser", async () => {
    const page = await open("/orders?status=to_pay");
    await page.click("text=Columns");
    await page.click(".columns-menu >> text=WeChat Pay number");
    await page.click(".columns-menu >> text=Buyer");
    await page.keyboard.press("Escape");
    await page.click("text=Saved filters");
    await page.fill(".saved-searches input", "Unpaid");
    await page.click(".saved-searches button:has-text('Save')");

    await openPage(page, "/orders");
    const heads = await page.locator("thead th").allInnerTexts();
    expect(heads.map((head) => head.trim())).toEqual([
      "Order",
      "Status",
      "Paid",
      "When",
      "WeChat Pay number",
    ]);
    await page.click("text=Saved filters");
    await page.click(".saved-search:has-text('Unpaid')");
    await page.waitForURL(/\?status=to_pay$/);
    await page.click("text=Saved filters");
    await page.click("[aria-label='Delete Unpaid']");
    await page.waitForSelector(".saved-search", { state: "detached" });
  });

  test("show pictures from merchants' servers over https, until the user switches them off", async () => {
    const shop = await platform.register({ name: "Pictures" });
    for (const url of ["https://img.example.com/a.png", "http://img.example.com/b.png"]) {
      await shop.upload(uploadWithItem({ name: url, image_url: [url] }));
    }
    const { page } = await browser.newPage({
      baseUrl: platform.url,
      width: 1280,
      foreignImages: "answered",
    });
    await signInAsOperator(page, platform);
    await openPage(page, `/orders?appid=${shop.appid}`);
    const pictures = page.locator("img.picture");
    await page.waitForSelector("img.picture");
    expect(await pictures.count()).toBe(1);
    expect(await pictures.getAttribute("src")).toBe("https://img.example.com/a.png");
    expect(await pictures.getAttribute("referrerpolicy")).toBe("no-referrer");

    await page.click("text=Columns");
    await page.click("text=Merchants' pictures");
    await page.waitForSelector("img.picture", { state: "detached" });
    await openPage(page, `/orders?appid=${shop.appid}`);
    expect(await pictures.count()).toBe(0);
  });

  test("are paid as their buyer in a sandbox, by the operator and by their merchant", async () => {
    const shop = await platform.register({ name: "Paid Shop" });
    await upload(shop, "Umbrella");
    await upload(shop, "Raincoat");
    const page = await open(`/orders?appid=${shop.appid}`);
    await page.click("text=Umbrella");
    await page.click("text=Pay as the buyer");
    await page.waitForSelector(".ant-tag:text-is('To ship')");
    await page.waitForSelector("text=Pay as the buyer", { state: "detached" });

    const { page: merchants } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsMerchant(merchants, shop);
    await openPage(merchants, "/orders?status=to_pay");
    await merchants.click("text=Raincoat");
    await merchants.click("text=Pay as the buyer");
    await merchants.waitForSelector(".ant-tag:text-is('To ship')");
  });

  test("of a merchant are its own, without a shop's name in each row", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsMerchant(page, teaHouse);
    await openPage(page, "/orders");
    await page.waitForSelector(".status-tab[data-status=all]:has-text('2')");
    expect(await page.innerText("tbody")).not.toContain("Green Tea House");
    expect(await page.innerText("tbody")).not.toContain("Desk lamp");
  });

  test("fit beside the menu at 1,280 pixels, and use the whole width of a larger screen", async () => {
    const shop = await platform.register({ name: "Long names" });
    await upload(shop, "A very long name of an item ".repeat(4).trim());
    for (const width of [1280, 1920]) {
      const page = await open(`/orders?appid=${shop.appid}`, width);
      const box = await page.locator(".table-box").boundingBox();
      const table = await page.locator(".table-box table").first().boundingBox();
      expect(table?.width).toBeLessThanOrEqual((box?.width ?? 0) + 1);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeGreaterThan(width - 40);
    }
  });
});
