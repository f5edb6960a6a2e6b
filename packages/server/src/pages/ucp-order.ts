import {
  carrierName,
  type Delivery,
  formatMoney,
  type Language,
  LINK_TYPE,
  languageOf,
  statusWords,
  type Text,
  text,
} from "@dingdan/contract";
import { type Html, html } from "@dingdan/web";
import type { FastifyInstance } from "fastify";
import { type OrderContent, orderContents } from "../domain/order-content.js";
import { orderFactsShown } from "../domain/order-summary.js";
import { type FoundOrder, findPaidOrder, type UcpStores } from "../ucp/find-order.js";
import { ORDER_PAGE_PATH } from "../ucp/permalink.js";
import { type UcpKeys, UcpKeysUnusable } from "../ucp/ucp-keys.js";
import { sendPage } from "./page.js";

const T = {
  title: text("Order of {merchant}", "{merchant} 的订单"),
  status: text("Status", "状态"),
  total: text("Total", "合计"),
  items: text("Items", "商品"),
  parcels: text("Parcels", "包裹"),
  atMerchant: text("Open the order at the merchant", "在商户处查看订单"),
  more: text("The order with all its details is in WeChat.", "完整的订单信息请在微信中查看。"),
  missing: text("This link is not valid.", "链接无效。"),
  missingNext: text(
    "Open the order in WeChat, or ask for a new link.",
    "请在微信中打开订单，或重新获取链接。",
  ),
} as const;

/**
 * Registers the page to which the permalink of an order leads. Anyone who has the link sees it, so it has no
 * personal data: no buyer, no contacts and no numbers of the payment.
 */
export function registerUcpOrderPage(
  server: FastifyInstance,
  stores: UcpStores,
  keys: Pick<UcpKeys, "isCodeOf">,
): void {
  server.get(ORDER_PAGE_PATH, async (request, reply) => {
    const { id, code } = request.params as { readonly id: string; readonly code: string };
    const language = languageOf(request.headers["accept-language"]);
    const order = (await isValid(id, code, keys)) ? await findPaidOrder(id, stores) : null;
    reply.header("cache-control", "no-store").header("x-robots-tag", "noindex, nofollow");
    if (order === null) {
      reply.code(404);
      const body = html`<h1>${T.missing[language]}</h1><p>${T.missingNext[language]}</p>`;
      return sendPage(reply, { language, title: T.missing[language], body });
    }
    const title = T.title[language].replace("{merchant}", () => order.app.name);
    return sendPage(reply, { language, title, body: bodyOf(title, order, language) });
  });
}

async function isValid(id: string, code: string, keys: Pick<UcpKeys, "isCodeOf">) {
  try {
    return await keys.isCodeOf(id, code);
  } catch (error) {
    if (error instanceof UcpKeysUnusable) return false;
    throw error;
  }
}

function bodyOf(title: string, order: FoundOrder, language: Language): Html {
  const say = (words: Text) => words[language];
  const {
    statuses,
    needs_parcel: needsParcel,
    amount,
  } = orderFactsShown(order.upload, order.payment);
  const contents = orderContents(order.upload);
  const words = statuses.map((status) => say(statusWords(status, needsParcel))).join(", ");
  const parcels = order.deliveries.flatMap(
    ({ delivery }) => (JSON.parse(delivery) as Delivery).shipping_list,
  );
  return html`<h1>${title}</h1>
<dl><dt>${say(T.status)}</dt><dd>${words}</dd>
<dt>${say(T.total)}</dt><dd>${formatMoney(amount, language)}</dd></dl>
<h2>${say(T.items)}</h2>
<ul>${contents.flatMap(({ order: { item_list: items } }) =>
    items.map(({ name, quantity }) => html`<li>${name} × ${quantity}</li>`),
  )}</ul>
${parcels.length === 0 ? html`` : html`<h2>${say(T.parcels)}</h2>`}
${parcels.map(
  ({ express_company: code, tracking_no: number }) =>
    html`<p>${say(carrierName(code))} <code>${number}</code></p>`,
)}
${linksOf(contents, say)}
<p class="dim">${say(T.more)}</p>`;
}

/** The merchant's own pages of the order; pages of a mini program open only in WeChat. */
function linksOf(contents: readonly OrderContent[], say: (words: Text) => string): Html[] {
  const urls = contents.flatMap(({ order: { order_detail_jump_link: link } }) =>
    link.type === LINK_TYPE.URL && /^https?:\/\//i.test(link.url) ? [link.url] : [],
  );
  return [...new Set(urls)].map(
    (url) => html`<p><a href="${url}" rel="noreferrer nofollow">${say(T.atMerchant)}</a></p>`,
  );
}
