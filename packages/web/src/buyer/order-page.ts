import {
  type BuyerOrderRepresentation,
  formatMoney,
  type Item,
  type MerchantOrder,
} from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { amountLines, heroAmount, itemPrice } from "./amounts.js";
import { moment } from "./format.js";
import { orderBadges } from "./order-badges.js";
import { buyerPage, type PageContext } from "./page.js";
import {
  backLink,
  copyable,
  foreign,
  line,
  merchantLink,
  NOTHING,
  panel,
  picture,
} from "./parts.js";
import { numberLines, paymentParts } from "./payment-parts.js";
import { refundLines } from "./refunds.js";
import { shipmentPanels } from "./shipment-parts.js";
import { eventWords } from "./statuses.js";
import { sayIn, type TextName } from "./texts.js";

/** The page of one order: payment, items, logistics and timeline. */
export function orderPage(order: BuyerOrderRepresentation, context: PageContext): string {
  const say = sayIn(context.language);
  const orders = order.order_list as MerchantOrder[];
  const content = html`${backLink(context)}
<header class="hero"><h1 class="hero__title">${foreign(order.merchant_name)}</h1>
${heroAmount(order, context.language)}
<p>${orderBadges(order, context.language)}</p></header>
${orders.map((merchantOrder) => merchantOrderPanel(merchantOrder, context))}
${order.shipments === undefined ? NOTHING : shipmentPanels(order.shipments, order.id, context)}
${logistics(order, context)}
${order.refunds.length === 0 ? NOTHING : panel(say("refunds"), html`<dl class="weui-form-preview__bd">${refundLines(order.refunds, context)}</dl>`)}
${payment(order, context)}
${order.parts === undefined ? NOTHING : panel(say("parts"), paymentParts(order.parts, context))}
${timeline(order, context)}`;
  return buyerPage(context, say("order"), content);
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
</dl><p class="panel__end"><a class="weui-link" href="/buyer/bill/${order.id}">${say("showBill")}</a> <span class="note">${say("chinaTime")}</span></p>`,
  );
}

function merchantOrderPanel(order: MerchantOrder, context: PageContext): Html {
  const say = sayIn(context.language);
  return panel(
    say("items"),
    html`<ul class="items">${order.item_list.map((item) => itemRow(item, order, context))}</ul>
<dl class="weui-form-preview__bd">${line(say("orderNo"), copyable(order.merchant_order_no, say))}</dl>
<div class="panel__end">${merchantLink(order.order_detail_jump_link, say("afterSales"), context)}
<p class="note">${say("afterSalesHint")}</p></div>`,
  );
}

function itemRow(item: Item, order: MerchantOrder, context: PageContext): Html {
  const { language } = context;
  const { description } = item;
  const link = item.item_detail_jump_link;
  const hasOwnLink = JSON.stringify(link) !== JSON.stringify(order.order_detail_jump_link);
  return html`<li class="item">${picture(item.image_url?.[0])}<div class="item__body"><h3 class="item__name">${foreign(item.name)}</h3>
${description === undefined ? NOTHING : html`<p class="item__description">${foreign(description)}</p>`}
<p class="item__price"><span>${formatMoney(itemPrice(item.unit_price), language)}</span> <span>× ${item.quantity}</span></p>
${link === undefined || !hasOwnLink ? NOTHING : html`<div class="item__link">${merchantLink(link, sayIn(language)("itemPage"), context)}</div>`}</div></li>
`;
}

function logistics(order: BuyerOrderRepresentation, { language }: PageContext): Html {
  const say = sayIn(language);
  const { parcels } = order;
  // What the merchant reported to the shipping information management is shown above.
  if (parcels.length === 0 && order.shipments !== undefined) return NOTHING;
  const note = logisticsNote(order);
  const shownNote = note === null ? NOTHING : html`<p class="panel__text">${say(note)}</p>`;
  const rows = parcels.map((parcel, index) => {
    const number = parcels.length === 1 ? "" : ` ${index + 1}`;
    return html`<div class="parcel"><h3 class="parcel__name">${foreign(parcel.carrier_name)} <span class="note">${say("parcel")}${number}</span></h3>
<dl class="weui-form-preview__bd">${line(say("trackingNo"), copyable(parcel.tracking_no, say))}
${parcel.merchant_order_no === undefined || order.order_list.length === 1 ? NOTHING : line(say("orderNo"), foreign(parcel.merchant_order_no))}
${line(say("inside"), parcel.items === undefined ? html`${say("allItems")}` : html`<ul class="inside">${parcel.items.map((name) => html`<li>${foreign(name)}</li>`)}</ul>`)}</dl></div>
`;
  });
  return panel(say("logistics"), html`${shownNote}${rows}`);
}

/** What the parcels alone do not say; null if they say everything. */
function logisticsNote(order: BuyerOrderRepresentation): TextName | null {
  if (order.statuses.includes("partly_shipped")) return "partlyShipped";
  if (order.parcels.length > 0) return null;
  if (!order.needs_parcel) return "noShipping";
  return order.statuses.includes("refunded") ? "neverShipped" : "notShipped";
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
