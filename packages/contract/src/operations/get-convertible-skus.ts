import { isMissing, type Unchecked } from "../rules/limits.js";
import {
  goodsIdViolations,
  orderIdFormViolations,
  parameterError,
  spuIdFormViolations,
} from "../rules/service-provider-rules.js";
import type { Violation } from "../rules/violation.js";
import { CONVERTIBLE_SKU_SCHEMA, GOODS_ID } from "../schemas/resource-package.js";
import { OWN_ORDER_ID } from "../schemas/service-provider-order.js";
import { text } from "../text.js";
import { ENVELOPE_PROPERTIES, type Operation } from "./operation.js";
import { CHARGE_ERROR_NAMES, CHARGE_OPERATION } from "./service-provider-operation.js";

/** Two forms: the order, which takes precedence, or the wholesale SPU and SKU. */
function* convertibleSkuViolations(request: Unchecked): Generator<Violation> {
  if (!isMissing(request["orderId"])) {
    yield* orderIdFormViolations(request);
    return;
  }
  if (isMissing(request["spSpuId"])) {
    yield parameterError("spSpuId", text("is missing, and so is orderId", "与 orderId 均缺失"));
  }
  yield* goodsIdViolations(request, "spSkuId");
  yield* spuIdFormViolations(request, "spSpuId");
}

export const getConvertibleSkus = {
  ...CHARGE_OPERATION,
  name: "getConvertibleSkus",
  method: "GET",
  path: "/wxa/charge/service-provider/package/get_convertible_skus",
  summary: text("List the SKUs that can be assigned", "查询可分配的 SKU 列表"),
  description: text(
    "Lists the retail SKUs that an order's wholesale SKU converts to. Returns each SKU with its quota and duration. Send orderId, or spSpuId and spSkuId; orderId takes precedence. The SKU that you pass to assignPackage determines the assigned quota.",
    "查询订单的批发 SKU 可转换的零售 SKU，返回各 SKU 及其额度与有效时长。传 orderId，或传 spSpuId 与 spSkuId；同时传入时以 orderId 为准。分配的额度由所选 SKU 决定。",
  ),
  parameters: "query",
  request: {
    type: "object",
    properties: {
      orderId: { ...OWN_ORDER_ID, examples: ["DD2970445798112968704"] },
      spSpuId: {
        ...GOODS_ID,
        description: text(
          "The wholesale SPU; required without orderId",
          "批发商品的 SPU ID；不传 orderId 时必填",
        ),
        examples: ["10000117"],
      },
      spSkuId: {
        ...GOODS_ID,
        description: text(
          "The wholesale SKU; required without orderId",
          "批发商品的 SKU ID；不传 orderId 时必填",
        ),
        examples: ["20000176"],
      },
    },
  },
  reply: {
    type: "object",
    properties: {
      ...ENVELOPE_PROPERTIES,
      skuList: { type: "array", items: CONVERTIBLE_SKU_SCHEMA },
    },
    required: ["errcode", "errmsg", "skuList"],
  },
  permissionSets: [],
  errors: [...CHARGE_ERROR_NAMES, "SPU_ID_ILLEGAL", "SERVICE_PROVIDER_ORDER_ID_ILLEGAL"],
  violations: convertibleSkuViolations,
  example: {
    request: { orderId: "DD2970445798112968704" },
    reply: {
      errcode: 0,
      errmsg: "ok",
      skuList: [
        {
          spuId: "10000077",
          skuId: "20000178",
          skuName: "1000 次",
          bizId: 100100,
          finalPrice: "0",
          attr: {
            duration: "31536000",
            durationType: 1,
            granularity: 1,
            proportion: { quota: { quota: "1000" } },
          },
        },
      ],
    },
  },
} as const satisfies Operation;
