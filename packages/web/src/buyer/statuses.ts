import {
  type BuyerEvent,
  type Language,
  type ListedOrderRepresentation,
  PAID_ORDER_STATUSES,
  type PaidOrderStatus,
  statusWords,
} from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { sayIn } from "./texts.js";

type OrderWithStatuses = Pick<ListedOrderRepresentation, "statuses" | "needs_parcel">;

/** All statuses of an order, the most important first. */
export const statusBadges = (order: OrderWithStatuses, language: Language): Html =>
  html`<span class="states">${order.statuses.map((status) => statusBadge(status, order.needs_parcel, language))}</span>`;

function statusBadge(status: PaidOrderStatus, needsParcel: boolean, language: Language): Html {
  // Goods without a parcel wait for nothing.
  const style = status === "to_ship" && !needsParcel ? "shipped" : status;
  return html` <span class="state state_${style}">${statusWords(status, needsParcel)[language]}</span>`;
}

/** The words of an event. An event that gives an order a status has the words of that status. */
export function eventWords(event: BuyerEvent, language: Language): string {
  return isStatus(event) ? statusWords(event)[language] : sayIn(language)(`event_${event}`);
}

const isStatus = (event: BuyerEvent): event is BuyerEvent & PaidOrderStatus =>
  (PAID_ORDER_STATUSES as readonly string[]).includes(event);
