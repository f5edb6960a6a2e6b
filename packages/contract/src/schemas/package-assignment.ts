import type { ObjectSchema, StringSchema } from "../schema.js";
import { text } from "../text.js";

/** Identifies an assignment within its order. */
export const REQUEST_ID = {
  type: "string",
  minLength: 10,
  maxLength: 64,
  description: text("Unique for each assignment of the order", "订单内每次分配唯一"),
  examples: ["1687254272930"],
} as const satisfies StringSchema;

/** The event of an assignment (5) or a cancellation (6), as WeChat pushes it. @see service-provider, §9 */
export const ASSIGNMENT_EVENT_SCHEMA = {
  type: "object",
  properties: {
    event_type: {
      type: "integer",
      enum: [5, 6],
      description: text("5 assignment, 6 cancellation", "5 分配结果、6 取消分配结果"),
    },
    result: { type: "integer", const: 0, description: text("0 means success", "0 表示成功") },
    order_id: { type: "string" },
    assign_appid: { type: "string", description: text("The service provider", "服务商 AppID") },
    receive_appid: { type: "string" },
    sp_spu_id: { type: "string" },
    sp_sku_id: { type: "string" },
    spu_id: { type: "string" },
    sku_id: { type: "string" },
    request_id: { type: "string" },
  },
  required: [
    "event_type",
    "result",
    "order_id",
    "assign_appid",
    "receive_appid",
    "sp_spu_id",
    "sp_sku_id",
    "spu_id",
    "sku_id",
    "request_id",
  ],
} as const satisfies ObjectSchema;
