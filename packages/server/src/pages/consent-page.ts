import { type Language, type Text, text } from "@dingdan/contract";
import { type Html, html } from "@dingdan/web";
import type { FastifyReply } from "fastify";
import type { AskedConsent, ConsentLink } from "./consent-link.js";
import { sendPage } from "./page.js";

const TEXTS = {
  title: text("Authorise a third-party platform", "授权第三方平台"),
  asks: text("asks to call these interfaces for your app:", "申请代您的应用调用以下接口："),
  leads: text("You will then be redirected to", "完成后将跳转至"),
  who: text("Your app", "您的应用"),
  appid: text("AppID", "AppID"),
  secret: text(
    "AppSecret: it proves that you administer the app; the third-party platform does not see it",
    "AppSecret，用于确认您是应用管理员；第三方平台不会看到",
  ),
  agreement: text("I sign the shopping-order service agreement", "我同意并签署购物订单服务协议"),
  agreementWhy: text(
    "Without it the platform cannot open the shopping-order permission for you.",
    "未签署时，第三方平台无法为您开通购物订单权限。",
  ),
  grant: text("Authorise", "同意授权"),
  refuse: text("Refuse", "拒绝"),
  refused: text("You refused. Nothing was authorised.", "您已拒绝，未授予任何权限。"),
  wrongApp: text("The AppID and the AppSecret do not match.", "AppID 与 AppSecret 不匹配。"),
  wrongKind: text(
    "The platform asks for another kind of app: enter the AppID of an app of that kind.",
    "该第三方平台申请的是另一类应用，请填写对应类型应用的 AppID。",
  ),
  tooMany: text(
    "Too many failed attempts from your address: try again in a minute.",
    "您的地址失败次数过多：请一分钟后重试。",
  ),
  noSet: text("Choose at least one permission set, or refuse.", "请至少选择一个权限集，或拒绝。"),
  set: text("Permission set", "权限集"),
  unknown: text("This link cannot be used", "该链接无法使用"),
  again: text(
    "Ask the platform for a new link. A link is valid for ten minutes and for one authorisation.",
    "请向第三方平台获取新的链接；每个链接只能授权一次，有效期十分钟。",
  ),
  noRedirect: text(
    "The link redirects to an address that the platform has not registered. Nothing was authorised.",
    "该链接将跳转至第三方平台未登记的地址，未授予任何权限。",
  ),
  foreign: text(
    "The form came from another site. Nothing was authorised.",
    "表单来自其他网站，未授予任何权限。",
  ),
} as const;

const SETS: Readonly<Record<number, Text>> = {
  18: text("Mini program development and data analysis", "小程序开发与数据分析"),
  120: text("Mini program shopping orders", "小程序购物订单"),
  121: text("Official account shopping orders", "公众号购物订单"),
  142: text("Mini program shipping management", "小程序发货信息管理"),
};

/** What is wrong with the merchant's choice, which the form then shows. */
export type ChoiceProblem = "wrongApp" | "wrongKind" | "noSet" | "tooMany";

const LINK_PARAMETERS = [
  "component_appid",
  "pre_auth_code",
  "redirect_uri",
  "auth_type",
  "biz_appid",
  "category_id_list",
] as const;

/** Sends the form in which the merchant consents, again with a problem if its choice had one. */
export function sendForm(
  reply: FastifyReply,
  language: Language,
  { path, parameters }: ConsentLink,
  { component, redirect, offeredSets }: AskedConsent,
  problem?: ChoiceProblem,
): FastifyReply {
  const say = (name: keyof typeof TEXTS) => TEXTS[name][language];
  const given = (name: string) => parameters.get(name) ?? "";
  const isRetry = problem !== undefined;
  const chosen = isRetry ? parameters.getAll("permission_set").map(Number) : offeredSets;
  const bizAppid = given("biz_appid");
  const body = html`<h1>${say("title")}</h1>
${isRetry ? html`<p role="alert"><strong>${say(problem)}</strong></p>` : html``}
<p><strong>${component.name}</strong> <code>${component.componentAppid}</code> ${say("asks")}</p>
<form method="post" action="${path}">
${LINK_PARAMETERS.map((name) => html`<input type="hidden" name="${name}" value="${given(name)}">`)}
${offeredSets.map((id) => checkbox("permission_set", `${id}`, chosen.includes(id), setName(id, language)))}
<h2>${say("who")}</h2>
<p><label>${say("appid")}<br><input name="appid" required maxlength="32" autocomplete="username"
 value="${bizAppid === "" ? given("appid") : bizAppid}"${bizAppid === "" ? html`` : html` readonly`}></label></p>
<p><label>${say("secret")}<br><input type="password" name="secret" required maxlength="64"
 autocomplete="current-password"></label></p>
${checkbox("agreement", "signed", isRetry && parameters.has("agreement"), say("agreement"))}
<p class="dim">${say("agreementWhy")}</p>
<p class="dim">${say("leads")} ${redirect.host}</p>
<p><button name="decision" value="grant">${say("grant")}</button>
<button name="decision" value="refuse" formnovalidate>${say("refuse")}</button></p>
</form>`;
  return sendPage(noStore(reply), {
    language,
    title: say("title"),
    body,
    formTargets: [redirect.origin],
  });
}

const setName = (id: number, language: Language) =>
  `${SETS[id]?.[language] ?? TEXTS.set[language]} (${id})`;

const checkbox = (name: string, value: string, isChecked: boolean, label: string): Html =>
  html`<p><label><input type="checkbox" name="${name}" value="${value}"${isChecked ? html` checked` : html``}> ${label}</label></p>`;

/** Sends a page that says why the link cannot be used, or that the merchant refused. */
export function sendProblemPage(
  reply: FastifyReply,
  language: Language,
  problem: "unknown" | "noRedirect" | "foreign" | "refused",
): FastifyReply {
  const title = TEXTS[problem === "refused" ? "title" : "unknown"][language];
  const why = TEXTS[problem === "unknown" ? "again" : problem][language];
  const body = html`<h1>${title}</h1><p>${why}</p>`;
  return sendPage(noStore(reply), { language, title, body });
}

/** The page's URL and its redirect contain codes: no cache may keep either. */
export const noStore = (reply: FastifyReply) => reply.header("cache-control", "no-store");
