import type { Infer, ObjectSchema, StringSchema } from "../schema.js";
import { text } from "../text.js";
import { CONSOLE_ROLES } from "./console.js";
import { INSTANT } from "./parts.js";

/** How many entries one call returns at most. */
export const AUDIT_LIMIT_MAX = 1_000;

/** The stages of a call in the audit trail. */
export const AUDIT_STAGES = ["begun", "ended", "refused"] as const;

/** `first_page`: a button of a sandbox's first page, which only its own machine has and which needs no key. */
export const AUDIT_ACTOR_KINDS = [
  "admin_key",
  "console",
  "merchant",
  "first_page",
  "anonymous",
] as const;

export const AUDIT_WAYS = ["admin_api", "console", "first_page"] as const;

/** The name of a reading of /metrics, which is no operation of the interface. Refused ones are recorded. */
export const METRICS_READING = "readMetrics";

/** What is wrong with a chain, by the first entry that is. */
export const AUDIT_FAULTS = ["changed", "removed", "reordered", "truncated", "rewritten"] as const;
export type AuditFaultKind = (typeof AUDIT_FAULTS)[number];

export const AUDIT_SEQUENCE = { type: "integer", minimum: 0 } as const;

const HASH = {
  type: "string",
  pattern: "^[0-9a-f]{64}$",
} as const satisfies StringSchema;

/** The members of a call that name what it was about. None of them names a person. */
export const AUDIT_TARGETS = [
  "appid",
  "component_appid",
  "id",
  "mchid",
  "order_id",
  "transaction_id",
  "out_trade_no",
  "refund_id",
  "out_refund_no",
  "event_id",
  "rid",
  "spu_id",
  "sku_id",
  "pkg_id",
  "operation",
] as const;

const NUMBER = { type: "string" } as const;

const TARGET = {
  type: "object",
  description: text(
    "What the call was about: ids of its path, its query, its body and its answer",
    "调用所涉对象：路径、查询、请求体与应答中的编号",
  ),
  properties: {
    ...(Object.fromEntries(AUDIT_TARGETS.map((name) => [name, NUMBER])) as Record<
      (typeof AUDIT_TARGETS)[number],
      typeof NUMBER
    >),
    buyers: {
      type: "array",
      items: { type: "string" },
      description: text(
        "A keyed hash of each buyer's openid, as in the request log; never the openid",
        "各买家 openid 的带密钥哈希，与请求日志相同；不含 openid",
      ),
    },
  },
} as const satisfies ObjectSchema;

export const AUDIT_HEAD = {
  type: "object",
  properties: {
    sequence: {
      ...AUDIT_SEQUENCE,
      description: text("0: there is no entry yet", "0 表示尚无记录"),
    },
    hash: HASH,
  },
  required: ["sequence", "hash"],
} as const satisfies ObjectSchema;

export const AUDIT_ENTRY = {
  type: "object",
  properties: {
    sequence: AUDIT_SEQUENCE,
    at: { ...INSTANT, description: text("By the platform's clock", "以平台时钟为准") },
    real_at: {
      ...INSTANT,
      description: text(
        "By the machine's clock; only in a sandbox whose clock was moved",
        "以机器时钟为准；仅在时钟被拨动的沙箱中出现",
      ),
    },
    stage: {
      type: "string",
      enum: AUDIT_STAGES,
      description: text(
        "begun: written before the call did anything; ended: its outcome; refused: it did nothing",
        "begun：执行之前写入；ended：其结果；refused：被拒绝，未执行",
      ),
    },
    begun: {
      ...AUDIT_SEQUENCE,
      description: text("The entry whose outcome this is", "该结果所属记录的序号"),
    },
    actor: {
      type: "object",
      properties: {
        kind: { type: "string", enum: AUDIT_ACTOR_KINDS },
        id: {
          type: "string",
          description: text(
            "The id of the admin key, or the merchant's appid",
            "管理密钥的 id，或商户的 appid",
          ),
        },
        name: { type: "string" },
        role: { type: "string", enum: CONSOLE_ROLES },
      },
      required: ["kind"],
    },
    via: { type: "string", enum: AUDIT_WAYS },
    address: {
      type: "string",
      description: text("The client's address", "客户端地址"),
    },
    operation: { type: "string" },
    method: { type: "string" },
    path: {
      type: "string",
      description: text("The path as the interface describes it", "接口描述中的路径"),
    },
    target: TARGET,
    members: {
      type: "array",
      items: { type: "string" },
      description: text(
        "The names of the members that the body had, without their values",
        "请求体所含成员的名称，不含取值",
      ),
    },
    status: {
      type: "integer",
      description: text("The status of the answer", "应答的 HTTP 状态码"),
    },
    is_late: {
      type: "boolean",
      description: text(
        "True: the call was answered before it ended, because it took too long",
        "true 表示耗时过长，结束之前已先应答",
      ),
    },
    rid: { type: "string" },
    left_out: {
      type: "integer",
      description: text(
        "How many refused calls before this entry were counted and not recorded",
        "此前有多少次被拒的调用仅计数、未记录",
      ),
    },
    previous_hash: HASH,
    hash: HASH,
  },
  required: [
    "sequence",
    "at",
    "stage",
    "actor",
    "via",
    "address",
    "operation",
    "method",
    "path",
    "target",
    "rid",
    "previous_hash",
    "hash",
  ],
} as const satisfies ObjectSchema;

export const AUDIT_FAULT = {
  type: "object",
  properties: {
    kind: {
      type: "string",
      enum: AUDIT_FAULTS,
      description: text(
        "changed: its hash is not that of its content; removed: entries before it are missing; reordered: it does not follow the entry before it; truncated: the noted head is absent; rewritten: the noted head has another hash",
        "changed：哈希与内容不符；removed：此前缺少记录；reordered：与前一条记录不衔接；truncated：所记链头不存在；rewritten：所记链头的哈希不同",
      ),
    },
    sequence: AUDIT_SEQUENCE,
    message: { type: "string" },
  },
  required: ["kind", "sequence", "message"],
} as const satisfies ObjectSchema;

export const AUDIT_NOTED_HEAD = {
  type: "string",
  pattern: "^\\d{1,15}:[0-9a-f]{64}$",
  "x-patternMeaning": text("must be SEQUENCE:HASH", "须为“序号:哈希”"),
  examples: [`42:${"0".repeat(64)}`],
  description: text(
    "A head that was noted earlier, elsewhere: the chain must still contain it",
    "先前在别处记下的链头：链中必须仍有它",
  ),
} as const satisfies StringSchema;

export type AuditEntryRepresentation = Infer<typeof AUDIT_ENTRY>;
export type AuditHead = Infer<typeof AUDIT_HEAD>;
export type AuditTarget = Infer<typeof TARGET>;
