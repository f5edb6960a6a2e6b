import { text } from "../text.js";
import type { HttpOperation } from "./http-operation.js";
import { BAD_BODY, INSTANT } from "./parts.js";

/** The operator's operations on the platform's clock, which can be moved only in a sandbox. */
export const CLOCK_OPERATIONS = {
  getClock: {
    method: "GET",
    path: "/clock",
    merchant: { reach: "anything" },
    summary: text("Get the platform's time", "平台时间"),
    reply: {
      type: "object",
      properties: {
        now: INSTANT,
        is_sandbox: { type: "boolean" },
        offset_seconds: {
          type: "integer",
          description: text(
            "Seconds by which a sandbox's clock is ahead of the system clock",
            "沙箱时钟比系统时钟快多少秒",
          ),
        },
      },
      required: ["now", "is_sandbox", "offset_seconds"],
    },
    problems: {},
  },
  advanceClock: {
    method: "POST",
    path: "/clock",
    summary: text(
      "Sandbox only: move the platform's clock ahead and run the jobs that fall due",
      "仅沙箱：拨快平台时钟，并执行到期任务",
    ),
    body: {
      type: "object",
      properties: { advance_seconds: { type: "integer", minimum: 0, maximum: 31_622_400 } },
      required: ["advance_seconds"],
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: {
        now: INSTANT,
        reviews_finished: { type: "integer" },
        orders_timed_out: { type: "integer" },
        trade_orders_ingested: {
          type: "integer",
          description: text(
            "Payments that the interfaces of shipping information management find now",
            "发货信息管理接口新可查到的支付单",
          ),
        },
        trade_orders_confirmed: {
          type: "integer",
          description: text("Receipts confirmed automatically", "自动确认收货的支付单"),
        },
        trade_orders_settled: {
          type: "integer",
          description: text("Payments whose money was released", "已结算的支付单"),
        },
        trade_orders_reminded: {
          type: "integer",
          description: text("Reminders to ship", "发货提醒"),
        },
      },
      required: ["now", "reviews_finished", "orders_timed_out"],
    },
    problems: { ...BAD_BODY, 403: text("this is not a sandbox", "当前不是沙箱") },
  },
} as const satisfies Record<string, HttpOperation>;
