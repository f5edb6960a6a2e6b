import type { KeyObject } from "node:crypto";
import { type DownloadedCertificate, KeyError, readCertificates } from "@dingdan/wechatpay";
import type { ApiAccount } from "./api-account.js";
import type { ApiAnswer } from "./api-answer.js";
import { CERTIFICATES_PATH } from "./api-paths.js";
import type { WeChatPayApi } from "./wechatpay-api.js";

export type Download =
  | { readonly kind: "downloaded"; readonly certificates: readonly DownloadedCertificate[] }
  /** WeChat Pay was not asked, or did not answer, as it should. */
  | {
      readonly kind: "failed";
      readonly answer: Exclude<ApiAnswer, { readonly kind: "object" | "stopping" }>;
    }
  | { readonly kind: "stopping" }
  /** The reply is signed, but no certificates can be read of it: the APIv3 key is another one, for example. */
  | { readonly kind: "unreadable"; readonly reason: string; readonly next: string };

/**
 * Downloads the platform certificates of a merchant.
 *
 * A reply is verified with a key that is stored. Only when none is stored is the first one verified with a
 * certificate of its own: what vouches for it then is TLS, and that the certificate is encrypted with the
 * APIv3 key, which only the merchant and WeChat Pay have (trust on first use).
 * @param isFirst true when the merchant has no key at all
 * @see wechatpay, §1 and §4
 */
export async function downloadCertificates(
  api: WeChatPayApi,
  account: ApiAccount,
  isFirst: boolean,
): Promise<Download> {
  const { apiV3Keys } = account;
  const answer = isFirst
    ? await api.get(account, CERTIFICATES_PATH, keyInside(apiV3Keys, api.time.nowMs()))
    : await api.get(account, CERTIFICATES_PATH);
  if (answer.kind === "stopping") return answer;
  if (answer.kind !== "object") return { kind: "failed", answer };
  try {
    const certificates = read(answer.object, apiV3Keys);
    if (certificates !== null) return { kind: "downloaded", certificates };
    return hasList(answer.object) ? OTHER_KEY : NO_LIST;
  } catch (error) {
    if (error instanceof KeyError) {
      return { ...NO_LIST, reason: `one of the certificates ${error.message}` };
    }
    throw error;
  }
}

const OTHER_KEY = {
  kind: "unreadable",
  reason: "none of the merchant's APIv3 keys decrypts the certificates",
  next: "set api_v3_key of this merchant number again",
} as const;

const NO_LIST = {
  kind: "unreadable",
  reason: "the reply holds no list of certificates",
  next: "check --wechatpay-api-url and the programs between the platform and WeChat Pay; a public key (public_keys) needs no download",
} as const;

const hasList = (reply: unknown): boolean =>
  Array.isArray((reply as { readonly data?: unknown } | null)?.data);

const read = (reply: unknown, apiV3Keys: readonly string[]) =>
  apiV3Keys.map((key) => readCertificates(reply, key)).find((list) => list !== null) ?? null;

/** The key of the certificate with a serial, among those of the reply itself. */
const keyInside =
  (apiV3Keys: readonly string[], nowMs: number) =>
  (serial: string, body: Uint8Array): KeyObject | null => {
    try {
      const list = read(JSON.parse(Buffer.from(body).toString("utf8")), apiV3Keys) ?? [];
      const found = list.find((certificate) => certificate.serial === serial);
      return found !== undefined && found.expiresAtMs > nowMs ? found.key : null;
    } catch {
      // Not JSON, or a damaged certificate: nothing verifies the reply.
      return null;
    }
  };
