import type {
  BuyerOrderRepresentation,
  Language,
  ListedOrderRepresentation,
  OrderState,
} from "@dingdan/contract";
import { type App, isExposedToBuyers } from "../domain/app.js";
import { orderPlaceOf } from "../domain/order-id.js";
import { isFoundBy } from "../domain/order-search.js";
import type { StoredRefund } from "../domain/refund.js";
import { decodeCursor, encodeCursor } from "../http/cursor.js";
import type {
  AppStore,
  BuyerOrderQuery,
  BuyerToken,
  NumberedOrder,
  OrderStore,
  RefundStore,
} from "../storage/store.js";
import { representBuyerOrder, representListedOrder } from "./represent-order.js";

interface Stores {
  readonly apps: Pick<AppStore, "find">;
  readonly orders: OrderStore;
  readonly refunds: RefundStore;
}

export interface OrderListQuery {
  readonly state?: OrderState;
  /** Part of an item's name or of a number. */
  readonly q?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** A {@link ListedOrderRepresentation} in JSON, in pieces. */
type ListedOrderText = readonly Buffer[];

export interface OrderList {
  readonly items: readonly ListedOrderText[];
  readonly nextCursor: string | null;
}

const COMMA = Buffer.from(",");

/** A page of the list as the buyer's interface answers it: JSON, of bytes that are not read again. */
export function listReply({ items, nextCursor }: OrderList): Buffer {
  const pieces: Buffer[] = [Buffer.from('{"items":[')];
  for (const [index, item] of items.entries()) {
    if (index > 0) pieces.push(COMMA);
    pieces.push(...item);
  }
  const next = nextCursor === null ? "" : `,"next_cursor":"${nextCursor}"`;
  return Buffer.concat([...pieces, Buffer.from(`]${next}}`)]);
}

/** The same for a page of ours. */
export const listedOrders = ({ items }: OrderList): ListedOrderRepresentation[] =>
  items.map((item) => JSON.parse(Buffer.concat(item).toString()) as ListedOrderRepresentation);

/**
 * The matched orders of a session, of all its apps by the time of payment. Those of an app appear
 * once it was approved: before, only its merchant sees them, as a preview.
 */
export async function listBuyerOrders(
  session: BuyerToken,
  query: OrderListQuery,
  stores: Stores,
  language: Language,
): Promise<OrderList> {
  const cursor = decodeCursor<[number, number]>(query.cursor, ["number", "number"]);
  const from = cursor && { paidAtMs: cursor[0], number: cursor[1] };
  const visible = await visibleApps(session, stores.apps);
  const filter = query.state === undefined ? {} : FILTERS[query.state];
  const read =
    <Order>(list: (query: BuyerOrderQuery) => Promise<Order[]>) =>
    (before: Position | null, limit: number): Promise<Order[][]> =>
      Promise.all(
        visible.map(({ app, openid }) =>
          list({
            appid: app.appid,
            openid,
            ...filter,
            ...(before === null ? {} : { before }),
            limit,
          }),
        ),
      );
  const { orders, refunds } = stores;
  const appOf = new Map(visible.map(({ app }) => [app.appid, app]));
  const showWhole = async (shown: readonly Placed[]): Promise<ListedOrderText[]> => {
    const refundsOf = await refundsByOrder(
      shown.map(({ order }) => order),
      refunds,
    );
    return shown.map(({ order }) => {
      const app = appOf.get(order.upload.appid) as App;
      const listed = representListedOrder(order, refundsOf(order), app, language);
      return [Buffer.from(JSON.stringify(listed))];
    });
  };
  const readWhole = async (before: Position | null, limit: number): Promise<Placed[]> => {
    const lists = await read((of) => orders.listOfBuyer(of))(before, limit);
    return lists
      .flat()
      .map((order) => ({ ...positionOf(order), order }))
      .toSorted(latestFirst)
      .slice(0, limit);
  };
  const wanted = query.q?.trim() ?? "";
  if (wanted !== "") {
    const { found, resumeAt } = await search(wanted, query.limit, from, readWhole);
    return pageOfOrders(found, query.limit, resumeAt, showWhole);
  }
  const lists = await read((of) => orders.summariesOfBuyer(of))(from, query.limit + 1);
  const beginnings = visible.map(({ app }) => beginningOf(app));
  const found = lists
    .flatMap((list, index) => list.map((order) => ({ ...order, beginning: beginnings[index] })))
    .toSorted(latestFirst)
    .slice(0, query.limit + 1);
  if (found.some(({ summary }) => summary === null)) {
    const whole = await readWhole(from, query.limit + 1);
    return pageOfOrders(whole, query.limit, null, showWhole);
  }
  return pageOfOrders(found, query.limit, null, (shown) =>
    Promise.resolve(
      shown.map(({ summary, beginning }) => [beginning as Buffer, (summary as Buffer).subarray(1)]),
    ),
  );
}

/** How a listed order begins in JSON: with what is not in its summary. */
const beginningOf = ({ name }: App): Buffer =>
  Buffer.from(`{"merchant_name":${JSON.stringify(name)},`);

async function pageOfOrders<Order extends Position>(
  found: readonly Order[],
  limit: number,
  resumeAt: Position | null,
  show: (orders: readonly Order[]) => Promise<ListedOrderText[]>,
): Promise<OrderList> {
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : resumeAt;
  const items = await show(shown);
  return { items, nextCursor: last ? encodeCursor([last.paidAtMs, last.number]) : null };
}

/** One order of the session's; null for another's, and for one that is not to be seen yet. */
export async function findBuyerOrder(
  session: BuyerToken,
  id: string,
  { apps, orders, refunds }: Stores,
  language: Language,
): Promise<BuyerOrderRepresentation | null> {
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
  return representBuyerOrder(order, refundsOf(order), app, language);
}

/** What was refunded whole stands in no other list. */
const FILTERS = {
  to_ship: { isShipped: false, isRefunded: false },
  shipped: { isShipped: true, isRefunded: false },
  refunded: { isRefunded: true },
} as const satisfies Record<OrderState, Pick<BuyerOrderQuery, "isShipped" | "isRefunded">>;

/** The refunds of matched orders: one reading an app. */
async function refundsByOrder(
  found: readonly NumberedOrder[],
  store: RefundStore,
): Promise<(order: NumberedOrder) => StoredRefund[]> {
  const transactionIds = new Map<string, string[]>();
  for (const { upload } of found) {
    const ids = transactionIds.get(upload.appid) ?? [];
    transactionIds.set(upload.appid, [...ids, upload.transactionId as string]);
  }
  const refunds = await Promise.all(
    [...transactionIds].map(([appid, ids]) => store.ofPayments(appid, ids)),
  );
  const all = refunds.flat();
  return ({ upload: { appid, transactionId } }) =>
    all.filter((refund) => refund.appid === appid && refund.transactionId === transactionId);
}

/** A search reads so many orders at a time, and so often in one request. */
const SEARCH_BATCH = 100;
const SEARCH_BATCHES_MAX = 20;

type Position = NonNullable<BuyerOrderQuery["before"]>;

/** An order with its place in the list. */
type Placed = Position & { readonly order: NumberedOrder };

/**
 * Reads on until it has found one order more than the page holds, which tells that there is another
 * page.
 * @returns in `resumeAt` where a search goes on that has read enough for one request, or null
 */
async function search(
  wanted: string,
  limit: number,
  from: Position | null,
  read: (before: Position | null, limit: number) => Promise<Placed[]>,
): Promise<{ readonly found: Placed[]; readonly resumeAt: Position | null }> {
  const found: Placed[] = [];
  let before = from;
  for (let batches = 1; ; batches++) {
    const batch = await read(before, SEARCH_BATCH);
    found.push(...batch.filter(({ order }) => isFoundBy(order, wanted)));
    const last = batch.at(-1);
    const isOver = found.length > limit || batch.length < SEARCH_BATCH;
    if (isOver || last === undefined) return { found, resumeAt: null };
    if (batches === SEARCH_BATCHES_MAX) return { found, resumeAt: last };
    before = last;
  }
}

async function visibleApps(session: BuyerToken, apps: Stores["apps"]) {
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

const latestFirst = (a: Position, b: Position): number =>
  b.paidAtMs - a.paidAtMs || b.number - a.number;
