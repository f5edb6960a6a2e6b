import type { ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { OVERLAP_SECONDS_MAX } from "./admin-keys.js";
import type { HttpOperation } from "./http-operation.js";
import { BAD_BODY, INSTANT } from "./parts.js";

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
} as const satisfies Record<string, HttpOperation>;
