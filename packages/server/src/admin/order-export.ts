import type { ExportFormat, Language } from "@dingdan/contract";
import type { App } from "../domain/app.js";
import type { ListedOrder, OrderListQuery, OrderListStore } from "../storage/console-store.js";
import type { NumberedOrder, Store } from "../storage/store.js";
import { appsOf } from "./apps-of.js";
import { csvHead, orderCsvLine } from "./order-csv.js";
import { orderJsonLd, SCHEMA_ORG } from "./order-json-ld.js";
import { listedOrder, representOrderSummary } from "./represent.js";
import { representOrder, type WholeOrder } from "./represent-order.js";

export const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  ndjson: "application/x-ndjson; charset=utf-8",
  json: "application/json; charset=utf-8",
  jsonld: "application/ld+json; charset=utf-8",
};

/** How many orders an export reads at a time, and keeps in memory, in the form of lists. */
const PAGE_SIZE = 500;

/** How many whole orders an export reads at a time, and keeps in memory. */
const WHOLE_ORDERS = 8;

export type ExportStores = Pick<Store, "orderLists" | "orders" | "refunds"> & {
  readonly apps: Pick<Store["apps"], "find">;
};

/** What an export is asked for. */
export interface ExportRequest {
  readonly format: ExportFormat;
  /** Of the words of statuses and the names of carriers. */
  readonly language: Language;
}

type ExportQuery = Omit<OrderListQuery, "limit" | "after">;

/** All orders of a list as the pieces of a file, which the reader takes one at a time. */
export async function* exportOrders(
  stores: ExportStores,
  query: ExportQuery,
  { format, language }: ExportRequest,
): AsyncGenerator<string> {
  if (format === "csv" || format === "ndjson") {
    if (format === "csv") yield csvHead();
    for await (const page of pagesOf(stores.orderLists, query)) {
      const appOf = await appsOf(page, stores.apps);
      yield page.map((order) => LISTED[format](order, appOf(order), language)).join("");
    }
    return;
  }
  // One line for each order, so that a reader can count them as they come.
  const { begin, end } = LISTS[format];
  yield begin;
  let separator = "\n";
  for await (const page of pagesOf(stores.orderLists, query)) {
    for await (const orders of wholeOrders(page, stores)) {
      const texts = orders.map((order) => textOf(WHOLE[format](order, language)));
      yield separator + texts.join(",\n");
      separator = ",\n";
    }
  }
  yield end;
}

/** One order as a file. */
export function exportOrder(whole: WholeOrder, { format, language }: ExportRequest): string {
  const { order, app } = whole;
  const listed = listedOrder(order);
  switch (format) {
    case "csv":
      return csvHead() + LISTED.csv(listed, app, language);
    case "ndjson":
      return LISTED.ndjson(listed, app);
    case "json":
      return `${textOf(WHOLE.json(whole, language))}\n`;
    case "jsonld":
      return `${textOf({ "@context": SCHEMA_ORG, ...WHOLE.jsonld(whole, language) })}\n`;
  }
}

const LISTED = {
  csv: orderCsvLine,
  ndjson: (order: ListedOrder, app: App | null) =>
    `${JSON.stringify(representOrderSummary(order, app))}\n`,
} as const;

const WHOLE: Readonly<
  Record<"json" | "jsonld", (order: WholeOrder, language: Language) => object>
> = { json: representOrder, jsonld: orderJsonLd };

const LISTS = {
  json: { begin: "[", end: "\n]\n" },
  jsonld: { begin: `{"@context":"${SCHEMA_ORG}","@graph":[`, end: "\n]}\n" },
} as const;

/** JSON that can also be the content of a script element, where JSON-LD often is: no text ends it. */
const textOf = (value: object): string => JSON.stringify(value).replaceAll("<", "\\u003c");

async function* pagesOf(
  lists: OrderListStore,
  query: ExportQuery,
): AsyncGenerator<readonly ListedOrder[]> {
  for (let after: number | null | undefined; after !== null; ) {
    const place: { after?: number } = after === undefined ? {} : { after };
    const page = await lists.list({ ...query, ...place, limit: PAGE_SIZE });
    after = page.next;
    if (page.orders.length > 0) yield page.orders;
  }
}

/** The orders of a page, some at a time. */
async function* wholeOrders(
  page: readonly ListedOrder[],
  stores: ExportStores,
): AsyncGenerator<readonly WholeOrder[]> {
  const appOf = await appsOf(page, stores.apps);
  for (let start = 0; start < page.length; start += WHOLE_ORDERS) {
    const found = await Promise.all(
      page
        .slice(start, start + WHOLE_ORDERS)
        .map(({ appid, orderKey }) => stores.orders.findOrder(appid, orderKey)),
    );
    const orders = found.filter((order) => order !== null);
    const whole = orders.map((order) => wholeOrderOf(order, appOf(order.upload), stores.refunds));
    if (whole.length > 0) yield await Promise.all(whole);
  }
}

/** An order with the refunds of its payment. */
export const wholeOrderOf = async (
  order: NumberedOrder,
  app: App | null,
  refunds: Store["refunds"],
): Promise<WholeOrder> => {
  const { payment } = order;
  const found = payment === null ? [] : await refunds.ofPayments(payment.appid, [payment.id]);
  return { order, refunds: found, app };
};
