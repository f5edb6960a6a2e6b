import {
  type BuyerOrderRepresentation,
  capitalized,
  type Language,
  type ShipmentRepresentation,
  TRADE_STATE_TEXTS,
  type TradeStateName,
} from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { moment } from "./format.js";
import type { PageContext } from "./page.js";
import { parcelRows } from "./parcels.js";
import { foreign, line, NOTHING, panel } from "./parts.js";
import { type Say, sayIn } from "./texts.js";

/** The style of a state's badge, by the status of an order that looks alike. */
const STYLES: Readonly<Record<TradeStateName, string>> = {
  unshipped: "to_ship",
  shipped: "shipped",
  confirmed: "shipped",
  settled: "shipped",
  refunded: "refunded",
  unsettled: "to_ship",
};

/** The state of a payment, and its open complaint. */
export function shipmentBadges(
  { state_name: state, in_complaint: isInComplaint }: ShipmentRepresentation,
  language: Language,
): Html {
  const complaint = html` <span class="state state_to_ship">${sayIn(language)("inComplaint")}</span>`;
  return html`<span class="states"> <span class="state state_${STYLES[state]}">${capitalized(TRADE_STATE_TEXTS[state])[language]}</span>${isInComplaint ? complaint : NOTHING}</span>`;
}

/** True for a shipment that says more than the status of its order does. */
export const saysMore = ({
  state_name: state,
  parcels,
  in_complaint: isInComplaint,
}: ShipmentRepresentation) =>
  (state !== "unshipped" && state !== "refunded") || parcels.length > 0 || isInComplaint;

/** What an order's shipments say beside it, without the parcels that the order names itself. */
export function shipmentsBeside({
  shipments = [],
  parcels,
}: Pick<BuyerOrderRepresentation, "shipments" | "parcels">): ShipmentRepresentation[] {
  const named = new Set(parcels.map(({ tracking_no: number }) => number));
  return shipments
    .map((shipment) => ({
      ...shipment,
      parcels: shipment.parcels.filter(({ tracking_no: number }) => !named.has(number)),
    }))
    .filter(saysMore);
}

/** The panels of an order's payment or payments. @param orderId the order to return to; null for none */
export const shipmentPanels = (
  shipments: readonly ShipmentRepresentation[],
  orderId: string | null,
  context: PageContext,
): Html => html`${shipments.map((shipment) => shipmentPanel(shipment, orderId, context))}`;

function shipmentPanel(
  shipment: ShipmentRepresentation,
  orderId: string | null,
  context: PageContext,
): Html {
  const { language } = context;
  const say = sayIn(language);
  return panel(
    say("shipment"),
    html`<dl class="weui-form-preview__bd">${line(say("state"), shipmentBadges(shipment, language))}
${timeLine("shippedAt", shipment.shipped_at, context)}
${timeLine("confirmsAt", shipment.confirms_at, context)}
${timeLine("confirmedAt", shipment.confirmed_at, context)}</dl>
${note(shipment, say)}
${parcelRows(shipment.parcels, ({ item_desc: goods }) => line(say("goodsSent"), foreign(goods)), context)}
${shipment.can_confirm ? receipt(shipment, orderId, say) : NOTHING}`,
  );
}

const timeLine = (
  name: "shippedAt" | "confirmsAt" | "confirmedAt",
  at: string | undefined,
  { language }: PageContext,
): Html =>
  at === undefined
    ? NOTHING
    : line(sayIn(language)(name), html`<time datetime="${at}">${moment(at, language)}</time>`);

function note(shipment: ShipmentRepresentation, say: Say): Html {
  const { in_complaint: isInComplaint, is_shipped: isShipped, state_name: state } = shipment;
  if (isInComplaint) return html`<p class="panel__text">${say("complaintHint")}</p>`;
  if (isShipped || state !== "unshipped") return NOTHING;
  return html`<p class="panel__text">${say(shipment.parcels.length === 0 ? "notShipped" : "moreParcels")}</p>`;
}

/** Confirming takes two steps, because it releases the money. It needs no script. */
function receipt(
  { transaction_id: id }: ShipmentRepresentation,
  orderId: string | null,
  say: Say,
): Html {
  const order = orderId === null ? "" : `?order=${encodeURIComponent(orderId)}`;
  return html`<details class="receipt"><summary class="weui-btn weui-btn_primary">${say("confirm")}</summary>
<form method="post" action="/buyer/shipments/${encodeURIComponent(id)}/receipt${order}"><p class="receipt__hint">${say("receiptHint")}</p>
<button class="weui-btn weui-btn_warn">${say("confirmNow")}</button></form></details>`;
}
