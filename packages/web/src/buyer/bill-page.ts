import type { BuyerOrderRepresentation, MerchantOrder } from "@dingdan/contract";
import { html } from "../html.js";
import { amountLines, heroAmount } from "./amounts.js";
import { moment } from "./format.js";
import { buyerPage, type PageContext } from "./page.js";
import { backLink, foreign, line, NOTHING } from "./parts.js";
import { numberLines, paymentParts } from "./payment-parts.js";
import { refundLines } from "./refunds.js";
import { pieces, sayIn } from "./texts.js";

/** The page of a payment alone, which the payment message links to. */
export function billPage(order: BuyerOrderRepresentation, context: PageContext): string {
  const { language } = context;
  const say = sayIn(language);
  const [first] = (order.order_list as MerchantOrder[]).flatMap(({ item_list }) => item_list);
  const content = html`${backLink(context)}
<article class="bill">
<header class="hero"><h1 class="weui-hidden_abs">${say("bill")}</h1>
<p class="hero__title">${foreign(order.merchant_name)}</p>
${heroAmount(order, language)}
<p class="hero__paid">${say("paymentDone")}</p></header>
<dl class="weui-form-preview__bd">
${amountLines(order, language)}
${refundLines(order.refunds, context)}
${line(say("goods"), html`${foreign(first?.name ?? "")} <span class="note">${pieces(order.item_count, language)}</span>`)}
${line(say("paidAt"), html`${moment(order.paid_at, language)}`)}
${numberLines(order, context)}
</dl>
${order.parts === undefined ? NOTHING : html`<section class="bill__parts"><h2 class="bill__title">${say("parts")}</h2>${paymentParts(order.parts, context)}</section>`}
<p class="note bill__note">${say("chinaTime")}</p>
</article>
<p class="action"><a class="weui-btn weui-btn_primary" href="/buyer/orders/${order.id}">${say("showOrder")}</a></p>`;
  return buyerPage(context, say("bill"), content);
}
