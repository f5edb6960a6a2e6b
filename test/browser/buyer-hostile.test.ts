import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Platform } from "../../packages/server/test/support/platform.js";
import type { Loose } from "../../packages/server/test/support/requests.js";
import { safeImage } from "../../packages/web/src/buyer/safe-link.js";
import { describeInBrowser } from "./support/browser.js";
import { expectNoSidewaysScroll } from "./support/expectations.js";
import { HOSTILE_TEXTS, HOSTILE_URLS } from "./support/hostile-texts.js";
import { overlaps } from "./support/layout.js";
import { linkTo, Shop, startPlatform } from "./support/shop.js";

/** Names that a merchant might be registered under. */
const NAMES = ['"><script>alert(1)</script>', "\u202Eمتجر\u202D", "W".repeat(64), "Z̴͓̞̅͋A̷̡̛L̵̢̽G̸̰̈́O̶͕̚ 店"];

const ITEMS_OF_ORDER = 10;

let platform: Platform;
let shops: readonly Shop[];
/** Its orders link to pages of its mini program. */
let miniProgram: Shop;
let refusedLinks = 0;

beforeAll(async () => {
  platform = await startPlatform();
  shops = await Promise.all(
    NAMES.map((name, index) =>
      Shop.open(platform, { name, mchid: `19000002${index}0`, openid: `o-${index}` }),
    ),
  );
  for (let first = 0; first < HOSTILE_TEXTS.length; first += ITEMS_OF_ORDER) {
    const texts = HOSTILE_TEXTS.slice(first, first + ITEMS_OF_ORDER);
    await (shops[first % shops.length] as Shop).sell(saleOfTexts(texts, first));
  }
  for (const [index, url] of HOSTILE_URLS.entries()) {
    const sale = saleOfLink(url, index);
    await (shops[index % shops.length] as Shop).sell(sale).catch(() => refusedLinks++);
  }
  miniProgram = await Shop.open(platform, {
    name: "小程序",
    mchid: "1900000290",
    openid: "o-mini",
  });
  await platform.admin("PATCH", `/apps/${miniProgram.appid}`, { open_paths: ["pages/order"] });
  const paths = HOSTILE_TEXTS.filter((_, index) => index % 6 === 0).flatMap((text) => [
    line(text, 500),
    line(`pages/order?x=${text}`, 500),
  ]);
  for (let first = 0; first < paths.length; first += ITEMS_OF_ORDER) {
    await miniProgram.sell(
      saleOfPaths(paths.slice(first, first + ITEMS_OF_ORDER), miniProgram.appid),
    );
  }
}, 120_000);
afterAll(() => platform.close());

/** A sale with one of the texts in every text field, as much of it as the field's limit permits. */
function saleOfTexts(texts: readonly string[], daysAgo: number) {
  const ids = texts.map((text, index) => `${index} ${line(text, 60)}`);
  const path = (text: string) => ({
    type: "URL",
    url: `https://item.example.com/?${encodeURIComponent(line(text, 200))}`,
  });
  return {
    daysAgo: daysAgo / 10,
    amountFen: Number.MAX_SAFE_INTEGER,
    order: { merchant_order_no: line(texts[0] as string, 64) },
    items: texts.map((text, index) => ({
      merchant_item_id: ids[index],
      name: Array.from(text).slice(0, 256).join(""),
      description: Array.from(`${text} ${text}`).slice(0, 512).join(""),
      unit_price: Number.MAX_SAFE_INTEGER,
      quantity: index === 0 ? 9_999_999 : 1,
      item_detail_jump_link: path(text),
    })),
    parcels: ids.slice(0, 8).map((merchant_item_id, index) => ({
      tracking_no: line(texts[index] as string, 128),
      express_company: line(texts.at(-1 - index) as string, 128),
      item_list: [
        { merchant_item_id },
        ...(index === 0 ? ids.slice(8).map((id) => ({ merchant_item_id: id })) : []),
      ],
    })),
  };
}

function saleOfLink(url: string, index: number) {
  const link = { type: "URL", url };
  return {
    daysAgo: 100 + index / 10,
    order: { order_detail_jump_link: link },
    items: [
      { name: `link ${index}`, item_detail_jump_link: link, image_url: [url] },
      { name: "own", item_detail_jump_link: { type: "URL", url: "https://own.example.com/" } },
    ] satisfies Loose[],
  };
}

function saleOfPaths(paths: readonly string[], appid: string) {
  const linkOf = (path: string) => ({ type: "MINI_PROGRAM", appid, path });
  return {
    order: { order_detail_jump_link: linkOf("pages/order?id=1") },
    items: paths.map((path) => ({ name: line(path, 200), item_detail_jump_link: linkOf(path) })),
  };
}

/** The part of a text that a one-line field accepts: no control characters, at most `bytesMax` bytes. */
function line(text: string, bytesMax: number): string {
  let fitting = "";
  for (const character of text.replaceAll(/\p{Cc}/gu, " ")) {
    if (Buffer.byteLength(fitting + character) > bytesMax) break;
    fitting += character;
  }
  return fitting.trim() === "" ? "x" : fitting;
}

