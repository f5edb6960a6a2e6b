import { type AppKind, type Language, languageOf, type Text, text } from "@dingdan/contract";
import { type Html, html } from "@dingdan/web";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Clock } from "../clock.js";
import { grantAuthorization, KNOWN_PERMISSION_SETS, mayBeGranted } from "../components/grant.js";
import type { App } from "../domain/app.js";
import type { Component } from "../domain/component.js";
import { signAgreement } from "../domain/permission.js";
import { allowedRedirect } from "../domain/redirect-uri.js";
import { isFromAnotherSite } from "../http/other-site.js";
import { hashSecret, matchesHash } from "../secrets/secret.js";
import type { Store } from "../storage/store.js";
import { sendPage } from "./page.js";

/** WeChat's paths of the page: on a computer, and on a phone. */
export const CONSENT_PATHS = [
  "/cgi-bin/componentloginpage",
  "/wxaopen/safe/bindcomponent",
] as const;

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

/** `auth_type`: the kinds of apps that a link is for; any other number is for all. @see auth, §4 */
const KINDS_BY_AUTH_TYPE: Readonly<Record<string, readonly AppKind[]>> = {
  1: ["official_account"],
  2: ["mini_program"],
  3: ["official_account", "mini_program"],
};

/** A link to the page, as requested. */
interface Link {
  readonly path: string;
  readonly parameters: URLSearchParams;
}

/** A valid link: the platform, and the permission sets that it asks for. */
interface Request {
  readonly component: Component;
  readonly preAuthCode: string;
  readonly redirect: URL;
  readonly offeredSets: readonly number[];
}

type ConsentStores = Pick<Store, "apps" | "components" | "componentCredentials" | "authorizations">;

/**
 * Registers the page on which a merchant authorises a platform. It needs no script. The merchant enters
 * the app's secret in the form that grants consent: there is no session that another site could use, and
 * opening the link changes nothing.
 * @param wakePushes notifies the jobs that an event waits for the platform's callback
 */
export function registerConsentPages(
  server: FastifyInstance,
  store: ConsentStores,
  clock: Clock,
  { isSandbox, wakePushes }: { readonly isSandbox: boolean; readonly wakePushes: () => void },
): void {
  for (const path of CONSENT_PATHS) {
    server.get(path, async (request, reply) => {
      const language = languageOf(request.headers["accept-language"]);
      const link = { path, parameters: parametersOf(request.query) };
      const asked = await readLink(link, store, clock.nowMs(), isSandbox);
      return "problem" in asked
        ? sendProblemPage(reply.code(400), language, asked.problem)
        : sendForm(reply, language, link, asked);
    });

    server.post(path, async (request, reply) => {
      const language = languageOf(request.headers["accept-language"]);
      if (isFromAnotherSite(request)) {
        return sendProblemPage(reply.code(403), language, "foreign");
      }
      const body = (request.body as Buffer | undefined)?.toString("utf8") ?? "";
      const link = { path, parameters: new URLSearchParams(body) };
      const nowMs = clock.nowMs();
      const asked = await readLink(link, store, nowMs, isSandbox);
      if ("problem" in asked) return sendProblemPage(reply.code(400), language, asked.problem);
      if (link.parameters.get("decision") !== "grant") {
        return sendProblemPage(reply, language, "refused");
      }
      const chosen = await readChoice(link, asked, store);
      if ("problem" in chosen) {
        return sendForm(reply.code(422), language, link, asked, chosen.problem);
      }
      const { app, permissionSets } = chosen;
      const code = await grantAuthorization(
        {
          appid: app.appid,
          componentAppid: asked.component.componentAppid,
          permissionSets,
          preAuthCode: asked.preAuthCode,
        },
        store.authorizations,
        nowMs,
      );
      // The link has been used in the meantime, for example in another tab.
      if (code === null) return sendProblemPage(reply.code(400), language, "unknown");
      if (link.parameters.has("agreement")) {
        await store.apps.change(app.appid, (stored) => signAgreement(stored, nowMs));
      }
      wakePushes();
      const { redirect } = asked;
      redirect.searchParams.set("auth_code", code.secret);
      const remainingMs = code.credential.expiresAtMs - nowMs;
      redirect.searchParams.set("expires_in", String(Math.floor(remainingMs / 1000)));
      return noStore(reply).redirect(redirect.href, 303);
    });
  }
}

