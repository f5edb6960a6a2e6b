import type { FastifyBaseLogger } from "fastify";
import type { WeChatPayMerchant } from "../domain/wechatpay-merchant.js";
import type { Sealer } from "../secrets/seal.js";
import type { WeChatPayStore } from "../storage/wechatpay-store.js";
import { openAccount } from "../wechatpay-api/api-account.js";
import { downloadCertificates } from "../wechatpay-api/download-certificates.js";
import {
  keysAfterDownload,
  lastExpiryMs,
  usesCertificates,
  WARNING_MS,
} from "../wechatpay-api/platform-certificates.js";
import type { WeChatPayApi } from "../wechatpay-api/wechatpay-api.js";
import { allMerchants } from "./account-book.js";
import { failureOf } from "./failures.js";

const HOUR_MS = 3_600_000;
/**
 * WeChat Pay offers a new certificate ten days before the old one expires.
 * @see https://pay.weixin.qq.com/wiki/doc/apiv3/open/pay/wechatpay5_0.shtml
 */
const INTERVAL_MS = 12 * HOUR_MS;
/** After a failure, and for a key that is not known. */
const RETRY_MS = 10 * 60_000;
const WARNED_AGAIN_MS = 24 * HOUR_MS;

interface RotationParts {
  readonly wechatpay: WeChatPayStore;
  readonly api: WeChatPayApi;
  readonly sealer: Sealer;
  readonly log: Pick<FastifyBaseLogger, "info" | "warn">;
}

/** Downloads the platform certificates of merchants in time, and warns before the last one expires. */
export class CertificateRotation {
  readonly #parts: RotationParts;
  /** When the certificates of a merchant are downloaded next, and when they were last. */
  readonly #nextAtMs = new Map<string, number>();
  readonly #lastAtMs = new Map<string, number>();
  /** The settings with which it was tried last: others may work at once. */
  readonly #triedChangeMs = new Map<string, number>();
  readonly #warnedAtMs = new Map<string, number>();
  #expiring = 0;

  constructor(parts: RotationParts) {
    this.#parts = parts;
  }

  /** How many merchant numbers have no key that is valid in 30 days. */
  get expiring(): number {
    return this.#expiring;
  }

