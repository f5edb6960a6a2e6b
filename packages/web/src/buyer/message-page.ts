import { type Html, html } from "../html.js";
import { buyerPage, type PageContext } from "./page.js";
import { sayIn, type TextName } from "./texts.js";

/** A page that says one thing, and what to do about it. */
function messagePage(title: TextName, hint: TextName, action: Html, context: PageContext): string {
  const say = sayIn(context.language);
  const content = html`<section class="message"><h1 class="message__title">${say(title)}</h1>
<p class="message__hint">${say(hint)}</p>
${action}</section>`;
  return buyerPage(context, say(title), content);
}

/** Where a one-time link leads. Only the button spends it: chat programs open links by themselves. */
export function linkPage(token: string, context: PageContext): string {
  const button = html`<form method="post" action="/buyer/sessions/${encodeURIComponent(token)}"><button class="weui-btn weui-btn_primary">${sayIn(context.language)("linkTitle")}</button></form>`;
  return messagePage("orders", "linkHint", button, context);
}

/** What may be wrong with a page, and how to go on. */
export type Notice = "ended" | "signedOut" | "missing" | "badAddress" | "fault";

/** A notice; `fault` leads to another try, the others to the orders of who is signed in. */
export function noticePage(notice: Notice, context: PageContext): string {
  const say = sayIn(context.language);
  const href = notice === "fault" ? context.url : "/buyer/";
  const label = say(notice === "fault" ? "retry" : "showAll");
  const leadsOn = context.session !== null || notice === "fault";
  const action = leadsOn
    ? html`<p><a class="weui-btn weui-btn_primary" href="${href}">${label}</a></p>`
    : html``;
  return messagePage(notice, `${notice}Hint`, action, context);
}
