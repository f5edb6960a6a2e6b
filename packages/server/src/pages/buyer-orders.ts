import {
  type BuyerOrderRepresentation,
  PAID_ORDER_STATUSES,
  type PaidOrderStatus,
} from "@dingdan/contract";
import {
  billPage,
  type OrdersView,
  orderPage,
  ordersFragment,
  ordersPage,
  type PageContext,
} from "@dingdan/web";
import type { FastifyReply } from "fastify";
import { withShipments } from "../buyer/listed-shipments.js";
import { listedOrders } from "../buyer/order-list-bytes.js";
import { BUYER_ORDER_CURSORS, findBuyerOrder, listBuyerOrders } from "../buyer/orders.js";
import { shipmentView } from "../buyer/routes.js";
import { PAGE_SIZE } from "../http/cursor.js";
import { hasShipments } from "./buyer-shipments.js";
import {
  pathParameter,
  queryText,
  type SignedInVisit,
  sendNotice,
  sendPage,
} from "./buyer-visit.js";

/** Shows the page with the list of orders. */
export async function showOrders(visit: SignedInVisit): Promise<FastifyReply> {
  return sendPage(visit.reply, ordersPage(await viewOrders(visit), visit.context));
}

/** Sends the next part of the list as a fragment, which the page appends to its list. */
export async function showMoreOrders(visit: SignedInVisit): Promise<FastifyReply> {
  return sendPage(visit.reply, ordersFragment(await viewOrders(visit), visit.context).source);
}

/** Shows an order with everything that its buyer sees. */
export const showOrder = (visit: SignedInVisit): Promise<FastifyReply> =>
  showAsPage(visit, orderPage);

/** Shows an order's payment. */
export const showBill = (visit: SignedInVisit): Promise<FastifyReply> =>
  showAsPage(visit, billPage);

async function showAsPage(
  visit: SignedInVisit,
  page: (order: BuyerOrderRepresentation, context: PageContext) => string,
): Promise<FastifyReply> {
  const { reply, store, session, context } = visit;
  const view = shipmentView(session, context.language, visit);
  const order = await findBuyerOrder(view, pathParameter(visit, "id"), store);
  return order === null ? sendNotice(visit, 404, "missing") : sendPage(reply, page(order, context));
}

async function viewOrders(visit: SignedInVisit): Promise<OrdersView> {
  const { request, store, session, context } = visit;
  const state = stateOf(queryText(request, "state"));
  const q = (queryText(request, "q") ?? "").trim().slice(0, 64);
  const cursor = queryText(request, "cursor");
  const position = BUYER_ORDER_CURSORS.read(cursor);
  const page = await listBuyerOrders(
    session,
    {
      limit: PAGE_SIZE,
      q,
      ...(state === null ? {} : { state }),
      ...(cursor === undefined ? {} : { cursor }),
    },
    store,
    context.language,
  );
  const { nextCursor } = page;
  const isFirst = position === null && state === null && q === "";
  return {
    state,
    q,
    orders: await withShipments(
      shipmentView(session, context.language, visit),
      listedOrders(page),
      store,
    ),
    nextCursor,
    afterMs: position?.[0] ?? null,
    hasShipments: isFirst && (await hasShipments(visit)),
  };
}

const stateOf = (name: string | undefined): PaidOrderStatus | null =>
  PAID_ORDER_STATUSES.find((state) => state === name) ?? null;
