import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Platform } from "../../packages/server/test/support/platform.js";
import { describeInBrowser } from "./support/browser.js";
import { buyersIn } from "./support/buyers.js";
import { expectAccessible, expectNoSidewaysScroll } from "./support/expectations.js";
import { SALES } from "./support/goods.js";
import { linkTo, Shop, startPlatform } from "./support/shop.js";

let platform: Platform;
let tea: Shop;
let home: Shop;
/** Not approved yet. */
let newcomer: Shop;
/** Has more orders than fit on one page. */
let bookshop: Shop;
const BOOKS = 45;

beforeAll(async () => {
  platform = await startPlatform();
  tea = await Shop.open(platform, { name: "山房茶舍旗舰店", mchid: "1900000109", openid: "o-tea" });
  home = await Shop.open(platform, { name: "暖阳家居", mchid: "1900000110", openid: "o-home" });
  for (const [index, sale] of SALES.entries()) await (index % 2 === 0 ? tea : home).sell(sale);
  newcomer = await Shop.open(platform, {
    name: "新店",
    mchid: "1900000111",
    openid: "o-new",
    isApproved: false,
  });
  await newcomer.sell({ items: [{ name: "首单" }] });
  bookshop = await Shop.open(platform, { name: "书店", mchid: "1900000112", openid: "o-book" });
  for (let index = 0; index < BOOKS; index++) {
    await bookshop.sell({ daysAgo: index * 2, items: [{ name: `第 ${index + 1} 册` }] });
  }
}, 60_000);
afterAll(() => platform.close());

