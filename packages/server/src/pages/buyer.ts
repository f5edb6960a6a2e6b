import { BUYER_PREFIX } from "@dingdan/contract";
import { type Asset, BUYER_ASSETS, noticePage } from "@dingdan/web";
import type { FastifyInstance, FastifyReply, RouteHandlerMethod } from "fastify";
import { pathOf } from "../api/exchange.js";
import type { BuyerParts, BuyerStores } from "../buyer/routes.js";
import type { LateAnswerConfig } from "../http/late-answer.js";
import { Problem } from "../http/problem.js";
import { loggedPath } from "../request-log/logged-path.js";
import { databaseFaultOf } from "../storage/database-fault.js";
import { showBill, showMoreOrders, showOrder, showOrders } from "./buyer-orders.js";
import { showLink, showSignedOut, signOut, spendLink } from "./buyer-sessions.js";
import { showShipment, showShipments, spendReceipt } from "./buyer-shipments.js";
import {
  answerLate,
  contextOf,
  type SignedInVisit,
  sendNotice,
  sendNoticeTo,
  sendPage,
  showToSignedIn,
  type Visit,
} from "./buyer-visit.js";

/**
 * Registers the buyer's pages: the one-time link, the list of orders, one order, its payment and
 * its receipt. They need no script. They have their own scope, in which errors are shown as pages, too.
 */
export function registerBuyerPages(
  server: FastifyInstance,
  store: BuyerStores,
  given: BuyerParts,
): void {
  const parts = { store, ...given };
  const toAll =
    (show: (visit: Visit) => Promise<FastifyReply>): RouteHandlerMethod =>
    (request, reply) =>
      show({ request, reply, ...parts });
  const toSignedIn = (show: (visit: SignedInVisit) => Promise<FastifyReply>) =>
    toAll((visit) => showToSignedIn(visit, show));

  server.setErrorHandler((error: PageError, request, reply) =>
    showError({ request, reply, ...parts }, error),
  );
  server.addHook("onRoute", (route) => {
    const config: LateAnswerConfig = {
      answerLate: (reply, status) =>
        answerLate({ request: reply.request, reply, ...parts }, status),
    };
    route.config = { ...route.config, ...config };
  });
  for (const asset of BUYER_ASSETS) {
    server.get(asset.path, (_request, reply) => sendAsset(reply, asset));
  }
  server.get("/buyer/sessions/:token", toAll(showLink));
  server.post("/buyer/sessions/:token", toAll(spendLink));
  server.post("/buyer/sign-out", toAll(signOut));
  server.get("/buyer/signed-out", toAll(showSignedOut));
  server.get("/buyer", (_request, reply) => reply.redirect("/buyer/", 308));
  server.get("/buyer/", toSignedIn(showOrders));
  server.get("/buyer/more", toSignedIn(showMoreOrders));
  server.get("/buyer/orders/:id", toSignedIn(showOrder));
  server.get("/buyer/bill/:id", toSignedIn(showBill));
  server.get("/buyer/shipments", toSignedIn(showShipments));
  server.get("/buyer/shipments/:transaction_id", toSignedIn(showShipment));
  server.post("/buyer/shipments/:transaction_id/receipt", toSignedIn(spendReceipt));
  server.get("/buyer/*", toAll(showNotFound));
}

type PageError = Error & { readonly statusCode?: number };

async function showError(visit: Visit, error: PageError): Promise<FastifyReply> {
  const { request, reply } = visit;
  const fault = databaseFaultOf(error) === null ? 500 : 503;
  const status = error instanceof Problem ? error.status : (error.statusCode ?? fault);
  if (error instanceof Problem && error.retryAfterS !== null) {
    reply.header("retry-after", error.retryAfterS);
    // Its session is one of the things that it may not try.
    return sendNoticeTo(visit, null, status, "tooMany");
  }
  if (status < 500) return sendNotice(visit, status, "badAddress");
  const facts = { rid: request.id, method: request.method, path: loggedPath(pathOf(request)) };
  request.log.error({ err: error, ...facts }, "internal error");
  // The session is not looked up, because the storage may have failed.
  return sendPage(reply.code(status), noticePage("fault", contextOf(visit, null)));
}

async function showNotFound(visit: Visit): Promise<FastifyReply> {
  const { request, reply } = visit;
  // The buyer's interface answers unknown paths with a problem, not with a page.
  if (request.url.startsWith(BUYER_PREFIX)) {
    reply.callNotFound();
    return reply;
  }
  return sendNotice(visit, 404, "badAddress");
}

const sendAsset = (reply: FastifyReply, { type, content }: Asset): FastifyReply =>
  reply.type(type).header("cache-control", "public, max-age=31536000, immutable").send(content);
