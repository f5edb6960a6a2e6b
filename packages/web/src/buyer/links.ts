import { type Link, plaintextScheme } from "@dingdan/contract";
import { type Html, html } from "../html.js";
import type { PageContext } from "./page.js";
import { copyable, foreign, line, NOTHING } from "./parts.js";
import { qrCode } from "./qr-code.js";
import { safeLink } from "./safe-link.js";
import { sayIn } from "./texts.js";

type MiniProgramLink = Extract<Link, { readonly appid: string }>;

/** The attributes of a link to another site: it learns nothing of this page. */
export const DETACHED = html`rel="noopener noreferrer nofollow external"`;

/** The link to a page of a merchant or carrier: its name, and the host that it leads to. */
export function outLink(url: string, label: string, context: PageContext): Html {
  const target = safeLink(url);
  return target === null
    ? html`<span class="out out_unsafe"><span class="out__label">${label}</span> <span class="out__host">${sayIn(context.language)("noLink")}</span></span>`
    : html`<a class="out" href="${target.href}" ${DETACHED}><span class="out__label">${label}</span> <span class="out__host">${target.host}</span></a>`;
}

/** The page of a mini program, and who opens it where. */
export interface MiniProgramTarget {
  readonly link: MiniProgramLink;
  /** The paths that the mini program's owner has declared. */
  readonly openPaths: readonly string[];
  /** The name of the mini program. */
  readonly name: string;
}

/** What opens a mini program on a phone outside WeChat; null in WeChat, on desktops and for other paths. */
export const schemeOnPhone = (
  { link, openPaths }: Pick<MiniProgramTarget, "link" | "openPaths">,
  { isPhone, isWeChat }: PageContext,
): string | null => (isPhone && !isWeChat ? plaintextScheme(link, openPaths) : null);

/**
 * Inside WeChat, WeChat's own element opens the mini program if the operator's site loads WeChat's
 * script. A phone opens it by its URL scheme, and scans it from a desktop. Everywhere else the words say
 * where it is.
 */
export function miniProgramButton(
  target: MiniProgramTarget,
  label: string,
  context: PageContext,
): Html {
  const { link, openPaths, name } = target;
  const say = sayIn(context.language);
  const where = html`<p class="note">${say("inMiniProgram")} ${foreign(name)}</p>`;
  if (context.isWeChat) return html`${launchElement(link, label)}${where}`;
  const scheme = plaintextScheme(link, openPaths);
  if (scheme === null) return html`<p class="out__label">${label}</p>${where}`;
  if (context.isPhone) {
    return html`<p><a class="weui-btn weui-btn_default" href="${scheme}">${label}</a></p><p class="note">${say("opensWeChat")}</p>`;
  }
  return html`<div class="scan">${qrCode(scheme, say("qrLabel"))}<div class="scan__text"><p class="out__label">${label}</p>
<p class="note">${say("scanHint")}</p></div></div>`;
}

/** WeChat's own element; without WeChat's script it shows nothing. */
export const launchElement = ({ appid, path }: MiniProgramLink, label: string): Html =>
  html`<wx-open-launch-weapp appid="${appid}" path="${path}"><template><button>${label}</button></template></wx-open-launch-weapp>`;

/** A page of a mini program that the buyer cannot open here, with what it is the page of. */
export interface NamedPage {
  readonly name: Html;
  readonly link: MiniProgramLink;
}

/** The AppID and paths for those who help the buyer, behind a fold. */
export function technicalDetails(pages: readonly NamedPage[], { language }: PageContext): Html {
  const [first] = pages;
  if (first === undefined) return NOTHING;
  const say = sayIn(language);
  return html`<details class="technical"><summary>${say("technical")}</summary>
<dl class="weui-form-preview__bd">${line(say("appid"), copyable(first.link.appid, say))}
${pages.map(({ name, link }) => line(name, copyable(link.path, say)))}</dl></details>`;
}
