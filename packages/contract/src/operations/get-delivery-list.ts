import { deliveryList } from "../carriers.js";
import { DELIVERY_LIST_SCHEMA } from "../schemas/trade-order.js";
import { text } from "../text.js";
import {
  ACCESS_TOKEN_ERROR_NAMES,
  ENVELOPE_PROPERTIES,
  NO_PARAMETERS,
  type Operation,
} from "./operation.js";
import { OK, TRADE_OPERATION } from "./shipping-management-operation.js";

const EXAMPLES = deliveryList().slice(0, 2);

export const getDeliveryList = {
  ...TRADE_OPERATION,
  name: "getDeliveryList",
  path: "/cgi-bin/express/delivery/open_msg/get_delivery_list",
  summary: text("List the carriers", "获取运力 id 列表"),
  description: text(
    "Returns the carriers that an upload's express_company may name. WeChat's list has some 1,500; this one has those whose delivery_id is known. Another one is accepted as well.",
    "返回 express_company 可填写的物流公司。微信的列表约有 1500 家，此处为已知 delivery_id 的部分；其他编码也接受。",
  ),
  parameters: "body-optional",
  request: NO_PARAMETERS,
  reply: {
    type: "object",
    properties: {
      ...ENVELOPE_PROPERTIES,
      delivery_list: DELIVERY_LIST_SCHEMA,
      count: { type: "integer" },
    },
    required: ["errcode", "errmsg", "delivery_list", "count"],
  },
  errors: ["SYSTEM_ERROR", "REQUIRE_POST", ...ACCESS_TOKEN_ERROR_NAMES, "DATA_FORMAT_ERROR"],
  violations: () => [],
  example: { request: {}, reply: { ...OK, delivery_list: EXAMPLES, count: EXAMPLES.length } },
} as const satisfies Operation;
