import type { ComponentEvent, ComponentEventStore } from "../component-store.js";
import { COMPONENT_EVENT_FIELDS } from "../rows/component-event-rows.js";
import type { SqliteDatabase } from "./database.js";

export class SqliteComponentEventStore implements ComponentEventStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  takeDue({
    nowMs,
    leaseUntilMs,
    limit,
  }: {
    nowMs: number;
    leaseUntilMs: number;
    limit: number;
  }): Promise<ComponentEvent[]> {
    const due = () =>
      this.#database.all(
        `SELECT ${COMPONENT_EVENT_FIELDS} FROM component_events AS event
         WHERE due_at_ms <= ? AND NOT EXISTS (
           SELECT 1 FROM component_events AS earlier
           WHERE earlier.component_appid = event.component_appid AND earlier.number < event.number)
         ORDER BY due_at_ms, number LIMIT ?`,
        nowMs,
        limit,
      ) as unknown as ComponentEvent[];
    // Mostly nothing is due, and looking is cheaper than a commit.
    if (due().length === 0) return Promise.resolve([]);
    return this.#database.write(() => {
      const events = due();
      for (const { number } of events) this.#setDue(number, leaseUntilMs);
      return events;
    });
  }

  remove(number: number): Promise<void> {
    return this.#database.write(() => {
      this.#database.run("DELETE FROM component_events WHERE number = ?", number);
    });
  }

  retry(number: number, dueAtMs: number): Promise<void> {
    return this.#database.write(() => {
      this.#database.run(
        "UPDATE component_events SET due_at_ms = ?, failures = failures + 1 WHERE number = ?",
        dueAtMs,
        number,
      );
    });
  }

  #setDue(number: number, dueAtMs: number): void {
    this.#database.run(
      "UPDATE component_events SET due_at_ms = ? WHERE number = ?",
      dueAtMs,
      number,
    );
  }
}
