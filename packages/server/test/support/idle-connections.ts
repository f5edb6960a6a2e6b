/** Where Node 26 looks for the connections of `fetch`, and where earlier ones do. */
const PLACES = [
  Symbol.for("undici.globalDispatcher.2"),
  Symbol.for("undici.globalDispatcher.1"),
] as const;

interface Dispatcher {
  close(): Promise<void>;
}

/** The dispatchers are missing until the first fetch. */
type WithDispatcher = { [Place in (typeof PLACES)[number]]?: Dispatcher };

/**
 * Closes the connections that `fetch` keeps for its next request; one in use is closed after its answer.
 * A server that closes waits 150 ms for another request on such a connection, as its clients elsewhere
 * need; a test has none to send.
 */
export function closeIdleConnections(): void {
  const global = globalThis as WithDispatcher;
  // The earlier place of Node 26 has a wrapper, for libraries that look there.
  const place = PLACES.find((one) => global[one] !== undefined);
  const used = place && global[place];
  if (place === undefined || used === undefined) return;
  global[place] = new (used.constructor as new () => Dispatcher)();
  // Not awaited: an answer may last as long as its server, which closes next.
  void used.close();
}
