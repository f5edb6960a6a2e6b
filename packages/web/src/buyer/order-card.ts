import type { MerchantOrder } from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { cardAmounts, noteIfUnknown } from "./amounts.js";
import { day } from "./format.js";
import { type ListedOrderWithShipments, orderBadges } from "./order-badges.js";
import type { PageContext } from "./page.js";
import { foreign, picture } from "./parts.js";
import { pieces } from "./texts.js";

const PICTURES_MAX = 3;

/** An order in the list: merchant, pictures and amount. The entire card links to the order. */
export function orderCard(order: ListedOrderWithShipments, { language }: PageContext): Html {
  const items = (order.order_list as MerchantOrder[]).flatMap(({ item_list }) => item_list);
  const shown = items.slice(0, PICTURES_MAX);
  const separator = language === "zh" ? "、" : ", ";
  return html`<article class="card">
<header class="card__head"><h3 class="card__merchant"><a class="card__link" href="/buyer/orders/${order.id}">${foreign(order.merchant_name)}</a></h3>${orderBadges(order, language)}</header>
<div class="card__items card__items_${shown.length}">${shown.map((item) => picture(item.image_url?.[0]))}
<p class="card__names">${shown.map(({ name }, index) => html`${index === 0 ? "" : separator}${foreign(name)}`)}</p></div>
<div class="card__sum"><time class="card__day" datetime="${order.paid_at}">${day(order.paid_at, language)}</time><span>${pieces(order.item_count, language)}</span>${cardAmounts(order, language)}${noteIfUnknown(order, "paidUnknown", language)}</div>
</article>
`;
}
