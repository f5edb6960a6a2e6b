import { spuPageViolations } from "../rules/service-provider-rules.js";
import { GOODS_ID, PAGE_PROPERTIES } from "../schemas/resource-package.js";
import { SERVICE_PROVIDER_ORDER_SCHEMA } from "../schemas/service-provider-order.js";
import { text } from "../text.js";
import { getOrder } from "./get-order.js";
import { ENVELOPE_PROPERTIES, type Operation } from "./operation.js";
import { CHARGE_BODY_ERROR_NAMES, CHARGE_OPERATION } from "./service-provider-operation.js";

export const queryOrderList = {
  ...CHARGE_OPERATION,
  name: "queryOrderList",
  method: "POST",
  path: "/wxa/charge/service-provider/order/query_list",
  summary: text("List a service provider's orders", "查询服务商订单列表"),
  description: text(
    "Lists the calling service provider's own purchase orders for one wholesale SPU, newest first. Returns the total and one page of at most 20 orders.",
    "服务商购买某个批发商品（SPU）的订单列表，按创建时间倒序，返回总数与一页订单。每页最多 20 个。",
  ),
  parameters: "body",
  request: {
    type: "object",
    properties: {
      spuId: {
        ...GOODS_ID,
        description: text("The wholesale SPU", "批发商品的 SPU ID"),
        examples: ["10000117"],
      },
      ...PAGE_PROPERTIES,
    },
    required: ["spuId", "offset", "limit"],
  },
  reply: {
    type: "object",
    properties: {
      ...ENVELOPE_PROPERTIES,
      total: { type: "integer", description: text("Total number of orders", "订单总数") },
      orderList: { type: "array", items: SERVICE_PROVIDER_ORDER_SCHEMA },
    },
    required: ["errcode", "errmsg", "total", "orderList"],
  },
  permissionSets: [],
  errors: [...CHARGE_BODY_ERROR_NAMES, "PAGE_LIMIT_TOO_LARGE", "SPU_ID_ILLEGAL"],
  violations: spuPageViolations,
  example: {
    request: { spuId: "10000111", offset: 0, limit: 10 },
    reply: { errcode: 0, errmsg: "ok", total: 1, orderList: [getOrder.example.reply.order] },
  },
} as const satisfies Operation;
