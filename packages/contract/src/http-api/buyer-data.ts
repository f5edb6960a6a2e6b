import type { Infer, ObjectSchema } from "../schema.js";
import { type Text, text } from "../text.js";
import { BUYER_TABLE_TEXTS } from "./erasure-texts.js";
import type { HttpOperation } from "./http-operation.js";
import { ANY, APPID, BAD_BODY, INSTANT, OPENID, PAGE_QUERY, pageOf, UNKNOWN_APP } from "./parts.js";

/** One buyer of an app. The openid is in the body, so that no address or log holds it. */
const BUYER = {
  type: "object",
  properties: { appid: APPID, openid: OPENID },
  required: ["appid", "openid"],
  additionalProperties: false,
} as const satisfies ObjectSchema;

const NAMES = { type: "array", items: { type: "string" } } as const;

type Counts = Readonly<
  Record<keyof typeof BUYER_TABLE_TEXTS, { readonly type: "integer"; readonly description: Text }>
>;

/** A count for each table. */
const REMOVED = Object.fromEntries(
  Object.entries(BUYER_TABLE_TEXTS).map(([table, description]) => [
    table,
    { type: "integer", description },
  ]),
) as Counts;

const RECEIPT = {
  type: "object",
  properties: {
    id: { type: "string" },
    appid: APPID,
    buyer_hash: {
      type: "string",
      description: text(
        "A keyed hash of the appid and the openid, under which the erasure is recorded",
        "appid 与 openid 的带密钥哈希，删除记录以此保存",
      ),
    },
    erased_at: INSTANT,
    removed: {
      type: "object",
      properties: REMOVED,
      description: text(
        "How many rows of each table were erased; nothing for the others",
        "各表删除的记录数；未列出的表没有",
      ),
    },
    kept: {
      ...NAMES,
      description: text(
        "What the platform keeps, without the buyer: see docs/buyer-data.md",
        "平台保留的、不涉及买家的内容，见 docs/buyer-data.zh-CN.md",
      ),
    },
    remains: {
      ...NAMES,
      description: text(
        "What this call does not erase, such as earlier backups: see docs/buyer-data.md",
        "此次调用未能删除的内容，例如此前的备份，见 docs/buyer-data.zh-CN.md",
      ),
    },
    signature: {
      type: "string",
      description: text(
        "A compact JWS (EdDSA) whose payload is the receipt without this member",
        "紧凑格式的 JWS（EdDSA），其内容为不含本字段的回执",
      ),
    },
  },
  required: ["id", "appid", "buyer_hash", "erased_at", "removed", "kept", "remains", "signature"],
} as const satisfies ObjectSchema;

/** What an erasure removed, with a signature. */
export type ErasureReceipt = Infer<typeof RECEIPT>;

const NO_SEAL_KEY = {
  409: text(
    "the seal key for the keys of erasures is missing, or is another one",
    "没有用于封存删除密钥的封存密钥，或其并非封存时所用的密钥",
  ),
} as const;

/** The operator's operations on what is stored about a buyer. */
export const BUYER_DATA_OPERATIONS = {
  exportBuyer: {
    method: "POST",
    path: "/buyers/export",
    summary: text(
      "Export everything that is stored about a buyer of an app, as one JSON document",
      "将某应用的一位买家的全部已存数据导出为一个 JSON 文档",
    ),
    body: BUYER,
    reply: ANY,
    replyTypes: ["application/json"],
    problems: { ...BAD_BODY, ...UNKNOWN_APP },
  },
  eraseBuyer: {
    method: "POST",
    path: "/buyers/erase",
    summary: text(
      "Erase everything that is stored about a buyer of an app. It cannot be undone; later reports of the erased payments are accepted and not stored",
      "删除某应用的一位买家的全部已存数据。该操作不可撤销；此后对已删除支付的通知会被接受但不保存",
    ),
    body: BUYER,
    reply: RECEIPT,
    problems: { ...BAD_BODY, ...UNKNOWN_APP, ...NO_SEAL_KEY },
  },
  listErasures: {
    method: "GET",
    path: "/buyers/erasures",
    summary: text("The receipts of erasures, newest first", "删除回执列表，从新到旧"),
    query: { type: "object", properties: PAGE_QUERY },
    reply: pageOf(RECEIPT),
    problems: BAD_BODY,
  },
  exportErasures: {
    method: "GET",
    path: "/buyers/erasure-list",
    role: "operator",
    audit: "act",
    summary: text(
      "Export the recorded erasures, to carry them out again in a restored backup; no openid is in it",
      "导出已记录的删除，用于在恢复的备份中重新执行；其中没有 openid",
    ),
    reply: {
      type: "object",
      properties: {
        format: { type: "integer", enum: [1] },
        exported_at: INSTANT,
        sealed_keys: {
          type: "string",
          description: text(
            "The key of the hashes, sealed with the seal key; absent before the first erasure",
            "哈希所用的密钥，以封存密钥封存；首次删除之前没有",
          ),
        },
        erasures: {
          type: "array",
          items: {
            type: "object",
            properties: {
              appid: RECEIPT.properties.appid,
              buyer_hash: RECEIPT.properties.buyer_hash,
              erased_at: INSTANT,
            },
            required: ["appid", "buyer_hash", "erased_at"],
          },
        },
      },
      required: ["format", "exported_at", "erasures"],
    },
    problems: {},
  },
  listReceiptKeys: {
    method: "GET",
    path: "/buyers/receipt-keys",
    summary: text("The public keys that verify receipts", "用于验证回执的公钥"),
    reply: {
      type: "object",
      properties: {
        keys: {
          type: "array",
          items: {
            type: "object",
            properties: {
              kid: { type: "string" },
              kty: { type: "string", enum: ["OKP"] },
              crv: { type: "string", enum: ["Ed25519"] },
              x: { type: "string" },
              use: { type: "string", enum: ["sig"] },
              alg: { type: "string", enum: ["EdDSA"] },
            },
            required: ["kid", "kty", "crv", "x", "use", "alg"],
          },
        },
      },
      required: ["keys"],
    },
    problems: NO_SEAL_KEY,
  },
} as const satisfies Record<string, HttpOperation>;
