import { type Html, html } from "../html.js";
import type { PageContext } from "./page.js";
import { safeImage } from "./safe-link.js";
import { type Say, sayIn } from "./texts.js";

export const NOTHING: Html = html``;

/** The link back to the list. */
export const backLink = ({ language }: PageContext): Html =>
  html`<p class="back"><a href="/buyer/">${sayIn(language)("orders")}</a></p>`;

export const panel = (title: string | Html, content: Html): Html =>
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
export const line = (name: string | Html, value: Html): Html =>
  html`<div class="weui-form-preview__item"><dt class="weui-form-preview__label">${name}</dt><dd class="weui-form-preview__value">${value}</dd></div>`;
