import { Readable } from "node:stream";
import { type ExportFormat, languageOf } from "@dingdan/contract";
import type { FastifyInstance, FastifyReply } from "fastify";
import { isExposedToBuyers } from "../domain/app.js";
import { verifyResultText } from "../domain/verify.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import { explain } from "../request-log/explain.js";
import type { OrderCounts } from "../statistics/order-counts.js";
import type { Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { appsOf } from "./apps-of.js";
import { knownOrder } from "./known-order.js";
import {
  EXPORT_TYPES,
  type ExportStores,
  exportOrder,
  exportOrders,
  wholeOrderOf,
} from "./order-export.js";
import { orderFilterOf } from "./order-filter.js";
import { canonicalRequest, previewLines } from "./order-preview.js";
import { listedOrder, representOrderSummary } from "./represent.js";
import { representOrder } from "./represent-order.js";
import { representRequest } from "./represent-request.js";

const ORDER_CURSORS = new Cursors<[number]>("searchOrders", ["number"]);
const UPLOAD_CURSORS = new Cursors<[number]>("listOrderUploads", ["number"]);

type Stores = Pick<
  Store,
  "apps" | "orders" | "orderLists" | "refunds" | "requests" | "contradictions" | "tradeOrders"
>;

/** Registers the operator's operations on orders. */
export function registerOrderRoutes(
  server: FastifyInstance,
  stores: Stores,
  counts: OrderCounts,
): void {
  registerAdminRoutes(server, {
    searchOrders: (call) => searchOrders(call, stores),
    countOrders: ({ query }) => countOrders(query.appid ?? null, counts),
    exportOrders: (call) => sendExport(call, stores, counts),
    exportOrder: (call) => sendOrder(call, stores),
    getOrder: (call) => getOrder(call, stores),
    clearAttention: (call) => clearAttention(call, stores),
    listOrderUploads: (call) => listOrderUploads(call, stores),
    previewOrder: (call) => previewOrder(call, stores),
  });
}

async function searchOrders(
  { query }: AdminCall<"searchOrders">,
  { orderLists, apps }: Pick<Stores, "orderLists" | "apps">,
) {
  const [after] = ORDER_CURSORS.read(query.cursor) ?? [];
  const page = await orderLists.list({
    ...orderFilterOf(query),
    ...(after === undefined ? {} : { after }),
    limit: query.limit ?? PAGE_SIZE,
  });
  const appOf = await appsOf(page.orders, apps);
  const items = page.orders.map((order) => representOrderSummary(order, appOf(order)));
  return page.next === null ? { items } : { items, next_cursor: ORDER_CURSORS.write([page.next]) };
}

async function countOrders(appid: string | null, counts: OrderCounts) {
  const { countedAtMs, all, statuses } = await counts.byStatus(appid);
  return { all, statuses, counted_at: new Date(countedAtMs).toISOString() };
}

async function sendExport(
  { query: { format = "csv", ...query }, reply, request }: AdminCall<"exportOrders">,
  stores: ExportStores,
  counts: OrderCounts,
) {
  const filter = orderFilterOf(query);
  const isAll = Object.keys(filter).every((name) => name === "appid" || name === "sort");
  if (isAll) reply.header("x-dingdan-rows", await counts.total(filter.appid ?? null));
  asFile(reply, "orders", format);
  const language = languageOf(request.headers["accept-language"]);
  // The stream reads at most one page ahead of the client.
  return Readable.from(exportOrders(stores, filter, { format, language }), { highWaterMark: 1 });
}

async function sendOrder(
  { parameters: { id }, query: { format = "csv" }, reply, request }: AdminCall<"exportOrder">,
  stores: Pick<Stores, "apps" | "orders" | "refunds">,
) {
  const { order, app } = await knownOrder(id, stores);
  const whole = await wholeOrderOf(order, app, stores.refunds);
  asFile(reply, "order", format);
  const language = languageOf(request.headers["accept-language"]);
  return exportOrder(whole, { format, language }) as never;
}

const asFile = (reply: FastifyReply, name: string, format: ExportFormat) =>
  reply
    .type(EXPORT_TYPES[format])
    .header("content-disposition", `attachment; filename="${name}.${format}"`)
    .header("cache-control", "no-store");

async function getOrder(
  { parameters, request }: AdminCall<"getOrder">,
  stores: Pick<Stores, "apps" | "orders" | "refunds">,
) {
  const { order, app } = await knownOrder(parameters.id, stores);
  const { appid, orderKey, openid } = order.upload;
  const whole = await wholeOrderOf(order, app, stores.refunds);
  const facts = await stores.orders.findFacts(appid, orderKey);
  const language = languageOf(request.headers["accept-language"]);
  const { timeline, ...shown } = representOrder(whole, language);
  return { ...shown, verify_result: verifyResultText(app, facts, openid, language), timeline };
}

async function clearAttention(
  { parameters }: AdminCall<"clearAttention">,
  stores: Pick<Stores, "apps" | "orders" | "contradictions">,
) {
  const { order, app } = await knownOrder(parameters.id, stores);
  const { payment } = order;
  if (payment === null) return representOrderSummary(listedOrder(order), app);
  await stores.contradictions.clear(payment);
  const handled = { ...order, payment: { ...payment, contradiction: null } };
  return representOrderSummary(listedOrder(handled), app);
}

async function listOrderUploads(
  { parameters, query, request }: AdminCall<"listOrderUploads">,
  stores: Pick<Stores, "apps" | "orders" | "requests" | "tradeOrders">,
) {
  const { order } = await knownOrder(parameters.id, stores);
  const { appid, orderKey } = order.upload;
  const limit = query.limit ?? PAGE_SIZE;
  const [before = Number.MAX_SAFE_INTEGER] = UPLOAD_CURSORS.read(query.cursor) ?? [];
  const from = { before };
  const found = await stores.requests.list({ appid, orderKey, from, limit: limit + 1 });
  const language = languageOf(request.headers["accept-language"]);
  const shown = await Promise.all(
    found.map(async (record) => ({
      number: record.number,
      item: representRequest(record, await explain(record, stores, language)),
    })),
  );
  return UPLOAD_CURSORS.page(
    shown,
    limit,
    ({ item }) => item,
    ({ number }) => [number],
  );
}

async function previewOrder(
  { parameters, request }: AdminCall<"previewOrder">,
  stores: Pick<Stores, "apps" | "orders">,
) {
  const { order, app } = await knownOrder(parameters.id, stores);
  const language = languageOf(request.headers["accept-language"]);
  return {
    is_visible: isExposedToBuyers(app) && order.upload.state === "matched",
    lines: previewLines(order, app, language),
    request: canonicalRequest(order),
  };
}