/** The parameters of a query. Of a repeated parameter the first value counts. */
function parametersOf(query: unknown): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query as Record<string, unknown>)) {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof first === "string") parameters.set(name, first);
  }
  return parameters;
}

async function readLink(
  { parameters }: Link,
  { components, componentCredentials }: ConsentStores,
  nowMs: number,
  isSandbox: boolean,
): Promise<Request | { readonly problem: "unknown" | "noRedirect" }> {
  const component = await components.find(parameters.get("component_appid") ?? "");
  if (component === null) return { problem: "unknown" };
  const preAuthCode = parameters.get("pre_auth_code") ?? "";
  const code = await componentCredentials.find(hashSecret(preAuthCode));
  const isUsable =
    code?.kind === "pre_auth_code" &&
    code.componentAppid === component.componentAppid &&
    nowMs < code.expiresAtMs;
  if (!isUsable) return { problem: "unknown" };
  const redirectUri = parameters.get("redirect_uri") ?? "";
  const redirect = allowedRedirect(redirectUri, component.redirectHosts, isSandbox);
  if (redirect === null) return { problem: "noRedirect" };
  const asked = askedSets(parameters.get("category_id_list"));
  const offeredSets = asked ?? component.permissionSets ?? KNOWN_PERMISSION_SETS;
  if (!mayBeGranted(component, offeredSets)) return { problem: "unknown" };
  return { component, preAuthCode, redirect, offeredSets };
}

/** `category_id_list` limits the request to some permission sets: `120|121`. Null when it names none. */
function askedSets(list: string | null): readonly number[] | null {
  const ids = (list ?? "").split("|").filter((id) => /^\d{1,4}$/.test(id));
  return ids.length === 0 ? null : ids.map(Number);
}

type ChoiceProblem = "wrongApp" | "wrongKind" | "noSet";

/** The app and the permission sets that the merchant chose, or the problem with the choice. */
async function readChoice(
  { parameters }: Link,
  { offeredSets }: Request,
  { apps }: ConsentStores,
): Promise<
  | { readonly app: App; readonly permissionSets: readonly number[] }
  | { readonly problem: ChoiceProblem }
> {
  const app = await apps.find((parameters.get("appid") ?? "").trim());
  const secret = (parameters.get("secret") ?? "").trim();
  if (app === null || !matchesHash(secret, app.secretHash)) return { problem: "wrongApp" };
  if (!isAskedFor(app, parameters)) return { problem: "wrongKind" };
  const chosen = new Set(parameters.getAll("permission_set").map(Number));
  const permissionSets = offeredSets.filter((id) => chosen.has(id));
  return permissionSets.length === 0 ? { problem: "noSet" } : { app, permissionSets };
}

/** `biz_appid` names the only app that a link is for, and takes precedence over `auth_type`. */
function isAskedFor(app: App, parameters: URLSearchParams): boolean {
  const bizAppid = parameters.get("biz_appid") ?? "";
  if (bizAppid !== "") return bizAppid === app.appid;
  const kinds = KINDS_BY_AUTH_TYPE[parameters.get("auth_type") ?? ""];
  return kinds === undefined || kinds.includes(app.kind);
}

const LINK_PARAMETERS = [
  "component_appid",
  "pre_auth_code",
  "redirect_uri",
  "auth_type",
  "biz_appid",
  "category_id_list",
] as const;

function sendForm(
  reply: FastifyReply,
  language: Language,
  { path, parameters }: Link,
  { component, redirect, offeredSets }: Request,
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

function sendProblemPage(
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
const noStore = (reply: FastifyReply) => reply.header("cache-control", "no-store");
