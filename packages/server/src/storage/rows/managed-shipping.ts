import { TRADE_STATE } from "../../domain/trade/trade-order.js";

const { SHIPPED, CONFIRMED, SETTLED, UNSETTLED, UNSHIPPED } = TRADE_STATE;

/**
 * The condition that shipping information management knows a payment under management as shipped. The
 * index `trade_orders_shipped` holds exactly these rows.
 */
const IS_SHIPPED = `t.is_managed = 1 AND t.state IN (${[SHIPPED, CONFIRMED, SETTLED, UNSETTLED].join(", ")})`;

const OF_PAYMENT = "t.appid = u.appid AND t.transaction_id = u.transaction_id";
/** The id of a combined payment has a stroke (`newPaymentId`); that of another one is its number. */
const IS_COMBINED = "u.transaction_id LIKE '%/%'";
const OF_COMBINED_PAYMENT = "t.appid = u.appid AND t.combined_key = u.transaction_id";

const exists = (conditions: string): string =>
  `EXISTS (SELECT 1 FROM trade_orders t WHERE ${conditions})`;

/**
 * The condition that the payment of an upload `u`, or a part of it, was shipped by shipping information
 * management. It is read and not stored: an upload of either kind then need not look for the other.
 */
export const SHIPPED_BY_MANAGEMENT = `(${exists(`${OF_PAYMENT} AND ${IS_SHIPPED}`)}
  OR ${IS_COMBINED} AND ${exists(`${OF_COMBINED_PAYMENT} AND ${IS_SHIPPED}`)})`;

/**
 * The condition that another part of the payment is to be shipped still. The sign keeps the engine from
 * the index of states, which would read all of the app's payments that are to be shipped.
 */
const PARTS_WAIT = `(${IS_COMBINED}
  AND ${exists(`${OF_COMBINED_PAYMENT} AND t.is_managed = 1 AND +t.state = ${UNSHIPPED}`)})`;

const NOTHING_UPLOADED = "u.shipped_at_ms IS NULL AND u.shipping_progress = 'none'";

/** What uploaded logistics say counts; without any, what shipping information management says. */
export const ALL_BY_MANAGEMENT = `(${NOTHING_UPLOADED} AND ${SHIPPED_BY_MANAGEMENT} AND NOT ${PARTS_WAIT})`;
export const PART_BY_MANAGEMENT = `(${NOTHING_UPLOADED} AND ${PARTS_WAIT} AND ${SHIPPED_BY_MANAGEMENT})`;

/** How much of an upload `u` was shipped, by whichever interface: the value that people see. */
export const SHIPPING_SHOWN = `CASE WHEN u.shipped_at_ms IS NOT NULL THEN 'all'
    WHEN u.shipping_progress <> 'none' OR u.state <> 'matched' THEN u.shipping_progress
    WHEN NOT ${SHIPPED_BY_MANAGEMENT} THEN 'none'
    WHEN ${PARTS_WAIT} THEN 'part' ELSE 'all' END`;

/**
 * A statement or a part of one, for SQLite: alone it would take the index of the key and read each row of
 * a payment. On 100,000 payments of which none was shipped, a buyer's list of 20 orders took 0.12 ms
 * without the condition, 0.14 ms with this index, and 0.20 ms with that of the key.
 */
export const withShippedIndex = (statement: string): string =>
  statement.replaceAll(
    `trade_orders t WHERE ${OF_PAYMENT}`,
    `trade_orders t INDEXED BY trade_orders_shipped WHERE ${OF_PAYMENT}`,
  );

/**
 * Reads whether any payment was shipped so. As long as none was, lists need no condition about it, and an
 * engine uses the indexes of uploads.
 */
export const ANY_BY_MANAGEMENT = `SELECT 1 AS found FROM trade_orders t WHERE ${IS_SHIPPED}
  ORDER BY t.appid, t.transaction_id LIMIT 1`;
