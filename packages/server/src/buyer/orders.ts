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
import { decodeCursor, encodeCursor, pageOf } from "../http/cursor.js";
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
  readonly apps: AppStore;
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

export interface OrderList {
  readonly items: ListedOrderRepresentation[];
  readonly next_cursor?: string;
}

/**
 * The matched orders of a session, of all its apps by the time of payment. Those of an app appear
 * once it was approved: before, only its merchant sees them, as a preview.
 */
export async function listBuyerOrders(
  session: BuyerToken,
  query: OrderListQuery,
  { apps, orders, refunds }: Stores,
  language: Language,
): Promise<OrderList> {
  const cursor = decodeCursor<[number, number]>(query.cursor, ["number", "number"]);
  const visible = await visibleApps(session, apps);
  const { found, resumeAt } = await latest(
    query,
    cursor && { paidAtMs: cursor[0], number: cursor[1] },
    async (before, limit) => {
      const lists = await Promise.all(
        visible.map(({ app, openid }) =>
          orders.listOfBuyer({
            appid: app.appid,
            openid,
            ...(query.state === undefined ? {} : FILTERS[query.state]),
            ...(before === null ? {} : { before }),
            limit,
          }),
        ),
      );
      return lists.flat().toSorted(latestFirst).slice(0, limit);
    },
  );
  const appOf = new Map(visible.map(({ app }) => [app.appid, app]));
  const refundsOf = await refundsByOrder(found, refunds);
  const page = pageOf(
    found,
    query.limit,
    (order) => {
      const app = appOf.get(order.upload.appid) as App;
      return representListedOrder(order, refundsOf(order), app, language);
    },
    cursorParts,
  );
  return resumeAt === null ? page : { next_cursor: encodeCursor(cursorParts(resumeAt)), ...page };
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

/**
 * Reads one order more than the page holds, to tell whether there is another page. A search reads on
 * until it has found as many.
 * @returns in `resumeAt` where a search goes on that has read enough for one request, or null
 */
async function latest(
  { q, limit }: OrderListQuery,
  from: Position | null,
  read: (before: Position | null, limit: number) => Promise<NumberedOrder[]>,
): Promise<{ readonly found: NumberedOrder[]; readonly resumeAt: NumberedOrder | null }> {
  const wanted = q?.trim() ?? "";
  if (wanted === "") return { found: await read(from, limit + 1), resumeAt: null };
  const found: NumberedOrder[] = [];
  let before = from;
  for (let batches = 1; ; batches++) {
    const batch = await read(before, SEARCH_BATCH);
    found.push(...batch.filter((order) => isFoundBy(order, wanted)));
    const last = batch.at(-1);
    const isOver = found.length > limit || batch.length < SEARCH_BATCH;
    if (isOver || last === undefined) return { found, resumeAt: null };
    if (batches === SEARCH_BATCHES_MAX) return { found, resumeAt: last };
    before = positionOf(last);
  }
}

async function visibleApps(session: BuyerToken, apps: AppStore) {
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

const cursorParts = (order: NumberedOrder): readonly [number, number] => {
  const { paidAtMs, number } = positionOf(order);
  return [paidAtMs, number];
};

const latestFirst = (a: NumberedOrder, b: NumberedOrder): number =>
  positionOf(b).paidAtMs - positionOf(a).paidAtMs || b.number - a.number;
