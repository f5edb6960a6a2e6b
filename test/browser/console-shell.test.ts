import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Platform } from "../../packages/server/test/support/platform.js";
import { describeInBrowser } from "./support/browser.js";
import { signInAsOperator } from "./support/console.js";

let sandbox: Platform;
let real: Platform;
beforeAll(async () => {
  sandbox = await Platform.start();
  real = await Platform.start({ sandbox: false });
});
afterAll(() => Promise.all([sandbox.close(), real.close()]));

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly { readonly node: Node | null }[];
}

/** Runs in the page: adds up how far elements move by themselves. */
function watchShifts(): void {
  const shifts: { value: number; moved: string }[] = [];
  Object.assign(globalThis, { shifts });
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries() as Shift[]) {
      const moved = sources.map(({ node }) => (node as Element | null)?.outerHTML?.slice(0, 120));
      shifts.push({ value, moved: moved.join(" | ") });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

const shiftsOf = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { shifts: { value: number }[] }).shifts);

/** Holds back the answers of a path until they are let go. */
async function holdBack(page: Page, path: string): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let isHolding = true;
  await page.route(`**${path}`, (route) => {
    if (!isHolding) return route.continue();
    held.push(route);
    return undefined;
  });
  return async () => {
    isHolding = false;
    await Promise.all(held.map((route) => route.continue()));
  };
}

describeInBrowser("the frame of the console", (browser) => {
  describe.each([360, 1280])("at %i pixels", (width) => {
    test.each([
      ["a sandbox", () => sandbox, ".clock-chip"],
      ["another platform", () => real, ".zone"],
    ])("does not move when the session and the clock of %s load", async (_, platform, clock) => {
      const { page } = await browser.newPage({ baseUrl: platform().url, width });
      await signInAsOperator(page, platform());
      await page.waitForSelector(clock);
      await page.addInitScript(watchShifts);
      const session = await holdBack(page, "/console/v1/session");
      const time = await holdBack(page, "/admin/v1/clock");
      await page.goto("/console/settings");
      await page.waitForSelector(".ant-spin");
      await session();
      await page.waitForSelector("h1");
      await time();
      await page.waitForSelector(clock);
      await page.waitForFunction(() => document.querySelector(".ant-skeleton") === null);
      const shifts = await shiftsOf(page);
      const sum = shifts.reduce((total, { value }) => total + value, 0);
      expect(sum, JSON.stringify(shifts, null, 2)).toBeLessThan(0.02);
    });
  });

  test.each([
    ["en", /Sandbox UTC\+8/],
    ["zh-CN", /沙箱 UTC\+8/],
  ] as const)("names the sandbox and the time zone on a phone (%s)", async (language, words) => {
    const { page } = await browser.newPage({ baseUrl: sandbox.url, width: 360, language });
    await signInAsOperator(page, sandbox);
    const chip = await page.waitForSelector(".clock-chip");
    expect((await chip.innerText()).replaceAll("\n", " ")).toMatch(words);
    const box = await chip.boundingBox();
    const next = await page.locator("header .head-part").last().boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(next?.x ?? 0);
    expect((next?.x ?? 0) + (next?.width ?? 0)).toBeLessThanOrEqual(360);
    for (const button of await page.locator("header button").all()) {
      expect((await button.boundingBox())?.width).toBeGreaterThanOrEqual(28);
    }
  });

  test("has a menu on a phone, which closes when a page is chosen", async () => {
    const { page } = await browser.newPage({ baseUrl: sandbox.url, width: 360 });
    await signInAsOperator(page, sandbox);
    await page.click("header button[aria-expanded]");
    await page.click('.menu-drawer nav a[href="/console/apps"]');
    await page.waitForURL("**/console/apps");
    await page.waitForSelector(".menu-drawer nav", { state: "hidden" });
    await page.waitForSelector('header button[aria-expanded="false"]');
  });
});
