import { text, type UcpErrorCode } from "@dingdan/contract";
import type { FastifyRequest } from "fastify";
import type { KeyCheck } from "../admin-keys/key-check.js";
import { atAdminKey } from "../guesses/doors.js";
import type { GuessLimit } from "../guesses/guess-limit.js";
import { tryCredential } from "../guesses/try-credential.js";
import { bearerToken } from "../http/bearer-token.js";
import type { PublicOrigin } from "../http/public-origin.js";
import { type RegisteredKey, type SignatureFault, verifySignedRead } from "./signed-request.js";
import { UcpError } from "./ucp-error.js";

/** Whose orders a caller may read: those of one app; of all apps when null. */
export interface UcpCaller {
  readonly appid: string | null;
}

/** The platforms that receive orders: the webhook endpoints of the kind `ucp`. */
export interface UcpPlatforms {
  /** The platform whose secret this is; null when it is none's. */
  findBySecret(secret: string): Promise<UcpCaller | null>;
  /** The public keys that platforms registered with this id; two may choose the same one. */
  findByKey(kid: string): Promise<readonly RegisteredKey<UcpCaller>[]>;
}

export interface UcpAccess {
  readonly keys: KeyCheck;
  readonly guesses: GuessLimit;
  readonly platforms: UcpPlatforms;
  readonly publicOrigin: PublicOrigin;
  /** The time of day; null accepts every time of a signature. */
  readonly timeOfDayMs: () => number | null;
}

/**
 * The caller of a request: who has an admin key, the secret of an endpoint, or a registered key that signed.
 * @throws UcpError 401 for any other
 */
export async function authorizeUcp(
  request: FastifyRequest,
  { keys, guesses, platforms, publicOrigin, timeOfDayMs }: UcpAccess,
): Promise<UcpCaller> {
  const secret = bearerToken(request);
  if (secret !== null) {
    const find = async (): Promise<UcpCaller | null> =>
      (await keys.find(secret)) === null ? platforms.findBySecret(secret) : { appid: null };
    const caller = await tryCredential(guesses, atAdminKey(request.ip), find);
    if (caller === null) throw new UcpError(401, "unauthorized", BEARER_WRONG);
    return caller;
  }
  const { method, headers, raw } = request;
  const url = `${publicOrigin.urlFor(raw)}${request.url}`;
  const verified = await verifySignedRead(
    { method, url, headers },
    (kid) => platforms.findByKey(kid),
    timeOfDayMs(),
  );
  if ("platform" in verified) return verified.platform;
  throw new UcpError(401, CODES[verified.fault], FAULTS[verified.fault]);
}

/** The codes of the protocol. */
const CODES = {
  signature_missing: "signature_missing",
  signature_invalid: "signature_invalid",
  signature_expired: "signature_invalid",
  coverage_insufficient: "signature_invalid",
  key_not_found: "key_not_found",
} as const satisfies Record<SignatureFault, UcpErrorCode<401>>;

const BEARER_WRONG = text(
  "This bearer token is neither an admin key nor the secret of a webhook endpoint of the kind ucp. `dingdan admin-key create` makes a key.",
  "该 Bearer 令牌既不是管理密钥，也不是 ucp 类型 Webhook 端点的密钥。可用 `dingdan admin-key create` 创建管理密钥。",
);

const FAULTS = {
  signature_missing: text(
    "Say who you are: send Authorization: Bearer with an admin key or the secret of a webhook endpoint of the kind ucp, or sign the request by RFC 9421 with a key that is registered at such an endpoint.",
    "请表明身份：以 Authorization: Bearer 发送管理密钥或 ucp 类型 Webhook 端点的密钥，或以登记在此类端点的密钥按 RFC 9421 签名请求。",
  ),
  signature_invalid: text(
    "The signature is not valid for this request. Sign the public URL of the platform, with ES256 and raw r||s.",
    "签名与请求不符。请对平台的公开地址签名，使用 ES256 与 r||s 原始编码。",
  ),
  signature_expired: text(
    "The signature needs created, in seconds: at most 5 minutes ago, and not more than 5 seconds ahead. Check the clock.",
    "签名须包含以秒计的 created：不早于 5 分钟前，且不晚于 5 秒后。请检查时钟。",
  ),
  coverage_insufficient: text(
    "The signature must cover @method and @target-uri, or @method, @authority, @path and, with a query, @query; and ucp-agent if that field is sent. Send one signature.",
    "签名须覆盖 @method 与 @target-uri，或 @method、@authority、@path（有查询参数时还须 @query）；发送了 ucp-agent 时也须覆盖。请只发送一个签名。",
  ),
  key_not_found: text(
    "No webhook endpoint of the kind ucp has a public key with this keyid: register it there.",
    "没有 ucp 类型的 Webhook 端点登记过该 keyid 的公钥，请先登记。",
  ),
} as const satisfies Record<SignatureFault, ReturnType<typeof text>>;
