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
import { orderPlaceOf } from "../domain/order-id.js";
import { verifyUpload } from "../domain/verify.js";
import { decodeCursor, PAGE_SIZE, pageOf } from "../http/cursor.js";
import { registerHttpOperation } from "../http/http-operation.js";
import { Problem } from "../http/problem.js";
import { representRefund } from "../payments/represent-refund.js";
import type { AppStore, OrderStore, RefundStore } from "../storage/store.js";
import { orderTimeline, representOrderSummary } from "./represent.js";

/** The operator's search and view of orders. */
export function registerOrderRoutes(
  server: FastifyInstance,
  {
    apps,
    orders,
    refunds: refundStore,
  }: { readonly apps: AppStore; readonly orders: OrderStore; readonly refunds: RefundStore },
): void {
  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.searchOrders, async ({ query }) => {
    const { appid, state, q } = query;
    const limit = query.limit ?? PAGE_SIZE;
    const cursor = decodeCursor<[number]>(query.cursor, ["number"]);
    const found = await orders.search({
      ...(appid === undefined ? {} : { appid }),
      ...(state === undefined ? {} : { state }),
      ...(q === undefined || q === "" ? {} : { text: q }),
      ...(cursor === null ? {} : { beforeNumber: cursor[0] }),
      limit: limit + 1,
    });
    return pageOf(found, limit, representOrderSummary, (last) => [last.number]);
  });

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.getOrder, async (call) => {
    const place = orderPlaceOf(call.parameters["id"] as string);
    const order = place && (await orders.findOrder(place.appid, place.orderKey));
    const app = place && (await apps.find(place.appid));
    if (order === null || app === null) {
      throw new Problem(404, text("No order has this id.", "没有该 id 的订单。"));
    }
    const { upload, payment } = order;
    const refunds =
      payment === null ? [] : await refundStore.ofPayments(payment.appid, [payment.transactionId]);
    const facts = await orders.findFacts(upload.appid, upload.orderKey);
    const result = verifyUpload(app, facts, upload.openid);
    const language = languageOf(call.request.headers["accept-language"]);
    return {
      ...representOrderSummary(order),
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
}
