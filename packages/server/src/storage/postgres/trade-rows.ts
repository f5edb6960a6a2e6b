import { tradeEvents } from "../../domain/events/trade-events.js";
import type { AppMessage, TradeOrder } from "../../domain/trade/trade-order.js";
import type { IncomingTradeUpload } from "../../domain/trade/upload.js";
import { NotedEvents } from "../orders/noted-events.js";
import {
  type TradeName,
  type TradeNameColumn,
  tradeNamesOf,
  type WritableTradeRows,
} from "../orders/trade-rows.js";
import {
  APP_MESSAGE_COLUMNS,
  appMessageValues,
  combinedKeyOf,
  TRADE_ORDER_COLUMNS,
  type TradeOrderRow,
  tradeOrderOf,
  tradeOrderValues,
} from "../rows/trade-rows.js";
import type { Queries } from "./queries.js";
import { type RowName, rowsOf } from "./rows-of-apps.js";
import { rowsStatement } from "./sql.js";

/** The columns that lead to a transaction, which is the key of a row. */
type LeadingColumn = Exclude<TradeNameColumn, "transaction_id">;

const placesBy = (column: LeadingColumn) =>
  rowsOf<Pick<TradeOrderRow, "appid" | "transaction_id">>(
    "trade_orders",
    "appid, transaction_id",
    column,
  );

const PLACES = {
  out_trade_no: placesBy("out_trade_no"),
  combined_key: placesBy("combined_key"),
  combined_transaction_id: placesBy("combined_transaction_id"),
} satisfies Readonly<Record<LeadingColumn, unknown>>;

const TRADE_NAME_COLUMNS = [
  "transaction_id",
  "out_trade_no",
  "combined_key",
  "combined_transaction_id",
] as const satisfies readonly TradeNameColumn[];

interface StoredRow extends Pick<TradeOrderRow, "details"> {
  /** Changes with each write of the row. */
  readonly version: string;
}

type AddedRow = Pick<TradeOrderRow, "appid" | "transaction_id">;

const detailsBy = (column: TradeNameColumn) =>
  rowsOf<StoredRow>("trade_orders", "details, trade_orders.xmin::text AS version", column);

const DETAILS: Readonly<Record<TradeNameColumn, ReturnType<typeof detailsBy>>> = {
  transaction_id: detailsBy("transaction_id"),
  out_trade_no: detailsBy("out_trade_no"),
  combined_key: detailsBy("combined_key"),
  combined_transaction_id: detailsBy("combined_transaction_id"),
};

const ORDERS = rowsOf<Pick<TradeOrderRow, "details">>("trade_orders", "details", "transaction_id");

const COLUMNS = TRADE_ORDER_COLUMNS.join(", ");

const INSERT_ORDERS = rowsStatement(
  `INSERT INTO trade_orders (${COLUMNS}) VALUES`,
  { columns: COLUMNS },
  "ON CONFLICT (appid, transaction_id) DO NOTHING RETURNING appid, transaction_id",
);

const UPDATE_ORDERS = rowsStatement(
  `INSERT INTO trade_orders (${COLUMNS}) VALUES`,
  { columns: COLUMNS },
  `ON CONFLICT (appid, transaction_id) DO UPDATE SET state = excluded.state,
     due_at_ms = excluded.due_at_ms, details = excluded.details`,
);

const MESSAGE_COLUMNS = APP_MESSAGE_COLUMNS.join(", ");

const INSERT_MESSAGES = rowsStatement(`INSERT INTO app_messages (${MESSAGE_COLUMNS}) VALUES`, {
  columns: MESSAGE_COLUMNS,
});

/** The trade orders that were loaded for a batch of jobs, with the writes of the jobs so far. */
export class LoadedTradeRows implements WritableTradeRows {
  readonly #orders = new Map<string, TradeOrder>();
  /** The rows of the orders that were loaded without a lock. */
  readonly #stored = new Map<string, StoredRow>();
  /** The places of the orders under each of their names. */
  readonly #places = new Map<string, string[]>();
  readonly #changed = new Set<string>();
  readonly #added = new Map<string, TradeOrder>();
  readonly #messages: AppMessage[] = [];
  readonly #events: NotedEvents;

  constructor(events = new NotedEvents()) {
    this.#events = events;
  }

  load(order: TradeOrder): void {
    const place = placeOf(order);
    this.#orders.set(place, order);
    for (const name of namesOf(order)) {
      const text = nameText(order.appid, name);
      this.#places.set(text, [...(this.#places.get(text) ?? []), place]);
    }
  }

