import { BUYER_OPERATIONS, BUYER_PREFIX, type Language, languageOf, text } from "@dingdan/contract";
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
import { confirmReceipt, findShipment, listShipments, type ShipmentView } from "./shipments.js";

/** The stores of buyers and their orders. */
export type BuyerStores = Pick<Store, "orders" | "refunds" | "buyerTokens" | "tradeOrders"> & {
  /** May read from memory. */
  readonly apps: Pick<Store["apps"], "find">;
  /** Finds the caller's session and may read from memory; `buyerTokens` finds and uses up links. */
  readonly sessions: Pick<Store["buyerTokens"], "find">;
};

/** What the buyer's interface and pages need besides the stores. */
export interface BuyerParts {
  readonly clock: Clock;
  readonly guesses: GuessLimit;
  /**
   * True: buyers may confirm the receipts of every app here, as in WeChat's component. False: only those of
   * apps whose `buyers_confirm_receipt` is set.
   */
  readonly isReceiptAllowed: boolean;
  /** True in a sandbox, whose pages name its commands. */
  readonly isSandbox: boolean;
}

/** Registers the buyer's interface: a session by cookie or Bearer token, and the orders it may see. */
export function registerBuyerRoutes(
  server: FastifyInstance,
  store: BuyerStores,
  parts: BuyerParts,
): void {
  const { clock, guesses } = parts;
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
    const view = shipmentView(session, languageFor(request), parts);
    const order = await findBuyerOrder(view, parameters.id, store);
    if (order === null) {
      throw new Problem(404, text("You have no order with this id.", "您没有该 id 的订单。"));
    }
    return order;
  });

  registerShipmentRoutes(server, store, parts);
}

/** Registers the operations on the buyer's payments under shipping information management. */
function registerShipmentRoutes(
  server: FastifyInstance,
  store: BuyerStores,
  parts: BuyerParts,
): void {
  const lookup = { sessions: store.sessions, clock: parts.clock, guesses: parts.guesses };
  const { listShipments: list, getShipment, confirmReceipt: confirm } = BUYER_OPERATIONS;
  const viewOf = async (request: FastifyRequest) =>
    shipmentView(await requireSession(request, lookup), languageFor(request), parts);

  registerHttpOperation(server, BUYER_PREFIX, list, async ({ request, query }) =>
    listShipments(
      await viewOf(request),
      { cursor: query.cursor, limit: query.limit ?? PAGE_SIZE },
      store,
    ),
  );

  registerHttpOperation(server, BUYER_PREFIX, getShipment, async ({ request, parameters }) => {
    const shipment = await findShipment(await viewOf(request), parameters.transaction_id, store);
    if (shipment === null) throw noShipment();
    return shipment;
  });

  registerHttpOperation(server, BUYER_PREFIX, confirm, async ({ request, parameters }) => {
    const view = await viewOf(request);
    const result = await confirmReceipt(view, parameters.transaction_id, store);
    if (result === "unknown") throw noShipment();
    if (result === "denied") throw receiptDenied(view);
    return result;
  });
}

const noShipment = () =>
  new Problem(
    404,
    text(
      "You have no payment with this transaction_id. GET /buyer/v1/shipments lists yours.",
      "您没有该 transaction_id 的支付单；GET /buyer/v1/shipments 可列出您的支付单。",
    ),
  );

const receiptDenied = ({ session }: ShipmentView) =>
  new Problem(
    403,
    session.isPreview
      ? text(
          "This session is a preview: only the buyer confirms a receipt. Create a link without preview.",
          "当前为预览，仅买家本人可确认收货；请生成非预览链接。",
        )
      : text(
          "The buyer confirms this receipt in WeChat. Here it is possible in a sandbox, or when the operator sets trade_management.buyers_confirm_receipt of the app.",
          "请由买家在微信中确认收货；仅沙箱，或运营方为应用开启 trade_management.buyers_confirm_receipt 时可在此确认。",
        ),
  );

async function requireSession(request: FastifyRequest, lookup: SessionLookup): Promise<BuyerToken> {
  const session = await sessionOf(request, lookup);
  if (session === null) throw noSession();
  return session;
}

/** Who looks at payments, and what it may do. */
export const shipmentView = (
  session: BuyerToken,
  language: Language,
  { clock, isReceiptAllowed }: Pick<BuyerParts, "clock" | "isReceiptAllowed">,
): ShipmentView => ({ session, language, nowMs: clock.nowMs(), isReceiptAllowed });

const languageFor = (request: FastifyRequest) => languageOf(request.headers["accept-language"]);

const noSession = () =>
  new Problem(
    401,
    text(
      "No valid session: the link was used or has expired. Ask the merchant for a new link.",
      "没有有效会话：链接已使用或已过期，请向商家获取新链接。",
    ),
  );
