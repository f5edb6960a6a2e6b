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

/** Texts that are the same in every language, or that people and programs wrote. */
const NOT_WORDS =
  "script, style, svg, code, pre, textarea, .mono, .json, .app-name, .editor-gutter, [lang]:not(html)";

/** In the page: the texts that it shows, and those that screen readers say, in the wrong language. */
function strangeTexts([isChinese, skipped, names]: [boolean, string, readonly string[]]): string[] {
  // Names of products and protocols have no other words.
  const word = "[A-Za-z][A-Za-z'’-]+";
  const strange = isChinese ? new RegExp(`${word}(?:,? ${word}){2,}`) : /\p{Script=Han}/u;
  const texts: string[] = [];
  const visit = (element: Element) => {
    if (element.matches(skipped) || !element.checkVisibility()) return;
    for (const name of ["aria-label", "placeholder", "title"]) {
      texts.push(element.getAttribute(name) ?? "");
    }
    for (const node of element.childNodes) {
      if (node instanceof Element) visit(node);
      else texts.push(node.textContent ?? "");
    }
  };
  visit(document.body);
  const withoutNames = (text: string) =>
    names.reduce((rest, name) => rest.replaceAll(name, ""), text);
  return [...new Set(texts.map(withoutNames).filter((text) => strange.test(text)))];
}

/**
 * Expects every text of the page in one language: a Chinese page has no three English words in a row, an
 * English one no Chinese character.
 * @param names of apps, items and protocols, which are not translated
 */
export async function expectOneLanguage(
  page: Page,
  language: "en" | "zh",
  names: readonly string[] = [],
): Promise<void> {
  const found = await page.evaluate(strangeTexts, [language === "zh", NOT_WORDS, names] as [
    boolean,
    string,
    readonly string[],
  ]);
  expect(found, `texts in another language at ${page.url()}`).toEqual([]);
}

/** Expects no table to be wider than its box: its last column would be cut. */
export async function expectWholeTables(page: Page): Promise<void> {
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll(".ant-table-content, .ant-table-body")]
      .filter((box) => box.scrollWidth > box.clientWidth + 1)
      .map((box) => `${box.textContent?.slice(0, 60)}: ${box.scrollWidth} > ${box.clientWidth}`),
  );
  expect(cut, `tables that are cut at ${page.url()}`).toEqual([]);
}

/** Expects the page to be no wider than the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content, "the page's width").toBeLessThanOrEqual(window);
}
