import { SPECIAL_ORDER_ERROR_NAMES } from "../error-catalogue.js";
import { specialOrderViolations } from "../rules/trade-query-rules.js";
import { text } from "../text.js";
import type { Operation } from "./operation.js";
import { OK, TRADE_BODY_ERROR_NAMES, TRADE_OPERATION } from "./shipping-management-operation.js";

export const secOpSpecialOrder = {
  ...TRADE_OPERATION,
  name: "wxa.sec.order.opSpecialOrder",
  path: "/wxa/sec/order/opspecialorder",
  summary: text("Declare a pre-sale or a test order", "特殊发货报备"),
  description: text(
    "Declares that an unshipped payment is a pre-sale, which ships later than the usual limit, or a test order, which needs no shipping. A further declaration replaces the first.",
    "报备待发货的支付单为预售（晚于常规时限发货）或测试订单（无需发货）。再次报备以后一次为准。",
  ),
  request: {
    type: "object",
    properties: {
      order_id: {
        type: "string",
        description: text(
          "A transaction_id or an out_trade_no; of several payments with that number, the newest",
          "transaction_id 或 out_trade_no；该单号对应多笔支付时取最新一笔",
        ),
        examples: ["DD-20261120-0005"],
      },
      type: {
        type: "integer",
        enum: [1, 2],
        description: text("1 pre-sale, 2 test", "1 预售，2 测试"),
      },
      delay_to: {
        type: "integer",
        description: text(
          "For a pre-sale, seconds since 1970: later than 15 days and at most 330 days after the payment",
          "预售必填，秒级时间戳：晚于支付后 15 天且不超过 330 天",
        ),
        examples: [1797739200],
      },
    },
    required: ["order_id", "type"],
  },
  errors: [...TRADE_BODY_ERROR_NAMES, ...SPECIAL_ORDER_ERROR_NAMES],
  violations: specialOrderViolations,
  example: {
    request: { order_id: "DD-20261120-0005", type: 1, delay_to: 1797739200 },
    reply: OK,
  },
} as const satisfies Operation;
