import { BUYER_PAGE_POLICY, type Notice, noticePage, type PageContext } from "@dingdan/web";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { BuyerParts, BuyerStores } from "../buyer/routes.js";
import { hasSessionCookie, sessionOf } from "../buyer/session-cookie.js";
import { PAGE_REFERRER_POLICY } from "../http/own-site.js";
import type { BuyerToken } from "../storage/store.js";
import { languageFor } from "./language.js";

/** A request for one of the buyer's pages, with its reply and the services that answer it. */
export interface Visit extends BuyerParts {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly store: BuyerStores;
}

/** A visit of a buyer who is signed in. */
export interface SignedInVisit extends Visit {
  readonly session: BuyerToken;
  readonly context: PageContext;
}

/** Shows a page to a signed-in buyer; shows others where links come from, or that their session ended. */
export async function showToSignedIn(
  visit: Visit,
  show: (visit: SignedInVisit) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const session = await sessionOfVisit(visit);
  if (session === null) {
    const notice = hasSessionCookie(visit.request) ? "sessionEnded" : "noSession";
    return sendNoticeTo(visit, null, 401, notice);
  }
  return show({ ...visit, session, context: contextOf(visit, session) });
}

/** Shows a notice about what is wrong. For a signed-in buyer it links to the orders. */
export async function sendNotice(
  visit: Visit,
  status: number,
  notice: Notice,
): Promise<FastifyReply> {
  return sendNoticeTo(visit, await sessionOfVisit(visit), status, notice);
}

/** The same for a visitor whose session is known. @param session null for a visitor without one */
export const sendNoticeTo = (
  visit: Visit,
  session: BuyerToken | null,
  status: number,
  notice: Notice,
): FastifyReply =>
  sendPage(visit.reply.code(status), noticePage(notice, contextOf(visit, session)));

export const sessionOfVisit = ({
  request,
  store: { sessions },
  clock,
  guesses,
}: Visit): Promise<BuyerToken | null> => sessionOf(request, { sessions, clock, guesses });

/** @param session null for a visitor who is not signed in */
export function contextOf(
  { request, reply, isSandbox }: Visit,
  session: BuyerToken | null,
): PageContext {
  const agent = request.headers["user-agent"] ?? "";
  return {
    language: languageFor(request, reply),
    url: request.url,
    session,
    isWeChat: /MicroMessenger/i.test(agent),
    isPhone: /Mobile|Android|iPhone|iPad|HarmonyOS/i.test(agent),
    isSandbox,
  };
}

/** Its content is private to the buyer, so no cache may keep it. */
const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": BUYER_PAGE_POLICY,
  "cache-control": "no-store",
  "referrer-policy": PAGE_REFERRER_POLICY,
};

export const sendPage = (reply: FastifyReply, page: string): FastifyReply =>
  reply.headers(PAGE_HEADERS).send(page);

/** Answers a visit whose deadline has passed. The session is not looked up: the storage is slow. */
export function answerLate(visit: Visit, status: number): void {
  const page = noticePage("fault", contextOf(visit, null));
  visit.reply.raw.writeHead(status, PAGE_HEADERS).end(page);
}

export const pathParameter = ({ request }: Visit, name: string): string =>
  (request.params as Record<string, string>)[name] as string;

/** A parameter of the query; undefined if it is absent or repeated. */
export function queryText({ query }: FastifyRequest, name: string): string | undefined {
  const value = (query as Record<string, unknown>)[name];
  return typeof value === "string" ? value : undefined;
}
