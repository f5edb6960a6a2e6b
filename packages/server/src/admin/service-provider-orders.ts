import { randomInt } from "node:crypto";
import { ADMIN_OPERATIONS, ADMIN_PREFIX, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import {
  moveServiceProviderOrder,
  newServiceProviderOrder,
  representServiceProviderOrder,
} from "../domain/service-provider-order.js";
import { decodeCursor, PAGE_SIZE, pageOf } from "../http/cursor.js";
import { registerHttpOperation } from "../http/http-operation.js";
import { Problem } from "../http/problem.js";
import type { AppStore, ServiceProviderOrderStore } from "../storage/store.js";

/** Service providers' orders for resource packs. */
export function registerServiceProviderOrderRoutes(
  server: FastifyInstance,
  stores: { readonly apps: AppStore; readonly serviceProviderOrders: ServiceProviderOrderStore },
  clock: Clock,
): void {
  const { apps, serviceProviderOrders } = stores;
  const {
    createServiceProviderOrder,
    listServiceProviderOrders,
    moveServiceProviderOrder: moveOrder,
  } = ADMIN_OPERATIONS;

  registerHttpOperation(server, ADMIN_PREFIX, createServiceProviderOrder, async ({ body }) => {
    const { appid, orderPrice, orderProductInfo, usage } = body;
    const app = await apps.find(appid);
    if (app?.kind !== "service_provider") {
      throw new Problem(
        404,
        text(
          `No app of the kind service_provider has the appid ${appid}.`,
          `没有 appid 为 ${appid} 的服务商（service_provider）应用。`,
        ),
      );
    }
    const nowMs = clock.nowMs();
    const orderId = body.orderId ?? newOrderId(nowMs);
    const order = newServiceProviderOrder(
      { appid, orderId, orderPrice, productInfo: orderProductInfo, all: usage.all },
      nowMs,
    );
    if (!(await serviceProviderOrders.create(order))) {
      throw new Problem(
        409,
        text(`The orderId ${orderId} exists already.`, `orderId ${orderId} 已存在。`),
      );
    }
    return representServiceProviderOrder(order);
  });

  registerHttpOperation(server, ADMIN_PREFIX, listServiceProviderOrders, async ({ query }) => {
    const { appid, spuId: spSpuId, limit = PAGE_SIZE } = query;
    const offset = decodeCursor<[number]>(query.cursor, ["number"])?.[0] ?? 0;
    const { orders } = await serviceProviderOrders.list({
      appid,
      spSpuId,
      offset,
      limit: limit + 1,
    });
    return pageOf(orders, limit, representServiceProviderOrder, () => [offset + limit]);
  });

  registerHttpOperation(server, ADMIN_PREFIX, moveOrder, async ({ parameters, body }) => {
    const orderId = parameters["orderId"] as string;
    const nowMs = clock.nowMs();
    const decision = await serviceProviderOrders.move(orderId, (order) =>
      moveServiceProviderOrder(order, body, nowMs),
    );
    if (decision === null) {
      throw new Problem(
        404,
        text(`No order has the orderId ${orderId}.`, `没有 orderId 为 ${orderId} 的订单。`),
      );
    }
    if (decision.kind === "forbidden") {
      throw new Problem(
        409,
        text(
          `The order does not allow this: ${decision.reason}.`,
          `订单不允许该操作：${decision.reason}。`,
        ),
      );
    }
    return representServiceProviderOrder(decision.order);
  });
}

/** `DD` and 19 digits: the time in milliseconds, and six random ones. */
const newOrderId = (nowMs: number) =>
  `DD${String(nowMs).padStart(13, "0")}${String(randomInt(1_000_000)).padStart(6, "0")}`;
