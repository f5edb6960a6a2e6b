import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Platform } from "../../packages/server/test/support/platform.js";
import { describeInBrowser, type PageOptions } from "./support/browser.js";
import { buyersIn } from "./support/buyers.js";
import {
  enlargeTexts,
  expectAccessible,
  expectNoSidewaysScroll,
  expectOneLanguage,
} from "./support/expectations.js";
import { SALES } from "./support/goods.js";
import { overlaps } from "./support/layout.js";
import { Shop, startPlatform } from "./support/shop.js";

/* The buyers' pages on phones, desktops and paper, and with large texts. */

const isChinese = (text: string) => /\p{Script=Han}/u.test(text);

/** The Chinese texts of the goods and shops, which are not translated, the longest first. */
const NAMES = [
  "中文",
  "山房茶舍旗舰店",
  "暖阳家居",
  "小程序商品",
  ...textsOf(SALES).filter(isChinese),
].toSorted((a, b) => b.length - a.length);

let platform: Platform;
let tea: Shop;
let home: Shop;

beforeAll(async () => {
  platform = await startPlatform();
  tea = await Shop.open(platform, { name: "山房茶舍旗舰店", mchid: "1900000109", openid: "o-tea" });
  home = await Shop.open(platform, { name: "暖阳家居", mchid: "1900000110", openid: "o-home" });
  for (const [index, sale] of SALES.entries()) await (index % 2 === 0 ? tea : home).sell(sale);
}, 60_000);
afterAll(() => platform.close());

describeInBrowser("the buyers' pages", (browser) => {
  const { signIn } = buyersIn(browser, () => platform);

  describe("with links to a mini program", () => {
    const path = "/pages/order?id=1&x=%3Cb%3E";
    beforeAll(async () => {
      const link = { type: "MINI_PROGRAM", appid: tea.appid, path };
      await tea.sell({
        daysAgo: 300,
        items: [
          { name: "小程序商品", item_detail_jump_link: { ...link, path: "pages/goods?id=7" } },
        ],
        order: { order_detail_jump_link: link },
      });
      const open_paths = ["pages/order", "pages/goods"];
      await platform.admin("PATCH", `/apps/${tea.appid}`, { open_paths });
    });
    const open = async (options: Partial<PageOptions>) => {
      const page = await signIn([tea], options);
      await page.goto("/buyer/?q=小程序商品");
      await page.click(".card__link");
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      return page;
    };
    const schemeOf = (appid: string) =>
      `weixin://dl/business/?appid=${appid}&path=pages/order&query=id%3D1%26x%3D%253Cb%253E`;

    test("show one button on a phone, which opens WeChat", async () => {
      const page = await open({ userAgentSuffix: "Mobile" });
      const links = page.locator("a[href^='weixin:']");
      expect(await links.count()).toBe(2);
      expect(await links.last().getAttribute("href")).toBe(schemeOf(tea.appid));
      const text = await page.innerText("main");
      expect(text).not.toContain(tea.appid);
      expect(text).not.toContain("pages/");
    });

    test("show a QR code on a desktop, and the AppID and path behind a fold", async () => {
      const page = await open({ width: 1280 });
      expect(await page.locator("svg.qr").getAttribute("aria-label")).toContain("QR code");
      expect(await page.locator("a[href^='weixin:']").count()).toBe(0);
      expect(await page.innerText("main")).not.toContain(tea.appid);
      await page.click("summary");
      expect(await page.innerText("main")).toContain(tea.appid);
      expect(await page.innerText("main")).toContain(path);
    });

    test("contain WeChat's own element inside WeChat", async () => {
      const page = await open({ userAgentSuffix: "Mobile MicroMessenger/8.0.50" });
      const launch = page.locator("wx-open-launch-weapp").last();
      expect(await launch.getAttribute("appid")).toBe(tea.appid);
      expect(await launch.getAttribute("path")).toBe(path);
      expect(await page.locator("a[href^='weixin:']").count()).toBe(0);
    });
  });

  test.each(["en", "zh-CN"] as const)(
    "are readable with texts twice as large, and in one language, in %s",
    async (language) => {
      const page = await signIn([tea, home], { language });
      const orders = await page
        .locator(".card__link")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href") as string));
      const bills = orders.map((order) => order.replace("orders", "bill"));
      for (const path of ["/buyer/", ...orders, ...bills, "/buyer/signed-out"]) {
        await page.goto(path);
        await expectOneLanguage(page, language === "en" ? "en" : "zh", NAMES);
        await enlargeTexts(page, 2);
        for (const width of [320, 360, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          await expectNoSidewaysScroll(page);
          expect(await overlaps(page), `${path} at ${width}`).toEqual([]);
        }
      }
    },
  );

  test("are printed black on white, without buttons", async () => {
    const page = await signIn([home], { colourScheme: "dark" });
    await page.goto(
      ((await page.getAttribute(".card__link", "href")) as string).replace("orders", "bill"),
    );
    await page.emulateMedia({ media: "print" });
    const colours = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(
        document.querySelector(".bill") as Element,
      );
      return { backgroundColor, color };
    });
    expect(colours).toEqual({ backgroundColor: "rgb(255, 255, 255)", color: "rgb(0, 0, 0)" });
    for (const gone of [".page__footer", ".back", ".action", ".copy"]) {
      expect(await page.locator(gone).first().isVisible(), gone).toBe(false);
    }
    expect(await page.innerText("main")).toContain("¥467.90");
  });
});

/** All texts in a value. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
