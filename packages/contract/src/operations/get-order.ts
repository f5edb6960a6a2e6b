import type { Unchecked } from "../rules/limits.js";
import { isMissing } from "../rules/limits.js";
import { broken, type Violation } from "../rules/violation.js";
import {
  ORDER_ID_PATTERN,
  OWN_ORDER_ID,
  SERVICE_PROVIDER_ORDER_SCHEMA,
} from "../schemas/service-provider-order.js";
import { text } from "../text.js";
import { ACCESS_TOKEN_ERROR_NAMES, ENVELOPE_PROPERTIES, type Operation } from "./operation.js";

const ORDER_ID = new RegExp(ORDER_ID_PATTERN);

function* orderIdViolations({ orderId }: Unchecked): Generator<Violation> {
  if (isMissing(orderId)) {
    yield broken("SERVICE_PROVIDER_PARAMETER_ERROR", "orderId", text("is missing", "缺失"));
  } else if (typeof orderId !== "string" || !ORDER_ID.test(orderId)) {
    yield broken(
      "SERVICE_PROVIDER_PARAMETER_ERROR",
      "orderId",
      text("must be DD and 19 digits", "应为 DD 加 19 位数字"),
    );
  }
}

export const getOrder = {
  name: "getOrder",
  method: "GET",
  path: "/wxa/charge/service-provider/order/get",
  group: "service-provider",
  summary: text("Get a service provider's order", "查询服务商订单详情"),
  description: text(
    "Returns one of the calling service provider's own purchase orders of a resource package, with its status, payment, invoice and usage.",
    "服务商查询自己购买资源包的订单详情，返回其状态、支付、发票与用量。",
  ),
  credential: "access_token",
  parameters: "query",
  request: {
    type: "object",
    properties: {
      orderId: { ...OWN_ORDER_ID, examples: ["DD2981741311549200000"] },
    },
    required: ["orderId"],
  },
  reply: {
    type: "object",
    properties: { ...ENVELOPE_PROPERTIES, order: SERVICE_PROVIDER_ORDER_SCHEMA },
    required: ["errcode", "errmsg", "order"],
  },
  permissionSets: [],
  closedPermissionError: null,
  wrongMethodError: "SERVICE_PROVIDER_METHOD_NOT_AVAILABLE",
  errors: [
    "SYSTEM_ERROR",
    "SERVICE_PROVIDER_METHOD_NOT_AVAILABLE",
    ...ACCESS_TOKEN_ERROR_NAMES,
    "SERVICE_PROVIDER_PARAMETER_ERROR",
  ],
  violations: orderIdViolations,
  example: {
    request: { orderId: "DD2981741311549200000" },
    reply: {
      errcode: 0,
      errmsg: "ok",
      order: {
        orderId: "DD2981741311549200000",
        status: 2,
        createTime: 1687265841964,
        updateTime: 1687267671475,
        orderPrice: "1",
        payInfo: { applyPayTime: 1687265845, finishPayTime: 1687265856 },
        orderProductInfo: {
          spSpuId: "10000111",
          spSkuId: "20000176",
          skuCnt: 1,
          spBizId: 100100,
          spuName: "spu name",
          skuName: "sku name",
          validityBeginTime: 1687265856,
          validityEndTime: 1718801856,
        },
        invoiceInfo: { invoiceStatus: 2, invoiceApplyTime: 1687265870 },
        usage: { used: "0", all: "1000" },
      },
    },
  },
} as const satisfies Operation;
