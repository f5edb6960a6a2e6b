/** Header fields in their original order, names and values alternating; repeated fields stay repeated. */
export type RawHeaders = readonly string[];

/** Fields that are about one connection, not about the message (RFC 9110, 7.6.1). */
const CONNECTION_FIELDS = [
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
 * Proxies use most of these to identify their client. This proxy does not, and a client's own values
 * must not look as if it did. `Host` becomes that of the platform; this proxy has answered `Expect`.
 */
const DROPPED_FIELDS = [
  "host",
  "expect",
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
];

/** The header of a request for the platform. */
export function forwardedRequestHeaders(raw: RawHeaders, method: string, host: string): string[] {
  const headers = ["Host", host, ...without(raw, [...CONNECTION_FIELDS, ...DROPPED_FIELDS])];
  // The framing of the body belongs to the connection, but whether there is a body does not.
  if (valuesOf(raw, "transfer-encoding").length > 0) headers.push("Transfer-Encoding", "chunked");
  else if (!["GET", "HEAD"].includes(method) && valuesOf(raw, "content-length").length === 0) {
    headers.push("Content-Length", "0");
  }
  return headers;
}

/** The header of a response for the client. */
export const forwardedAnswerHeaders = (raw: RawHeaders): string[] =>
  without(raw, CONNECTION_FIELDS);

function without(raw: RawHeaders, names: readonly string[]): string[] {
  const named = valuesOf(raw, "connection").flatMap((value) =>
    value.split(",").map((name) => name.trim().toLowerCase()),
  );
  const dropped = new Set([...names, ...named]);
  return [...pairsOf(raw)].filter(([name]) => !dropped.has(name.toLowerCase())).flat();
}

const valuesOf = (raw: RawHeaders, wanted: string): string[] =>
  [...pairsOf(raw)].filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);

function* pairsOf(raw: RawHeaders): Generator<[name: string, value: string]> {
  for (let at = 0; at + 1 < raw.length; at += 2) yield [raw[at] as string, raw[at + 1] as string];
}
