import { formatMoney, type Item, type MerchantOrder } from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { itemPrice } from "./amounts.js";
import {
  DETACHED,
  launchElement,
  miniProgramButton,
  type NamedPage,
  outLink,
  schemeOnPhone,
  technicalDetails,
} from "./links.js";
import type { PageContext } from "./page.js";
import { copyable, foreign, line, NOTHING, panel, picture } from "./parts.js";
import { safeLink } from "./safe-link.js";
import { sayIn } from "./texts.js";

/** The shop that an order is from, as its mini program is called, and the pages that may be opened in it. */
export interface Shop {
  readonly name: string;
  readonly openPaths: readonly string[];
}

/** A merchant order: its items, its number, and the merchant's own page of it. */
export function merchantOrderPanel(order: MerchantOrder, shop: Shop, context: PageContext): Html {
  const say = sayIn(context.language);
  return panel(
    foreign(shop.name),
    html`<ul class="items">${order.item_list.map((item) => itemRow(item, order, shop, context))}</ul>
<dl class="weui-form-preview__bd">${line(say("orderNo"), copyable(order.merchant_order_no, say))}</dl>
<div class="panel__end">${ownPage(order, shop, context)}
<p class="note">${say("afterSalesHint")}</p>
${technicalDetails(closedPages(order, shop, context), context)}</div>`,
  );
}

/** The merchant's page of the order, for returns and invoices. */
function ownPage(
  { order_detail_jump_link: link }: MerchantOrder,
  { name, openPaths }: Shop,
  context: PageContext,
): Html {
  const label = sayIn(context.language)("afterSales");
  return link.type === 2
    ? miniProgramButton({ link, openPaths, name }, label, context)
    : outLink(link.url, label, context);
}

function itemRow(item: Item, order: MerchantOrder, shop: Shop, context: PageContext): Html {
  const { language } = context;
  const { description } = item;
  const target = itemTarget(ownLinkOf(item, order), shop, context);
  const row = html`${picture(item.image_url?.[0])}<div class="item__body"><h3 class="item__name">${foreign(item.name)}</h3>
${description === undefined ? NOTHING : html`<p class="item__description">${foreign(description)}</p>`}
<p class="item__price"><span>${formatMoney(itemPrice(item.unit_price), language)}</span> <span>× ${item.quantity}</span></p>
${target.note}</div>`;
  return html`<li class="item">${
    target.attributes === null
      ? html`<div class="item__row">${row}</div>`
      : html`<a class="item__row item__row_open out" ${target.attributes}>${row}</a>`
  }${target.extra}</li>
`;
}

/** What a tap on an item opens. */
interface ItemTarget {
  /** The attributes of the link around the row; null for a row that is no link. */
  readonly attributes: Html | null;
  /** Where it leads, within the row. */
  readonly note: Html;
  /** Below the row. */
  readonly extra: Html;
}

function itemTarget(
  link: Item["item_detail_jump_link"],
  shop: Shop,
  context: PageContext,
): ItemTarget {
  const say = sayIn(context.language);
  const none = { attributes: null, note: NOTHING, extra: NOTHING };
  if (link === undefined) return none;
  if (link.type === 2) {
    if (context.isWeChat) return { ...none, extra: launchElement(link, say("itemPage")) };
    const scheme = schemeOnPhone({ link, openPaths: shop.openPaths }, context);
    if (scheme === null) return none;
    const note = html`<p class="out__host">${say("opensWeChat")}</p>`;
    return { attributes: html`href="${scheme}"`, note, extra: NOTHING };
  }
  const target = safeLink(link.url);
  if (target === null) return { ...none, note: html`<p class="out__host">${say("noLink")}</p>` };
  return {
    attributes: html`href="${target.href}" ${DETACHED}`,
    note: html`<p class="out__host">${target.host}</p>`,
    extra: NOTHING,
  };
}

/** An item's link, if it is not that of its order. */
const ownLinkOf = (item: Item, order: MerchantOrder): Item["item_detail_jump_link"] =>
  JSON.stringify(item.item_detail_jump_link) === JSON.stringify(order.order_detail_jump_link)
    ? undefined
    : item.item_detail_jump_link;

/** The pages of the mini program that no button opens on this device. */
function closedPages(order: MerchantOrder, shop: Shop, context: PageContext): NamedPage[] {
  const say = sayIn(context.language);
  const own = { name: html`${say("path")}`, link: order.order_detail_jump_link };
  const ofItems = order.item_list.map((item) => ({
    name: foreign(item.name),
    link: ownLinkOf(item, order),
  }));
  return [own, ...ofItems].flatMap(({ name, link }) =>
    link?.type === 2 && schemeOnPhone({ link, openPaths: shop.openPaths }, context) === null
      ? [{ name, link }]
      : [],
  );
}
