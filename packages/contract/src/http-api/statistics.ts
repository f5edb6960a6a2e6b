import type { Infer, ObjectSchema } from "../schema.js";
import { MATCH_STATES } from "../states.js";
import { text } from "../text.js";
import { PERMISSION_STATES } from "./apps.js";
import { type HttpOperation, OWN_APPS_LIST } from "./http-operation.js";
import { APPID, BAD_BODY, INSTANT, MONEY } from "./parts.js";

const COUNT = { type: "integer", minimum: 0 } as const;

/** The hourly counters. */
const HOURLY_COUNTS = {
  uploads: {
    ...COUNT,
    description: text("Orders uploaded for the first time", "首次上传的订单数"),
  },
  replaced: { ...COUNT, description: text("Replacements of an order", "被更新的订单数") },
  payments: { ...COUNT, description: text("Payments recorded", "记录的支付数") },
  matched: { ...COUNT, description: text("Orders matched to their payment", "与支付匹配的订单数") },
  mismatched: {
    ...COUNT,
    description: text("Orders that do not match their payment", "与支付不符的订单数"),
  },
  late: {
    ...COUNT,
    description: text(
      "Matched orders that were uploaded more than 5 s after their payment",
      "支付完成 5 秒后才上传的已匹配订单数",
    ),
  },
  refused: { ...COUNT, description: text("Rejected calls", "被拒绝的调用数") },
} as const;

const HOURLY_NAMES = [
  "uploads",
  "replaced",
  "payments",
  "matched",
  "mismatched",
  "late",
  "refused",
] as const;

const countsOf = <const Name extends string>(names: readonly Name[]) =>
  ({
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, COUNT])) as {
      readonly [N in Name]: typeof COUNT;
    },
    required: names,
  }) as const;

/** The sums of a span of time. */
const TOTALS = {
  ...HOURLY_COUNTS,
  paid: {
    type: "array",
    description: text(
      "Sum of the payments recorded in the time range, coupons included, for each currency. It counts when the platform records the payment",
      "该时段记录的支付总额（含优惠券），按币种分别合计；以平台记录支付的时间为准",
    ),
    items: MONEY,
  },
  refunded: {
    type: "array",
    description: text(
      "Sum of the refunds that were reported as succeeded in the time range, for each currency",
      "该时段报告为成功的退款总额，按币种分别合计",
    ),
    items: MONEY,
  },
  calls: { ...COUNT, description: text("All calls of the wire", "接口调用总数") },
  match_rate: {
    type: "number",
    description: text(
      "Matched orders divided by first uploads, 0 to 1; absent without uploads",
      "匹配率：匹配数与首次上传数之比，0 至 1；无上传时没有",
    ),
  },
  on_time_rate: {
    type: "number",
    description: text(
      "Share of matched orders that were not late, 0 to 1; absent without matched orders",
      "准时率：已匹配订单中未超时的比例，0 至 1；无匹配时没有",
    ),
  },
} as const;

const TOTAL_NAMES = [...HOURLY_NAMES, "paid", "refunded", "calls"] as const;

const STATISTICS = {
  type: "object",
  properties: {
    from: INSTANT,
    to: INSTANT,
    hours: {
      type: "array",
      description: text(
        "Every hour of the time range by the platform's clock, earliest first",
        "时段内的每个整点小时，按平台时钟，从早到晚",
      ),
      items: {
        type: "object",
        properties: { hour: INSTANT, ...HOURLY_COUNTS },
        required: ["hour", ...HOURLY_NAMES],
      },
    },
    totals: { type: "object", properties: TOTALS, required: TOTAL_NAMES },
    previous: {
      type: "object",
      description: text(
        "Totals of the equally long time range before this one, in whole hours; absent where its counts are no longer kept",
        "前一段等长时段的合计，按整点小时；其统计已过保存期时没有",
      ),
      properties: { from: INSTANT, to: INSTANT, ...TOTALS },
      required: ["from", "to", ...TOTAL_NAMES],
    },
    delays: {
      type: "array",
      description: text(
        "How long after the payment matched orders were uploaded",
        "已匹配订单在支付完成后多久上传",
      ),
      items: {
        type: "object",
        properties: {
          up_to_ms: {
            type: "integer",
            description: text(
              "Upper limit of the delay. 0: uploaded before the payment; absent: longer than the last limit",
              "0 表示早于支付；更久的一档没有该字段",
            ),
          },
          count: COUNT,
        },
        required: ["count"],
      },
    },
    errors: {
      type: "array",
      description: text("Rejected calls by error, most frequent first", "错误分布，按次数从多到少"),
      items: {
        type: "object",
        properties: {
          errcode: { type: "integer" },
          name: { type: "string", description: text("Name of the error", "错误名称") },
          title: {
            type: "string",
            description: text(
              "What it means, in the language of Accept-Language",
              "错误的含义，语言取决于 Accept-Language",
            ),
          },
          operation: {
            type: "string",
            description: text("Absent if no operation has this path", "不是任何接口时没有"),
          },
          count: COUNT,
        },
        required: ["errcode", "name", "title", "count"],
      },
    },
    apps: {
      ...countsOf(PERMISSION_STATES),
      description: text("Number of apps by permission state", "各权限状态的应用数"),
    },
    orders: {
      ...countsOf(MATCH_STATES),
      description: text(
        "All orders by state; the counts may be some seconds old",
        "全部订单按状态统计，最多有数秒延迟",
      ),
    },
  },
  required: ["from", "to", "hours", "totals", "delays", "errors", "apps", "orders"],
} as const satisfies ObjectSchema;

/** The statistics of the operator's overview. */
export const STATISTICS_OPERATIONS = {
  getStatistics: {
    method: "GET",
    path: "/statistics",
    merchant: OWN_APPS_LIST,
    summary: text(
      "Get hourly counts, delays, errors and states of at most 31 days",
      "按小时统计、延迟分布、错误分布与状态；最多 31 天",
    ),
    query: {
      type: "object",
      properties: {
        appid: { ...APPID, description: text("Default: all apps", "不传则统计全部应用") },
        from: {
          ...INSTANT,
          description: text(
            "First hour: the one of this instant. Default: 24 hours before `to`",
            "从该时刻所在的小时起；默认为 to 之前 24 小时",
          ),
        },
        to: {
          ...INSTANT,
          description: text(
            "Last hour: the one of this instant (inclusive). Default: now",
            "至该时刻所在的小时（含）；默认为当前时间",
          ),
        },
      },
    },
    reply: STATISTICS,
    problems: BAD_BODY,
  },
} as const satisfies Record<string, HttpOperation>;

export type StatisticsRepresentation = Infer<typeof STATISTICS>;