  /** Downloads what is due. */
  async run(): Promise<void> {
    const { wechatpay, api } = this.#parts;
    let expiring = 0;
    for await (const merchant of allMerchants(wechatpay)) {
      if (api.closing.aborted) return;
      const isRenewed = await this.#renewIfDue(merchant);
      const current = isRenewed ? ((await wechatpay.find(merchant.mchid)) ?? merchant) : merchant;
      if (this.#warnOfExpiry(current)) expiring++;
    }
    this.#expiring = expiring;
  }

  /**
   * A notice or a reply was signed with a key that is not stored: WeChat Pay may use a new certificate. The
   * next run downloads it, at most once in ten minutes, since anyone who sends notices can cause this.
   * @returns true when the next run has something to download
   */
  noteUnknownSerial(mchid: string): boolean {
    const nowMs = this.#nowMs();
    if (isRecent(this.#lastAtMs.get(mchid), RETRY_MS, nowMs)) return false;
    this.#lastAtMs.set(mchid, nowMs);
    this.#nextAtMs.set(mchid, nowMs);
    return true;
  }

  async #renewIfDue(merchant: WeChatPayMerchant): Promise<boolean> {
    const { sealer } = this.#parts;
    const { mchid, changedAtMs } = merchant;
    const nowMs = this.#nowMs();
    if (merchant.apiSerialNo === null || !usesCertificates(merchant)) return false;
    const isTried = this.#triedChangeMs.get(mchid) === changedAtMs;
    const nextAtMs = this.#nextAtMs.get(mchid) ?? 0;
    // A later time than any next one is of before the clock was set back.
    if (isTried && nowMs < nextAtMs && nextAtMs <= nowMs + INTERVAL_MS) return false;
    this.#triedChangeMs.set(mchid, changedAtMs);
    this.#lastAtMs.set(mchid, nowMs);
    this.#nextAtMs.set(mchid, nowMs + RETRY_MS);
    const opened = openAccount(merchant, sealer, nowMs);
    if (opened.kind === "no_client") return false;
    if (opened.kind === "closed") {
      this.#failed(mchid, opened.reason.en, "set the keys of this merchant number again");
      return false;
    }
    return this.#renew(merchant, opened.account);
  }

  async #renew(
    { mchid, platformKeys }: WeChatPayMerchant,
    account: Parameters<typeof downloadCertificates>[1],
  ): Promise<boolean> {
    const { wechatpay, api, log } = this.#parts;
    const isFirst = platformKeys.length === 0;
    const download = await downloadCertificates(api, account, isFirst);
    if (download.kind === "stopping") return false;
    if (download.kind === "unreadable") {
      this.#failed(mchid, download.reason, download.next);
      return false;
    }
    if (download.kind === "failed") {
      const answer = download.answer.kind === "absent" ? NO_CERTIFICATES : download.answer;
      const { cause, next } = failureOf({ mchid, subMchid: null, number: "" }, answer);
      const isRefused = answer.kind === "refused" && answer.code !== "";
      if (!isRefused) this.#failed(mchid, cause.en, next.en);
      else if (isFirst || lastExpiryMs({ platformKeys }) !== null) {
        this.#failed(mchid, cause.en, PUBLIC_KEY_ADVICE);
      } else {
        this.#nextAtMs.set(mchid, this.#nowMs() + INTERVAL_MS);
        this.#failed(mchid, cause.en, REMOVE_ADVICE);
      }
      return false;
    }
    const nowMs = this.#nowMs();
    this.#nextAtMs.set(mchid, nowMs + INTERVAL_MS);
    const next = keysAfterDownload(platformKeys, download.certificates, nowMs);
    if (next === platformKeys) return false;
    let isStored = false;
    await wechatpay.change(mchid, (stored) => {
      // The operator may have changed the keys in the meantime. Once there is one, nothing is trusted that
      // this key did not sign.
      isStored = stored !== null && !(isFirst && stored.platformKeys.length > 0);
      if (stored === null || !isStored) return stored;
      const kept = keysAfterDownload(stored.platformKeys, download.certificates, nowMs);
      return { ...stored, platformKeys: kept };
    });
    if (!isStored) return false;
    log.info(
      { mchid, serials: next.map(({ id }) => id), trustedOnFirstUse: isFirst },
      "platform certificates of WeChat Pay renewed",
    );
    return true;
  }

  #warnOfExpiry(merchant: WeChatPayMerchant): boolean {
    const nowMs = this.#nowMs();
    const { mchid } = merchant;
    const expiresAtMs = lastExpiryMs(merchant);
    if (expiresAtMs === null || expiresAtMs > nowMs + WARNING_MS) return false;
    if (isRecent(this.#warnedAtMs.get(mchid), WARNED_AGAIN_MS, nowMs)) return true;
    this.#warnedAtMs.set(mchid, nowMs);
    const expiresAt = new Date(expiresAtMs).toISOString();
    const next =
      merchant.apiSerialNo === null
        ? "set the next certificate, or WeChat Pay's public key, which does not expire: dingdan wechatpay set"
        : "WeChat Pay offers the next certificate ten days before, and it is downloaded then; a public key does not expire";
    this.#parts.log.warn({ mchid, expiresAt, next }, "the last platform certificate expires soon");
    return true;
  }

  #failed(mchid: string, cause: string, next: string): void {
    this.#parts.log.warn({ mchid, cause, next }, "downloading platform certificates failed");
  }

  #nowMs(): number {
    return this.#parts.api.time.nowMs();
  }
}

/** Whether a time is less than a span ago. A time to come is of before the clock was set back. */
const isRecent = (atMs = 0, spanMs: number, nowMs: number): boolean =>
  atMs <= nowMs && nowMs - atMs < spanMs;

const NO_CERTIFICATES = {
  kind: "refused",
  status: 404,
  code: "RESOURCE_NOT_EXISTS",
  message: "",
} as const;

const PUBLIC_KEY_ADVICE =
  "check api_client; WeChat Pay issues no certificates to new merchant numbers: set its public key instead (public_keys)";
const REMOVE_ADVICE =
  "the public key of this merchant number is enough: remove its certificates (certificates: []) with dingdan wechatpay set";
