import type { Admin } from "../contestants/admin.js";

/** A place in the feed of events: `next_after` of an answer. */
export interface FeedPlace {
  readonly after: string;
  /** Places are counted without gaps. */
  readonly position: number;
}

export interface FeedPage {
  /** The answer's JSON, which is only parsed after the measured time. */
  readonly body: Buffer;
  readonly next: FeedPlace;
}

export interface FeedQuery {
  readonly after: string;
  readonly limit: number;
  readonly wait_seconds: number;
}

/** Reads a page of the feed; null if the server has none. */
export async function readFeed(
  { url, adminKey }: Admin,
  { after, limit, wait_seconds }: FeedQuery,
  signal?: AbortSignal,
): Promise<FeedPage | null> {
  const path = `/admin/v1/events?after=${after}&limit=${limit}&wait_seconds=${wait_seconds}`;
  const response = await fetch(`${url}${path}`, {
    headers: { Authorization: `Bearer ${adminKey}` },
    ...(signal === undefined ? {} : { signal }),
  });
  const body = Buffer.from(await response.arrayBuffer());
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${body.toString()}`);
  return { body, next: nextOf(body) };
}

/** The end of the feed, once everything that has happened is in it; null if the server has no feed. */
export async function endOfFeed(admin: Admin): Promise<FeedPlace | null> {
  let end: FeedPlace | null = null;
  for (;;) {
    // Such a call places what waits before it answers, for a second at most.
    const page = await readFeed(admin, { after: "now", limit: 1, wait_seconds: 0 });
    if (page === null || page.next.position === end?.position) return end;
    end = page.next;
  }
}

const NEXT_AFTER = /"next_after":"(evt_[^"]*_(\d+))"/;

/** The place after a page is at the end of its JSON. */
function nextOf(body: Buffer): FeedPlace {
  const [, after, position] = NEXT_AFTER.exec(body.toString("latin1", body.length - 100)) ?? [];
  if (after === undefined) throw new Error("the feed's answer has no next_after");
  return { after, position: Number(position) };
}
