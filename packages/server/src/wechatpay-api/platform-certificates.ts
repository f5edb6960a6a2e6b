import type { StoredPlatformKey, WeChatPayMerchant } from "../domain/wechatpay-merchant.js";

const DAY_MS = 24 * 3_600_000;

/** How long an expired certificate is kept, so that the operator sees why a signature was not accepted. */
const EXPIRED_KEPT_MS = 7 * DAY_MS;

/** How long before the last key of a merchant expires the platform warns. */
export const WARNING_MS = 30 * DAY_MS;

/** A platform certificate that was downloaded and verified. */
export interface NewCertificate {
  readonly serial: string;
  readonly expiresAtMs: number;
  readonly pem: string;
}

/**
 * The keys of a merchant after a download: new certificates beside the old ones, without those that expired
 * a week ago. The last key stays: without any key, the next download would be trusted as the first.
 * @returns the same list when nothing changes
 */
export function keysAfterDownload(
  keys: readonly StoredPlatformKey[],
  downloaded: readonly NewCertificate[],
  nowMs: number,
): readonly StoredPlatformKey[] {
  const added = downloaded
    .filter(
      ({ serial, expiresAtMs }) => expiresAtMs > nowMs && !keys.some(({ id }) => id === serial),
    )
    .map(({ serial, pem, expiresAtMs }) => ({ id: serial, pem, expiresAtMs, isDownloaded: true }));
  const all = [...keys, ...added];
  const kept = all.filter(
    ({ expiresAtMs }) => expiresAtMs === null || expiresAtMs > nowMs - EXPIRED_KEPT_MS,
  );
  const next = kept.length === 0 ? all.slice(-1) : kept;
  return added.length === 0 && next.length === keys.length ? keys : next;
}

/**
 * Whether certificates are downloaded for a merchant: it has one, or no key at all. A merchant with WeChat
 * Pay public keys alone has none to download.
 */
export const usesCertificates = ({
  platformKeys,
}: Pick<WeChatPayMerchant, "platformKeys">): boolean =>
  platformKeys.length === 0 || platformKeys.some(({ expiresAtMs }) => expiresAtMs !== null);

/** When the last key of a merchant expires, or expired; null when one does not, or there is none. */
export function lastExpiryMs({
  platformKeys,
}: Pick<WeChatPayMerchant, "platformKeys">): number | null {
  const expiries = platformKeys.map(({ expiresAtMs }) => expiresAtMs);
  if (expiries.length === 0 || expiries.includes(null)) return null;
  return Math.max(...expiries.map((atMs) => atMs ?? 0));
}
