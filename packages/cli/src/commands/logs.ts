import { setTimeout as sleep } from "node:timers/promises";
import type { LoggedRequestRepresentation } from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { persist, RETRY_MS } from "../persist.js";
import { type LogFlags, type LogSettings, logSettings } from "../settings/logs.js";
import { LogLines } from "../terminal/logged-request.js";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "../texts.js";

const PAGE_SIZE = 100;

/** The newest calls, the newest last, and the cursor for later ones. */
interface Newest {
  readonly items: readonly LoggedRequestRepresentation[];
  readonly dropped: number;
  readonly follow_cursor: string;
}

/** `dingdan logs`: shows the request log, one line per call. */
export async function logs(invocation: Invocation, flags: LogFlags): Promise<ExitCode> {
  const { terminal, environment, untilStopped } = invocation;
  const settings = logSettings(flags, environment);
  const admin = new AdminClient(settings.admin, terminal);
  if (flags.follow !== true) {
    const newest = await newestCalls(admin, settings);
    if (terminal.isJson) terminal.json(newest);
    else if (newest.items.length === 0) terminal.out.line(terminal.say(TEXTS.logs.none));
    else printerOf(terminal)(newest.items);
    if (newest.dropped > 0) terminal.note(TEXTS.logs.dropped(newest.dropped));
    return 0;
  }
  // Listen now, so that a signal during the first call is not lost.
  const stop = new AbortController();
  void untilStopped().then(() => stop.abort());
  await follow(terminal, admin, settings, stop.signal);
  return 0;
}

async function newestCalls(admin: AdminClient, { filter, limit }: LogSettings): Promise<Newest> {
  const newestFirst: LoggedRequestRepresentation[] = [];
  const pageOf = (cursor?: string) =>
    admin.call("listRequests", {
      query: {
        ...filter,
        // A limit of 0 also needs one page, for its follow_cursor.
        limit: Math.min(PAGE_SIZE, Math.max(1, limit - newestFirst.length)),
        ...(cursor === undefined ? {} : { cursor }),
      },
    });
  const first = await pageOf();
  newestFirst.push(...first.items);
  let cursor = first.next_cursor;
  while (cursor !== undefined && newestFirst.length < limit) {
    const page = await pageOf(cursor);
    newestFirst.push(...page.items);
    cursor = page.next_cursor;
  }
  const { dropped, follow_cursor } = first;
  return { items: newestFirst.slice(0, limit).toReversed(), dropped, follow_cursor };
}

/** Shows new calls until it is stopped. */
async function follow(
  terminal: Terminal,
  admin: AdminClient,
  settings: LogSettings,
  stopped: AbortSignal,
): Promise<void> {
  const print = printerOf(terminal);
  const { items, ...start } = await newestCalls(admin, settings);
  print(items);
  let { follow_cursor: after, dropped } = start;
  for (;;) {
    const query = { ...settings.filter, after, limit: PAGE_SIZE };
    const page = await persist(() => admin.call("listRequests", { query }), { terminal, stopped });
    if (page === null) return;
    print(page.items);
    if (page.dropped > dropped) {
      terminal.note(TEXTS.logs.dropped(page.dropped - dropped));
    }
    ({ follow_cursor: after, dropped } = page);
    // A full page: there may be more calls already.
    if (page.items.length === PAGE_SIZE) continue;
    // A stop ends the wait and then the loop; it is not an error.
    await sleep(RETRY_MS, undefined, { signal: stopped }).catch(() => undefined);
  }
}

/** Prints calls as aligned lines or, with `--json`, as one JSON document per line. */
function printerOf(terminal: Terminal): (requests: readonly LoggedRequestRepresentation[]) => void {
  if (terminal.isJson) return (requests) => requests.forEach((request) => terminal.json(request));
  const lines = new LogLines(terminal.out);
  return (requests) => {
    for (const line of lines.of(requests)) terminal.out.line(line);
  };
}
