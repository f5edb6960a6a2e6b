import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import {
  createSigner,
  createVerifier,
  httpbis,
  type SignatureParameters,
} from "http-message-signatures";
import type { UcpKey } from "./ucp-keys.js";

/**
 * What a signature of ours covers: the method, the whole URL, the body and who sends it. `@path` and
 * `@query` are left out, as a receiver behind a proxy may see them changed; `@target-uri` has both, and the
 * receiver knows the URL that it registered.
 */
const COVERED = [
  "@method",
  "@target-uri",
  "content-digest",
  "content-type",
  "ucp-agent",
  "webhook-id",
  "webhook-timestamp",
] as const;

export interface UnsignedRequest {
  readonly url: string;
  readonly body: string;
  /** The id of the event. */
  readonly id: string;
  readonly eventAtMs: number;
  /** `profile="https://…"` */
  readonly ucpAgent: string;
}

/**
 * The header fields of a request that carries an order, signed by RFC 9421. `webhook-timestamp` is the time
 * of the event, unlike that of Standard Webhooks; the time of the attempt is `created` in the signature.
 * @param nowMs the time of day. It is rounded down, so the signature never comes from the future
 */
export async function signedHeaders(
  { url, body, id, eventAtMs, ucpAgent }: UnsignedRequest,
  key: Pick<UcpKey, "kid" | "x" | "y" | "d">,
  nowMs: number,
): Promise<Record<string, string>> {
  const { kid, ...numbers } = key;
  const { x, y, d } = numbers;
  const privateKey = createPrivateKey({ key: { kty: "EC", crv: "P-256", x, y, d }, format: "jwk" });
  const { headers } = await httpbis.signMessage(
    {
      key: createSigner(privateKey, "ecdsa-p256-sha256", kid),
      name: "sig1",
      fields: [...COVERED],
      // The protocol derives the algorithm from the key.
      params: ["created", "keyid"],
      paramValues: { created: new Date(nowMs) },
    },
    {
      method: "POST",
      url: normalUrl(url),
      headers: {
        "content-type": "application/json",
        "content-digest": contentDigest(body),
        "ucp-agent": ucpAgent,
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(eventAtMs / 1000)),
      },
    },
  );
  const { Signature: signature = "", "Signature-Input": input = "", ...rest } = headers as Headers;
  return { ...rest, "signature-input": input, signature };
}

type Headers = Record<string, string>;

/** @see https://www.rfc-editor.org/rfc/rfc9530 */
export const contentDigest = (body: string): string =>
  `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;

/** The URL as it is requested: without a fragment, and in the URL parser's spelling. */
export function normalUrl(url: string): string {
  const parsed = new URL(url);
  parsed.hash = "";
  return parsed.href;
}

/** How old a signature may be, and how far its clock may be ahead. */
const AGE_MAX_MS = 300_000;
const AHEAD_MAX_MS = 5_000;

/** A platform's public key. */
export interface PlatformJwk {
  readonly kid: string;
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
}

/** A public key, and whose it is. */
export interface RegisteredKey<T> {
  readonly jwk: PlatformJwk;
  readonly platform: T;
}

export type SignatureFault =
  | "signature_missing"
  | "signature_invalid"
  | "signature_expired"
  | "coverage_insufficient"
  | "key_not_found";

export interface SignedRead {
  readonly method: string;
  /** The public URL of the request, with its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/**
 * Verifies the signature of a request without a body. It must cover the method, the target and, when they are
 * there, the query and UCP-Agent.
 * @param find the keys that are registered with an id
 * @param nowMs the time of day; null accepts every time
 */
export async function verifySignedRead<T>(
  { method, url, headers }: SignedRead,
  find: (kid: string) => Promise<readonly RegisteredKey<T>[]>,
  nowMs: number | null,
): Promise<{ readonly platform: T } | { readonly fault: SignatureFault }> {
  if (headers["signature"] === undefined || headers["signature-input"] === undefined) {
    return { fault: "signature_missing" };
  }
  let fault: SignatureFault = "signature_invalid";
  let platform: T | null = null;
  const keyLookup = async ({ keyid, created }: SignatureParameters) => {
    platform = null;
    if (!isFresh(created, nowMs)) {
      fault = "signature_expired";
      return null;
    }
    const found = typeof keyid === "string" ? await find(keyid) : [];
    if (found.length === 0) {
      fault = "key_not_found";
      return null;
    }
    const verify = async (data: Buffer, signature: Buffer) => {
      for (const { jwk, platform: owner } of found) {
        const key = createPublicKey({ key: { ...jwk }, format: "jwk" });
        if ((await createVerifier(key, ALGORITHM)(data, signature)) !== true) continue;
        platform = owner;
        return true;
      }
      return false;
    };
    return { id: keyid as string, algs: [ALGORITHM], verify };
  };
  const covered = coveredBy(String(headers["signature-input"]));
  const needed = neededIn(url, headers);
  if (!needed.some((names) => names.every((name) => covered.has(name)))) {
    return { fault: "coverage_insufficient" };
  }
  try {
    const message = { method, url, headers: headers as Record<string, string | string[]> };
    const isValid = await httpbis.verifyMessage({ keyLookup, notAfter: FAR, all: true }, message);
    if (isValid === true && platform !== null) return { platform };
  } catch {
    // The library throws for unknown keys and malformed fields. `fault` says which.
  }
  return { fault };
}

const ALGORITHM = "ecdsa-p256-sha256";

/** The time of a signature is checked here, by the platform's own clock. */
const FAR = Number.MAX_SAFE_INTEGER;

function isFresh(created: Date | null | undefined, nowMs: number | null): boolean {
  if (!(created instanceof Date)) return false;
  if (nowMs === null) return true;
  const ageMs = nowMs - created.getTime();
  return ageMs <= AGE_MAX_MS && ageMs >= -AHEAD_MAX_MS;
}

/** The components of the only signature; none when there are several. */
function coveredBy(signatureInput: string): ReadonlySet<string> {
  const lists = [...signatureInput.matchAll(/=\(([^)]*)\)/g)];
  const [only] = lists;
  if (lists.length !== 1 || only === undefined) return new Set();
  return new Set([...(only[1] ?? "").matchAll(/"([^"]+)"(?![;"])/g)].map(([, name]) => name ?? ""));
}

/** The sets of components of which a signature must cover one. */
function neededIn(url: string, headers: SignedRead["headers"]): string[][] {
  const agent = headers["ucp-agent"] === undefined ? [] : ["ucp-agent"];
  const query = new URL(url).search === "" ? [] : ["@query"];
  return [
    ["@method", "@target-uri", ...agent],
    ["@method", "@authority", "@path", ...query, ...agent],
  ];
}
