import type { Page } from "playwright-core";
import type { Platform } from "../../../packages/server/test/support/platform.js";
import type { OpenBrowser, PageOptions, WatchedPage } from "./browser.js";
import { linkTo, type Shop } from "./shop.js";

/** Buyers who visit a platform with a browser. */
export interface Buyers {
  /** A page of someone who is not signed in. */
  readonly newPage: (options?: Partial<PageOptions>) => Promise<WatchedPage>;
  /** A page that shows the orders of these shops. */
  readonly signIn: (
    shops: readonly Shop[],
    options?: Partial<PageOptions>,
    isPreview?: boolean,
  ) => Promise<Page>;
}

/** @param platform is called when a page is opened: it starts after the tests are defined */
export function buyersIn(browser: OpenBrowser, platform: () => Platform): Buyers {
  const newPage = (options: Partial<PageOptions> = {}) =>
    browser.newPage({ baseUrl: platform().url, foreignImages: "answered", ...options });
  return {
    newPage,
    signIn: async (shops, options = {}, isPreview = false) => {
      const { page } = await newPage(options);
      await page.goto(await linkTo(platform(), shops, isPreview));
      await page.click("main button");
      await page.waitForURL("/buyer/");
      return page;
    },
  };
}
