import type { RecordedEvent } from "../../domain/events/recorded-event.js";
import type { IncomingUpload } from "../../domain/stored-order.js";
import type { OutboxRow } from "../rows/event-rows.js";
import { toJson } from "../rows/json.js";

/** The events that the jobs of one transaction have made so far; it writes them as one row. */
export class NotedEvents {
  #texts: string[] = [];
  #latestMs = 0;

  add(events: readonly RecordedEvent[]): void {
    for (const event of events) this.#note(toJson(event), event.atMs);
  }

  /** A first upload that waits for its payment. */
  addFirstUpload({ appid, orderKey, receivedAtMs }: IncomingUpload): void {
    this.#note(toJson([appid, orderKey, receivedAtMs]), receivedAtMs);
  }

  clear(): void {
    this.#texts = [];
    this.#latestMs = 0;
  }

  /** The row of the outbox; null without events. */
  get row(): OutboxRow | null {
    if (this.#texts.length === 0) return null;
    const events = `[${this.#texts.join(",")}]` as OutboxRow["events"];
    return { events, created_at_ms: this.#latestMs };
  }

  #note(text: string, atMs: number): void {
    this.#texts.push(text);
    this.#latestMs = Math.max(this.#latestMs, atMs);
  }
}
