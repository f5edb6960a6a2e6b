import { PAID_ORDER_STATUSES, type PaidOrderStatus, statusWords } from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { month } from "./format.js";
import type { ListedOrderWithShipments } from "./order-badges.js";
import { orderCard } from "./order-card.js";
import { buyerPage, type PageContext } from "./page.js";
import { NOTHING } from "./parts.js";
import { sayIn } from "./texts.js";

/** The part of a buyer's orders that is shown. */
export interface OrdersView {
  readonly state: PaidOrderStatus | null;
  /** The search text; empty without a search. */
  readonly q: string;
  readonly orders: readonly ListedOrderWithShipments[];
  /** Where the next page begins; null on the last page. */
  readonly nextCursor: string | null;
  /** When the last order of the previous page was paid; null on the first page. */
  readonly afterMs: number | null;
  /** True: the buyer has payments under shipping information management, on a page of their own. */
  readonly hasShipments: boolean;
}

/** The statuses that most buyers look for. Their tabs come first. */
const MAIN: readonly PaidOrderStatus[] = ["to_ship", "shipped", "refunded"];
const TABS = [null, ...MAIN, ...PAID_ORDER_STATUSES.filter((status) => !MAIN.includes(status))];

/** The page of the buyer's orders, grouped by month. */
export function ordersPage(view: OrdersView, context: PageContext): string {
  const say = sayIn(context.language);
  const { state, q } = view;
  const content = html`<h1 class="weui-hidden_abs">${say("orders")}</h1>
<form class="weui-search-bar weui-search-bar_outlined search" method="get" action="/buyer/" role="search">
<div class="weui-search-bar__form"><div class="weui-search-bar__box"><i class="weui-icon-search"></i><input class="weui-search-bar__input" type="search" name="q" maxlength="64" value="${q}" placeholder="${say("searchHint")}" aria-label="${say("searchHint")}" autocomplete="off" enterkeyhint="search"></div></div>
${state === null ? NOTHING : html`<input type="hidden" name="state" value="${state}">`}
<button class="weui-search-bar__cancel-btn plain">${say("search")}</button>
</form>
<nav class="tabs" aria-label="${say("states")}">${TABS.map((tab) => stateTab(tab, view, context))}</nav>
${view.hasShipments ? html`<p class="deliveries"><a class="weui-link" href="/buyer/shipments">${say("shipments")}</a></p>` : NOTHING}
${view.orders.length === 0 && view.nextCursor === null ? emptyNote(view, context) : html`${ordersFragment({ ...view, afterMs: null }, context)}<p class="note zone">${say("chinaTime")}</p>`}`;
  return buyerPage(context, say("orders"), content);
}

/** Orders to append to the previous ones; a month that continues gets no second heading. */
export function ordersFragment(view: OrdersView, context: PageContext): Html {
  const { language } = context;
  let current = view.afterMs === null ? "" : month(view.afterMs, language);
  const rows = view.orders.map((order) => {
    const name = month(order.paid_at, language);
    const isNew = name !== current;
    current = name;
    return html`${isNew ? html`<h2 class="weui-cells__title month">${name}</h2>` : NOTHING}${orderCard(order, context)}`;
  });
  return html`${rows}${view.nextCursor === null ? NOTHING : moreLink(view, view.nextCursor, context)}`;
}

function moreLink(view: OrdersView, cursor: string, { language }: PageContext): Html {
  const say = sayIn(language);
  const query = queryOf(view.state, view.q, cursor);
  return html`<p class="weui-loadmore"><a class="weui-loadmore__tips more" href="/buyer/${query}" data-more="/buyer/more${query}" data-loading="${say("loading")}" data-failed="${say("failed")}">${say("more")}</a></p>`;
}

function stateTab(
  tab: PaidOrderStatus | null,
  { state, q }: OrdersView,
  { language }: PageContext,
): Html {
  const current = tab === state ? html` aria-current="page"` : NOTHING;
  return html`<a class="tabs__tab" href="/buyer/${queryOf(tab, q, null)}"${current}>${tab === null ? sayIn(language)("all") : statusWords(tab)[language]}</a>`;
}

function emptyNote({ state, q }: OrdersView, { language }: PageContext): Html {
  const say = sayIn(language);
  const title = q !== "" ? "noneFound" : state !== null ? "noneInState" : "noOrders";
  const hint = q !== "" ? "noneFoundHint" : "noOrdersHint";
  const isPart = q !== "" || state !== null;
  return html`<section class="empty"><h2 class="empty__title">${say(title)}</h2>
<p class="empty__hint">${say(hint)}</p>
${isPart ? html`<p><a class="weui-btn weui-btn_default" href="/buyer/">${say("showAll")}</a></p>` : NOTHING}</section>`;
}

function queryOf(state: PaidOrderStatus | null, q: string, cursor: string | null): string {
  const query = new URLSearchParams();
  if (state !== null) query.set("state", state);
  if (q !== "") query.set("q", q);
  if (cursor !== null) query.set("cursor", cursor);
  return query.size === 0 ? "" : `?${query}`;
}
