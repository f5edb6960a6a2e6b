import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { PERMISSION_STATES } from "./apps.js";
import { type HttpOperation, OWN_APPS_LIST } from "./http-operation.js";
import { MATCH_STATES } from "./orders.js";
import { APPID, BAD_BODY, INSTANT } from "./parts.js";

const COUNT = { type: "integer", minimum: 0 } as const;

/** What is counted by the hour. */
const HOURLY_COUNTS = {
  uploads: { ...COUNT, description: text("Orders that came first", "首次上传的订单数") },
  replaced: { ...COUNT, description: text("Orders that were replaced", "被更新的订单数") },
  payments: { ...COUNT, description: text("Payments that were recorded", "记录的支付数") },
  matched: { ...COUNT, description: text("Orders that met their payment", "与支付匹配的订单数") },
  mismatched: {
    ...COUNT,
    description: text("Orders that met a payment that is not theirs", "与支付不符的订单数"),
  },
  late: {
    ...COUNT,
    description: text(
      "Matched orders that came more than 5 s after their payment",
      "支付完成 5 秒后才上传的已匹配订单数",
    ),
  },
  refused: { ...COUNT, description: text("Calls that were refused", "被拒绝的调用数") },
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

const STATISTICS = {
  type: "object",
  properties: {
    from: INSTANT,
    to: INSTANT,
    hours: {
      type: "array",
      description: text(
        "Every full hour of the span, the earliest first, by the platform's clock",
        "时段内的每个整点小时，按平台时钟，从早到晚",
      ),
      items: {
        type: "object",
        properties: { hour: INSTANT, ...HOURLY_COUNTS },
        required: ["hour", ...HOURLY_NAMES],
      },
    },
    totals: {
      type: "object",
      properties: {
        ...HOURLY_COUNTS,
        calls: { ...COUNT, description: text("All calls of the wire", "接口调用总数") },
        match_rate: {
          type: "number",
          description: text(
            "Matched by uploads of the span, 0 to 1; absent without uploads",
            "匹配率：匹配数与首次上传数之比，0 至 1；无上传时没有",
          ),
        },
        on_time_rate: {
          type: "number",
          description: text(
            "The share of matched orders that were not late, 0 to 1; absent without any",
            "准时率：已匹配订单中未超时的比例，0 至 1；无匹配时没有",
          ),
        },
      },
      required: [...HOURLY_NAMES, "calls"],
    },
    delays: {
      type: "array",
      description: text(
        "How long after their payment matched orders came",
        "已匹配订单在支付完成后多久上传",
      ),
      items: {
        type: "object",
        properties: {
          up_to_ms: {
            type: "integer",
            description: text(
              "0 for those that came before; absent for all that took longer",
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
      description: text("Refusals, the most frequent first", "错误分布，按次数从多到少"),
      items: {
        type: "object",
        properties: {
          errcode: { type: "integer" },
          name: { type: "string", description: text("Of the error", "错误名称") },
          operation: {
            type: "string",
            description: text("Absent for what is no interface", "不是任何接口时没有"),
          },
          count: COUNT,
        },
        required: ["errcode", "name", "count"],
      },
    },
    apps: {
      ...countsOf(PERMISSION_STATES),
      description: text("Apps by the state of their permission", "各权限状态的应用数"),
    },
    orders: {
      ...countsOf(MATCH_STATES),
      description: text(
        "All orders by state, as they were counted some seconds ago at the most",
        "全部订单按状态统计，最多有数秒延迟",
      ),
    },
  },
  required: ["from", "to", "hours", "totals", "delays", "errors", "apps", "orders"],
} as const satisfies ObjectSchema;

/** What is counted, for the operator's overview. */
export const STATISTICS_OPERATIONS = {
  getStatistics: {
    method: "GET",
    path: "/statistics",
    merchant: OWN_APPS_LIST,
    summary: text(
      "Counts by the hour, delays, errors and states; at most 31 days",
      "按小时统计、延迟分布、错误分布与状态；最多 31 天",
    ),
    query: {
      type: "object",
      properties: {
        appid: { ...APPID, description: text("All apps when left out", "不传则统计全部应用") },
        from: {
          ...INSTANT,
          description: text(
            "From the hour of this instant on; 24 hours before `to` when left out",
            "从该时刻所在的小时起；默认为 to 之前 24 小时",
          ),
        },
        to: {
          ...INSTANT,
          description: text(
            "Up to and with the hour of this instant; now when left out",
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
