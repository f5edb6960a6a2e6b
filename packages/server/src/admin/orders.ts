import { Readable } from "node:stream";
import {
  ADMIN_OPERATIONS,
  ADMIN_PREFIX,
  type Delivery,
  languageOf,
  orderKeyOfText,
  text,
  VERIFY_RESULTS,
} from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { type App, isExposedToBuyers } from "../domain/app.js";
import { orderPlaceOf } from "../domain/order-id.js";
import { verifyUpload } from "../domain/verify.js";
import { decodeCursor, encodeCursor, PAGE_SIZE, pageOf } from "../http/cursor.js";
import { registerHttpOperation } from "../http/http-operation.js";
import { Problem } from "../http/problem.js";
import { representRefund } from "../payments/represent-refund.js";
import { explain } from "../request-log/explain.js";
import type { OrderCounts } from "../statistics/order-counts.js";
import type { NumberedOrder, Store } from "../storage/store.js";
import { EXPORT_TYPES, exportOrders } from "./order-export.js";
import { orderFilterOf } from "./order-filter.js";
import { canonicalRequest, previewLines } from "./order-preview.js";
import { listedOrder, orderTimeline, representOrderSummary } from "./represent.js";
import { representRequest } from "./represent-request.js";

/** The operator's lists and views of orders. */
export function registerOrderRoutes(
  server: FastifyInstance,
  stores: Pick<Store, "apps" | "orders" | "orderLists" | "refunds" | "requests">,
  counts: OrderCounts,
): void {
  const { apps, orders, orderLists, refunds: refundStore, requests } = stores;

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.searchOrders, async ({ query }) => {
    const [after] = decodeCursor<[number]>(query.cursor, ["number"]) ?? [];
    const page = await orderLists.list({
      ...orderFilterOf(query),
      ...(after === undefined ? {} : { after }),
      limit: query.limit ?? PAGE_SIZE,
    });
    const items = page.orders.map(representOrderSummary);
    return page.next === null ? { items } : { items, next_cursor: encodeCursor([page.next]) };
  });

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.exportOrders, async (call) => {
    const { format = "csv", ...query } = call.query;
    const filter = orderFilterOf(query);
    const isAll = Object.keys(filter).every((name) => name === "appid" || name === "sort");
    if (isAll) {
      call.reply.header("x-dingdan-rows", await counts.total(filter.appid ?? null));
    }
    call.reply
      .type(EXPORT_TYPES[format])
      .header("content-disposition", `attachment; filename="orders.${format}"`)
      .header("cache-control", "no-store");
    // One page is read ahead of a reader, and no more.
    return Readable.from(exportOrders(orderLists, filter, format), { highWaterMark: 1 });
  });

  /** @throws Problem when no order has the id */
  async function orderOf(id: string): Promise<{ order: NumberedOrder; app: App }> {
    const place = orderPlaceOf(id);
    const order = place && (await orders.findOrder(place.appid, place.orderKey));
    const app = place && (await apps.find(place.appid));
    if (order !== null && app !== null) return { order, app };
    throw new Problem(404, text("No order has this id.", "没有该 id 的订单。"));
  }

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.getOrder, async (call) => {
    const { order, app } = await orderOf(call.parameters["id"] as string);
    const { upload, payment } = order;
    const refunds =
      payment === null ? [] : await refundStore.ofPayments(payment.appid, [payment.transactionId]);
    const facts = await orders.findFacts(upload.appid, upload.orderKey);
    const result = verifyUpload(app, facts, upload.openid);
    const language = languageOf(call.request.headers["accept-language"]);
    return {
      ...representOrderSummary(listedOrder(order)),
      details: JSON.parse(upload.details) as unknown,
      deliveries: order.deliveries.map(({ subOrderKey, uploadTime, delivery }) => ({
        ...(subOrderKey === "" ? {} : { order_key: orderKeyOfText(subOrderKey) }),
        upload_time: uploadTime,
        ...(JSON.parse(delivery) as Delivery),
      })),
      ...(payment === null ? {} : { payment: JSON.parse(payment.transaction) as unknown }),
      refunds: refunds.map(representRefund),
      verify_result: `${result}: ${VERIFY_RESULTS[result][language]}`,
      timeline: orderTimeline(order, refunds, app),
    };
  });

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.listOrderUploads, async (call) => {
    const { order } = await orderOf(call.parameters["id"] as string);
    const { appid, orderKey } = order.upload;
    const limit = call.query.limit ?? PAGE_SIZE;
    const [before = Number.MAX_SAFE_INTEGER] =
      decodeCursor<[number]>(call.query.cursor, ["number"]) ?? [];
    const found = await requests.list({ appid, orderKey, from: { before }, limit: limit + 1 });
    const language = languageOf(call.request.headers["accept-language"]);
    const shown = await Promise.all(
      found.map(async (record) => ({
        number: record.number,
        item: representRequest(record, await explain(record, stores, language)),
      })),
    );
    return pageOf(
      shown,
      limit,
      ({ item }) => item,
      ({ number }) => [number],
    );
  });

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.previewOrder, async (call) => {
    const { order, app } = await orderOf(call.parameters["id"] as string);
    const language = languageOf(call.request.headers["accept-language"]);
    return {
      is_visible: isExposedToBuyers(app) && order.upload.state === "matched",
      lines: previewLines(order, app, language),
      request: canonicalRequest(order),
    };
  });
}
