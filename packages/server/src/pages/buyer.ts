import { BUYER_PREFIX, ORDER_STATES, type OrderState } from "@dingdan/contract";
import {
  BUYER_ASSETS,
  BUYER_PAGE_POLICY,
  billPage,
  linkPage,
  type Notice,
  noticePage,
  type OrdersView,
  orderPage,
  ordersFragment,
  ordersPage,
  type PageContext,
} from "@dingdan/web";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { pathOf } from "../api/exchange.js";
import { findBuyerOrder, listBuyerOrders, listedOrders } from "../buyer/orders.js";
import type { BuyerStores } from "../buyer/routes.js";
import { clearSessionCookie, sessionOf, setSessionCookie } from "../buyer/session-cookie.js";
import { closeSession, isOpenLink, openSession } from "../buyer/sessions.js";
import type { Clock } from "../clock.js";
import { decodeCursor, PAGE_SIZE } from "../http/cursor.js";
import { isFromAnotherSite } from "../http/other-site.js";
import { Problem } from "../http/problem.js";
import type { BuyerToken } from "../storage/store.js";
import { languageFor } from "./language.js";

/**
 * The buyer's pages: the one-time link's, the list of orders, one order, its payment. They need no
 * script. They are registered in a scope of their own, whose errors are pages, too.
 */
export function registerBuyerPages(
  server: FastifyInstance,
  store: BuyerStores,
  clock: Clock,
  publicUrl: () => string,
): void {
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error instanceof Problem ? error.status : (error.statusCode ?? 500);
    if (status < 500) return notify(request, reply.code(status), "badAddress");
    request.log.error({ err: error, method: request.method, path: pathOf(request) }, "fault");
    // The session is not looked up: what failed may be the storage.
    const context = contextOf(request, reply, null);
    return sendPage(reply.code(status), noticePage("fault", context));
  });

  /** Tells what is wrong. Whoever is signed in is led on to the orders. */
  const notify = async (request: FastifyRequest, reply: FastifyReply, notice: Notice) => {
    const session = await sessionOf(request, store.sessions, clock);
    return sendPage(reply, noticePage(notice, contextOf(request, reply, session)));
  };

  for (const { path, type, content } of BUYER_ASSETS) {
    server.get(path, (_request, reply) =>
      reply.type(type).header("cache-control", "public, max-age=31536000, immutable").send(content),
    );
  }

  // Opening a link spends nothing, since chat programs open links for a preview: the button does.
  server.get("/buyer/sessions/:token", async (request, reply) => {
    const token = parameter(request, "token");
    return (await isOpenLink(token, store.buyerTokens, clock.nowMs()))
      ? sendPage(reply, linkPage(token, contextOf(request, reply, null)))
      : notify(request, reply.code(401), "ended");
  });

  server.post("/buyer/sessions/:token", async (request, reply) => {
    // Another site's form would show a buyer somebody else's orders.
    if (isFromAnotherSite(request)) return notify(request, reply.code(403), "badAddress");
    const opened = await openSession(parameter(request, "token"), store.buyerTokens, clock.nowMs());
    if (opened === null) return notify(request, reply.code(401), "ended");
    setSessionCookie(reply, opened.token, publicUrl());
    return reply.redirect("/buyer/", 303);
  });

  server.post("/buyer/sign-out", async (request, reply) => {
    // A form of another site comes without the cookie, and so signs nobody out.
    const session = await sessionOf(request, store.sessions, clock);
    if (session !== null) {
      await closeSession(session, store.buyerTokens);
      clearSessionCookie(reply, publicUrl());
    }
    return reply.redirect("/buyer/signed-out", 303);
  });

  server.get("/buyer/signed-out", (request, reply) => notify(request, reply, "signedOut"));

  server.get("/buyer", (_request, reply) => reply.redirect("/buyer/", 308));

  /** A page for those who are signed in. */
  const forSession = (
    path: string,
    show: (page: {
      readonly request: FastifyRequest;
      readonly reply: FastifyReply;
      readonly session: BuyerToken;
      readonly context: PageContext;
    }) => Promise<FastifyReply>,
  ) =>
    server.get(path, async (request, reply) => {
      const session = await sessionOf(request, store.sessions, clock);
      if (session === null) return notify(request, reply.code(401), "ended");
      return show({ request, reply, session, context: contextOf(request, reply, session) });
    });

  forSession("/buyer/", async ({ request, reply, session, context }) => {
    const view = await viewOrders(request, session, store, context);
    return sendPage(reply, ordersPage(view, context));
  });

  forSession("/buyer/more", async ({ request, reply, session, context }) => {
    const view = await viewOrders(request, session, store, context);
    return sendPage(reply, ordersFragment(view, context).source);
  });

  for (const [path, page] of [
    ["/buyer/orders/:id", orderPage],
    ["/buyer/bill/:id", billPage],
  ] as const) {
    forSession(path, async ({ request, reply, session, context }) => {
      const id = parameter(request, "id");
      const order = await findBuyerOrder(session, id, store, context.language);
      return order === null
        ? notify(request, reply.code(404), "missing")
        : sendPage(reply, page(order, context));
    });
  }

  server.get("/buyer/*", (request, reply) =>
    // The interface beside the pages answers for itself.
    request.url.startsWith(BUYER_PREFIX)
      ? reply.callNotFound()
      : notify(request, reply.code(404), "badAddress"),
  );
}

async function viewOrders(
  request: FastifyRequest,
  session: BuyerToken,
  store: BuyerStores,
  { language }: PageContext,
): Promise<OrdersView> {
  const state = stateOf(queryText(request, "state"));
  const q = (queryText(request, "q") ?? "").trim().slice(0, 64);
  const cursor = queryText(request, "cursor");
  const position = decodeCursor<[number, number]>(cursor, ["number", "number"]);
  const page = await listBuyerOrders(
    session,
    {
      limit: PAGE_SIZE,
      q,
      ...(state === null ? {} : { state }),
      ...(cursor === undefined ? {} : { cursor }),
    },
    store,
    language,
  );
  const { nextCursor } = page;
  return { state, q, orders: listedOrders(page), nextCursor, afterMs: position?.[0] ?? null };
}

const stateOf = (name: string | undefined): OrderState | null =>
  ORDER_STATES.find((state) => state === name) ?? null;

const parameter = (request: FastifyRequest, name: string): string =>
  (request.params as Record<string, string>)[name] as string;

function queryText(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === "string" ? value : undefined;
}

const contextOf = (
  request: FastifyRequest,
  reply: FastifyReply,
  session: BuyerToken | null,
): PageContext => ({
  language: languageFor(request, reply),
  url: request.url,
  session,
  isWeChat: /MicroMessenger/i.test(request.headers["user-agent"] ?? ""),
});

/** What a page shows is the buyer's alone, so no cache keeps it. */
const sendPage = (reply: FastifyReply, page: string): FastifyReply =>
  reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", BUYER_PAGE_POLICY)
    .header("cache-control", "no-store")
    .send(page);
