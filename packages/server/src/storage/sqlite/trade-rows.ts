import { tradeEvents } from "../../domain/events/trade-events.js";
import type { AppMessage, TradeOrder } from "../../domain/trade/trade-order.js";
import type { IncomingTradeUpload } from "../../domain/trade/upload.js";
import type { NotedEvents } from "../orders/noted-events.js";
import {
  type TradeNameColumn,
  tradeNamesOf,
  type WritableTradeRows,
} from "../orders/trade-rows.js";
import {
  APP_MESSAGE_COLUMNS,
  appMessageValues,
  changedTradeOrderValues,
  TRADE_ORDER_COLUMNS,
  type TradeOrderRow,
  tradeOrderOf,
  tradeOrderValues,
} from "../rows/trade-rows.js";
import type { SqliteDatabase } from "./database.js";

const selectBy = (column: TradeNameColumn) =>
  `SELECT details FROM trade_orders WHERE appid = ? AND ${column} = ?`;

const SELECTS: Readonly<Record<TradeNameColumn, string>> = {
  transaction_id: selectBy("transaction_id"),
  out_trade_no: selectBy("out_trade_no"),
  combined_key: selectBy("combined_key"),
  combined_transaction_id: selectBy("combined_transaction_id"),
};

const INSERT = `INSERT INTO trade_orders (${TRADE_ORDER_COLUMNS.join(", ")})
  VALUES (${TRADE_ORDER_COLUMNS.map(() => "?").join(", ")})
  ON CONFLICT (appid, transaction_id) DO NOTHING`;

const UPDATE = `UPDATE trade_orders SET state = ?, due_at_ms = ?, details = ?
  WHERE appid = ? AND transaction_id = ?`;

const INSERT_MESSAGE = `INSERT INTO app_messages (${APP_MESSAGE_COLUMNS.join(", ")})
  VALUES (${APP_MESSAGE_COLUMNS.map(() => "?").join(", ")})`;

/** Reads and writes the rows one by one, inside a transaction that others may share. */
export class SqliteTradeRows implements WritableTradeRows {
  readonly #database: SqliteDatabase;
  readonly #events: NotedEvents;

  constructor(database: SqliteDatabase, events: NotedEvents) {
    this.#database = database;
    this.#events = events;
  }

  namedBy(incoming: IncomingTradeUpload): TradeOrder[] {
    const found = new Map<string, TradeOrder>();
    for (const { column, name } of tradeNamesOf(incoming)) {
      const rows = this.#database.all<Pick<TradeOrderRow, "details">>(
        SELECTS[column],
        incoming.appid,
        name,
      );
      for (const row of rows) {
        const order = tradeOrderOf(row);
        found.set(order.transactionId, order);
      }
    }
    return [...found.values()];
  }

  change(order: TradeOrder): void {
    this.#database.run(UPDATE, ...changedTradeOrderValues(order));
  }

  add(order: TradeOrder): void {
    const added = this.#database.run(INSERT, ...tradeOrderValues(order));
    if (added > 0) this.#events.add(tradeEvents(null, order));
  }

  queue(message: AppMessage): void {
    this.#database.run(INSERT_MESSAGE, ...appMessageValues(message));
  }
}
