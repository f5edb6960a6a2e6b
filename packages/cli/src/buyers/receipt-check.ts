import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { isObject, type Text, type Unchecked } from "@dingdan/contract";
import { BUYER_TEXTS } from "./buyer-texts.js";

/** The public keys of receipts, by their kid. */
export type ReceiptKeys = ReadonlyMap<string, KeyObject>;

/** What does not fit, and where: the path of a member, or `signature`. */
export interface ReceiptFault {
  readonly path: string;
  readonly message: Text;
}

export interface ReceiptCheck {
  /** The key that the signature names; null when it names none. */
  readonly kid: string | null;
  /** Empty: everything fits. */
  readonly faults: readonly ReceiptFault[];
}

const { fault: FAULT } = BUYER_TEXTS;

/** Compares a receipt with its signature: whether a key made it, and whether each member is what was signed. */
export function checkReceipt(
  { signature, ...members }: Unchecked,
  keys: ReceiptKeys,
): ReceiptCheck {
  if (signature === undefined) return broken(null, FAULT.noSignature);
  const jws = typeof signature === "string" ? parseJws(signature) : null;
  if (jws === null) return broken(null, FAULT.notJws);
  const { alg, kid } = jws.header;
  if (alg !== "EdDSA") return broken(kid, FAULT.algorithm(shown(alg)));
  const key = keys.get(kid);
  if (key === undefined) return broken(kid, FAULT.unknownKey(kid, [...keys.keys()].join(", ")));
  if (!verify(null, jws.signed, key, jws.signature)) return broken(kid, FAULT.wrongSignature(kid));
  return { kid, faults: differences(jws.payload, members, "") };
}

const broken = (kid: string | null, message: Text): ReceiptCheck => ({
  kid,
  faults: [{ path: "signature", message }],
});

/** The keys of a JWK set; null when it is none. @see https://www.rfc-editor.org/rfc/rfc8037 */
export function receiptKeysOf({ keys }: Unchecked): ReceiptKeys | null {
  if (!Array.isArray(keys) || keys.length === 0) return null;
  const read = new Map<string, KeyObject>();
  for (const jwk of keys as readonly unknown[]) {
    if (!isObject(jwk)) return null;
    const { kid, kty, crv, x } = jwk;
    if (typeof kid !== "string" || typeof x !== "string") return null;
    if (kty !== "OKP" || crv !== "Ed25519") return null;
    try {
      read.set(kid, createPublicKey({ key: { kty, crv, x }, format: "jwk" }));
    } catch {
      return null;
    }
  }
  return read;
}

/** A JWS in its compact form; null for any other text. @see https://www.rfc-editor.org/rfc/rfc7515 */
function parseJws(jws: string) {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(jws)) return null;
  const [header = "", payload = "", signature = ""] = jws.split(".");
  const [read, content] = [objectIn(header), objectIn(payload)];
  if (read === null || content === null || typeof read["kid"] !== "string") return null;
  return {
    header: { alg: read["alg"], kid: read["kid"] },
    payload: content,
    signed: Buffer.from(`${header}.${payload}`),
    signature: Buffer.from(signature, "base64url"),
  };
}

function objectIn(part: string): Unchecked | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Each place in which two values differ. The order of members has no meaning. */
function differences(signed: unknown, present: unknown, path: string): ReceiptFault[] {
  if (isObject(signed) && isObject(present)) {
    const names = new Set([...Object.keys(signed), ...Object.keys(present)]);
    return [...names].flatMap((name) => {
      const place = path === "" ? name : `${path}.${name}`;
      return differences(memberOf(signed, name), memberOf(present, name), place);
    });
  }
  if (JSON.stringify(signed) === JSON.stringify(present)) return [];
  if (present === undefined) return [{ path, message: FAULT.removed(shown(signed)) }];
  if (signed === undefined) return [{ path, message: FAULT.added(shown(present)) }];
  return [{ path, message: FAULT.changed(shown(signed), shown(present)) }];
}

const memberOf = (value: Unchecked, name: string): unknown =>
  Object.hasOwn(value, name) ? value[name] : undefined;

const shown = (value: unknown): string => JSON.stringify(value) ?? "nothing";
