import { ATTENTION_REASONS } from "../order-attention.js";
import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { type HttpOperation, OWN_APPS_LIST } from "./http-operation.js";
import { APPID, BAD_BODY, INSTANT } from "./parts.js";

/** What an operator should look at, the most urgent first. */
export const ATTENTION_KINDS = [
  "webhook_paused",
  "review_rejected",
  "late_uploads",
  "refusals_rising",
  "unmatched_payments",
  "orders",
  "not_submitted",
  "webhook_failing",
  "review_due",
] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** How many items of a kind are listed. */
export const ATTENTION_ITEMS_MAX = 10;

const ITEM = {
  type: "object",
  properties: {
    kind: {
      type: "string",
      enum: ATTENTION_KINDS,
      description: text(
        "late_uploads: orders of an app that came more than 5 s after their payment; unmatched_payments: payments recorded before this hour whose order was not uploaded; refusals_rising: an error that an app gets at least twice as often as in the 24 hours before, and at least 10 times; orders: orders that do not match their payment, by reason; not_submitted: an app whose orders no buyer sees, since no review was requested; review_due: a review within 2 hours; webhook_paused, webhook_failing: an endpoint that gets nothing, or whose last attempt failed",
        "late_uploads：应用在支付完成 5 秒后才上传的订单；unmatched_payments：本小时之前记录、仍未上传订单的支付；refusals_rising：应用的某一错误不少于 10 次，且不少于前 24 小时的两倍；orders：与支付不符的订单，按原因；not_submitted：应用未提交审核，买家看不到其订单；review_due：2 小时内将进行的审核；webhook_paused、webhook_failing：端点已停止投递，或最近一次投递失败",
      ),
    },
    count: {
      type: "integer",
      minimum: 1,
      description: text(
        "How many orders, payments or calls; otherwise 1",
        "订单、支付或调用的数量；其他为 1",
      ),
    },
    of: {
      type: "integer",
      description: text("Of how many matched orders: late_uploads", "已匹配订单总数：late_uploads"),
    },
    before: {
      type: "integer",
      description: text(
        "In the 24 hours before: refusals_rising",
        "前 24 小时的次数：refusals_rising",
      ),
    },
    appid: { ...APPID, description: text("Absent for all apps together", "涉及全部应用时没有") },
    app_name: { type: "string" },
    errcode: { type: "integer" },
    error: { type: "string", description: text("Name of the error", "错误名称") },
    operation: { type: "string" },
    reason: { type: "string", enum: ATTENTION_REASONS },
    at: {
      ...INSTANT,
      description: text(
        "When the review is due, or since when the endpoint fails or is paused",
        "审核时间，或端点开始失败、暂停的时间",
      ),
    },
    id: { type: "string", description: text("Of the webhook endpoint", "Webhook 端点的 ID") },
    url: { type: "string", description: text("Of the webhook endpoint", "Webhook 端点的地址") },
    words: {
      type: "string",
      description: text("In the language of Accept-Language", "语言取决于 Accept-Language"),
    },
  },
  required: ["kind", "count", "words"],
} as const satisfies ObjectSchema;

/** What needs a person's attention. */
export const ATTENTION_OPERATIONS = {
  listAttention: {
    method: "GET",
    path: "/attention",
    merchant: OWN_APPS_LIST,
    summary: text(
      "List what needs attention in the last 24 hours, the most urgent first",
      "列出最近 24 小时需要处理的事项，最紧急的在前",
    ),
    query: {
      type: "object",
      properties: {
        appid: { ...APPID, description: text("Default: all apps", "不传则为全部应用") },
      },
    },
    reply: {
      type: "object",
      properties: {
        from: { ...INSTANT, description: text("The first hour", "起始小时") },
        to: {
          ...INSTANT,
          description: text(
            "When it was read; it may be some seconds old",
            "读取时间，最多有数秒延迟",
          ),
        },
        items: { type: "array", items: ITEM },
        left_out: {
          type: "integer",
          minimum: 0,
          description: text(
            `How many more there are: at most ${ATTENTION_ITEMS_MAX} of each kind are listed`,
            `未列出的数量：每类最多列出 ${ATTENTION_ITEMS_MAX} 项`,
          ),
        },
      },
      required: ["from", "to", "items", "left_out"],
    },
    problems: BAD_BODY,
  },
} as const satisfies Record<string, HttpOperation>;

export type AttentionItemRepresentation = Infer<typeof ITEM>;
