import { shipmentPage, shipmentsPage } from "@dingdan/web";
import type { FastifyReply } from "fastify";
import { shipmentView } from "../buyer/routes.js";
import { confirmReceipt, findShipment, listShipments } from "../buyer/shipments.js";
import { orderPlaceOf } from "../domain/order-id.js";
import { PAGE_SIZE } from "../http/cursor.js";
import {
  pathParameter,
  queryText,
  type SignedInVisit,
  sendNotice,
  sendPage,
} from "./buyer-visit.js";

const viewOf = (visit: SignedInVisit) => shipmentView(visit.session, visit.context.language, visit);

/** Shows the list of payments under shipping information management. */
export async function showShipments(visit: SignedInVisit): Promise<FastifyReply> {
  const { request, reply, store, context } = visit;
  const cursor = queryText(request, "cursor");
  const page = await listShipments(viewOf(visit), { cursor, limit: PAGE_SIZE }, store);
  return sendPage(reply, shipmentsPage(page.items, page.next_cursor ?? null, context));
}

/** Shows one payment under shipping information management. */
export async function showShipment(visit: SignedInVisit): Promise<FastifyReply> {
  const { reply, store, context } = visit;
  const id = pathParameter(visit, "transaction_id");
  const shipment = await findShipment(viewOf(visit), id, store);
  return shipment === null
    ? sendNotice(visit, 404, "missingShipment")
    : sendPage(reply, shipmentPage(shipment, context));
}

/** Confirms the receipt, and returns to the page that the buyer came from: it shows the new state. */
export async function spendReceipt(visit: SignedInVisit): Promise<FastifyReply> {
  const { request, reply, store } = visit;
  const id = pathParameter(visit, "transaction_id");
  const result = await confirmReceipt(viewOf(visit), id, store);
  if (result === "unknown") return sendNotice(visit, 404, "missingShipment");
  if (result === "denied") return sendNotice(visit, 403, "badAddress");
  const orderId = queryText(request, "order") ?? "";
  const target =
    orderPlaceOf(orderId) === null
      ? `/buyer/shipments/${encodeURIComponent(id)}`
      : `/buyer/orders/${orderId}`;
  return reply.redirect(target, 303);
}

/** Whether the session has a payment under shipping information management. */
export async function hasShipments(visit: SignedInVisit): Promise<boolean> {
  const { items } = await listShipments(viewOf(visit), { limit: 1 }, visit.store);
  return items.length > 0;
}
