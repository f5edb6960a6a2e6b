import { type AppKind, languageOf } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import { grantAuthorization } from "../components/grant.js";
import type { App } from "../domain/app.js";
import { signAgreement } from "../domain/permission.js";
import { atAppSecret, atUnknownApp } from "../guesses/doors.js";
import type { GuessLimit } from "../guesses/guess-limit.js";
import { retryAfterS } from "../guesses/try-credential.js";
import { ForeignRequest } from "../http/own-site.js";
import { matchesHash } from "../secrets/secret.js";
import type { Store } from "../storage/store.js";
import { type AskedConsent, type ConsentLink, parametersOf, readLink } from "./consent-link.js";
import { type ChoiceProblem, noStore, sendForm, sendProblemPage } from "./consent-page.js";

/** WeChat's paths of the page: on a computer, and on a phone. */
export const CONSENT_PATHS = [
  "/cgi-bin/componentloginpage",
  "/wxaopen/safe/bindcomponent",
] as const;

/** `auth_type`: the kinds of apps that a link is for; any other number is for all. @see auth, §4 */
const KINDS_BY_AUTH_TYPE: Readonly<Record<string, readonly AppKind[]>> = {
  1: ["official_account"],
  2: ["mini_program"],
  3: ["official_account", "mini_program"],
};

type ConsentStores = Pick<Store, "apps" | "components" | "componentCredentials" | "authorizations">;

export interface ConsentParts {
  readonly isSandbox: boolean;
  /** Notifies the jobs that an event waits for the platform's callback. */
  readonly wakePushes: () => void;
  readonly guesses: GuessLimit;
}

/**
 * Registers the page on which a merchant authorises a platform. It needs no script. The merchant enters
 * the app's secret in the form that grants consent: there is no session that another site could use, and
 * opening the link changes nothing. They have their own scope, in which a foreign form is answered by a page.
 */
export function registerConsentPages(
  server: FastifyInstance,
  store: ConsentStores,
  clock: Clock,
  { isSandbox, wakePushes, guesses }: ConsentParts,
): void {
  server.setErrorHandler((error, request, reply) => {
    if (!(error instanceof ForeignRequest)) throw error;
    const language = languageOf(request.headers["accept-language"]);
    return sendProblemPage(reply.code(403), language, "foreign");
  });
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
      const body = (request.body as Buffer | undefined)?.toString("utf8") ?? "";
      const link = { path, parameters: new URLSearchParams(body) };
      const nowMs = clock.nowMs();
      const asked = await readLink(link, store, nowMs, isSandbox);
      if ("problem" in asked) return sendProblemPage(reply.code(400), language, asked.problem);
      if (link.parameters.get("decision") !== "grant") {
        return sendProblemPage(reply, language, "refused");
      }
      const chosen = await readChoice(link, asked, store, { guesses, address: request.ip });
      if ("problem" in chosen) {
        const { problem, blockedMs = 0 } = chosen;
        if (blockedMs > 0) reply.code(429).header("retry-after", retryAfterS(blockedMs));
        else reply.code(422);
        return sendForm(reply, language, link, asked, problem);
      }
      const granted = await grant({ link, asked, chosen }, store, nowMs);
      // The link has been used in the meantime, for example in another tab.
      if (granted === null) return sendProblemPage(reply.code(400), language, "unknown");
      wakePushes();
      return noStore(reply).redirect(granted.href, 303);
    });
  }
}

interface Choice {
  readonly app: App;
  readonly permissionSets: readonly number[];
}

/** Records the consent. Returns where the merchant's browser goes next; null when the link has been used. */
async function grant(
  {
    link,
    asked,
    chosen,
  }: { readonly link: ConsentLink; readonly asked: AskedConsent; readonly chosen: Choice },
  { authorizations, apps }: ConsentStores,
  nowMs: number,
): Promise<URL | null> {
  const { appid } = chosen.app;
  const { preAuthCode, redirect } = asked;
  const { componentAppid } = asked.component;
  const { permissionSets } = chosen;
  const code = await grantAuthorization(
    { appid, componentAppid, permissionSets, preAuthCode },
    authorizations,
    nowMs,
  );
  if (code === null) return null;
  if (link.parameters.has("agreement")) {
    await apps.change(appid, (stored) => signAgreement(stored, nowMs));
  }
  const target = new URL(redirect);
  target.searchParams.set("auth_code", code.secret);
  const remainingMs = code.credential.expiresAtMs - nowMs;
  target.searchParams.set("expires_in", String(Math.floor(remainingMs / 1000)));
  return target;
}

/** The app and the permission sets that the merchant chose, or the problem with the choice. */
async function readChoice(
  { parameters }: ConsentLink,
  { offeredSets }: AskedConsent,
  { apps }: ConsentStores,
  { guesses, address }: { readonly guesses: GuessLimit; readonly address: string },
): Promise<Choice | { readonly problem: ChoiceProblem; readonly blockedMs?: number }> {
  const app = await apps.find((parameters.get("appid") ?? "").trim());
  const secret = (parameters.get("secret") ?? "").trim();
  const attempt = app === null ? atUnknownApp(address) : atAppSecret(app.appid, address);
  const blockedMs = await guesses.blockedUnlessKnownMs(attempt);
  if (blockedMs > 0) return { problem: "tooMany", blockedMs };
  if (app === null || !matchesHash(secret, app.secretHash)) {
    await guesses.wrong(attempt);
    return { problem: "wrongApp" };
  }
  guesses.right(attempt);
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
