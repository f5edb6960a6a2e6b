import type { RecordedEvent } from "../../domain/events/recorded-event.js";
import type { IncomingUpload } from "../../domain/stored-order.js";
import type { OutboxRow } from "../rows/event-rows.js";
import { toJson } from "../rows/json.js";

/** The events that the jobs of one transaction have made so far; it writes them as one row. */
export class NotedEvents {
  #texts: string[] = [];

  add(events: readonly RecordedEvent[]): void {
    for (const event of events) this.#texts.push(toJson(event));
  }

  /** A first upload that waits for its payment. */
  addFirstUpload({ appid, orderKey, receivedAtMs }: IncomingUpload): void {
    this.#texts.push(toJson([appid, orderKey, receivedAtMs]));
  }

  clear(): void {
    this.#texts = [];
  }

  /** The row of the outbox; null without events. */
  get row(): OutboxRow | null {
    if (this.#texts.length === 0) return null;
    const events = `[${this.#texts.join(",")}]` as OutboxRow["events"];
    // By the time of day: an event of last year, and one of a sandbox whose clock jumps, wait as long.
    return { events, created_at_ms: Date.now() };
  }
}
