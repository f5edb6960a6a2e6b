import { linkPage } from "@dingdan/web";
import type { FastifyReply } from "fastify";
import { clearSessionCookie, setSessionCookie } from "../buyer/session-cookie.js";
import { closeSession, isOpenLink, type LinkDoor, openSession } from "../buyer/sessions.js";
import {
  contextOf,
  pathParameter,
  sendNotice,
  sendPage,
  sessionOfVisit,
  type Visit,
} from "./buyer-visit.js";

/**
 * Shows the page of a one-time link. Opening the page does not use up the link, because chat programs
 * open links for a preview: only its button does.
 */
export async function showLink(visit: Visit): Promise<FastifyReply> {
  const { reply, clock } = visit;
  const token = pathParameter(visit, "token");
  return (await isOpenLink(token, doorOf(visit), clock.nowMs()))
    ? sendPage(reply, linkPage(token, contextOf(visit, null)))
    : sendNotice(visit, 401, "ended");
}

/** Uses up a one-time link, and signs the buyer in. */
export async function spendLink(visit: Visit): Promise<FastifyReply> {
  const { reply, clock } = visit;
  const token = pathParameter(visit, "token");
  const opened = await openSession(token, doorOf(visit), clock.nowMs());
  if (opened === null) return sendNotice(visit, 401, "ended");
  setSessionCookie(reply, opened.token);
  return reply.redirect("/buyer/", 303);
}

const doorOf = ({ request, store: { buyerTokens }, guesses }: Visit): LinkDoor => ({
  buyerTokens,
  guesses,
  address: request.ip,
});

/** Signs the buyer out. */
export async function signOut(visit: Visit): Promise<FastifyReply> {
  const { reply, store } = visit;
  const session = await sessionOfVisit(visit);
  if (session !== null) {
    await closeSession(session, store.buyerTokens);
    clearSessionCookie(reply);
  }
  return reply.redirect("/buyer/signed-out", 303);
}

export const showSignedOut = (visit: Visit): Promise<FastifyReply> =>
  sendNotice(visit, 200, "signedOut");
