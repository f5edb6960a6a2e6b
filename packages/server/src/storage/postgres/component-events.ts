import type { ComponentEvent, ComponentEventStore } from "../component-store.js";
import { COMPONENT_EVENT_FIELDS } from "../rows/component-event-rows.js";
import type { PostgresDatabase } from "./database.js";

const DUE = `SELECT ${COMPONENT_EVENT_FIELDS} FROM component_events AS event
  WHERE due_at_ms <= $1 AND NOT EXISTS (
    SELECT 1 FROM component_events AS earlier
    WHERE earlier.component_appid = event.component_appid AND earlier.number < event.number)
  ORDER BY due_at_ms, number LIMIT $2`;

export class PostgresComponentEventStore implements ComponentEventStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  async takeDue({
    nowMs,
    leaseUntilMs,
    limit,
  }: Parameters<ComponentEventStore["takeDue"]>[0]): Promise<ComponentEvent[]> {
    // Mostly nothing is due, and looking is cheaper than a transaction.
    if ((await this.#database.first(DUE, [nowMs, limit])) === null) return [];
    return this.#database.transaction(async (transaction) => {
      const rows = await transaction.all(`${DUE} FOR UPDATE SKIP LOCKED`, [nowMs, limit]);
      const events = rows as unknown as ComponentEvent[];
      await transaction.run(
        "UPDATE component_events SET due_at_ms = $1 WHERE number = ANY ($2::bigint[])",
        [leaseUntilMs, events.map(({ number }) => number)],
      );
      return events;
    });
  }

  async remove(number: number): Promise<void> {
    await this.#database.run("DELETE FROM component_events WHERE number = $1", [number]);
  }

  async retry(number: number, dueAtMs: number): Promise<void> {
    await this.#database.run(
      "UPDATE component_events SET due_at_ms = $1, failures = failures + 1 WHERE number = $2",
      [dueAtMs, number],
    );
  }
}
