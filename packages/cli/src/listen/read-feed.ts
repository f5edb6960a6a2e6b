import { setTimeout as sleep } from "node:timers/promises";
import { EVENTS_WAIT_MAX_SECONDS, type EventRepresentation } from "@dingdan/contract";
import type { AdminClient } from "../admin-client.js";
import { persist, RETRY_MS } from "../persist.js";
import type { ListenSettings } from "../settings/listen.js";
import type { Terminal } from "../terminal/terminal.js";

/** How long a call that waits may take: the server answers before. */
export const FEED_TIMEOUT_MS = (EVENTS_WAIT_MAX_SECONDS + 10) * 1000;

const PAGE_SIZE = 100;

export interface FeedParts {
  readonly admin: AdminClient;
  readonly terminal: Terminal;
  readonly stopped: AbortSignal;
}

type Filter = Pick<ListenSettings, "appid" | "types">;

/** Events in a row, and where the feed continues after them. */
export interface FeedPage {
  readonly events: readonly EventRepresentation[];
  readonly after: string;
}

/**
 * What is there when a command begins; null when it was stopped before.
 * @throws Error of the call, which is not repeated: the address or the key may be wrong
 */
export async function firstPage(
  { admin, stopped }: FeedParts,
  { after, ...filter }: Filter & Pick<ListenSettings, "after">,
): Promise<FeedPage | null> {
  const query = { ...queryOf(filter), ...(after === null ? {} : { after }) };
  try {
    return pageOf(await admin.call("listEvents", { query }, stopped), filter);
  } catch (error) {
    if (stopped.aborted) return null;
    throw error;
  }
}

/** Yields what happens after a place, until it is stopped. A platform that restarts is waited for. */
export async function* followFeed(
  { admin, terminal, stopped }: FeedParts,
  start: string,
  filter: Filter,
): AsyncGenerator<FeedPage> {
  for (let after = start; !stopped.aborted; ) {
    const startedMs = performance.now();
    const query = { ...queryOf(filter), after, wait_seconds: EVENTS_WAIT_MAX_SECONDS };
    const reply = await persist(() => admin.call("listEvents", { query }, stopped), {
      terminal,
      stopped,
    });
    if (reply === null) return;
    const page = pageOf(reply, filter);
    yield page;
    ({ after } = page);
    // A server that is stopping does not wait for events.
    const restMs = RETRY_MS - (performance.now() - startedMs);
    if (reply.items.length > 0 || restMs <= 0) continue;
    await sleep(restMs, undefined, { signal: stopped }).catch(() => undefined);
  }
}

/** The server filters by one type; several are chosen here. */
const queryOf = ({ appid, types }: Filter) => ({
  limit: PAGE_SIZE,
  ...(appid === null ? {} : { appid }),
  ...(types?.[0] === undefined || types.length > 1 ? {} : { type: types[0] }),
});

const pageOf = (
  reply: { readonly items: readonly object[]; readonly next_after: string },
  { types }: Filter,
): FeedPage => ({
  // The contract gives the data of an event no type.
  events: (reply.items as EventRepresentation[]).filter(
    ({ type }) => types === null || types.includes(type),
  ),
  after: reply.next_after,
});
