import { AdminClient } from "../admin-client.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { EventLines } from "../listen/event-lines.js";
import { type ForwardParts, forward } from "../listen/forward.js";
import { LISTEN_TEXTS as TEXTS } from "../listen/listen-texts.js";
import { FEED_TIMEOUT_MS, type FeedPage, firstPage, followFeed } from "../listen/read-feed.js";
import { type ListenFlags, type ListenSettings, listenSettings } from "../settings/listen.js";
import { printFacts } from "../terminal/facts.js";
import type { Terminal } from "../terminal/terminal.js";

type Target = Pick<ForwardParts, "url" | "keys" | "headersOf"> & { readonly publicKey: string };

/** `dingdan listen`: prints events as they happen, or posts them to a URL as webhooks. */
export async function listen(invocation: Invocation, flags: ListenFlags): Promise<ExitCode> {
  const { terminal, environment, untilStopped } = invocation;
  const settings = listenSettings(flags, environment);
  // Listen now, so that a signal during the first call is not lost.
  const stop = new AbortController();
  void untilStopped().then(() => stop.abort());
  const stopped = stop.signal;
  const target = await targetOf(settings);
  const admin = new AdminClient(settings.admin, terminal, FEED_TIMEOUT_MS);
  const feed = { admin, terminal, stopped };
  const first = await firstPage(feed, settings);
  if (first === null) return 0;
  const listener = new Listener({ terminal, target, stopped }, settings.after ?? "oldest");
  if (settings.after === "now") await listener.take(first);
  printStart(terminal, target, listener.place);
  if (settings.after !== "now") await listener.take(first);
  for await (const page of followFeed(feed, first.after, settings)) await listener.take(page);
  terminal.note(TEXTS.continueWith(listener.place));
  return 0;
}

interface ListenerParts {
  readonly terminal: Terminal;
  /** Null: events are only printed. */
  readonly target: Target | null;
  readonly stopped: AbortSignal;
}

/** Takes events one after another, and knows the place in the feed until which they are dealt with. */
class Listener {
  readonly #parts: ListenerParts;
  readonly #lines: EventLines;
  #place: string;

  /** @param start the place before the first event, as a value of `--after` */
  constructor(parts: ListenerParts, start: string) {
    this.#parts = parts;
    this.#lines = new EventLines(parts.terminal);
    this.#place = start;
  }

  get place(): string {
    return this.#place;
  }

  /** @throws UsageError when the receiver cannot be reached, with the place */
  async take({ events, after }: FeedPage): Promise<void> {
    const { terminal, target, stopped } = this.#parts;
    for (const event of events) {
      if (target === null) this.#lines.print(event);
      else {
        const parts = { ...target, terminal, stopped, nowMs: Date.now };
        const answer = await forward(event, this.#place, parts);
        if (answer === null) return;
        this.#lines.print(event, answer);
      }
      this.#place = event.id;
    }
    this.#place = after;
  }
}

/** The server package is large, and only a signature needs it. */
async function targetOf({ forwardTo: url, secret }: ListenSettings): Promise<Target | null> {
  if (url === null) return null;
  const { newSigningKeys, publicKeyOf, standardHeaders } = await import("@dingdan/server");
  const made = newSigningKeys();
  const keys = secret === null ? made : { ...made, secret };
  return { url, keys, headersOf: standardHeaders, publicKey: publicKeyOf(keys) };
}

function printStart(terminal: Terminal, target: Target | null, after: string): void {
  if (terminal.isJson) {
    const forwarding =
      target === null
        ? {}
        : { forward_to: target.url.href, secret: target.keys.secret, public_key: target.publicKey };
    terminal.json({ listening: { after, ...forwarding } });
    return;
  }
  terminal.note(target === null ? TEXTS.printing : TEXTS.forwarding(target.url.href));
  if (target !== null) {
    printFacts(terminal.err, [
      [terminal.say(TEXTS.label.secret), target.keys.secret],
      [terminal.say(TEXTS.label.publicKey), target.publicKey],
    ]);
  }
  terminal.note(TEXTS.stop);
}
