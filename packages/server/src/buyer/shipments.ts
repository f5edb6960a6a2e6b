import type {
  Language,
  ListedOrderRepresentation,
  ShipmentRepresentation,
} from "@dingdan/contract";
import type { App } from "../domain/app.js";
import { orderIdOf } from "../domain/order-id.js";
import { merchantName, transactionName } from "../domain/payment-names.js";
import { type ComponentResult, confirmAsBuyer, isVisible } from "../domain/trade/changes.js";
import { canMove } from "../domain/trade/moves.js";
import { placerOf } from "../domain/trade/names.js";
import type { TradeOrder } from "../domain/trade/trade-order.js";
import { Cursors } from "../http/cursor.js";
import type { AppStore, BuyerToken, OrderStore } from "../storage/store.js";
import type { TradeOrderStore } from "../storage/trade-store.js";
import { representShipment } from "./represent-shipment.js";

const CURSORS = new Cursors<[number, string]>("listShipments", ["number", "string"]);

/** What shipments are read with. */
export interface ShipmentStores {
  readonly apps: Pick<AppStore, "find">;
  readonly orders: Pick<OrderStore, "findOrder">;
  readonly tradeOrders: Pick<
    TradeOrderStore,
    "findNamed" | "ofTransactions" | "listOfBuyer" | "change"
  >;
}

/** Who looks at shipments, when, and what it may do. */
export interface ShipmentView {
  readonly session: BuyerToken;
  readonly nowMs: number;
  readonly language: Language;
  /** True: buyers may confirm the receipts of every app here; otherwise those of apps that allow it. */
  readonly isReceiptAllowed: boolean;
}

/** A trade order that a session may see. */
interface Seen {
  readonly order: TradeOrder;
  readonly app: App;
  readonly openid: string;
}

type Buyer = BuyerToken["buyers"][number];

/** The payments of a session in all of its apps, the latest first. @throws Problem for a foreign cursor */
export async function listShipments(
  view: ShipmentView,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  { apps, tradeOrders }: Pick<ShipmentStores, "apps" | "tradeOrders">,
): Promise<{ items: ShipmentRepresentation[]; next_cursor?: string }> {
  const place = CURSORS.read(cursor);
  const lists = await Promise.all(
    view.session.buyers.map(async ({ appid, openid }) => {
      const app = await apps.find(appid);
      if (app === null) return [];
      const orders = await tradeOrders.listOfBuyer({
        appid,
        openid,
        ...(place === null ? {} : { before: { paidAtMs: place[0], transactionId: place[1] } }),
        limit: limit + 1,
        visibleAtMs: view.nowMs,
      });
      return orders.map((order) => ({ order, app, openid }));
    }),
  );
  return CURSORS.page(
    lists.flat().toSorted(latestFirst),
    limit,
    (seen) => shown(seen, view, null),
    ({ order }) => [order.paidAtMs, order.transactionId],
  );
}

const latestFirst = ({ order: a }: Seen, { order: b }: Seen): number =>
  b.paidAtMs - a.paidAtMs || (a.transactionId < b.transactionId ? 1 : -1);

/** One payment of the session; null for another buyer's, and for one that is not under management. */
export async function findShipment(
  view: ShipmentView,
  transactionId: string,
  stores: ShipmentStores,
): Promise<ShipmentRepresentation | null> {
  const seen = await findSeen(view, transactionId, stores);
  return seen && shown(seen, view, await orderOf(seen, stores.orders));
}

/** A buyer's payments under these numbers, in their order: those of one order, or of a page of orders. */
export async function shipmentsOf(
  view: ShipmentView,
  transactionIds: readonly string[],
  { appid, openid }: Buyer,
  { apps, tradeOrders }: Pick<ShipmentStores, "apps" | "tradeOrders">,
): Promise<ShipmentRepresentation[]> {
  const app = await apps.find(appid);
  if (app === null) return [];
  const found = await tradeOrders.ofTransactions(appid, transactionIds);
  const placeOf = ({ transactionId }: TradeOrder) => transactionIds.indexOf(transactionId);
  return found
    .filter((order) => order.openid === openid && isVisible(order, view.nowMs))
    .toSorted((one, other) => placeOf(one) - placeOf(other))
    .map((order) => shown({ order, app, openid }, view, null));
}

/** The numbers of an order's payment: its own, and those of its parts. */
export const transactionIdsOf = ({
  transaction_id: own,
  parts = [],
}: Pick<ListedOrderRepresentation, "transaction_id" | "parts">): string[] =>
  [own, ...parts.map(({ transaction_id: ofPart }) => ofPart)].filter((id) => id !== undefined);

/**
 * The buyer confirms the receipt. `unknown`: the session does not have the payment; `denied`: its app's
 * receipts are not confirmed here.
 */
export async function confirmReceipt(
  view: ShipmentView,
  transactionId: string,
  stores: ShipmentStores,
): Promise<ComponentResult | "unknown" | "denied"> {
  const seen = await findSeen(view, transactionId, stores);
  if (seen === null) return "unknown";
  if (!mayConfirm(seen, view)) return "denied";
  const { app, openid } = seen;
  const answer = await stores.tradeOrders.change(app.appid, transactionId, (order) => {
    const { result, change } = confirmAsBuyer(order, openid, app.trade, view.nowMs);
    return { order: change?.order ?? null, messages: change?.messages ?? [], result };
  });
  return answer ?? "unknown";
}

const mayConfirm = (
  { app }: Pick<Seen, "app">,
  { session, isReceiptAllowed }: Pick<ShipmentView, "session" | "isReceiptAllowed">,
): boolean => !session.isPreview && (isReceiptAllowed || app.trade.isReceiptByBuyers);

async function findSeen(
  { session, nowMs }: ShipmentView,
  transactionId: string,
  { apps, tradeOrders }: ShipmentStores,
): Promise<Seen | null> {
  for (const { appid, openid } of session.buyers) {
    const [order] = await ofTransaction(tradeOrders, appid, transactionId);
    const app = order === undefined ? null : await apps.find(appid);
    if (order?.openid === openid && isVisible(order, nowMs) && app !== null) {
      return { order, app, openid };
    }
  }
  return null;
}

const ofTransaction = (
  tradeOrders: ShipmentStores["tradeOrders"],
  appid: string,
  transaction_id: string,
) => tradeOrders.findNamed(appid, { kind: "transaction", transaction_id });

/** The id of the order with the shopping details of a payment; null when there is none. */
async function orderOf(
  { order, openid }: Seen,
  orders: ShipmentStores["orders"],
): Promise<string | null> {
  const { appid, transactionId, outTradeNo } = order;
  const names = [transactionName(transactionId), merchantName(placerOf(order), outTradeNo)];
  for (const orderKey of names) {
    const found = await orders.findOrder(appid, orderKey);
    if (found?.upload.state === "matched" && found.upload.openid === openid) {
      return orderIdOf(found.upload);
    }
  }
  return null;
}

const shown = (
  { order, app }: Seen,
  view: ShipmentView,
  orderId: string | null,
): ShipmentRepresentation =>
  representShipment(order, {
    app,
    language: view.language,
    mayConfirm: mayConfirm({ app }, view) && canMove(order.state, "confirm"),
    orderId,
  });
