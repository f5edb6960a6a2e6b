import { sql } from "kysely";
import { TRADE_STATE } from "../../domain/trade/trade-order.js";
import type { Bit } from "../rows/fields.js";
import type { Engine } from "../statements/engine.js";
import { type Given, statement } from "../statements/statement.js";
import type { TradeOrderStore } from "../trade-store.js";

/** A condition of the index trade_orders_by_state, which therefore must not be a parameter. */
const MANAGED = sql.lit<Bit>(1);

/** The states after all goods were sent; a refunded order counts no more. */
const SHIPPED_STATES = [
  TRADE_STATE.SHIPPED,
  TRADE_STATE.CONFIRMED,
  TRADE_STATE.SETTLED,
  TRADE_STATE.UNSETTLED,
].map((state) => sql.lit(state));

const FIND_SHIPPED = statement(({ db }, { appid }: Given<{ appid: string }>) =>
  db
    .selectFrom("trade_orders")
    .select("transaction_id")
    .where("appid", "=", appid)
    .where("is_managed", "=", MANAGED)
    .where("state", "in", SHIPPED_STATES)
    .limit(1),
);

const TOTALS = statement(
  ({ db }, { appid }: Given<{ appid?: string }>) => {
    const totals = db
      .selectFrom("trade_orders")
      .select(({ fn }) => [
        "appid",
        "state",
        fn.countAll<number>().as("count"),
        // A sum of integers may exceed what SQLite's driver reads. PostgreSQL returns it as a text.
        fn.sum<number | string>(sql`amount_minor * 1.0`).as("amountMinor"),
      ])
      .where("is_managed", "=", MANAGED)
      .groupBy(["appid", "state"]);
    return appid === undefined ? totals : totals.where("appid", "=", appid);
  },
  (row) => ({ ...row, amountMinor: Number(row.amountMinor) }),
  ["appid"],
);

const COUNT_VISIBLE = statement(
  ({ db }, { afterMs, untilMs }: Given<{ afterMs: number; untilMs: number }>) =>
    db
      .selectFrom("trade_orders")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("is_managed", "=", MANAGED)
      .where("visible_at_ms", ">", afterMs)
      .where("visible_at_ms", "<=", untilMs),
  ({ count }) => count,
);

/** What the orders of a whole app say. */
export const tradeTotals = (
  engine: Engine,
): Pick<TradeOrderStore, "totals" | "countVisible" | "hasShipped"> => ({
  hasShipped: async (appid) => (await engine.first(FIND_SHIPPED, { appid })) !== null,

  totals: (appid) => engine.all(TOTALS, appid === undefined ? {} : { appid }),
  countVisible: async (span) => (await engine.first(COUNT_VISIBLE, span)) ?? 0,
});
