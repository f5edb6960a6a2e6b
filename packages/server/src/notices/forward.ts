import { unreachable } from "../domain/unreachable.js";
import type { ForwardTarget } from "../domain/wechatpay-merchant.js";
import type { LimitHits } from "../limits/limit-hits.js";
import { AddressGuard } from "../outbound/address-guard.js";
import { countRefusal } from "../outbound/count-refusal.js";
import { postToUrl, type ServerCallOutcome } from "../outbound/server-call.js";

/** A notice as it came. */
export interface ReceivedNotice {
  /** Names and values in turn, as `rawHeaders` of node:http. */
  readonly rawHeaders: readonly string[];
  readonly body: Uint8Array;
}

/** Sends a verified notice to the merchant's receiver. Resolves to why that failed; null when it answered 2xx. */
export type ForwardNotice = (
  notice: ReceivedNotice,
  target: ForwardTarget,
  timeoutMs: number,
) => Promise<string | null>;

/** No receiver's answer is read further. */
const ANSWER_BYTES_MAX = 1024;

/**
 * Forwards notices unchanged: the receiver can verify their signature itself. A redirect is a failure. A
 * notice that came from this installation is not forwarded again, or it would go round for five minutes.
 * @param installation the id of the installation, which all its processes share
 */
export function noticeForwarder(
  guard: AddressGuard,
  installation: string,
  limitHits: Pick<LimitHits, "hit">,
): ForwardNotice {
  const via = `1.1 dingdan-${installation}`;
  const toPublic = postToUrl(guard);
  const toAny = postToUrl(new AddressGuard(true));
  // A forward takes seconds at most, so a platform that stops waits for it.
  const { signal: closing } = new AbortController();
  return async ({ rawHeaders, body }, { url, allowsPrivateAddress }, timeoutMs) => {
    if (hasComeThrough(rawHeaders, via)) return LOOP;
    if (timeoutMs <= 0) return NO_TIME_LEFT;
    const outcome = await (allowsPrivateAddress ? toAny : toPublic)({
      url,
      headers: forwardedHeaders(rawHeaders, via),
      body,
      timeoutMs,
      answerBytesMax: ANSWER_BYTES_MAX,
      closing,
    });
    countRefusal({ url }, outcome, limitHits);
    return faultOf(outcome);
  };
}

const TIMEOUT = "did not answer in time";
const NO_TIME_LEFT = "was not called: recording the notice took the time for it";
const LOOP = "leads back here: set the address of your own receiver";

function faultOf(outcome: ServerCallOutcome): string | null {
  switch (outcome.kind) {
    case "answered":
      return outcome.status >= 200 && outcome.status < 300
        ? null
        : `answered HTTP ${outcome.status}`;
    case "refused":
      return `has the address ${outcome.refusal.address}, which is ${outcome.refusal.use}: set forward_private_address to allow it`;
    case "timeout":
      return TIMEOUT;
    case "unreachable":
      return unreachableFault(outcome.code);
    default:
      return unreachable(outcome);
  }
}

/** @param code of Node's networking, its HTTP parser (`HPE_…`) or TLS; null when the connection just ended */
function unreachableFault(code: string | null): string {
  const named = code === null ? "" : ` (${code})`;
  if (code === null || code === "ECONNRESET" || code === "EPIPE") {
    return `ended the connection without a complete answer${named}`;
  }
  if (code.startsWith("HPE_")) return `did not answer in valid HTTP${named}`;
  if (/CERT|ISSUER|SELF_SIGNED/.test(code)) {
    return `has a certificate that is not trusted, expired or another host's${named}`;
  }
  return `cannot be reached${named}`;
}

/** The fields that belong to one connection, and those that the new request has of its own. @see RFC 9110, §7.6.1 */
const OF_CONNECTION: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Whether a request has this entry of the field Via, which `forwardedHeaders` adds. */
const hasComeThrough = (rawHeaders: readonly string[], via: string): boolean =>
  rawHeaders.some(
    (value, at) =>
      at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === "via" && value.includes(via),
  );

/**
 * The header fields that are forwarded, with the names and values as they came, and the field Via, which
 * each gateway adds.
 * `["Host", "a", "X-B", "1", "x-b", "2"]` becomes `{ "X-B": ["1", "2"], "Via": [via] }`.
 * @see RFC 9110, §7.6.3
 */
export function forwardedHeaders(
  rawHeaders: readonly string[],
  via: string,
): Record<string, string[]> {
  const fields = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = "", value = ""] = rawHeaders.slice(at, at + 2);
    const key = name.toLowerCase();
    const field = fields.get(key) ?? { name, values: [] };
    field.values.push(value);
    fields.set(key, field);
  }
  const named = new Set(
    (fields.get("connection")?.values ?? []).flatMap((value) =>
      value.split(",").map((name) => name.trim().toLowerCase()),
    ),
  );
  for (const key of [...OF_CONNECTION, ...named]) fields.delete(key);
  const passed = fields.get("via") ?? { name: "Via", values: [] };
  fields.set("via", { ...passed, values: [...passed.values, via] });
  return Object.fromEntries([...fields.values()].map(({ name, values }) => [name, values]));
}
