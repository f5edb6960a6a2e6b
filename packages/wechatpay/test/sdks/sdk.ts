import { randomBytes } from "node:crypto";
import type { SentNotification, SigningKey } from "../../src/index.js";
import type { TestKey } from "../keys.js";
import type { NoticeKind } from "../objects.js";

/** What a notice contains besides its kind. */
export interface NoticeOptions {
  readonly nowMs: number;
  readonly apiV3Key: string;
  /** WeChat Pay's key. */
  readonly key: TestKey;
  /** Null omits it. */
  readonly associatedData?: string | null;
}

/** Encrypts as WeChat Pay with an SDK's function. Returns base64 of the ciphertext and its tag. */
export type Encrypter = (parts: {
  readonly nonce: string;
  readonly apiV3Key: string;
  readonly plaintext: string;
  /** Undefined when there is none. */
  readonly associatedData: string | undefined;
}) => string;

/** Makes a notice with the cryptography of an SDK that was written without this project. */
export type NoticeMaker = (
  notice: Omit<NoticeKind, "title">,
  options: NoticeOptions,
) => SentNotification;

/** A merchant as the SDKs are configured: it knows one key of WeChat Pay. */
export interface SdkMerchant {
  readonly mchid: string;
  readonly apiV3Key: string;
  /** The key of WeChat Pay; its serial is a number, since one of the SDKs knows certificates only. */
  readonly platformKey: TestKey;
  readonly platformCertificate: string;
}

/**
 * Reads a notice with an SDK, as its documentation shows.
 * @param headers by name in lower case, as node:http has them
 * @returns the decrypted object; null when the SDK refuses the signature
 * @throws any error of the SDK
 */
export type NoticeReader = (
  received: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  merchant: SdkMerchant,
) => Promise<unknown>;

/** Makes the Authorization header of a call with an SDK, for a given nonce and time. */
export type Authorizer = (
  request: { readonly method: "GET" | "POST"; readonly path: string; readonly body: string },
  client: { readonly mchid: string; readonly key: TestKey; readonly certificate: string },
  moment: { readonly nonce: string; readonly timestamp: string },
) => string;

/** The envelope of a notice, encrypted and signed by an SDK's functions. */
export function noticeWith(
  { eventType, resource }: Parameters<NoticeMaker>[0],
  { nowMs, apiV3Key, key, associatedData = "transaction" }: NoticeOptions,
  sdk: {
    readonly encrypt: Encrypter;
    /** Returns base64. */
    readonly sign: (
      signed: { readonly timestamp: string; readonly nonce: string; readonly body: string },
      key: SigningKey & { readonly privatePem: string },
    ) => string;
  },
): SentNotification {
  const nonce = randomBytes(6).toString("hex");
  const ciphertext = sdk.encrypt({
    nonce,
    apiV3Key,
    plaintext: JSON.stringify(resource),
    associatedData: associatedData ?? undefined,
  });
  const body = JSON.stringify({
    id: `EV-${randomBytes(8).toString("hex")}`,
    create_time: "2022-05-20T13:29:35+08:00",
    resource_type: "encrypt-resource",
    event_type: eventType,
    summary: "支付成功",
    resource: {
      original_type: eventType.startsWith("REFUND") ? "refund" : "transaction",
      algorithm: "AEAD_AES_256_GCM",
      ciphertext,
      ...(associatedData === null ? {} : { associated_data: associatedData }),
      nonce,
    },
  });
  const signed = {
    timestamp: String(Math.floor(nowMs / 1000)),
    nonce: randomBytes(16).toString("hex"),
    body,
  };
  const headers = {
    "Content-Type": "application/json",
    "Wechatpay-Timestamp": signed.timestamp,
    "Wechatpay-Nonce": signed.nonce,
    "Wechatpay-Serial": key.serial,
    "Wechatpay-Signature": sdk.sign(signed, key),
    "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
  };
  return { headers, body };
}

/** The members of a received notice that every SDK's documentation takes from `req`. */
export function partsOf({ headers, body }: Parameters<NoticeReader>[0]) {
  const { resource } = JSON.parse(body) as {
    readonly resource: {
      readonly ciphertext: string;
      readonly nonce: string;
      readonly associated_data: string;
    };
  };
  return {
    timestamp: headers["wechatpay-timestamp"] ?? "",
    nonce: headers["wechatpay-nonce"] ?? "",
    serial: headers["wechatpay-serial"] ?? "",
    signature: headers["wechatpay-signature"] ?? "",
    resource,
  };
}
