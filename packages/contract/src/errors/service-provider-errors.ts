import { text } from "../text.js";
import { type CatalogueRow, verbatim } from "./catalogue-row.js";

export const SERVICE_PROVIDER_ERRORS = [
  {
    name: "SERVICE_PROVIDER_METHOD_NOT_AVAILABLE",
    code: 10120405,
    when: text("any method but GET on a service provider's order", "以非 GET 方法查询服务商订单"),
    message: text("method not available", "方法不可用"),
    hint: text("Call the interface with GET.", "请使用 GET 方法调用。"),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "SERVICE_PROVIDER_PARAMETER_ERROR",
    code: 10120002,
    when: text(
      "orderId missing, malformed, unknown, or another provider's",
      "orderId 缺失、格式错误、不存在或属于其他服务商",
    ),
    message: verbatim("invalid params"),
    hint: text(
      "Send the orderId (DD and 19 digits) of one of your own orders.",
      "请填写自己订单的 orderId（DD 加 19 位数字）。",
    ),
    retryable: false,
    source: "service-provider",
  },
] as const satisfies readonly CatalogueRow[];
