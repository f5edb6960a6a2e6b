import type { NotedEvents } from "../orders/noted-events.js";
import type { Queries } from "./queries.js";

const INSERT_EVENTS = "INSERT INTO event_outbox (events, created_at_ms) VALUES ($1, $2)";

/** Writes the events that a transaction has noted; none need no statement. */
export async function writeEvents(queries: Queries, { row }: NotedEvents): Promise<void> {
  if (row !== null) await queries.run(INSERT_EVENTS, [row.events, row.created_at_ms]);
}
