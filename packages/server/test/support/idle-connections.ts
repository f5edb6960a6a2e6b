/** The place where Node and undici look for the connections of `fetch`. */
const CONNECTIONS = Symbol.for("undici.globalDispatcher.1");

interface Dispatcher {
  close(): Promise<void>;
}

interface WithDispatcher {
  /** Missing until the first fetch. */
  [CONNECTIONS]?: Dispatcher;
}

/**
 * Closes the connections that `fetch` keeps for its next request; one in use is closed after its answer.
 * A server that closes waits 150 ms for another request on such a connection, as its clients elsewhere
 * need; a test has none to send.
 */
export function closeIdleConnections(): void {
  const global = globalThis as WithDispatcher;
  const used = global[CONNECTIONS];
  if (used === undefined) return;
  global[CONNECTIONS] = new (used.constructor as new () => Dispatcher)();
  // Not awaited: an answer may last as long as its server, which closes next.
  void used.close();
}
