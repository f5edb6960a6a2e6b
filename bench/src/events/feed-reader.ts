import type { Admin } from "../contestants/admin.js";
import { within } from "./deadline.js";
import { type FeedPlace, readFeed } from "./feed.js";

const LIMIT = 1000;
const WAIT_SECONDS = 10;

/** A client that reads the feed from a place on, one call after another, until it is stopped. */
export class FeedReader {
  readonly #admin: Admin;
  readonly #start: FeedPlace;
  readonly #bodies: Buffer[] = [];
  readonly #stopping = new AbortController();
  readonly #reading: Promise<void>;
  #count = 0;
  #onPage: () => void = () => {};

  constructor(admin: Admin, start: FeedPlace) {
    this.#admin = admin;
    this.#start = start;
    this.#reading = this.#read();
    // A failure is reported by `until`, which may not be waiting yet.
    this.#reading.catch(() => {});
  }

  /** Resolves when the reader has this many events. Rejects when reading fails, or after `timeoutMs`. */
  async until(count: number, timeoutMs: number): Promise<void> {
    const reached = new Promise<void>((resolve) => {
      this.#onPage = () => {
        if (this.#count >= count) resolve();
      };
      this.#onPage();
    });
    await within(
      Promise.race([reached, this.#reading]),
      timeoutMs,
      () => `the reader had ${this.#count} of ${count} events`,
    );
  }

  /** Stops, and returns what was read. */
  async stop(): Promise<readonly FeedEvent[]> {
    this.#stopping.abort();
    await this.#reading.catch(() => {});
    return this.#bodies.flatMap((body) => (JSON.parse(body.toString()) as Page).items);
  }

  async #read(): Promise<void> {
    const { signal } = this.#stopping;
    let { after } = this.#start;
    while (!signal.aborted) {
      const query = { after, limit: LIMIT, wait_seconds: WAIT_SECONDS };
      const page = await readFeed(this.#admin, query, signal);
      if (page === null) throw new Error("the server has no feed any more");
      this.#bodies.push(page.body);
      this.#count = page.next.position - this.#start.position;
      after = page.next.after;
      this.#onPage();
    }
  }
}

interface Page {
  readonly items: readonly FeedEvent[];
}

/** An event as the feed lists it; other members are not read. */
export interface FeedEvent {
  readonly id: string;
  readonly type: string;
  readonly order_id?: string;
}
