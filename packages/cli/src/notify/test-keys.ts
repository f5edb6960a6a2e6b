import { createPublicKey, generateKeyPairSync, randomInt } from "node:crypto";
import { formatChinaTime, parseInstantMs } from "@dingdan/contract";
import { isApiV3Key, parsePlatformKey, parsePrivateKey, type SigningKey } from "@dingdan/wechatpay";
import { platformCertificate } from "../certificates/certificate.js";
import { jsonObjectOf } from "../kept-file.js";
import type { Signer } from "./defaults.js";

/** Keys of WeChat Pay and of a merchant that exist only for tests, as their file stores them. */
export interface TestKeys {
  readonly mchid: string;
  /** The merchant's APIv3 key: 32 characters. */
  readonly api_v3_key: string;
  readonly public_key: TestKey & { readonly id: string };
  readonly certificate: TestKey & { readonly serial: string };
  /** When the keys were made, in RFC 3339: also when every order of a check was paid. */
  readonly created_at: string;
}

interface TestKey {
  /** What the receiver is configured with: a public key, or a certificate. */
  readonly pem: string;
  /** The private key with which notices are signed, as WeChat Pay would. */
  readonly private_key: string;
}

const CERTIFICATE_LIFETIME_MS = 5 * 365 * 86_400_000;
const BACKDATED_MS = 3_600_000;

/** Makes test keys. Takes a second: two RSA keys of 2,048 bits. */
export function newTestKeys(mchid: string, nowMs: number): TestKeys {
  const publicKey = newRsa();
  const certified = newRsa();
  const pem = platformCertificate("Dingdan test platform certificate", certified, {
    notBeforeMs: nowMs - BACKDATED_MS,
    notAfterMs: nowMs + CERTIFICATE_LIFETIME_MS,
  });
  return {
    mchid,
    api_v3_key: randomText(32, "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"),
    public_key: {
      id: newPublicKeyId(),
      pem: publicKey.publicKey.export({ type: "spki", format: "pem" }).toString(),
      private_key: pkcs8(publicKey),
    },
    certificate: {
      serial: parsePlatformKey(pem).serial ?? "",
      pem,
      private_key: pkcs8(certified),
    },
    created_at: formatChinaTime(nowMs),
  };
}

/** An id in the form of WeChat Pay's, of no key. */
export const newPublicKeyId = (): string => `PUB_KEY_ID_${randomText(34, "0123456789")}`;

/**
 * Reads the keys from the text of their file.
 * @returns the path of the first member that is missing or wrong, "" for a text that is no JSON object
 */
export function parseTestKeys(source: string): TestKeys | { readonly badPath: string } {
  const value = jsonObjectOf(source);
  if (value === null) return { badPath: "" };
  const keys = value as unknown as TestKeys;
  const badPath = firstBadPath(keys);
  return badPath === null ? keys : { badPath };
}

/** The key that signs and the one for the case of a key change. */
export function signersOf(
  { public_key: publicKey, certificate }: TestKeys,
  signer: Signer,
): { readonly main: SigningKey; readonly other: SigningKey } {
  const byId = { serial: publicKey.id, privateKey: parsePrivateKey(publicKey.private_key) };
  const byCertificate = {
    serial: certificate.serial,
    privateKey: parsePrivateKey(certificate.private_key),
  };
  return signer === "public-key"
    ? { main: byId, other: byCertificate }
    : { main: byCertificate, other: byId };
}

function firstBadPath(keys: TestKeys): string | null {
  if (typeof keys.mchid !== "string" || keys.mchid === "") return "mchid";
  if (typeof keys.api_v3_key !== "string" || !isApiV3Key(keys.api_v3_key)) return "api_v3_key";
  if (typeof keys.public_key?.id !== "string") return "public_key.id";
  if (typeof keys.certificate?.serial !== "string") return "certificate.serial";
  for (const name of ["public_key", "certificate"] as const) {
    const { pem, private_key: privateKey } = keys[name];
    if (!isPair(pem, privateKey)) return `${name}.private_key`;
  }
  const createdAtMs = typeof keys.created_at === "string" ? parseInstantMs(keys.created_at) : null;
  return createdAtMs === null ? "created_at" : null;
}

function isPair(pem: unknown, privateKey: unknown): boolean {
  if (typeof pem !== "string" || typeof privateKey !== "string") return false;
  try {
    return parsePlatformKey(pem).key.equals(createPublicKey(parsePrivateKey(privateKey)));
  } catch {
    return false;
  }
}

const newRsa = () => generateKeyPairSync("rsa", { modulusLength: 2048 });

const pkcs8 = ({ privateKey }: ReturnType<typeof newRsa>) =>
  privateKey.export({ type: "pkcs8", format: "pem" }).toString();

const randomText = (length: number, characters: string): string =>
  Array.from({ length }, () => characters[randomInt(characters.length)]).join("");
