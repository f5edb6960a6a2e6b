import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { PERMISSION_STATES } from "./apps.js";
import { type HttpOperation, OWN_APP } from "./http-operation.js";
import { APPID, BAD_BODY, INSTANT, NAME, PAGE_QUERY, pageOf, UNKNOWN_APP } from "./parts.js";

/** The figures that a review examines. */
const FIGURES = {
  from: {
    ...INSTANT,
    description: text("Matches after this instant (exclusive)", "统计此时刻之后的匹配"),
  },
  to: { ...INSTANT, description: text("Up to this instant (inclusive)", "至此时刻（含）") },
  matched_uploads: { type: "integer" },
  late_uploads: {
    type: "integer",
    description: text(
      "Number of these that were uploaded more than 5 s after their payment",
      "其中支付完成 5 秒后才上传的数量",
    ),
  },
  slowest_delay_ms: {
    type: "integer",
    description: text(
      "The longest delay; absent without uploads, negative if every upload came before its payment",
      "最长延迟（毫秒）；没有上传时缺省，全部早于支付时为负",
    ),
  },
} as const;
const FIGURE_NAMES = ["from", "to", "matched_uploads", "late_uploads"] as const;

const REVIEW_CASE = {
  type: "object",
  properties: {
    appid: APPID,
    name: NAME,
    permission: { type: "string", enum: PERMISSION_STATES },
    last_result: {
      type: "string",
      description: text("Result of the previous review, or empty", "上次审核结果，可为空"),
    },
    due_at: {
      ...INSTANT,
      description: text("When the platform decides automatically", "平台自动裁定的时间"),
    },
    is_repeat: {
      type: "boolean",
      description: text("True if a review was finished before", "此前已有审核结果"),
    },
    would_be: {
      type: "string",
      enum: ["approved", "rejected"],
      description: text("The result that the current figures lead to", "按当前数据的裁定结果"),
    },
    reason: {
      type: "string",
      description: text("Why it would be rejected", "会被驳回的原因"),
    },
    ...FIGURES,
  },
  required: [
    "appid",
    "name",
    "permission",
    "last_result",
    "is_repeat",
    "would_be",
    ...FIGURE_NAMES,
  ],
} as const satisfies ObjectSchema;

const REVIEW_DECISION = {
  type: "object",
  properties: {
    decided_at: INSTANT,
    decided_by: { type: "string", enum: ["platform", "operator"] },
    result: { type: "string", enum: ["approved", "rejected"] },
    reason: { type: "string", description: text("Reason of a rejection", "驳回原因") },
    ...FIGURES,
  },
  required: ["decided_at", "decided_by", "result", ...FIGURE_NAMES],
} as const satisfies ObjectSchema;

const DELAYED_ORDER = {
  type: "object",
  properties: {
    id: { type: "string", description: text("Id of the order", "订单 id") },
    delay_ms: {
      type: "integer",
      description: text(
        "Milliseconds after its payment; negative: before",
        "支付完成后的毫秒数；负数为早于支付",
      ),
    },
    paid_at: INSTANT,
    received_at: INSTANT,
    merchant_order_nos: { type: "array", items: { type: "string" } },
    transaction_id: { type: "string" },
  },
  required: ["id", "delay_ms", "paid_at", "received_at", "merchant_order_nos"],
} as const satisfies ObjectSchema;

/** The operator's operations on access reviews and the figures that decide them. */
export const REVIEW_OPERATIONS = {
  listReviews: {
    method: "GET",
    path: "/reviews",
    summary: text(
      "List the apps in one permission state, with the figures that decide their review",
      "处于某一审核状态的应用，及其裁定数据",
    ),
    query: {
      type: "object",
      properties: {
        ...PAGE_QUERY,
        state: {
          type: "string",
          enum: PERMISSION_STATES,
          description: text("Default: reviewing", "默认 reviewing"),
        },
      },
    },
    reply: pageOf(REVIEW_CASE),
    problems: BAD_BODY,
  },
  getReview: {
    method: "GET",
    path: "/apps/:appid/review",
    merchant: OWN_APP,
    summary: text(
      "Get an app's permission state, with the figures that decide its review",
      "某一应用的审核状态，及其裁定数据",
    ),
    reply: REVIEW_CASE,
    problems: UNKNOWN_APP,
  },
  listReviewDecisions: {
    method: "GET",
    path: "/apps/:appid/reviews",
    merchant: OWN_APP,
    summary: text(
      "List the decisions of an app's reviews, newest first",
      "应用的历次审核结果，按时间倒序",
    ),
    query: { type: "object", properties: PAGE_QUERY },
    reply: pageOf(REVIEW_DECISION),
    problems: { ...BAD_BODY, ...UNKNOWN_APP },
  },
  listDelays: {
    method: "GET",
    path: "/apps/:appid/delays",
    merchant: OWN_APP,
    summary: text(
      "List the orders of the current review's window, slowest first",
      "当前审核窗口内的订单，按延迟从大到小",
    ),
    query: {
      type: "object",
      properties: {
        limit: {
          type: "integer",
          minimum: 1,
          maximum: 500,
          description: text("Default: 100", "默认 100"),
        },
      },
    },
    reply: {
      type: "object",
      properties: { ...FIGURES, items: { type: "array", items: DELAYED_ORDER } },
      required: [...FIGURE_NAMES, "items"],
    },
    problems: { ...BAD_BODY, ...UNKNOWN_APP },
  },
} as const satisfies Record<string, HttpOperation>;

export type ReviewCaseRepresentation = Infer<typeof REVIEW_CASE>;
export type ReviewDecisionRepresentation = Infer<typeof REVIEW_DECISION>;
export type DelayedOrderRepresentation = Infer<typeof DELAYED_ORDER>;
