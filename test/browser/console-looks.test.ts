import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  EXAMPLE_TIME,
  type Merchant,
  Platform,
} from "../../packages/server/test/support/platform.js";
import { paymentFor, uploadWithItem } from "../../packages/server/test/support/requests.js";
import { describeInBrowser, type PageOptions } from "./support/browser.js";
import { goToPage, signInAsMerchant, signInAsOperator } from "./support/console.js";
import {
  expectAccessible,
  expectNoSidewaysScroll,
  expectOneLanguage,
  expectWholeTables,
} from "./support/expectations.js";

/** Of apps, items and protocols, which are not translated. */
const NAMES = [
  "山房茶舍旗舰店",
  "武夷山正岩大红袍 乌龙茶 浓香型礼盒装 250g",
  "保护壳",
  "手机号快速验证（批发）",
  "服务商",
  "中文",
  "Universal Commerce Protocol",
];

let platform: Platform;
let shop: Merchant;
let orderId: string;
let rid: string;
beforeAll(async () => {
  platform = await Platform.start({ startsAt: EXAMPLE_TIME });
  shop = await platform.register({ name: "山房茶舍旗舰店" });
  for (const name of ["Tea", "武夷山正岩大红袍 乌龙茶 浓香型礼盒装 250g", "Pot"]) {
    const order = uploadWithItem({ name });
    await shop.upload(order);
    if (name !== "Pot") {
      await platform.admin("POST", "/payments", paymentFor(order, { appid: shop.appid }));
    }
  }
  await shop.upload({ order_key: {} });
  await platform.register({ name: "服务商", kind: "service_provider", mchids: [] });
  const orders = await platform.admin<{ items: { id: string }[] }>("GET", "/orders");
  orderId = orders.body.items[0]?.id ?? "";
  const requests = await platform.admin<{ items: { rid: string; errcode: number }[] }>(
    "GET",
    "/requests",
  );
  rid = requests.body.items.find(({ errcode }) => errcode !== 0)?.rid ?? "";
});
afterAll(() => platform.close());

const paths = (): readonly (readonly [string, string, string])[] => [
  ["/", "Overview", "概览"],
  ["/orders", "Orders", "订单"],
  [`/orders/${encodeURIComponent(orderId)}`, "Order", "订单"],
  ["/shipping", "Shipping", "发货管理"],
  ["/events", "Events", "事件"],
  ["/requests", "Requests", "请求日志"],
  [`/requests/${rid}`, "Request", "请求"],
  ["/apps", "Apps", "应用"],
  [`/apps/${shop.appid}`, "山房茶舍旗舰店", "山房茶舍旗舰店"],
  ["/reviews?state=open", "Reviews", "接入审核"],
  [`/reviews/${shop.appid}`, "Review", "接入审核"],
  ["/webhooks", "Webhooks", "Webhook"],
  ["/try", "Try it", "接口调试"],
  ["/service-provider-orders", "Service provider orders", "服务商订单"],
  ["/keys", "Keys and sessions", "密钥与会话"],
  ["/wechatpay", "WeChat Pay", "微信支付"],
  ["/settings", "Settings", "设置"],
  ["/buyers", "Buyers' data", "买家数据"],
  ["/audit", "Audit trail", "操作记录"],
];

/** Runs in the page. */
const twoFrames = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });

