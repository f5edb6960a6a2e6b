import type { BuyerOrderRepresentation, MerchantOrder } from "@dingdan/contract";
import { html } from "../html.js";
import { moment, yuan } from "./format.js";
import { backLink } from "./order-page.js";
import { buyerPage, type PageContext } from "./page.js";
import { copyable, foreign, line } from "./parts.js";
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
<p class="hero__amount">${yuan(order.amount_fen, language)}</p>
<p class="hero__paid">${say("paid")}</p></header>
<dl class="weui-form-preview__bd">
${refundLines(order.refunds, context)}
${line(say("goods"), html`${foreign(first?.name ?? "")} <span class="note">${pieces(order.item_count, language)}</span>`)}
${line(say("paidAt"), html`${moment(order.paid_at, language)}`)}
${line(say("transaction"), copyable(order.transaction_id, say))}
${line(say("tradeNo"), copyable(order.out_trade_no ?? "", say))}
</dl>
<p class="note bill__note">${say("chinaTime")}</p>
</article>
<p class="action"><a class="weui-btn weui-btn_primary" href="/buyer/orders/${order.id}">${say("showOrder")}</a></p>`;
  return buyerPage(context, say("bill"), content);
}
