import type { BuyerOrderRepresentation, Language, PaidOrderStatus } from "@dingdan/contract";
import { type App, isExposedToBuyers } from "../domain/app.js";
import { orderPlaceOf } from "../domain/order-id.js";
import { isFoundBy } from "../domain/order-search.js";
import type { StoredRefund } from "../domain/refund.js";
import { Cursors } from "../http/cursor.js";
import type {
  AppStore,
  BuyerOrderQuery,
  BuyerToken,
  NumberedOrder,
  OrderStore,
  RefundStore,
} from "../storage/store.js";
import {
  bytesOfOrder,
  bytesOfSummary,
  type ListedOrderBytes,
  merchantBytes,
  type OrderList,
} from "./order-list-bytes.js";
import { representBuyerOrder, representListedOrder } from "./represent-order.js";
import {
  type ShipmentStores,
  type ShipmentView,
  shipmentsOf,
  transactionIdsOf,
} from "./shipments.js";

export const BUYER_ORDER_CURSORS = new Cursors<[number, number]>("listOrders", [
  "number",
  "number",
]);

interface Stores {
  readonly apps: Pick<AppStore, "find">;
  readonly orders: OrderStore;
  readonly refunds: RefundStore;
}

export interface OrderListQuery {
  readonly state?: PaidOrderStatus;
  /** Part of an item's name or of a number. */
  readonly q?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/**
 * The matched orders of all apps of a session, by the time of payment. An app's orders appear once the
 * app is approved; before that, only its merchant sees them, as a preview.
 */
export async function listBuyerOrders(
  session: BuyerToken,
  query: OrderListQuery,
  stores: Stores,
  language: Language,
): Promise<OrderList> {
  const cursor = BUYER_ORDER_CURSORS.read(query.cursor);
  const from = cursor && { paidAtMs: cursor[0], number: cursor[1] };
  const buyers = await visibleBuyers(session, stores.apps);
  const filter = query.state === undefined ? {} : { status: query.state };
  const listing = { buyers, filter, from, limit: query.limit, stores, language };
  const wanted = query.q?.trim() ?? "";
  if (wanted !== "") return searchPage(wanted, listing);
  return (await summaryPage(listing)) ?? orderPage(listing);
}

/** One order of the session; null for another buyer's order, and for one that is not visible yet. */
export async function findBuyerOrder(
  view: ShipmentView,
  id: string,
  stores: Stores & Pick<ShipmentStores, "tradeOrders">,
): Promise<BuyerOrderRepresentation | null> {
  const { session, language } = view;
  const { apps, orders, refunds } = stores;
  const place = orderPlaceOf(id);
  const buyer = session.buyers.find(({ appid }) => appid === place?.appid);
  if (place === null || buyer === undefined) return null;
  const [app, order] = await Promise.all([
    apps.find(place.appid),
    orders.findOrder(place.appid, place.orderKey),
  ]);
  const isVisible =
    app !== null &&
    isShown(app, session) &&
    order?.upload.state === "matched" &&
    order.upload.openid === buyer.openid;
  if (!isVisible) return null;
  const refundsOf = await refundsByOrder([order], refunds);
  const shown = representBuyerOrder(order, refundsOf(order), app, language);
  const shipments = await shipmentsOf(view, transactionIdsOf(shown), buyer, stores);
  return shipments.length === 0 ? shown : { ...shown, shipments };
}

/** A request for a page: whose orders, which of them, the position it begins at, and the language. */
interface Listing {
  readonly buyers: readonly VisibleBuyer[];
  readonly filter: Pick<BuyerOrderQuery, "status">;
  readonly from: Position | null;
  readonly limit: number;
  readonly stores: Stores;
  readonly language: Language;
}

/** A page of stored summaries; null when one of its orders has no valid summary. */
async function summaryPage(listing: Listing): Promise<OrderList | null> {
  const { buyers, from, limit, stores } = listing;
  const lists = await readLists(listing, { before: from, limit: limit + 1 }, (query) =>
    stores.orders.summariesOfBuyer(query),
  );
  const orders = lists.map((list, index) => {
    const merchant = merchantBytes((buyers[index] as VisibleBuyer).app.name);
    return list.map(({ number, paidAtMs, summary }) => ({
      number,
      paidAtMs,
      bytes: summary === null ? null : bytesOfSummary(merchant, summary),
    }));
  });
  const found = latest(orders, limit + 1);
  if (!found.every(hasBytes)) return null;
  return pageOfOrders(found, listing, null, async (shown) => shown.map(({ bytes }) => bytes));
}

async function orderPage(listing: Listing): Promise<OrderList> {
  const { from, limit } = listing;
  const found = await readOrders(listing, { before: from, limit: limit + 1 });
  return pageOfOrders(found, listing, null, (shown) => showOrders(shown, listing));
}

async function searchPage(wanted: string, listing: Listing): Promise<OrderList> {
  const { found, resumeAt } = await search(wanted, listing);
  return pageOfOrders(found, listing, resumeAt, (shown) => showOrders(shown, listing));
}

/** @param resumeAt the position at which the next page continues, when no order beyond this page was found */
async function pageOfOrders<Order extends Position>(
  found: readonly Order[],
  { limit }: Listing,
  resumeAt: Position | null,
  show: (orders: readonly Order[]) => Promise<ListedOrderBytes[]>,
): Promise<OrderList> {
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : resumeAt;
  const items = await show(shown);
  return {
    items,
    nextCursor: last ? BUYER_ORDER_CURSORS.write([last.paidAtMs, last.number]) : null,
  };
}

async function showOrders(
  shown: readonly Placed[],
  { buyers, stores, language }: Listing,
): Promise<ListedOrderBytes[]> {
  const appOf = new Map(buyers.map(({ app }) => [app.appid, app]));
  const refundsOf = await refundsByOrder(
    shown.map(({ order }) => order),
    stores.refunds,
  );
  return shown.map(({ order }) => {
    const app = appOf.get(order.upload.appid) as App;
    return bytesOfOrder(representListedOrder(order, refundsOf(order), app, language));
  });
}

/** The refunds of matched orders, with one query for each app. */
async function refundsByOrder(
  found: readonly NumberedOrder[],
  store: RefundStore,
): Promise<(order: NumberedOrder) => StoredRefund[]> {
  const paymentIds = new Map<string, string[]>();
  for (const { upload } of found) {
    const ids = paymentIds.get(upload.appid) ?? [];
    paymentIds.set(upload.appid, [...ids, upload.paymentId as string]);
  }
  const refunds = await Promise.all(
    [...paymentIds].map(([appid, ids]) => store.ofPayments(appid, ids)),
  );
  const all = refunds.flat();
  return ({ upload: { appid, paymentId } }) =>
    all.filter((refund) => refund.appid === appid && refund.paymentId === paymentId);
}

/** How many orders a search reads at a time, and how often in one request. Then it returns a cursor. */
const SEARCH_BATCH = 100;
const SEARCH_BATCHES_MAX = 20;

type Position = NonNullable<BuyerOrderQuery["before"]>;

/** An order with its position in the list. */
type Placed = Position & { readonly order: NumberedOrder };

/**
 * Searches until it has found one order more than the page holds, which shows that there is another page.
 * @returns `resumeAt`: the position to continue from, when the limit of one request was reached, or null
 */
async function search(
  wanted: string,
  listing: Listing,
): Promise<{ readonly found: Placed[]; readonly resumeAt: Position | null }> {
  const found: Placed[] = [];
  let before = listing.from;
  for (let batches = 1; ; batches++) {
    const batch = await readOrders(listing, { before, limit: SEARCH_BATCH });
    found.push(...batch.filter(({ order }) => isFoundBy(order, wanted)));
    const last = batch.at(-1);
    const isDone = found.length > listing.limit || batch.length < SEARCH_BATCH;
    if (isDone || last === undefined) return { found, resumeAt: null };
    if (batches === SEARCH_BATCHES_MAX) return { found, resumeAt: last };
    before = last;
  }
}

/** At most `limit` orders, after the position `before`; null: from the beginning. */
interface Slice {
  readonly before: Position | null;
  readonly limit: number;
}

/** Complete orders of all buyers, latest payment first. */
async function readOrders(listing: Listing, slice: Slice): Promise<Placed[]> {
  const { orders } = listing.stores;
  const lists = await readLists(listing, slice, (query) => orders.listOfBuyer(query));
  return latest(
    lists.map((list) => list.map((order) => ({ ...positionOf(order), order }))),
    slice.limit,
  );
}

/** A list of each buyer's orders. */
const readLists = <Order>(
  { buyers, filter }: Listing,
  { before, limit }: Slice,
  list: (query: BuyerOrderQuery) => Promise<Order[]>,
): Promise<Order[][]> =>
  Promise.all(
    buyers.map(({ app, openid }) =>
      list({
        appid: app.appid,
        openid,
        ...filter,
        ...(before === null ? {} : { before }),
        limit,
      }),
    ),
  );

const hasBytes = <Order extends { readonly bytes: ListedOrderBytes | null }>(
  order: Order,
): order is Order & { readonly bytes: ListedOrderBytes } => order.bytes !== null;

/** A buyer of a session whose orders in an app may be seen. */
interface VisibleBuyer {
  readonly app: App;
  readonly openid: string;
}

async function visibleBuyers(session: BuyerToken, apps: Stores["apps"]): Promise<VisibleBuyer[]> {
  const known = await Promise.all(
    session.buyers.map(async ({ appid, openid }) => ({ app: await apps.find(appid), openid })),
  );
  return known.flatMap(({ app, openid }) =>
    app !== null && isShown(app, session) ? [{ app, openid }] : [],
  );
}

const isShown = (app: App, { isPreview }: BuyerToken): boolean =>
  isPreview || isExposedToBuyers(app);

const positionOf = ({ upload, number }: NumberedOrder): Position => ({
  paidAtMs: upload.paidAtMs as number,
  number,
});

/** The latest orders of several lists, each of which has the latest first. */
function latest<Order extends Position>(lists: readonly Order[][], count: number): Order[] {
  const [only] = lists;
  const orders = lists.length === 1 ? (only as Order[]) : lists.flat().toSorted(latestFirst);
  return orders.slice(0, count);
}

const latestFirst = (a: Position, b: Position): number =>
  b.paidAtMs - a.paidAtMs || b.number - a.number;
