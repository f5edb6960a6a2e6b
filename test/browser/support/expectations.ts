import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Everyone can use the page as it is: no serious or critical fault that axe finds. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated from outside: a page's own policy would not let a foreign script in.
  await page.evaluate(axe.source);
  const faults = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((n) => n.html).join(" ")})`);
  });
  expect(faults, "faults of accessibility").toEqual([]);
}

/** Nothing sticks out at the side of the page. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content, "the page's width").toBeLessThanOrEqual(window);
}
