import type {
  BuyerOrderRepresentation,
  Language,
  ListedOrderRepresentation,
} from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { shipmentBadges } from "./shipment-parts.js";
import { statusBadges } from "./statuses.js";

/** An order of a list, with its payments under shipping information management if it has any. */
export type ListedOrderWithShipments = ListedOrderRepresentation &
  Pick<BuyerOrderRepresentation, "shipments">;

/**
 * The statuses of an order. Of goods that were reported to the shipping information management alone, its
 * states are shown: they say more than "to ship" or "shipped".
 */
export function orderBadges(order: ListedOrderWithShipments, language: Language): Html {
  const { shipments = [], parcels, statuses } = order;
  const isReportedThere = shipments.length > 0 && parcels.length === 0;
  if (!isReportedThere || statuses.includes("refunded")) return statusBadges(order, language);
  const isShippedThere = shipments.some(({ is_shipped: isShipped }) => isShipped);
  const others = statuses.filter(
    (status) =>
      status !== "to_ship" &&
      status !== "partly_shipped" &&
      !(status === "shipped" && isShippedThere),
  );
  const states = new Map(shipments.map((shipment) => [shipment.state_name, shipment]));
  return html`${statusBadges({ ...order, statuses: others }, language)}${[...states.values()].map((shipment) => shipmentBadges(shipment, language))}`;
}
