/** Header fields as they came: names and values in turn, in their order, twice where they came twice. */
export type RawHeaders = readonly string[];

/** These speak of one connection, not of the message (RFC 9110, 7.6.1). */
const OF_THE_CONNECTION = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/**
 * By these a proxy vouches for who its client is. This one vouches for nobody, and a client's own
 * words are not passed on as if it did. `Host` is the one of the new destination; `Expect` was
 * answered by this proxy.
 */
const NOT_PASSED_ON = [
  "host",
  "expect",
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
];

/** The header of a request as the next server is to see it. */
export function forwardedRequestHeaders(raw: RawHeaders, method: string, host: string): string[] {
  const headers = ["Host", host, ...without(raw, [...OF_THE_CONNECTION, ...NOT_PASSED_ON])];
  // How the body is framed is a matter of the connection, but whether there is one is not.
  if (valuesOf(raw, "transfer-encoding").length > 0) headers.push("Transfer-Encoding", "chunked");
  else if (!["GET", "HEAD"].includes(method) && valuesOf(raw, "content-length").length === 0) {
    headers.push("Content-Length", "0");
  }
  return headers;
}

/** The header of an answer as the client is to see it. */
export const forwardedAnswerHeaders = (raw: RawHeaders): string[] =>
  without(raw, OF_THE_CONNECTION);

function without(raw: RawHeaders, names: readonly string[]): string[] {
  const named = valuesOf(raw, "connection").flatMap((value) =>
    value.split(",").map((name) => name.trim().toLowerCase()),
  );
  const left = new Set([...names, ...named]);
  return [...pairsOf(raw)].filter(([name]) => !left.has(name.toLowerCase())).flat();
}

const valuesOf = (raw: RawHeaders, wanted: string): string[] =>
  [...pairsOf(raw)].filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);

function* pairsOf(raw: RawHeaders): Generator<[name: string, value: string]> {
  for (let at = 0; at + 1 < raw.length; at += 2) yield [raw[at] as string, raw[at + 1] as string];
}