describeInBrowser("the buyers' pages", (browser) => {
  const { newPage, signIn } = buyersIn(browser, () => platform);
  const cards = (page: Page) => page.locator(".card");
  const titles = (page: Page) => page.locator(".card__merchant").allInnerTexts();

  test("lead a buyer from the link to an order, its payment and the sign-out", async () => {
    const { page } = await newPage({ language: "zh-CN" });
    const link = await linkTo(platform, [tea, home]);
    await page.goto(link);
    await page.click("text=查看我的订单");
    expect(await titles(page)).toEqual([
      "山房茶舍旗舰店",
      "暖阳家居",
      "山房茶舍旗舰店",
      "暖阳家居",
    ]);
    expect(await page.locator("h2").allInnerTexts()).toEqual(["2026年11月", "2026年10月"]);

    await page.click("text=暖阳家居 >> nth=0");
    const order = await page.innerText("main");
    for (const text of ["¥467.90", "中通快递", "78912345678901", "洗衣凝珠 52 颗", "已发货"]) {
      expect(order).toContain(text);
    }
    expect(await page.locator("a.out").last().innerText()).toContain("shop.example.com");
    await page.click("text=查看支付凭证");
    expect(await page.innerText("main")).toContain("支付成功");
    await page.click("text=查看订单详情");
    await page.click("text=我的订单");

    await page.click("text=退出登录");
    expect(await page.innerText("h1")).toBe("您已退出登录");
    await page.goto("/buyer/");
    expect(await page.innerText("h1")).toBe("请通过链接查看订单");
    await page.goto(link);
    expect(await page.innerText("h1")).toBe("链接已使用或已过期");
    expect(await page.innerText("main")).toContain("向商家获取新链接");
  });

  test("find orders by part of a name or of any number, and by state", async () => {
    const page = await signIn([tea, home]);
    const search = async (text: string) => {
      await page.fill("input[name=q]", text);
      await page.press("input[name=q]", "Enter");
      await page.waitForURL((url) => url.searchParams.get("q") === text);
      return cards(page).allInnerTexts();
    };
    expect(await search("iphone")).toEqual([expect.stringContaining("iPhone X")]);
    expect(await search("洗衣")).toEqual([expect.stringContaining("暖阳家居")]);
    expect(await search("SF12345")).toEqual([expect.stringContaining("iPhone X")]);
    expect(await search("no such thing")).toEqual([]);
    expect(await page.innerText("main")).toContain("Try a shorter part");
    await page.click("text=Show all orders");

    await page.click("nav >> text=Shipped");
    expect(await cards(page).count()).toBe(2);
    expect(await page.locator("[aria-current=page]").innerText()).toBe("Shipped");
    await page.click("nav >> text=Refunded");
    expect(await page.innerText("h2")).toBe("No orders in this state");
  });

  test("load more orders while the buyer scrolls, each month under one heading", async () => {
    const page = await signIn([bookshop]);
    expect(await cards(page).count()).toBe(20);
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, 20_000);
        return cards(page).count();
      })
      .toBe(BOOKS);
    expect(await page.locator("h2").allInnerTexts()).toEqual([
      "November 2026",
      "October 2026",
      "September 2026",
      "August 2026",
    ]);
    expect(await page.locator("a.more").count()).toBe(0);
    const names = await page.locator(".card__names").allInnerTexts();
    expect(new Set(names).size).toBe(BOOKS);

    // Going back from an order restores the list and its scroll position.
    const placeOfCard = () =>
      cards(page)
        .nth(40)
        .evaluate((card) => card.getBoundingClientRect().top);
    await page.locator(".card__link").nth(40).scrollIntoViewIfNeeded();
    const place = await placeOfCard();
    await page.locator(".card__link").nth(40).click();
    await page.waitForURL(/orders/);
    await page.goBack();
    await expect.poll(() => cards(page).count()).toBe(BOOKS);
    await expect.poll(placeOfCard).toBeCloseTo(place, -1);
  });

  test("report when loading more orders failed, and link to them", async () => {
    const { page, faults } = await newPage();
    await page.route("**/buyer/more*", (route) => route.abort());
    await page.goto(await linkTo(platform, [bookshop]));
    await page.click("main button");
    await page.locator("a.more").scrollIntoViewIfNeeded();
    await page.click("text=Loading failed");
    await page.waitForURL(/cursor=/);
    expect(await page.locator(".card").first().innerText()).toContain("第 21 册");
    faults.forgive();
  });

  test("work without scripts", async () => {
    const page = await signIn([bookshop], { scripts: false });
    const seen: string[] = [];
    for (;;) {
      seen.push(...(await page.locator(".card__names").allInnerTexts()));
      if ((await page.locator("a.more").count()) === 0) break;
      await page.click("a.more");
    }
    expect(new Set(seen).size).toBe(BOOKS);
    await page.fill("input[name=q]", "第 7 册");
    await page.click("text=Search");
    await page.click(".card__link");
    expect(await page.innerText("main")).toContain("第 7 册");
    expect(await page.locator("button[data-copy]:visible").count()).toBe(0);
    await page.click("text=中文");
    expect(await page.innerText("main")).toContain("第 7 册");
    await page.click("text=退出登录");
    expect(await page.innerText("h1")).toBe("您已退出登录");
  });

  test("work with only the keyboard", async () => {
    const page = await signIn([tea], { width: 1280 });
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const { outlineStyle } = getComputedStyle(
          element.closest(".card, .weui-search-bar__form") ?? element,
        );
        return { text: element.innerText, isSeen: outlineStyle !== "none" };
      });
    const tabTo = async (text: string) => {
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press("Tab");
        const { text: found, isSeen } = await focused();
        expect(isSeen, `the focus on ${found} shows`).toBe(true);
        if (found.includes(text)) return;
      }
      throw new Error(`No Tab leads to ${text}.`);
    };
    await page.keyboard.press("Tab");
    await page.keyboard.type("大红袍");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=/);
    await tabTo("山房茶舍旗舰店");
    await page.keyboard.press("Enter");
    await page.waitForURL(/orders/);
    await tabTo("Copy");
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=Copied");
    await tabTo("Sign out");
    await page.keyboard.press("Enter");
    await page.waitForURL(/signed-out/);
  });

  test("copy a number to the clipboard", async () => {
    const page = await signIn([home]);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.click(".card__link");
    await page.click("button[data-copy='78912345678901']");
    await page.waitForSelector("text=Copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("78912345678901");
  });

  test("remember the language that a buyer chooses", async () => {
    const page = await signIn([tea], { language: "zh-CN" });
    await page.click("text=English");
    expect(await page.innerText("nav")).toContain("To ship");
    await page.click("nav >> text=Shipped");
    expect(await page.getAttribute("html", "lang")).toBe("en");
    expect(page.url()).toContain("state=shipped");
  });

  test("show the orders of an unapproved merchant only in a preview, marked as such", async () => {
    const buyer = await signIn([newcomer]);
    expect(await buyer.innerText("h2")).toBe("No orders yet");
    const preview = await signIn([newcomer], {}, true);
    expect(await preview.innerText(".preview")).toContain("Preview");
    await preview.click(".card__link");
    expect(await preview.innerText(".preview")).toContain("Preview");
    expect(await preview.innerText("main")).toContain("首单");
    await expectAccessible(preview);
  });

  test("track a parcel on its carrier's page", async () => {
    const page = await signIn([tea]);
    await page.goto("/buyer/?q=SF12345");
    await page.click(".card__link");
    expect(await page.getAttribute(".parcel__track a", "href")).toBe(
      "https://www.sf-express.com/chn/sc/waybill/waybill-detail/SF1234567890123",
    );
  });

  test("say where links come from, or that the session has ended", async () => {
    const { page } = await newPage({ width: 320 });
    await page.goto("/buyer/");
    expect(await page.innerText("main")).toContain("A link opens your orders");
    expect(await page.innerText("main")).toContain("dingdan buyer link OPENID --appid APPID");
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);

    const ended = await signIn([tea]);
    const [cookie] = await ended.context().cookies();
    await ended
      .context()
      .addCookies([{ ...(cookie as NonNullable<typeof cookie>), value: "ended" }]);
    await ended.goto("/buyer/");
    expect(await ended.innerText("h1")).toBe("Your time here has ended");
  });

  test("answer invalid addresses with a page that links to the orders", async () => {
    const page = await signIn([tea]);
    for (const [path, status] of [
      ["/buyer/?cursor=bad", 400],
      ["/buyer/more?cursor=bad", 400],
      ["/buyer/orders/none", 404],
      ["/buyer/bill/none", 404],
      ["/buyer/nothing/here", 404],
      ["/buyer/?state=odd&q=", 200],
      ["/buyer/?cursor=bad&cursor=worse", 200],
    ] as const) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(status);
      expect(answer?.headers()["content-type"], path).toContain("text/html");
      if (status !== 200) expect(await page.innerText("main"), path).toContain("Show all orders");
    }
    const api = await page.request.get("/buyer/v1/nothing");
    expect(api.headers()["content-type"]).toContain("application/problem+json");
  });

  test("show a placeholder for a picture that fails to load", async () => {
    const page = await signIn([tea], { foreignImages: "broken" });
    const sign = await page.evaluate(() => {
      const image = document.querySelector("img") as HTMLImageElement;
      return getComputedStyle(image, "::after").backgroundImage;
    });
    expect(sign).toContain("svg");
    expect(await page.locator("img").first().getAttribute("loading")).toBe("lazy");
    expect(await page.locator("img").first().getAttribute("referrerpolicy")).toBe("no-referrer");
  });

  for (const language of ["en", "zh-CN"] as const) {
    for (const colourScheme of ["light", "dark"] as const) {
      test(`are accessible in ${language}, ${colourScheme}, on a phone and on a desktop`, async () => {
        const page = await signIn([tea, home], { language, colourScheme });
        const orders = await page
          .locator(".card__link")
          .evaluateAll((links) => links.map((link) => link.getAttribute("href") as string));
        const paths = [
          "/buyer/",
          ...orders.slice(0, 2),
          (orders[1] as string).replace("orders", "bill"),
          "/buyer/?q=none",
          "/buyer/?cursor=bad",
          "/buyer/signed-out",
          await linkTo(platform, [tea]),
        ];
        for (const path of paths) {
          await page.goto(path);
          await expectAccessible(page);
          for (const width of [320, 360, 430, 1280]) {
            await page.setViewportSize({ width, height: 800 });
            await expectNoSidewaysScroll(page);
          }
        }
      });
    }
  }

  test("are under 40 kB each when compressed, with their stylesheet and script", async () => {
    const link = {
      type: "MINI_PROGRAM",
      appid: bookshop.appid,
      path: `pages/x?q=${"1".repeat(500)}`,
    };
    await bookshop.sell({
      items: [{ name: "码", item_detail_jump_link: link }],
      order: { order_detail_jump_link: link },
    });
    await platform.admin("PATCH", `/apps/${bookshop.appid}`, { open_paths: ["pages/x"] });
    const page = await signIn([bookshop]);
    const order = (await page.getAttribute(".card__link", "href")) as string;
    expect(await (await page.request.get(order)).text()).toContain('<svg class="qr"');
    for (const path of ["/buyer/", order]) {
      let bytes = 0;
      const counted: string[] = [];
      const html = await page.request.get(path);
      bytes += gzipSync(await html.body()).length;
      const files = await page.evaluate(() =>
        [...document.querySelectorAll("link[rel=stylesheet], script")].map(
          (file) => (file.getAttribute("href") ?? file.getAttribute("src")) as string,
        ),
      );
      for (const file of files) {
        const answer = await page.request.get(file);
        expect(answer.headers()["cache-control"]).toContain("immutable");
        counted.push(file);
        bytes += gzipSync(await answer.body()).length;
      }
      expect(counted).toHaveLength(2);
      expect(bytes, path).toBeLessThan(40_000);
    }
  });
});
