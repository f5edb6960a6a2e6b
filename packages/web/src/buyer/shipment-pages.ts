import { formatMoney, type ShipmentRepresentation } from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { moment } from "./format.js";
import { buyerPage, type PageContext } from "./page.js";
import { backLink, copyable, foreign, line, NOTHING, panel } from "./parts.js";
import { shipmentBadges, shipmentPanels } from "./shipment-parts.js";
import { headOf } from "./status-head.js";
import { sayIn } from "./texts.js";

/** The page of one payment under shipping information management. */
export function shipmentPage(shipment: ShipmentRepresentation, context: PageContext): string {
  const { language } = context;
  const say = sayIn(language);
  const { order_id: orderId } = shipment;
  const details =
    orderId === undefined
      ? NOTHING
      : html`<p class="panel__end"><a class="weui-link" href="/buyer/orders/${orderId}">${say("orderDetails")}</a></p>`;
  const content = html`${backLink(context)}
${headOf(shipmentBadges(shipment, language), [])}
${shipmentPanels([shipment], null, context)}
${panel(
  say("payment"),
  html`<dl class="weui-form-preview__bd">
${line(say("merchant"), foreign(shipment.merchant_name))}
${line(say("total"), html`<strong class="amount">${formatMoney(shipment.amount, language)}</strong>`)}
${line(say("paidAt"), html`${moment(shipment.paid_at, language)}`)}
${line(say("transaction"), copyable(shipment.transaction_id, say))}
${line(say("tradeNo"), copyable(shipment.out_trade_no, say))}</dl>${details}`,
)}
<p class="note zone">${say("chinaTime")}</p>`;
  return buyerPage(context, say("shipment"), content);
}

/** The list of the buyer's payments under shipping information management. */
export function shipmentsPage(
  shipments: readonly ShipmentRepresentation[],
  nextCursor: string | null,
  context: PageContext,
): string {
  const say = sayIn(context.language);
  const more =
    nextCursor === null
      ? NOTHING
      : html`<p class="weui-loadmore"><a class="weui-loadmore__tips more" href="/buyer/shipments?${new URLSearchParams({ cursor: nextCursor }).toString()}">${say("moreShipments")}</a></p>`;
  const empty = html`<section class="empty"><h2 class="empty__title">${say("noShipments")}</h2>
<p class="empty__hint">${say("noShipmentsHint")}</p></section>`;
  const content = html`${backLink(context)}
<h1 class="list-title">${say("shipments")}</h1>
${shipments.length === 0 ? empty : shipments.map((shipment) => shipmentCard(shipment, context))}${more}`;
  return buyerPage(context, say("shipments"), content);
}

/** A payment in the list. The entire card links to it. */
function shipmentCard(shipment: ShipmentRepresentation, { language }: PageContext): Html {
  const { transaction_id: id, description } = shipment;
  return html`<article class="card">
<header class="card__head"><h2 class="card__merchant"><a class="card__link" href="/buyer/shipments/${encodeURIComponent(id)}">${foreign(shipment.merchant_name)}</a></h2>${shipmentBadges(shipment, language)}</header>
<div class="card__items card__items_1"><p class="card__names">${description === "" ? shipment.out_trade_no : foreign(description)}</p></div>
<div class="card__sum"><span>${moment(shipment.paid_at, language)}</span> <strong class="amount">${formatMoney(shipment.amount, language)}</strong></div>
</article>
`;
}
