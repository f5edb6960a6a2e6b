import { BUYER_OPERATIONS, BUYER_PREFIX, languageOf, text } from "@dingdan/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Clock } from "../clock.js";
import type { GuessLimit } from "../guesses/guess-limit.js";
import { PAGE_SIZE } from "../http/cursor.js";
import { JsonText, registerHttpOperation } from "../http/http-operation.js";
import { Problem } from "../http/problem.js";
import type { BuyerToken, Store } from "../storage/store.js";
import { listReply } from "./order-list-bytes.js";
import { findBuyerOrder, listBuyerOrders } from "./orders.js";
import { sessionOf, setSessionCookie } from "./session-cookie.js";
import { openSession, type SessionLookup } from "./sessions.js";

/** The stores of buyers and their orders. */
export type BuyerStores = Pick<Store, "orders" | "refunds" | "buyerTokens"> & {
  /** May read from memory. */
  readonly apps: Pick<Store["apps"], "find">;
  /** Finds the caller's session and may read from memory; `buyerTokens` finds and uses up links. */
  readonly sessions: Pick<Store["buyerTokens"], "find">;
};

/** What the buyer's interface and pages need besides the stores. */
export interface BuyerParts {
  readonly clock: Clock;
  readonly guesses: GuessLimit;
}

/** Registers the buyer's interface: a session by cookie or Bearer token, and the orders it may see. */
export function registerBuyerRoutes(
  server: FastifyInstance,
  store: BuyerStores,
  { clock, guesses }: BuyerParts,
): void {
  const lookup = { sessions: store.sessions, clock, guesses };
  const { openSession: open, getMe, listOrders, getOrder } = BUYER_OPERATIONS;

  registerHttpOperation(server, BUYER_PREFIX, open, async ({ parameters, request, reply }) => {
    const door = { buyerTokens: store.buyerTokens, guesses, address: request.ip };
    const opened = await openSession(parameters.token, door, clock.nowMs());
    if (opened === null) throw noSession();
    setSessionCookie(reply, opened.token);
    return {
      token: opened.token,
      expires_at: new Date(opened.session.expiresAtMs).toISOString(),
    };
  });

  registerHttpOperation(server, BUYER_PREFIX, getMe, async ({ request }) => {
    const session = await requireSession(request, lookup);
    const buyers = await Promise.all(
      session.buyers.map(async ({ appid, openid }) => {
        const app = await store.apps.find(appid);
        return { appid, openid, merchant_name: app?.name ?? "" };
      }),
    );
    const [first] = buyers as [(typeof buyers)[number]];
    const expires_at = new Date(session.expiresAtMs).toISOString();
    return { ...first, buyers, preview: session.isPreview, expires_at };
  });

  registerHttpOperation(server, BUYER_PREFIX, listOrders, async ({ request, query }) => {
    const session = await requireSession(request, lookup);
    const list = await listBuyerOrders(
      session,
      { ...query, limit: query.limit ?? PAGE_SIZE },
      store,
      languageFor(request),
    );
    return new JsonText(listReply(list));
  });

  registerHttpOperation(server, BUYER_PREFIX, getOrder, async ({ request, parameters }) => {
    const session = await requireSession(request, lookup);
    const order = await findBuyerOrder(session, parameters.id, store, languageFor(request));
    if (order === null) {
      throw new Problem(404, text("You have no order with this id.", "您没有该 id 的订单。"));
    }
    return order;
  });
}

async function requireSession(request: FastifyRequest, lookup: SessionLookup): Promise<BuyerToken> {
  const session = await sessionOf(request, lookup);
  if (session === null) throw noSession();
  return session;
}

const languageFor = (request: FastifyRequest) => languageOf(request.headers["accept-language"]);

const noSession = () =>
  new Problem(
    401,
    text(
      "No valid session: the link was used or has expired. Ask the merchant for a new link.",
      "没有有效会话：链接已使用或已过期，请向商家获取新链接。",
    ),
  );
