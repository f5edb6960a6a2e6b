import type { Page } from "playwright-core";

/**
 * Finds elements of the page that overlap (cards, panels, rows of items, parcels, lines), and elements
 * that extend beyond the window and are not clipped.
 */
export function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const groups = [
      [...document.querySelectorAll(".card, .panel, .month, .weui-loadmore, .page__footer")],
      ...[
        ...document.querySelectorAll(
          ".card, .item, .item__row, .item__body, .items, .parcel, .scan, dl, .card__head",
        ),
      ].map((parent) => [...parent.children]),
    ];
    // Cards and panels clip, too, but their content must be visible.
    const isClipped = (element: Element): boolean => {
      const parent = element.parentElement;
      if (parent === null || parent.matches(".card, .panel, .bill, main")) return false;
      const { overflowX, contain } = getComputedStyle(parent);
      return overflowX === "hidden" || contain.includes("paint") || isClipped(parent);
    };
    const name = (element: Element) => `${element.className}: ${element.textContent?.slice(0, 60)}`;
    for (const group of groups) {
      const boxes = group
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && box.height > 0);
      for (const [index, { element, box }] of boxes.entries()) {
        const next = boxes[index + 1];
        if (next === undefined) continue;
        const isBelow = next.box.top >= box.bottom - 1 || box.top >= next.box.bottom - 1;
        const isBeside = next.box.left >= box.right - 1 || box.left >= next.box.right - 1;
        if (!isBelow && !isBeside) found.push(`${name(element)} | ${name(next.element)}`);
      }
    }
    for (const element of document.querySelectorAll("main *")) {
      const { left, right } = element.getBoundingClientRect();
      const isOut = right > document.documentElement.clientWidth + 1 || left < -1;
      if (isOut && !isClipped(element)) found.push(`sticks out: ${name(element)}`);
    }
    return found;
  });
}