/** Elements that the page's own markup does not contain, and links that are not safe. */
const foreignMarkup = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = [...document.querySelectorAll("*")].flatMap((element) => {
      const attributes = [...element.attributes].map(({ name }) => name);
      const isOdd =
        attributes.some((name) => name.startsWith("on") || name === "style") ||
        element.matches(
          "iframe, object, embed, base, svg:not(.scan > .qr), math, style, video, dialog, marquee",
        ) ||
        (element.matches("script") && !element.matches("head > script[src^='/buyer/assets/']"));
      return isOdd ? [element.outerHTML.slice(0, 100)] : [];
    });
    for (const link of document.querySelectorAll("a")) {
      // Declared pages of the mini program itself, with a query that is one encoded value.
      if (
        /^weixin:\/\/dl\/business\/\?appid=wx\w+&path=pages\/order(&query=[\w%.!~*'()-]+)?$/.test(
          link.href,
        )
      )
        continue;
      const isSafe = /^https?:$/.test(link.protocol) && link.username === "";
      const isOwn = link.origin === location.origin;
      const showsHost = link.querySelector(".out__host")?.textContent === link.host;
      const isDetached = link.rel.includes("noopener") && link.rel.includes("noreferrer");
      if (!isSafe || (!isOwn && !(showsHost && isDetached))) found.push(link.outerHTML);
    }
    return found;
  });

describeInBrowser("the buyers' pages, with texts of a hostile merchant", (browser) => {
  test("the lists are long enough, and the contract rejects URLs that are not links", () => {
    expect(HOSTILE_TEXTS.length + HOSTILE_URLS.length).toBeGreaterThanOrEqual(400);
    expect(refusedLinks).toBeGreaterThan(20);
    expect(refusedLinks).toBeLessThan(HOSTILE_URLS.length - 20);
  });

  for (const foreignImages of ["answered", "broken"] as const) {
    test(`the pages run no foreign script, send no foreign request and keep their layout; pictures are ${foreignImages}`, async () => {
      const { page, faults } = await browser.newPage({ baseUrl: platform.url, foreignImages });
      await page.goto(await linkTo(platform, shops));
      await page.click("main button");
      await page.waitForURL("/buyer/");
      const orders: string[] = [];
      for (;;) {
        await check(page);
        const links = page.locator(".card__link");
        orders.push(
          ...(await links.evaluateAll((all) => all.map((a) => a.getAttribute("href") as string))),
        );
        // Follows the link that works without scripts, so that each page is checked by itself.
        const more = page.locator("a.more");
        if ((await more.count()) === 0) break;
        await page.goto((await more.getAttribute("href")) as string);
      }
      expect(orders.length).toBeGreaterThan(50);
      // Only the orders with hostile links have pictures, and those orders are last.
      const looked = foreignImages === "broken" ? orders.slice(-20) : orders;
      for (const path of looked) {
        await page.goto(path);
        await check(page);
      }
      for (const path of looked.slice(0, 10)) {
        await page.goto(path.replace("orders", "bill"));
        await check(page);
      }
      expect(faults.foreignImages.length).toBeGreaterThan(5);
      const permitted = new Set(HOSTILE_URLS.map((url) => safeImage(url)?.replace(/#.*/, "")));
      for (const url of faults.foreignImages) {
        expect(permitted.has(url), `${url} was asked for`).toBe(true);
      }
    }, 120_000);
  }

  test.each([
    ["a phone", "Mobile"],
    ["WeChat", "Mobile MicroMessenger/8.0.50"],
    ["a desktop", "Other/1.0"],
  ])(
    "links to a mini program with hostile paths do no harm on %s",
    async (_device, userAgentSuffix) => {
      const { page } = await browser.newPage({ baseUrl: platform.url, userAgentSuffix });
      await page.goto(await linkTo(platform, [miniProgram]));
      await page.click("main button");
      await page.waitForURL("/buyer/");
      const orders = await page
        .locator(".card__link")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href") as string));
      expect(orders.length).toBeGreaterThan(3);
      for (const path of orders) {
        await page.goto(path);
        for (const fold of await page.locator("summary").all()) await fold.click();
        await check(page);
      }
    },
    60_000,
  );

  test("the search field shows the text as typed", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, foreignImages: "answered" });
    await page.goto(await linkTo(platform, shops));
    await page.click("main button");
    for (const text of HOSTILE_TEXTS.filter((_, index) => index % 12 === 0)) {
      await page.goto(`/buyer/?${new URLSearchParams({ q: text })}`);
      const typed = line(text, 1000).trim().slice(0, 64);
      expect(await page.inputValue("input[name=q]")).toBe(typed);
      await check(page);
    }
  }, 60_000);

  async function check(page: Page): Promise<void> {
    const where = page.url();
    expect(await foreignMarkup(page), where).toEqual([]);
    await expectNoSidewaysScroll(page);
    expect(await overlaps(page), where).toEqual([]);
  }
});
