import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Expects axe to find no serious or critical problem on the page. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated by the test: the page's policy would block a script element.
  await page.evaluate(axe.source);
  const faults = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((n) => n.html).join(" ")})`);
  });
  expect(faults, "faults of accessibility").toEqual([]);
}

/** Expects the page to be no wider than the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content, "the page's width").toBeLessThanOrEqual(window);
}
