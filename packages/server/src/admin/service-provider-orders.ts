import { randomInt } from "node:crypto";
import { text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import {
  moveServiceProviderOrder,
  newServiceProviderOrder,
  representServiceProviderOrder,
} from "../domain/service-provider-order.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import { Problem } from "../http/problem.js";
import type { AppStore, ServiceProviderOrderStore, Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";

const CURSORS = new Cursors<[number]>("listServiceProviderOrders", ["number"]);

type Stores = Pick<Store, "apps" | "serviceProviderOrders">;

/** Registers the operations on service providers' orders for resource packages. */
export function registerServiceProviderOrderRoutes(
  server: FastifyInstance,
  stores: Stores,
  clock: Clock,
): void {
  const { serviceProviderOrders: orders } = stores;
  registerAdminRoutes(server, {
    createServiceProviderOrder: (call) => createOrder(call, stores, clock.nowMs()),
    listServiceProviderOrders: (call) => listOrders(call, orders),
    moveServiceProviderOrder: (call) => moveOrder(call, orders, clock.nowMs()),
  });
}

async function createOrder(
  { body }: AdminCall<"createServiceProviderOrder">,
  { apps, serviceProviderOrders }: Stores,
  nowMs: number,
) {
  const { appid, orderPrice, orderProductInfo, usage } = body;
  await requireServiceProvider(apps, appid);
  const orderId = body.orderId ?? newOrderId(nowMs);
  const order = newServiceProviderOrder(
    { appid, orderId, orderPrice, productInfo: orderProductInfo, all: usage.all },
    nowMs,
  );
  if (!(await serviceProviderOrders.create(order))) {
    throw new Problem(
      409,
      text(`The orderId ${orderId} already exists.`, `orderId ${orderId} 已存在。`),
    );
  }
  return representServiceProviderOrder(order);
}

async function listOrders(
  { query }: AdminCall<"listServiceProviderOrders">,
  serviceProviderOrders: ServiceProviderOrderStore,
) {
  const { appid, spuId: spSpuId, limit = PAGE_SIZE } = query;
  // PostgreSQL rejects an offset below 0, which an invented cursor may hold.
  const offset = Math.max(0, CURSORS.read(query.cursor)?.[0] ?? 0);
  const { orders } = await serviceProviderOrders.list({
    appid,
    spSpuId,
    offset,
    limit: limit + 1,
  });
  return CURSORS.page(orders, limit, representServiceProviderOrder, () => [offset + limit]);
}

async function moveOrder(
  { parameters: { orderId }, body }: AdminCall<"moveServiceProviderOrder">,
  serviceProviderOrders: ServiceProviderOrderStore,
  nowMs: number,
) {
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
}

/** @throws Problem when no service provider's app has the appid */
async function requireServiceProvider(apps: AppStore, appid: string): Promise<void> {
  const app = await apps.find(appid);
  if (app?.kind === "service_provider") return;
  throw new Problem(
    404,
    text(
      `No app of the kind service_provider has the appid ${appid}.`,
      `没有 appid 为 ${appid} 的服务商（service_provider）应用。`,
    ),
  );
}

/** `DD` and 19 digits: the time in milliseconds, and six random digits. */
const newOrderId = (nowMs: number) =>
  `DD${String(nowMs).padStart(13, "0")}${String(randomInt(1_000_000)).padStart(6, "0")}`;
