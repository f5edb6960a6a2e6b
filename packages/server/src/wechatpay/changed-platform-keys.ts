import { type SchemaViolation, type Text, text, type WeChatPaySettings } from "@dingdan/contract";
import {
  KeyError,
  normalSerial,
  type PlatformKey,
  parsePlatformKey,
  parsePrivateKey,
} from "@dingdan/wechatpay";
import type { StoredPlatformKey } from "../domain/wechatpay-merchant.js";

/**
 * The keys with which WeChat Pay signs after a change. The public keys and the certificates are each a
 * list that replaces the former one; certificates that the platform downloaded itself stay, unless the
 * list of certificates is empty.
 * @param timeOfDayMs by which certificates expire
 * @param violations receives what is wrong
 */
export function changedPlatformKeys(
  before: readonly StoredPlatformKey[],
  settings: WeChatPaySettings,
  timeOfDayMs: number,
  violations: SchemaViolation[],
): StoredPlatformKey[] {
  const { public_keys: publicKeys, certificates } = settings;
  const set = [
    ...(publicKeys === undefined
      ? before.filter(isPublicKey)
      : publicKeys.map((sent, index) => readPublicKey(sent, `public_keys[${index}]`, violations))),
    ...(certificates === undefined
      ? before.filter((key) => !isPublicKey(key) && !key.isDownloaded)
      : certificates.map((sent, index) =>
          readCertificate(sent, `certificates[${index}]`, timeOfDayMs, violations),
        )),
  ];
  reportRepeated(settings, violations);
  reportTaken(before, settings, violations);
  const downloaded = before.filter(
    ({ id, isDownloaded }) => isDownloaded && set.every((key) => key.id !== id),
  );
  return certificates?.length === 0 ? set : [...set, ...downloaded];
}

/** A public key does not expire. */
export const isPublicKey = ({ expiresAtMs }: StoredPlatformKey): boolean => expiresAtMs === null;

/** Why a text is not the private key of an API certificate; null when it is. */
export const privateKeyFault = (pem: string): Text | null => faultOf(() => parsePrivateKey(pem));

function readPublicKey(
  { id, pem }: { readonly id: string; readonly pem: string },
  path: string,
  violations: SchemaViolation[],
): StoredPlatformKey {
  const read = readKey(pem, `${path}.pem`, violations);
  if (read !== null && read.serial !== null) {
    violations.push({ path: `${path}.pem`, reason: IS_CERTIFICATE });
  }
  return { id: normalSerial(id), pem, expiresAtMs: null, isDownloaded: false };
}

function readCertificate(
  { serial, pem }: { readonly serial: string; readonly pem: string },
  path: string,
  timeOfDayMs: number,
  violations: SchemaViolation[],
): StoredPlatformKey {
  const id = normalSerial(serial);
  const read = readKey(pem, `${path}.pem`, violations);
  const { serial: own = null, expiresAtMs = null } = read ?? {};
  if (read !== null && (own === null || expiresAtMs === null)) {
    violations.push({ path: `${path}.pem`, reason: IS_PUBLIC_KEY });
  }
  if (own !== null && own !== id) {
    const reason = text(
      `is ${id}, but the serial number of the certificate is ${own}`,
      `为 ${id}，而证书的序列号为 ${own}`,
    );
    violations.push({ path: `${path}.serial`, reason });
  }
  if (expiresAtMs !== null && expiresAtMs <= timeOfDayMs) {
    const day = new Date(expiresAtMs).toISOString().slice(0, 10);
    const reason = text(
      `expired on ${day}: send the certificate that is valid now, or WeChat Pay's public key`,
      `已于 ${day} 过期：请传当前有效的证书，或微信支付公钥`,
    );
    violations.push({ path: `${path}.pem`, reason });
  }
  return { id, pem, expiresAtMs, isDownloaded: false };
}

function readKey(pem: string, path: string, violations: SchemaViolation[]): PlatformKey | null {
  let read: PlatformKey | null = null;
  const reason = faultOf(() => (read = parsePlatformKey(pem)));
  if (reason !== null) violations.push({ path, reason });
  return read;
}

function faultOf(read: () => unknown): Text | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof KeyError) return text(error.message, error.zh);
    throw error;
  }
}

/** Of two keys with one serial number only one could be found. */
function reportRepeated(
  { public_keys: publicKeys = [], certificates = [] }: WeChatPaySettings,
  violations: SchemaViolation[],
): void {
  const first = new Map<string, string>();
  const named = [
    ...publicKeys.map(({ id }, index) => [id, `public_keys[${index}].id`] as const),
    ...certificates.map(({ serial }, index) => [serial, `certificates[${index}].serial`] as const),
  ];
  for (const [id, path] of named) {
    const before = first.get(normalSerial(id));
    if (before === undefined) first.set(normalSerial(id), path);
    else violations.push({ path, reason: text(`repeats ${before}`, `与 ${before} 重复`) });
  }
}

/** A public key and a certificate that stays, or the other way round, may not have one id either. */
function reportTaken(
  before: readonly StoredPlatformKey[],
  { public_keys: publicKeys, certificates }: WeChatPaySettings,
  violations: SchemaViolation[],
): void {
  const isTaken = (id: string, stays: (key: StoredPlatformKey) => boolean) =>
    before.some((key) => key.id === normalSerial(id) && stays(key));
  for (const [index, { id }] of (publicKeys ?? []).entries()) {
    const stays = (key: StoredPlatformKey) =>
      !isPublicKey(key) && (certificates === undefined || key.isDownloaded);
    if (isTaken(id, stays)) {
      violations.push({ path: `public_keys[${index}].id`, reason: IS_OF_CERTIFICATE });
    }
  }
  for (const [index, { serial }] of (certificates ?? []).entries()) {
    if (publicKeys === undefined && isTaken(serial, isPublicKey)) {
      violations.push({ path: `certificates[${index}].serial`, reason: IS_OF_PUBLIC_KEY });
    }
  }
}

const IS_OF_CERTIFICATE = text(
  "is the serial number of a certificate that is set: send the id that WeChat Pay shows for the public key",
  "与已设置的平台证书的序列号相同：请传微信支付显示的公钥 ID",
);
const IS_OF_PUBLIC_KEY = text(
  "is the id of a public key that is set: send public_keys without it, too",
  "与已设置的微信支付公钥的 ID 相同：请同时传不含它的 public_keys",
);
const IS_CERTIFICATE = text(
  "is a certificate: send it in certificates, with its serial number",
  "是证书：请放在 certificates 中并附序列号",
);
const IS_PUBLIC_KEY = text(
  "is a public key: send it in public_keys, with its id",
  "是公钥：请放在 public_keys 中并附公钥 ID",
);
