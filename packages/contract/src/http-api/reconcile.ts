import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import type { HttpOperation } from "./http-operation.js";
import { BAD_BODY } from "./parts.js";
import { MCHID_PATTERN, MCHID_RULE } from "./wechatpay.js";

const COUNT = (en: string, zh: string) => ({ type: "integer", description: text(en, zh) }) as const;

const REPORT = {
  type: "object",
  properties: {
    asked: COUNT(
      "How many payments and refunds WeChat Pay was asked for",
      "向微信支付查询的支付与退款笔数",
    ),
    recorded: COUNT("Found, with facts that were not known", "查到，且有新信息"),
    repeated: COUNT("Found, with nothing new", "查到，没有新信息"),
    not_paid: COUNT("Not paid, or not known to WeChat Pay", "未支付，或微信支付没有该订单"),
    contradictions: COUNT(
      "Found, with a fact that contradicts what is recorded: nothing was overwritten, and the order needs attention",
      "查到，但与已有记录矛盾：未覆盖任何记录，该订单需要处理",
    ),
    failures: {
      type: "array",
      description: text(
        "What could not be asked for, or not be recorded; empty when all was",
        "未能查询或未能记录的；全部成功时为空",
      ),
      items: {
        type: "object",
        properties: {
          mchid: { type: "string" },
          number: {
            type: "string",
            description: text("The number of the payment or the refund", "支付或退款的单号"),
          },
          cause: { type: "string" },
          next: { type: "string", description: text("The next step", "下一步") },
        },
        required: ["mchid", "number", "cause", "next"],
      },
    },
    next_cursor: {
      type: "string",
      description: text(
        "Present while there is more to ask for: send it as cursor to continue",
        "尚有未查询的内容时才有：以 cursor 传回即继续",
      ),
    },
  },
  required: ["asked", "recorded", "repeated", "not_paid", "contradictions", "failures"],
} as const satisfies ObjectSchema;

/** The operator's operation that asks WeChat Pay for what was not reported. */
export const RECONCILE_OPERATIONS = {
  reconcile: {
    method: "POST",
    path: "/reconcile",
    summary: text(
      "Ask WeChat Pay for the payments that uploads wait for and for the refunds that are in progress or abnormal, one page a call, and record the answers",
      "向微信支付查询等待支付的上传与处理中或异常的退款并记录结果，每次调用处理一页",
    ),
    body: {
      type: "object",
      properties: {
        mchid: {
          type: "string",
          pattern: MCHID_PATTERN,
          "x-patternMeaning": text(
            `must be a merchant number: ${MCHID_RULE.en}`,
            `须为商户号：${MCHID_RULE.zh}`,
          ),
          description: text(
            "Only for this merchant number; absent: all",
            "仅限该商户号；不传则为全部",
          ),
        },
        cursor: {
          type: "string",
          description: text("next_cursor of the previous page", "上一页的 next_cursor"),
        },
      },
      additionalProperties: false,
    },
    reply: REPORT,
    problems: {
      ...BAD_BODY,
      409: text(
        "the platform cannot query WeChat Pay: no merchant number has an api_client, or it is a sandbox without --wechatpay-api-url",
        "平台无法查询微信支付：没有商户号设置了 api_client，或沙箱未设置 --wechatpay-api-url",
      ),
      503: text(
        "the platform is stopping: call again once it has started",
        "平台正在停止：请在其启动后重新调用",
      ),
    },
  },
} as const satisfies Record<string, HttpOperation>;

export type ReconcileRepresentation = Infer<typeof REPORT>;

/** What became of everything that was asked for: the sum of the pages. */
export type ReconcileTotals = Omit<ReconcileRepresentation, "next_cursor">;

export const NOTHING_ASKED: ReconcileTotals = {
  asked: 0,
  recorded: 0,
  repeated: 0,
  not_paid: 0,
  contradictions: 0,
  failures: [],
};

/** The totals with one more page. */
export const withPage = (totals: ReconcileTotals, page: ReconcileTotals): ReconcileTotals => ({
  asked: totals.asked + page.asked,
  recorded: totals.recorded + page.recorded,
  repeated: totals.repeated + page.repeated,
  not_paid: totals.not_paid + page.not_paid,
  contradictions: totals.contradictions + page.contradictions,
  failures: [...totals.failures, ...page.failures],
});

/** Failures of one merchant number with the same cause. */
export type AlikeFailures = [
  ReconcileTotals["failures"][number],
  ...ReconcileTotals["failures"][number][],
];

/** Groups failures by cause: a host that cannot be reached fails for every number. */
export function failuresByCause(failures: ReconcileTotals["failures"]): AlikeFailures[] {
  const groups = new Map<string, AlikeFailures>();
  for (const failure of failures) {
    const key = `${failure.mchid} ${failure.cause}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [failure]);
    else group.push(failure);
  }
  return [...groups.values()];
}

/** What the command line and the console say of the totals. */
export const RECONCILE_TEXTS = {
  asked: (asked: number) => text(`${asked} asked for`, `已查询 ${asked} 笔`),
  recorded: (count: number) => text(`${count} recorded`, `${count} 笔已记录`),
  repeated: (count: number) => text(`${count} with nothing new`, `${count} 笔没有新信息`),
  notPaid: (count: number) => text(`${count} not paid`, `${count} 笔未支付`),
  contradictions: (count: number) =>
    text(
      `${count} contradict${count === 1 ? "s" : ""} the recorded facts: nothing was overwritten; see the orders that need attention`,
      `${count} 笔与已有记录矛盾：未覆盖任何记录，请查看需要处理的订单`,
    ),
  failed: (count: number) => text(`${count} failed`, `${count} 笔失败`),
  more: (count: number) => text(`+${count} more`, `另 ${count} 个`),
} as const;
