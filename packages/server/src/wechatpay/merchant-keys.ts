import type { KeyObject } from "node:crypto";
import { type Text, text } from "@dingdan/contract";
import {
  type ApiClient,
  KeyError,
  type NotificationKeys,
  normalSerial,
  parsePlatformKey,
  parsePrivateKey,
} from "@dingdan/wechatpay";
import type {
  StoredPlatformKey,
  WeChatPayMerchant,
  WeChatPaySecrets,
} from "../domain/wechatpay-merchant.js";
import type { Opened, Sealer } from "../secrets/seal.js";
import { otherKeyText } from "../secrets/seal-faults.js";

export type OpenedSecrets =
  | { readonly kind: "opened"; readonly secrets: WeChatPaySecrets }
  | Exclude<Opened, { readonly kind: "opened" }>;

/** @throws Error while the sealer has a fault */
export const sealSecrets = (mchid: string, secrets: WeChatPaySecrets, sealer: Sealer): string =>
  sealer.seal(JSON.stringify(secrets), placeOf(mchid));

export function openSecrets(
  { mchid, sealedSecrets }: Pick<WeChatPayMerchant, "mchid" | "sealedSecrets">,
  sealer: Sealer,
): OpenedSecrets {
  const opened = sealer.open(sealedSecrets, placeOf(mchid));
  if (opened.kind !== "opened") return opened;
  return { kind: "opened", secrets: JSON.parse(opened.value) as WeChatPaySecrets };
}

const placeOf = (mchid: string) => `wechatpay_merchants/${mchid}/secrets`;

/** The keys with which WeChat Pay signs at a time of day. null: also with certificates that have expired. */
export type PlatformKeysAt = (timeOfDayMs: number | null) => NotificationKeys["platformKeyOf"];

/** The keys with which WeChat Pay signs, each read once. */
export function platformKeysOf({
  platformKeys,
}: Pick<WeChatPayMerchant, "platformKeys">): PlatformKeysAt {
  // Most notices name the same key, and reading a PEM takes longer than verifying a signature.
  const read = new Map<string, KeyObject>();
  return (timeOfDayMs) => (serial) => {
    const stored = platformKeys.find(({ id }) => id === normalSerial(serial));
    if (stored === undefined || hasExpired(stored, timeOfDayMs)) return null;
    const known = read.get(stored.id);
    if (known !== undefined) return known;
    const key = keyOf(stored);
    if (key !== null) read.set(stored.id, key);
    return key;
  };
}

/** Null for a key that was damaged in the database: it is as unknown, and is set again in the same way. */
function keyOf({ pem }: StoredPlatformKey): KeyObject | null {
  try {
    return parsePlatformKey(pem).key;
  } catch (error) {
    if (error instanceof KeyError) return null;
    throw error;
  }
}

const hasExpired = ({ expiresAtMs }: StoredPlatformKey, timeOfDayMs: number | null): boolean =>
  expiresAtMs !== null && timeOfDayMs !== null && expiresAtMs <= timeOfDayMs;

/** The APIv3 keys that decrypt at a time: the current one first. */
export const apiV3KeysAt = ({ apiV3Keys }: WeChatPaySecrets, nowMs: number): string[] =>
  apiV3Keys.filter(({ endsAtMs }) => endsAtMs === null || nowMs < endsAtMs).map(({ key }) => key);

/** The merchant as it calls WeChat Pay; null when it has no API certificate. */
export function apiClientOf(
  { mchid, apiSerialNo }: Pick<WeChatPayMerchant, "mchid" | "apiSerialNo">,
  { apiPrivateKey }: WeChatPaySecrets,
): ApiClient | null {
  if (apiSerialNo === null || apiPrivateKey === null) return null;
  return { mchid, serialNo: apiSerialNo, privateKey: parsePrivateKey(apiPrivateKey) };
}

/** Why secrets cannot be opened, and what an operator does about it. */
export const closedText = (opened: Exclude<OpenedSecrets, { readonly kind: "opened" }>): Text =>
  opened.kind === "other_key" ? otherKeyText(opened.sealedWith) : DAMAGED_KEYS;

/** What an operator does about secrets that were changed in the database. */
export const DAMAGED_KEYS = text(
  "The stored keys are damaged. Set api_v3_key again, and api_client if there is one.",
  "已保存的密钥已损坏。请重新设置 api_v3_key；如有 api_client，也请重新设置。",
);