  loadUnlocked(row: StoredRow): void {
    const order = tradeOrderOf(row);
    const place = placeOf(order);
    if (this.#stored.has(place)) return;
    this.#stored.set(place, row);
    this.load(order);
  }

  /** An order that was loaded; null when it was not. */
  orderAt(place: string): TradeOrder | null {
    return this.#orders.get(place) ?? null;
  }

  versionOf(order: TradeOrder): string | null {
    return this.#stored.get(placeOf(order))?.version ?? null;
  }

  namedBy(incoming: IncomingTradeUpload): TradeOrder[] {
    const places = tradeNamesOf(incoming).flatMap(
      (name) => this.#places.get(nameText(incoming.appid, name)) ?? [],
    );
    return [...new Set(places)].map((place) => this.#orders.get(place) as TradeOrder);
  }

  change(order: TradeOrder): void {
    const place = placeOf(order);
    this.#orders.set(place, order);
    this.#changed.add(place);
  }

  /** Later jobs of the batch do not see it: its payment was not acknowledged when they were sent. */
  add(order: TradeOrder): void {
    this.#added.set(placeOf(order), order);
  }

  queue(message: AppMessage): void {
    this.#messages.push(message);
  }

  /** Sends the writes to the database. */
  async write(queries: Queries): Promise<void> {
    const added = [...this.#added.keys()].toSorted().map((place) => this.#added.get(place));
    if (added.length > 0) {
      const values = (added as TradeOrder[]).flatMap(tradeOrderValues);
      const rows = await queries.all<AddedRow>(INSERT_ORDERS(added.length), values);
      for (const { appid, transaction_id: transactionId } of rows) {
        const order = this.#added.get(placeOf({ appid, transactionId })) as TradeOrder;
        this.#events.add(tradeEvents(null, order));
      }
    }
    const changed = [...this.#changed].toSorted().map((place) => this.#orders.get(place));
    if (changed.length > 0) {
      const values = (changed as TradeOrder[]).flatMap(tradeOrderValues);
      await queries.run(UPDATE_ORDERS(changed.length), values);
    }
    if (this.#messages.length > 0) {
      await queries.run(
        INSERT_MESSAGES(this.#messages.length),
        this.#messages.flatMap(appMessageValues),
      );
    }
  }
}

/**
 * Loads the orders that uploads name, and locks them until the transaction ends, in the order of their
 * keys. Names that are not the key are resolved first, without a lock.
 */
export async function loadTradeOrders(
  queries: Queries,
  rows: LoadedTradeRows,
  uploads: readonly IncomingTradeUpload[],
): Promise<void> {
  if (uploads.length === 0) return;
  const names = namesByColumn(uploads);
  const keys = names.transaction_id;
  for (const column of ["out_trade_no", "combined_key", "combined_transaction_id"] as const) {
    for (const row of await PLACES[column].select(queries, unique(names[column]))) {
      keys.push([row.appid, row.transaction_id]);
    }
  }
  for (const row of await ORDERS.lock(queries, unique(keys))) rows.load(tradeOrderOf(row));
}

/** The same without locks: what is committed, with one statement for each kind of name. */
export async function loadTradeOrdersUnlocked(
  queries: Pick<Queries, "all" | "isDistributed">,
  rows: LoadedTradeRows,
  uploads: readonly IncomingTradeUpload[],
): Promise<void> {
  const names = namesByColumn(uploads);
  for (const column of TRADE_NAME_COLUMNS) {
    for (const row of await DETAILS[column].select(queries, unique(names[column])))
      rows.loadUnlocked(row);
  }
}

function namesByColumn(
  uploads: readonly IncomingTradeUpload[],
): Record<TradeNameColumn, RowName[]> {
  const names: Record<TradeNameColumn, RowName[]> = {
    transaction_id: [],
    out_trade_no: [],
    combined_key: [],
    combined_transaction_id: [],
  };
  for (const upload of uploads) {
    for (const { column, name } of tradeNamesOf(upload)) names[column].push([upload.appid, name]);
  }
  return names;
}

/** Identifies a row. */
export const placeOf = ({
  appid,
  transactionId,
}: Pick<TradeOrder, "appid" | "transactionId">): string => `${appid} ${transactionId}`;

const nameText = (appid: string, { column, name }: TradeName): string =>
  `${appid} ${column} ${name}`;

function namesOf({ transactionId, outTradeNo, combination }: TradeOrder): TradeName[] {
  const names: TradeName[] = [
    { column: "transaction_id", name: transactionId },
    { column: "out_trade_no", name: outTradeNo },
  ];
  if (combination === null) return names;
  names.push({ column: "combined_key", name: combinedKeyOf(combination) });
  const { transactionId: whole } = combination;
  if (whole !== null) names.push({ column: "combined_transaction_id", name: whole });
  return names;
}

const unique = (names: readonly RowName[]): RowName[] => [
  ...new Map(names.map((name) => [name.join(" "), name])).values(),
];