describeInBrowser("every page of the console", (browser) => {
  const look = async (options: Partial<PageOptions>, check: (page: Page) => Promise<void>) => {
    const { page } = await browser.newPage({ baseUrl: platform.url, ...options });
    await page.goto("/console/");
    await page.waitForSelector("#admin_key");
    await check(page);
    await signInAsOperator(page, platform);
    for (const [path, english, chinese] of paths()) {
      await goToPage(page, path);
      const title = await page.innerText("h1");
      expect(title).toContain(options.language === "zh-CN" ? chinese : english);
      // Waits for animations to end before checking.
      await page.waitForFunction(() => document.getAnimations().length === 0);
      await check(page);
    }
  };
  const checkAll = async (page: Page) => {
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  };

  /** Checks what a wide screen shows: all columns, in one language. */
  const checkTexts = async (page: Page, language: "en" | "zh") => {
    await expectWholeTables(page);
    await expectOneLanguage(page, language, NAMES);
  };

  /** Checks the page on a wide screen, and that it fits when the window becomes as narrow as a phone. */
  const checkWideAndNarrow = async (page: Page) => {
    await checkAll(page);
    await checkTexts(page, "en");
    await page.setViewportSize({ width: 360, height: 780 });
    // The menu beside the page is replaced by a button; then the charts take their new width.
    await page.waitForSelector(".side", { state: "detached" });
    await page.evaluate(twoFrames);
    await page.waitForFunction(() => document.getAnimations().length === 0);
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1280, height: 780 });
  };

  test("is readable and usable on a wide screen, in English and in light colours, and does not scroll sideways in a narrow one", async () => {
    await look({ width: 1280, hasMotion: true }, checkWideAndNarrow);
  }, 90_000);

  test("is readable and usable on a phone, in Chinese and in dark colours", async () => {
    await look({ width: 360, language: "zh-CN", colourScheme: "dark" }, async (page) => {
      await checkAll(page);
      await page.setViewportSize({ width: 1280, height: 780 });
      await page.evaluate(twoFrames);
      await checkTexts(page, "zh");
      await page.setViewportSize({ width: 360, height: 780 });
      await page.evaluate(twoFrames);
    });
  }, 90_000);
});

describeInBrowser("the console's frame", (browser) => {
  test("opens its menu on a phone, without an animation if none is wanted, and closes it after a choice", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 360 });
    await signInAsOperator(page, platform);
    await page.click("header [aria-label=Menu]");
    await page.waitForSelector(".ant-drawer nav");
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await page.click(".ant-drawer nav >> text=Requests");
    await page.waitForSelector("h1:has-text('Requests')");
    await page.waitForSelector(".ant-drawer nav", { state: "hidden" });
  });

  test("changes its language and its colours in place, and remembers both", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsMerchant(page, shop);
    await page.click("header >> text=中文");
    await page.waitForSelector("h1:has-text('概览')");
    await page.click("[aria-label^='外观']");
    await page.click(".ant-dropdown >> text=深色");
    const scheme = () => page.evaluate(() => document.documentElement.dataset["theme"]);
    expect(await scheme()).toBe("dark");
    await page.reload();
    await page.waitForSelector("h1:has-text('概览')");
    expect(await scheme()).toBe("dark");
    expect(await page.getAttribute("html", "lang")).toBe("zh-CN");
  });

  test("works without a mouse, from the sign-in to an order's highlighted lines", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    const focused = () =>
      page.evaluate(() => {
        const { activeElement, body } = document;
        const element = activeElement === body ? null : activeElement;
        return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
      });
    const tabTo = async (wanted: RegExp) => {
      for (let step = 0; step < 80; step++) {
        await page.keyboard.press("Tab");
        if (wanted.test(await focused())) return;
      }
      throw new Error(`The Tab key does not lead to ${wanted}; last was ${await focused()}`);
    };
    await page.goto("/console/");
    await page.waitForSelector("#admin_key:focus");
    await page.keyboard.type(platform.dingdan.adminKey as string);
    await page.keyboard.press("Enter");
    await page.waitForSelector("h1:has-text('Overview')");
    await tabTo(/^Skip to content$/);
    await tabTo(/^Orders$/);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".ant-table-row");
    await tabTo(/^Pot$/);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".preview-line");
    await tabTo(/^Item.*order_list\[0\]\.item_list\[0\]\.name$/);
    expect(await page.locator(".json-line[data-lit]").innerText()).toContain('"name"');
  });
});
