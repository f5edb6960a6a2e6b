import { type Html, html } from "../html.js";
import { buyerPage, type PageContext } from "./page.js";
import { sayIn, type TextName } from "./texts.js";

/** A page with one message and the next step. */
function messagePage(title: TextName, hint: TextName, action: Html, context: PageContext): string {
  const say = sayIn(context.language);
  const content = html`<section class="message"><h1 class="message__title">${say(title)}</h1>
<p class="message__hint">${say(hint)}</p>
${action}</section>`;
  return buyerPage(context, say(title), content);
}

/** The page of a one-time link. Only its button uses the link: chat programs open links, too. */
export function linkPage(token: string, context: PageContext): string {
  const button = html`<form method="post" action="/buyer/sessions/${encodeURIComponent(token)}"><button class="weui-btn weui-btn_primary">${sayIn(context.language)("linkTitle")}</button></form>`;
  return messagePage("orders", "linkHint", button, context);
}

/** The kinds of notices. */
export type Notice =
  | "ended"
  | "noSession"
  | "sessionEnded"
  | "signedOut"
  | "missing"
  | "missingShipment"
  | "badAddress"
  | "tooMany"
  | "fault";

/** A notice; `fault` and `tooMany` offer a retry, the others link to the orders of a signed-in buyer. */
export function noticePage(notice: Notice, context: PageContext): string {
  const say = sayIn(context.language);
  const canRetry = notice === "fault" || notice === "tooMany";
  const href = canRetry ? context.url : "/buyer/";
  const label = say(canRetry ? "retry" : "showAll");
  const hasAction = context.session !== null || canRetry;
  const action = hasAction
    ? html`<p><a class="weui-btn weui-btn_primary" href="${href}">${label}</a></p>`
    : html``;
  const isWithoutLink = notice === "noSession" && context.isSandbox;
  const how = isWithoutLink ? sandboxLink(context) : html``;
  return messagePage(notice, `${notice}Hint`, html`${how}${action}`, context);
}

/** How someone who tries the platform gets a link. */
const sandboxLink = ({ language }: PageContext): Html =>
  html`<p class="message__hint">${sayIn(language)("sandboxLink")}<code class="message__code">dingdan buyer link OPENID --appid APPID</code></p>
`;
