import {
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { StoredWebhookKeys } from "../domain/webhooks/endpoint.js";
import type { Opened, Sealer } from "../secrets/seal.js";

/** What signs the requests to an endpoint. */
export interface SigningKeys {
  /** `whsec_…`: the key of v1, HMAC-SHA-256. */
  readonly secret: string;
  /** Ed25519, as a JWK: the key of v1a. */
  readonly ed25519: { readonly d: string; readonly x: string };
}

/** 256 bits; the specification allows 24 to 64 bytes. */
const SECRET_BYTES = 32;

export function newSigningKeys(): SigningKeys {
  const { d = "", x = "" } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  return {
    secret: `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`,
    ed25519: { d, x },
  };
}

/** `whpk_…`: what verifies v1a. */
export const publicKeyOf = ({ ed25519 }: SigningKeys): string =>
  `whpk_${Buffer.from(ed25519.x, "base64url").toString("base64")}`;

/** @throws Error while the sealer has a fault */
export const sealSigningKeys = (endpointId: string, keys: SigningKeys, sealer: Sealer): string =>
  sealer.seal(JSON.stringify(keys), placeOf(endpointId));

export type OpenedKeys =
  | { readonly kind: "opened"; readonly keys: readonly SigningKeys[] }
  | Exclude<Opened, { readonly kind: "opened" }>;

/** The keys that sign at a time: the current ones, then those before a rotation while they still do. */
export function openSigningKeys(
  endpointId: string,
  { sealed, previous }: Pick<StoredWebhookKeys, "sealed" | "previous">,
  sealer: Sealer,
  nowMs: number,
): OpenedKeys {
  const all = previous !== null && previous.untilMs > nowMs ? [sealed, previous.sealed] : [sealed];
  const keys: SigningKeys[] = [];
  for (const one of all) {
    const opened = sealer.open(one, placeOf(endpointId));
    if (opened.kind !== "opened") return opened;
    keys.push(JSON.parse(opened.value) as SigningKeys);
  }
  return { kind: "opened", keys };
}

/** The keys of an endpoint, sealed with the current seal key. Previous ones that cannot be opened are left out. */
export function sealKeysAgain(
  endpointId: string,
  stored: StoredWebhookKeys,
  sealer: Sealer,
): StoredWebhookKeys | "current" | "unreadable" {
  const { sealed, previous } = stored;
  if ([sealed, previous?.sealed ?? sealed].every((one) => sealer.isCurrent(one))) return "current";
  const again = (one: string) => {
    const opened = sealer.open(one, placeOf(endpointId));
    return opened.kind === "opened" ? sealer.seal(opened.value, placeOf(endpointId)) : null;
  };
  const now = again(sealed);
  if (now === null) return "unreadable";
  const before = previous && again(previous.sealed);
  return {
    ...stored,
    sealed: now,
    previous: previous && before ? { ...previous, sealed: before } : null,
  };
}

/** What a request is signed of. */
export interface SignedMessage {
  readonly id: string;
  /** The time of the attempt. */
  readonly atMs: number;
  readonly body: string;
}

/**
 * The header fields of a request by Standard Webhooks. All keys sign, so a receiver with any of them accepts
 * it.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signatureHeaders(
  { id, atMs, body }: SignedMessage,
  keys: readonly SigningKeys[],
): Record<string, string> {
  const seconds = Math.floor(atMs / 1000);
  const signatures = keys.flatMap((key) => [
    new Webhook(key.secret).sign(id, new Date(seconds * 1000), body),
    `v1a,${sign(null, Buffer.from(`${id}.${seconds}.${body}`), privateKeyOf(key)).toString("base64")}`,
  ]);
  return {
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signatures.join(" "),
  };
}

/** Reading a key takes longer than signing with it. */
const privateKeys = new WeakMap<SigningKeys, KeyObject>();

function privateKeyOf(keys: SigningKeys): KeyObject {
  const known = privateKeys.get(keys);
  if (known !== undefined) return known;
  const jwk = { kty: "OKP", crv: "Ed25519", ...keys.ed25519 };
  const privateKey = createPrivateKey({ key: jwk, format: "jwk" });
  privateKeys.set(keys, privateKey);
  return privateKey;
}

const placeOf = (endpointId: string) => `webhook_endpoints/${endpointId}/keys`;
