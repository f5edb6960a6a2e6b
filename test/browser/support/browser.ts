import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect } from "vitest";
import { CHROMIUM_ARGUMENTS, findChromium } from "./chromium.js";
import { type Faults, watchPage } from "./faults.js";

export interface PageOptions {
  /** The platform's address: a request to any other origin is a fault. */
  readonly baseUrl: string;
  /** @default 360 */
  readonly width?: number;
  /** @default 780 */
  readonly height?: number;
  /** The browser's language. @default "en" */
  readonly language?: "en" | "zh-CN";
  /** @default "light" */
  readonly colourScheme?: "light" | "dark";
  /** True: the browser asks for animations. Without them, nothing moves away under the pointer. @default false */
  readonly hasMotion?: boolean;
  /** False: the browser runs no scripts. @default true */
  readonly scripts?: boolean;
  /** Appended to the browser's user agent, as apps with an embedded browser do: `MicroMessenger/8.0`. */
  readonly userAgentSuffix?: string;
  /**
   * How to treat pictures from other origins over https: "forbidden" makes them a fault; "answered" and
   * "broken" count them, and answer with a grey square or abort. No request leaves the machine.
   * @default "forbidden"
   */
  readonly foreignImages?: "forbidden" | "answered" | "broken";
}

/** A page and its faults. */
export interface WatchedPage {
  readonly page: Page;
  readonly faults: Faults;
}

export interface OpenBrowser {
  /** A page with separate cookies. When the test ends, it is closed and must have no fault. */
  newPage(options: PageOptions): Promise<WatchedPage>;
}

/**
 * A suite whose tests drive Chromium. Each page that a test opens must end without an error on its
 * console, a violation of its content security policy, a dialog, or a request to another origin.
 * Without Chromium the suite is skipped, with a message; if CI is `true`, that is an error.
 */
export function describeInBrowser(title: string, tests: (browser: OpenBrowser) => void): void {
  const executablePath = findChromium();
  if (executablePath === null) {
    describe.skip(`${title} (skipped: no Chromium; install it or set DINGDAN_CHROMIUM)`, () => {
      tests({ newPage: () => Promise.reject(new Error("There is no browser.")) });
    });
    return;
  }
  // A browser on a busy machine is slow.
  describe(title, { timeout: 60_000 }, () => tests(openBrowser(executablePath)));
}

function openBrowser(executablePath: string): OpenBrowser {
  let browser: Browser;
  let opened: WatchedPage[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
  }, 60_000);
  afterEach(async () => {
    const pages = opened;
    opened = [];
    await Promise.all(pages.map(({ page }) => page.context().close()));
    for (const { faults } of pages) expect(faults.list(), "faults of a page").toEqual([]);
  }, 30_000);
  afterAll(() => browser.close(), 30_000);

  return {
    async newPage(options) {
      const { width = 360, height = 780, language = "en", scripts = true } = options;
      const context = await browser.newContext({
        baseURL: options.baseUrl,
        viewport: { width, height },
        locale: language,
        timezoneId: "Asia/Shanghai",
        colorScheme: options.colourScheme ?? "light",
        reducedMotion: options.hasMotion === true ? "no-preference" : "reduce",
        javaScriptEnabled: scripts,
        hasTouch: width < 600,
        ...(options.userAgentSuffix === undefined
          ? {}
          : { userAgent: `${await nameOf(browser)} ${options.userAgentSuffix}` }),
      });
      context.setDefaultTimeout(20_000);
      const page = await context.newPage();
      const faults = await watchPage(page, options.baseUrl, options.foreignImages ?? "forbidden");
      const watched = { page, faults };
      opened.push(watched);
      return watched;
    },
  };
}

/** The browser's own user agent. */
async function nameOf(browser: Browser): Promise<string> {
  const page = await browser.newPage();
  const name = await page.evaluate(() => navigator.userAgent);
  await page.close();
  return name;
}
