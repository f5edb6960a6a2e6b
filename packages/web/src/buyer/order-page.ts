import type { BuyerOrderRepresentation, MerchantOrder } from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { amountLines, noteIfUnknown } from "./amounts.js";
import { moment } from "./format.js";
import { merchantOrderPanel } from "./items.js";
import { buyerPage, type PageContext } from "./page.js";
import { parcelRows } from "./parcels.js";
import { backLink, foreign, line, NOTHING, panel } from "./parts.js";
import { numberLines, paymentParts } from "./payment-parts.js";
import { refundLines } from "./refunds.js";
import { shipmentPanels, shipmentsBeside } from "./shipment-parts.js";
import { statusHead } from "./status-head.js";
import { eventWords } from "./statuses.js";
import { sayIn } from "./texts.js";

/** The page of one order: status and parcels, items, payment, timeline. */
export function orderPage(order: BuyerOrderRepresentation, context: PageContext): string {
  const say = sayIn(context.language);
  const shop = { name: order.merchant_name, openPaths: order.open_paths ?? [] };
  const content = html`${backLink(context)}
${statusHead(order, context)}
${logistics(order, context)}
${shipmentPanels(shipmentsBeside(order), order.id, context)}
${(order.order_list as MerchantOrder[]).map((each) => merchantOrderPanel(each, shop, context))}
${order.refunds.length === 0 ? NOTHING : panel(say("refunds"), html`<dl class="weui-form-preview__bd">${refundLines(order.refunds, context)}</dl>`)}
${payment(order, context)}
${order.parts === undefined ? NOTHING : panel(say("parts"), paymentParts(order.parts, context))}
${timeline(order, context)}
<p class="note zone">${say("chinaTime")}</p>`;
  return buyerPage(context, say("order"), content);
}

/** The parcels that the merchant uploaded for the order so far. */
function logistics(order: BuyerOrderRepresentation, context: PageContext): Html {
  if (order.parcels.length === 0) return NOTHING;
  const say = sayIn(context.language);
  const contentLines = ({ merchant_order_no: number, items }: (typeof order.parcels)[number]) =>
    html`${number === undefined || order.order_list.length === 1 ? NOTHING : line(say("orderNo"), foreign(number))}
${line(say("inside"), items === undefined ? html`${say("allItems")}` : html`<ul class="inside">${items.map((name) => html`<li>${foreign(name)}</li>`)}</ul>`)}`;
  return panel(say("logistics"), parcelRows(order.parcels, contentLines, context));
}

function payment(order: BuyerOrderRepresentation, context: PageContext): Html {
  const { language } = context;
  const say = sayIn(language);
  return panel(
    say("payment"),
    html`<dl class="weui-form-preview__bd">
${amountLines(order, language)}
${line(say("paidAt"), html`${moment(order.paid_at, language)}`)}
${numberLines(order, context)}
</dl>${noteIfUnknown(order, "totalOnly", language)}<p class="panel__end"><a class="weui-link" href="/buyer/bill/${order.id}">${say("showBill")} ›</a></p>`,
  );
}

function timeline(order: BuyerOrderRepresentation, { language }: PageContext): Html {
  const events = order.timeline
    .toReversed()
    .map(
      ({ at, event }) =>
        html`<li class="timeline__event"><span>${eventWords(event, language)}</span> <time class="note" datetime="${at}">${moment(at, language)}</time></li>`,
    );
  return panel(sayIn(language)("timeline"), html`<ol class="timeline">${events}</ol>`);
}
