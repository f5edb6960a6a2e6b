import { type PlatformKey, parsePlatformKey } from "./keys.js";
import { openResource, type ResourceParts } from "./resource.js";

/** A platform certificate that WeChat Pay offers for download. */
export interface DownloadedCertificate extends PlatformKey {
  readonly serial: string;
  readonly expiresAtMs: number;
  readonly pem: string;
}

/**
 * Reads the reply of `GET /v3/certificates`, whose certificates are encrypted with the APIv3 key. Their
 * own serial numbers count, not those beside them.
 * @throws KeyError for a certificate that is damaged
 * @returns null when the reply has another shape, or another key encrypted it
 * @see wechatpay, §1
 */
export function readCertificates(reply: unknown, apiV3Key: string): DownloadedCertificate[] | null {
  const list = (reply as { readonly data?: unknown } | null)?.data;
  if (!Array.isArray(list)) return null;
  const read: DownloadedCertificate[] = [];
  for (const entry of list as ({ readonly encrypt_certificate?: ResourceParts | null } | null)[]) {
    const parts = entry?.encrypt_certificate ?? null;
    const pem = parts === null ? null : openResource(parts, apiV3Key);
    if (pem === null) return null;
    const { key, serial, expiresAtMs } = parsePlatformKey(pem);
    if (serial === null || expiresAtMs === null) return null;
    read.push({ key, serial, expiresAtMs, pem });
  }
  return read;
}
