import { CONSOLE_OPERATIONS, CONSOLE_PREFIX, type EventType } from "@dingdan/contract";

/** How long to wait after an answer that is no stream, such as "too many". */
const REFUSED_PAUSE_MS = 60_000;

export interface Follower {
  /** The stream is open: what happens from now on is reported. */
  readonly onOpen: () => void;
  readonly onTypes: (types: readonly EventType[]) => void;
  /** The stream has ended. The browser connects again by itself, unless the server refused. */
  readonly onEnd: () => void;
}

/**
 * Follows the events while the page can be seen: a browser has few connections to a server, and windows in
 * the background must not use them up.
 * @returns a function that ends it
 */
export function followEvents({ onOpen, onTypes, onEnd }: Follower): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };
  const open = () => {
    close();
    const opened = new EventSource(CONSOLE_PREFIX + CONSOLE_OPERATIONS.followEvents.path);
    source = opened;
    opened.addEventListener("open", onOpen);
    opened.addEventListener("message", ({ data }: MessageEvent<string>) => onTypes(typesOf(data)));
    opened.addEventListener("error", () => {
      onEnd();
      if (opened.readyState === EventSource.CLOSED) retry = setTimeout(open, REFUSED_PAUSE_MS);
    });
  };
  const adapt = () => {
    if (!document.hidden) return open();
    close();
    onEnd();
  };
  document.addEventListener("visibilitychange", adapt);
  adapt();
  return () => {
    document.removeEventListener("visibilitychange", adapt);
    close();
    onEnd();
  };
}

const typesOf = (data: string): readonly EventType[] =>
  (JSON.parse(data) as { readonly types: readonly EventType[] }).types;
