import type { Language, ListedOrderRepresentation } from "@dingdan/contract";
import { ordersPage } from "../../src/buyer/orders-page.js";

export const pageContext = (language: Language) =>
  ({ language, url: "/", session: { isPreview: false }, isWeChat: false }) as const;

/** The list with one order, as a page of the order alone is called. */
export const listPage = (
  order: ListedOrderRepresentation,
  context: ReturnType<typeof pageContext>,
): string =>
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
