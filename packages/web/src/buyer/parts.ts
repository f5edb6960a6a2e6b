import type { Link } from "@dingdan/contract";
import { type Html, html } from "../html.js";
import type { PageContext } from "./page.js";
import { safeImage, safeLink } from "./safe-link.js";
import { type Say, sayIn } from "./texts.js";

export const NOTHING: Html = html``;

/** The link back to the list. */
export const backLink = ({ language }: PageContext): Html =>
  html`<p class="back"><a href="/buyer/">${sayIn(language)("orders")}</a></p>`;

export const panel = (title: string, content: Html): Html =>
  html`<section class="weui-panel panel"><h2 class="weui-panel__hd">${title}</h2>
${content}</section>
`;

/** A picture in a box; without a picture, or if loading failed, the box shows a placeholder. */
export function picture(url: string | undefined): Html {
  const source = safeImage(url);
  return html`<span class="thumb">${
    source === null
      ? NOTHING
      : html`<img class="thumb__image" src="${source}" alt="" width="72" height="72" loading="lazy" decoding="async" referrerpolicy="no-referrer">`
  }</span>`;
}

/** A merchant's text, isolated so that its direction cannot reorder its surroundings. */
export const foreign = (text: string): Html => html`<bdi>${text}</bdi>`;

/** A number with a copy button. */
export const copyable = (text: string, say: Say): Html =>
  html`<span class="number">${text}</span> <button class="weui-btn weui-btn_default weui-btn_mini copy" type="button" hidden data-copy="${text}">${say("copy")}<span class="weui-hidden_abs"> ${text}</span></button>`;

/** A line with its name on the left and its value on the right. */
export const line = (name: string, value: Html): Html =>
  html`<div class="weui-form-preview__item"><dt class="weui-form-preview__label">${name}</dt><dd class="weui-form-preview__value">${value}</dd></div>`;

/**
 * A merchant's link that shows its target before the buyer follows it: the host of a page, or the mini
 * program that WeChat opens.
 */
export function merchantLink(link: Link, label: string, context: PageContext): Html {
  const say = sayIn(context.language);
  if (link.type === 2) return miniProgramLink(link, label, context.isWeChat, say);
  const target = safeLink(link.url);
  if (target === null) {
    return html`<span class="out out_unsafe"><span class="out__label">${label}</span> <span class="out__host">${say("noLink")}</span></span>`;
  }
  return html`<a class="out" href="${target.href}" rel="noopener noreferrer nofollow external"><span class="out__label">${label}</span> <span class="out__host">${target.host}</span></a>`;
}

/**
 * Inside WeChat, WeChat's own element opens the mini program if the operator's site loads WeChat's
 * script. Other browsers show only the address: the appid and path to open in WeChat.
 */
function miniProgramLink(
  { appid, path }: { readonly appid: string; readonly path: string },
  label: string,
  isWeChat: boolean,
  say: Say,
): Html {
  const address = html`<p class="out__label">${label}</p>
<p class="out__path">${say("miniProgram")} ${copyable(appid, say)}</p>
<p class="out__path">${say("path")} ${copyable(path, say)}</p>`;
  if (!isWeChat) return address;
  return html`<wx-open-launch-weapp appid="${appid}" path="${path}"><template><button>${say("openMiniProgram")}</button></template></wx-open-launch-weapp>${address}`;
}
