import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Expects axe to find no serious or critical problem on the page. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated by the test: the page's policy would block a script element.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const faults = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
      // Passed and inapplicable rules are not described.
      resultTypes: ["violations"],
    });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((n) => n.html).join(" ")})`);
  });
  expect(faults, "faults of accessibility").toEqual([]);
}

/** Makes every text of the page `times` as large, as a browser does that enlarges only texts. */
export async function enlargeTexts(page: Page, times: number): Promise<void> {
  await page.evaluate((factor) => {
    const sizes = [...document.querySelectorAll<HTMLElement>("body *")].map(
      (element) => [element, Number.parseFloat(getComputedStyle(element).fontSize)] as const,
    );
    for (const [element, size] of sizes) element.style.fontSize = `${size * factor}px`;
  }, times);
}

/** Expects the page to be no wider than the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content, "the page's width").toBeLessThanOrEqual(window);
}
