import { BUYER_TABLES, type BuyerTableName } from "../domain/buyer-data/tables.js";
import { openidHashes, withOpenids } from "../request-log/sealed-openids.js";
import type { Sealer } from "../secrets/seal.js";
import type { BuyerDataStore } from "../storage/buyer-data-store.js";
import { REQUEST } from "../storage/rows/request-rows.js";
import type { Row, SqlValue } from "../storage/rows/row.js";
import type { Buyer } from "../storage/store.js";

export interface ExportParts {
  readonly buyerData: BuyerDataStore;
  readonly sealer: Sealer;
  readonly nowMs: number;
}

/** The tables in the order of the document, those without exported columns left out. */
const SECTIONS = (Object.keys(BUYER_TABLES) as BuyerTableName[]).filter(
  (name) => BUYER_TABLES[name].exported.length > 0,
);

/** Columns that hold JSON, which the document contains as such. */
const JSON_COLUMNS: ReadonlySet<string> = new Set([
  "uploads.merchant_order_nos",
  "uploads.events",
  "uploads.details",
  "deliveries.delivery",
  "deliveries.history",
  "payments.order_keys",
  "payments.contradiction",
  "payments.body",
  "refunds.body",
  "early_refunds.body",
  "trade_orders.details",
  "app_messages.message",
  "requests.diagnoses",
  "requests.redacted",
  "event_outbox.events",
  "events.data",
  "webhook_deliveries.body",
  "webhook_attempts.details",
  "buyer_tokens.buyers",
]);

/**
 * Everything that is stored about a buyer, as the pieces of one JSON document: a section for each table,
 * with a row on each line. It keeps the numbers of the buyer's orders in memory, and a few rows.
 */
export async function* exportBuyer(buyer: Buyer, parts: ExportParts): AsyncGenerator<string> {
  const { appid, openid } = buyer;
  const exportedAt = new Date(parts.nowMs).toISOString();
  const head = { format: "dingdan-buyer-1", appid, openid, exported_at: exportedAt };
  // The first piece goes out before the search, so that the reader sees that it has begun.
  yield `${JSON.stringify(head).slice(0, -1)},\n"sections":{`;
  const trail = await parts.buyerData.trail(buyer);
  const hashes = openidHashes(openid, parts.sealer);
  for (const [index, table] of SECTIONS.entries()) {
    yield `${index === 0 ? "" : ","}\n"${table}":[`;
    let separator = "\n";
    for await (const rows of parts.buyerData.rows(table, trail, hashes)) {
      const lines = rows.map((row) => JSON.stringify(shown(table, row, parts.sealer)));
      yield separator + lines.join(",\n");
      separator = ",\n";
    }
    yield "]";
  }
  yield "}}\n";
}

function shown(table: BuyerTableName, row: Row, sealer: Sealer): object {
  const opened = table === "requests" ? withOpenOpenids(row, sealer) : row;
  const columns: readonly string[] = BUYER_TABLES[table].exported;
  return Object.fromEntries(
    columns.map((column) => shownColumn(table, column, opened[column] ?? null)),
  );
}

const TIME = /_ms$/;

function shownColumn(table: string, column: string, value: SqlValue): readonly [string, unknown] {
  if (TIME.test(column)) {
    const time = typeof value === "number" ? new Date(value).toISOString() : null;
    return [column.replace(TIME, ""), time];
  }
  const isJson = typeof value === "string" && JSON_COLUMNS.has(`${table}.${column}`);
  return [column, isJson ? jsonOrText(value) : value];
}

/** A body that a webhook was sent need not be JSON. */
function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The body and query of a call with their openids; masked when no seal key that is set opens them. */
function withOpenOpenids(row: Row, sealer: Sealer): Row {
  if (row["sealed_openids"] === null || row["sealed_openids"] === "") return row;
  const record = REQUEST.of(row as unknown as Parameters<typeof REQUEST.of>[0]);
  const opened = withOpenids(record, sealer);
  return opened === null ? row : { ...row, body: opened.body, query: opened.query };
}
