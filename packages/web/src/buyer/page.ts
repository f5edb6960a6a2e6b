import type { Language } from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { SCRIPT, STYLE } from "./assets.js";
import { type Say, sayIn } from "./texts.js";

/** The context of every buyer page. */
export interface PageContext {
  readonly language: Language;
  /** The page's own path and query, which the language switch links to. */
  readonly url: string;
  /** Null if no buyer is signed in. */
  readonly session: { readonly isPreview: boolean } | null;
  /** True in WeChat's own browser, which can open mini programs. */
  readonly isWeChat: boolean;
  /** True on a phone or tablet, which may have WeChat. */
  readonly isPhone: boolean;
  /** True in a sandbox, whose pages may name its commands. */
  readonly isSandbox: boolean;
}

/** The content security policy: only our own script and style, and pictures over https. */
export const BUYER_PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  // WeUI's style contains its icons as data: URLs.
  "img-src 'self' https: data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

/** The complete document around a page's content, which contains its own `h1`. */
export function buyerPage(context: PageContext, title: string, content: Html): string {
  const { language, session } = context;
  const say = sayIn(language);
  return html`<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLE.path}">
<script type="module" src="${SCRIPT.path}"></script>
</head>
<body data-weui-mode="care">
${session?.isPreview === true ? previewBanner(say) : html``}
<main class="page">
${content}
</main>
<footer class="weui-footer page__footer">
${languageSwitch(context, say)}
${session === null ? html`` : signOutForm(say(session.isPreview ? "endPreview" : "signOut"))}
</footer>
<p class="toast" role="status" data-said="${say("copied")}"></p>
</body>
</html>
`.source;
}

const previewBanner = (say: Say): Html =>
  html`<p class="preview" role="note">${say("preview")}</p>`;

function languageSwitch({ language, url }: PageContext, say: Say): Html {
  const other = language === "zh" ? "en" : "zh";
  const [path, query] = url.split("?");
  const parameters = new URLSearchParams(query);
  parameters.set("lang", other);
  return html`<a class="weui-footer__link" lang="${other === "zh" ? "zh-CN" : "en"}" href="${path as string}?${parameters.toString()}">${say("otherLanguage")}</a>`;
}

const signOutForm = (label: string): Html =>
  html`<form method="post" action="/buyer/sign-out"><button class="weui-footer__link plain">${label}</button></form>`;
