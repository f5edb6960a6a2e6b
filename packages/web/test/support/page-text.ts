import type { Language, ListedOrderRepresentation } from "@dingdan/contract";
import { ordersPage } from "../../src/buyer/orders-page.js";
import type { PageContext } from "../../src/buyer/page.js";

/** A desktop's browser, or as given. */
export const pageContext = (language: Language, given: Partial<PageContext> = {}): PageContext => ({
  language,
  url: "/",
  session: { isPreview: false },
  isWeChat: false,
  isPhone: false,
  isSandbox: false,
  ...given,
});

/** The list with one order, as a page of the order alone is called. */
export const listPage = (order: ListedOrderRepresentation, context: PageContext): string =>
  ordersPage(
    { state: null, q: "", orders: [order], nextCursor: null, afterMs: null, hasShipments: false },
    context,
  );

/** What a person reads on a page: its content without tags, with single spaces. */
export const textOf = (page: string): string =>
  page
    .slice(page.indexOf("<main"))
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("\u00a0", " ")
    .replaceAll(/\s+/g, " ");
