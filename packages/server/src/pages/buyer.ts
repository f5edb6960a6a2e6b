import {
  type BuyerOrderRepresentation,
  type Language,
  type Link,
  languageOf,
  type MerchantOrder,
  text,
} from "@dingdan/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { findBuyerOrder, listBuyerOrders } from "../buyer/orders.js";
import { sessionOf, setSessionCookie } from "../buyer/session-cookie.js";
import { openSession } from "../buyer/sessions.js";
import type { Clock } from "../clock.js";
import { PAGE_SIZE } from "../http/cursor.js";
import type { Store } from "../storage/store.js";
import { type Html, html } from "./html.js";
import { sendPage } from "./page.js";

const TEXTS = {
  title: text("My orders", "我的订单"),
  order: text("Order", "订单"),
  open: text("This link opens your orders, once.", "此链接可查看您的订单，仅可使用一次。"),
  show: text("See my orders", "查看我的订单"),
  none: text(
    "No orders yet. They appear here once the merchant is approved.",
    "暂无订单。商家通过审核后，订单会显示在这里。",
  ),
  ended: text("This link was used or has expired", "链接已使用或已过期"),
  again: text("Ask the merchant for a new link.", "请向商家获取新链接。"),
  paid: text("Paid", "已支付"),
  number: text("Order number", "订单号"),
  more: text("More", "更多"),
  all: text("All orders", "全部订单"),
  missing: text("No order of yours is here.", "这里没有您的订单。"),
} as const;

type Say = (name: keyof typeof TEXTS) => string;

/** The buyer's pages: the one-time link's, the list of orders, one order. They need no script. */
export function registerBuyerPages(
  server: FastifyInstance,
  store: Pick<Store, "apps" | "orders" | "refunds" | "buyerTokens">,
  clock: Clock,
  publicUrl: () => string,
): void {
  // Opening a link spends nothing, since chat programs open links for a preview: the button does.
  server.get("/buyer/sessions/:token", (request, reply) => {
    const { language, say } = languageFor(request);
    const { token } = request.params as { token: string };
    const body = html`<h1>${say("title")}</h1><p>${say("open")}</p>
<form method="post" action="/buyer/sessions/${encodeURIComponent(token)}"><button>${say("show")}</button></form>`;
    return sendPage(reply, { language, title: say("title"), body });
  });

  server.post("/buyer/sessions/:token", async (request, reply) => {
    const { token } = request.params as { token: string };
    const opened = await openSession(token, store.buyerTokens, clock.nowMs());
    if (opened === null) return sendEnded(request, reply);
    setSessionCookie(reply, opened.token, publicUrl());
    return reply.redirect("/buyer/", 303);
  });

  server.get("/buyer", (_request, reply) => reply.redirect("/buyer/", 308));

  server.get("/buyer/", async (request, reply) => {
    const session = await sessionOf(request, store.buyerTokens, clock);
    if (session === null) return sendEnded(request, reply);
    const { language, say } = languageFor(request);
    const { cursor } = request.query as { cursor?: string };
    const page = await listBuyerOrders(
      session,
      { limit: PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) },
      store,
      language,
    );
    const { next_cursor: next } = page as { next_cursor?: string };
    const body = html`<h1>${say("title")}</h1>
${page.items.length === 0 ? html`<p>${say("none")}</p>` : html``}
${page.items.map((order) => orderCard(order, language, say))}
${next === undefined ? html`` : html`<p><a href="/buyer/?cursor=${encodeURIComponent(next)}">${say("more")}</a></p>`}`;
    return sendPage(reply, { language, title: say("title"), body });
  });

  server.get("/buyer/orders/:id", async (request, reply) => {
    const session = await sessionOf(request, store.buyerTokens, clock);
    if (session === null) return sendEnded(request, reply);
    const { language, say } = languageFor(request);
    const { id } = request.params as { id: string };
    const order = await findBuyerOrder(session, id, store, language);
    const shown = order === null ? html`<p>${say("missing")}</p>` : orderCard(order, language, say);
    const body = html`<p><a href="/buyer/">${say("all")}</a></p>${shown}`;
    return sendPage(order === null ? reply.code(404) : reply, {
      language,
      title: say("order"),
      body,
    });
  });
}

function languageFor(request: FastifyRequest): { language: Language; say: Say } {
  const language = languageOf(request.headers["accept-language"]);
  return { language, say: (name) => TEXTS[name][language] };
}

function sendEnded(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { language, say } = languageFor(request);
  const body = html`<h1>${say("ended")}</h1><p>${say("again")}</p>`;
  return sendPage(reply.code(401), { language, title: say("ended"), body });
}

function orderCard(order: BuyerOrderRepresentation, language: Language, say: Say): Html {
  const locale = language === "zh" ? "zh-CN" : "en";
  const paidAt = new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "Asia/Shanghai",
  }).format(new Date(order.paid_at));
  return html`<article>
<h2><a href="/buyer/orders/${order.id}">${order.merchant_name}</a></h2>
<p class="dim">${say("paid")} ${yuan(order.amount_fen, locale)} · ${paidAt}</p>
${(order.order_list as MerchantOrder[]).map((merchantOrder) => merchantOrderRows(merchantOrder, locale, say))}
${order.parcels.map((parcel) => html`<p class="dim">${parcel.carrier_name} <code>${parcel.tracking_no}</code> ${(parcel.items ?? []).join(", ")}</p>`)}
</article>`;
}

function merchantOrderRows(order: MerchantOrder, locale: string, say: Say): Html {
  const items = order.item_list.map(
    (item) =>
      html`<li><span>${item.name}</span><span>${yuan(item.unit_price, locale)} × ${item.quantity}</span></li>`,
  );
  return html`<ul>${items}</ul>
<p class="dim">${say("number")} ${order.merchant_order_no} ${linkTo(order.order_detail_jump_link)}</p>`;
}

/** A link to the merchant's page shows where it leads; a mini program opens inside WeChat alone. */
function linkTo(link: Link): Html {
  if (link.type === 2) return html`· <code>${link.appid} ${link.path}</code>`;
  const host = URL.canParse(link.url) ? new URL(link.url).host : link.url;
  return html`· <a href="${link.url}" rel="noreferrer noopener nofollow">${host}</a>`;
}

const yuan = (fen: number, locale: string) =>
  new Intl.NumberFormat(locale, { style: "currency", currency: "CNY" }).format(fen / 100);
