import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import type { HttpOperation } from "./http-operation.js";
import { OVERLAP_SECONDS_MAX } from "./overlap.js";
import { BAD_BODY, INSTANT } from "./parts.js";

// The public key of RFC 7515, appendix A.3.
const EXAMPLE_X = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
const EXAMPLE_Y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";

/** How long a replaced key is published, in seconds: the least that the protocol recommends. */
export const DEFAULT_UCP_OVERLAP_SECONDS = 7 * 86_400;

const UCP_KEY = {
  type: "object",
  properties: {
    kid: {
      type: "string",
      description: text(
        "The keyid in signatures: its RFC 7638 thumbprint",
        "签名中的 keyid：RFC 7638 指纹",
      ),
    },
    state: {
      type: "string",
      enum: ["next", "signing", "previous"],
      description: text(
        "next: published, and signs soon; signing: signs now; previous: published, so that what it signed can be verified",
        "next：已公布，即将启用；signing：正在签名；previous：仅公布，供验证此前的签名",
      ),
    },
    created_at: INSTANT,
    signs_from: INSTANT,
    published_until: {
      ...INSTANT,
      description: text("Absent for the newest key", "最新的密钥没有"),
    },
  },
  required: ["kid", "state", "created_at", "signs_from"],
} as const satisfies ObjectSchema;

const KEYS = {
  type: "object",
  properties: {
    keys: { type: "array", items: UCP_KEY, description: text("The newest first", "从新到旧") },
  },
  required: ["keys"],
} as const satisfies ObjectSchema;

const NO_SEAL_KEY = {
  409: text(
    "the seal key for the keys is missing, or is another one",
    "没有用于封存密钥的封存密钥，或其并非封存时所用的密钥",
  ),
} as const;

/** The versions of the protocol that orders are sent in, the newest first. */
export const UCP_VERSIONS = ["2026-08-25", "2026-04-08"] as const;
export type UcpVersion = (typeof UCP_VERSIONS)[number];

const PLATFORM_KEY = {
  type: "object",
  properties: {
    kid: {
      type: "string",
      minLength: 1,
      "x-maxBytes": 256,
      description: text("The keyid of its signatures", "其签名中的 keyid"),
      examples: ["platform-2026"],
    },
    kty: { type: "string", enum: ["EC"] },
    crv: { type: "string", enum: ["P-256"] },
    x: { type: "string", pattern: "^[A-Za-z0-9_-]{43}$", examples: [EXAMPLE_X] },
    y: { type: "string", pattern: "^[A-Za-z0-9_-]{43}$", examples: [EXAMPLE_Y] },
  },
  required: ["kid", "kty", "crv", "x", "y"],
} as const satisfies ObjectSchema;

const PLATFORM = {
  keys: {
    type: "array",
    items: PLATFORM_KEY,
    maxItems: 10,
    description: text(
      "The public keys with which the platform signs its requests, as JWKs; a private key (d) is refused, and other members are ignored",
      "平台签名其请求所用的公钥（JWK）；含私钥（d）会被拒绝，其他成员会被忽略",
    ),
  },
  version: {
    type: "string",
    enum: UCP_VERSIONS,
    description: text(
      `The version of the orders that it is sent. Default: ${UCP_VERSIONS[0]}`,
      `发送给它的订单版本，默认 ${UCP_VERSIONS[0]}`,
    ),
  },
} as const;

const PLATFORM_REPLY = {
  type: "object",
  properties: PLATFORM,
  required: ["keys", "version"],
} as const satisfies ObjectSchema;

const NO_PLATFORM = {
  404: text("no endpoint has this id", "没有该 id 的端点"),
  409: text("the endpoint is of another kind", "该端点不是 ucp 类型"),
} as const;

/** The operator's operations on the keys of the Universal Commerce Protocol. */
export const UCP_OPERATIONS = {
  listUcpKeys: {
    method: "GET",
    path: "/ucp/keys",
    summary: text(
      "List the keys that sign orders of the Universal Commerce Protocol, without their secrets",
      "列出用于 Universal Commerce Protocol 订单签名的密钥（不含私钥）",
    ),
    reply: KEYS,
    problems: NO_SEAL_KEY,
  },
  rotateUcpKeys: {
    method: "POST",
    path: "/ucp/keys",
    role: "owner",
    summary: text(
      "Make a new key: it is published at once and signs ten minutes later, and the old one stays published for the overlap",
      "生成新密钥：立即公布，十分钟后开始签名；旧密钥在重叠期内继续公布",
    ),
    body: {
      type: "object",
      properties: {
        overlap_seconds: {
          type: "integer",
          minimum: 0,
          maximum: OVERLAP_SECONDS_MAX,
          description: text(
            `How long the old key stays published. 0 withdraws it at once, for a key that is no longer secret. Default: ${DEFAULT_UCP_OVERLAP_SECONDS}`,
            `旧密钥继续公布的时长。0 表示立即撤下，用于密钥已泄露时。默认 ${DEFAULT_UCP_OVERLAP_SECONDS}`,
          ),
          examples: [DEFAULT_UCP_OVERLAP_SECONDS],
        },
      },
      additionalProperties: false,
    },
    reply: KEYS,
    status: 201,
    problems: { ...BAD_BODY, ...NO_SEAL_KEY },
  },
  getUcpPlatform: {
    method: "GET",
    path: "/webhook-endpoints/:id/ucp",
    summary: text(
      "Get what an endpoint of the kind ucp has of its own: the platform's public keys, and the version of its orders",
      "ucp 类型端点特有的内容：平台的公钥与订单版本",
    ),
    reply: PLATFORM_REPLY,
    problems: NO_PLATFORM,
  },
  setUcpPlatform: {
    method: "PUT",
    path: "/webhook-endpoints/:id/ucp",
    summary: text(
      "Set what an endpoint of the kind ucp has of its own: the platform's public keys, and the version of its orders",
      "设置 ucp 类型端点特有的内容：平台的公钥与订单版本",
    ),
    body: { type: "object", properties: PLATFORM, additionalProperties: false },
    reply: PLATFORM_REPLY,
    problems: { ...BAD_BODY, ...NO_PLATFORM },
  },
} as const satisfies Record<string, HttpOperation>;

export type UcpKeysRepresentation = Infer<typeof KEYS>;
export type UcpPlatformRepresentation = Infer<typeof UCP_OPERATIONS.setUcpPlatform.reply>;
