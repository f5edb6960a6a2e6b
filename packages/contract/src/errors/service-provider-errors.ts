import { text } from "../text.js";
import { type CatalogueRow, verbatim } from "./catalogue-row.js";

export const SERVICE_PROVIDER_ERRORS = [
  {
    name: "SERVICE_PROVIDER_METHOD_NOT_AVAILABLE",
    code: 10120405,
    when: text(
      "an operation under /wxa/charge was called with the wrong HTTP method",
      "以错误的 HTTP 方法调用 /wxa/charge 下的接口",
    ),
    message: text("method not available", "方法不可用"),
    hint: text(
      "Use the method that this server's reference, at /docs, lists for the operation.",
      "请使用本服务 /docs 参考页为该接口所列的方法调用。",
    ),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "SERVICE_PROVIDER_PARAMETER_ERROR",
    code: 10120002,
    when: text(
      "a parameter is missing or malformed, or a requestId or skuId is unknown; getOrder: the orderId is unknown or belongs to another provider",
      "参数缺失或格式错误，requestId 或 skuId 无对应内容；getOrder：orderId 不存在或属于其他服务商",
    ),
    message: verbatim("invalid params"),
    hint: text(
      "Fix the parameter that errmsg names; errmsg also gives the reason.",
      "请按 errmsg 指出的参数与原因修改。",
    ),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "PAGE_LIMIT_TOO_LARGE",
    code: 10120003,
    when: text("limit exceeds 20", "limit 超过 20"),
    message: text("the limit is too large", "limit 过大"),
    hint: text("Ask for at most 20 at a time.", "每次最多查询 20 个。"),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "SPU_ID_ILLEGAL",
    code: 10120700,
    when: text(
      "the spuId is unknown, or is retail where wholesale is expected or the reverse",
      "spuId 无对应商品，或属于另一侧的商品（应为批发却为零售，或相反）",
    ),
    message: text("the spuId is illegal", "spuId 不合法"),
    hint: text(
      "Service providers' orders use wholesale SPU ids (10000117); mini programs' packages use retail ones (10000077).",
      "服务商订单使用批发商品的 SPU ID（如 10000117），小程序资源包使用零售商品的（如 10000077）。",
    ),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "SERVICE_PROVIDER_ORDER_ID_ILLEGAL",
    code: 10120800,
    when: text(
      "the orderId is malformed, unknown or belongs to another provider",
      "orderId 格式错误、不存在或属于其他服务商",
    ),
    message: text("the order id is illegal", "订单 ID 不合法"),
    hint: text(
      "Send the orderId (DD and 19 digits) of one of your own orders.",
      "请填写自己订单的 orderId（DD 加 19 位数字）。",
    ),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "PACKAGE_ALREADY_ASSIGNED",
    code: 10121009,
    when: text(
      "the assignment of this requestId is already complete; nothing is assigned again",
      "该 requestId 已完成分配；不会重复分配",
    ),
    message: text("repeated call, already assigned", "重复调用，已分配"),
    hint: text(
      "The first call counts. To assign another package, use a new requestId.",
      "以首次调用为准；分配另一个资源包请使用新的 requestId。",
    ),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "ASSIGNMENT_CANCELLED",
    code: 10121010,
    when: text("the assignment of this requestId was cancelled", "该 requestId 对应的分配已取消"),
    message: text("the assignment was cancelled", "该分配已取消"),
    hint: text("Assign again with a new requestId.", "请使用新的 requestId 重新分配。"),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "ORDER_NOT_ASSIGNABLE",
    code: 10121001,
    when: text(
      "the order is unpaid, being refunded or refunded, so nothing can be assigned from it",
      "订单未支付或正在退款、已退款，不能分配",
    ),
    message: text(
      "the order id is illegal or the order status is not right",
      "订单 ID 不合法或订单状态不正确",
    ),
    hint: text(
      "Assign from an order whose status is 2 (paid); see getOrder.",
      "请从状态为 2（支付成功）的订单分配，可用 getOrder 查询。",
    ),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "PACKAGE_EXPIRED",
    code: 10121012,
    when: text(
      "the assignment would begin after the order's validityEndTime",
      "分配的生效时间晚于订单的 validityEndTime",
    ),
    message: text("the package is expired and cannot be assigned", "资源包已过期，不可分配"),
    hint: text("Assign from an order that is still valid.", "请从仍在有效期内的订单分配。"),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "PACKAGE_INVALID",
    code: 10121013,
    when: text(
      "an assignment needs more quota than the order has left; a cancellation comes after 7 days, or the package has been used",
      "分配额度超过订单剩余额度；取消时已超过 7 天或资源包已使用",
    ),
    message: text("the package is invalid", "资源包无效"),
    hint: text(
      "errmsg names the reason: check the order's usage.all and usage.used, or the package's usage.",
      "具体原因见 errmsg：请对照订单的 usage.all 与 usage.used，或资源包的用量。",
    ),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "NO_RECENT_USAGE",
    code: 10122000,
    when: text("no usage was recorded in the last 90 days", "最近 90 天没有用量"),
    message: text("no recent data", "没有最近用量数据"),
    hint: text("Retry after packages have been used.", "请在资源包产生用量后再查询。"),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "PACKAGE_SYSTEM_ERROR",
    code: 10121004,
    when: text(
      "an internal error of WeChat during an assignment; Dingdan returns -1",
      "微信分配资源包时的系统错误；Dingdan 返回 -1",
    ),
    message: text("system error", "系统错误"),
    hint: text("Retry with the same requestId.", "请使用相同的 requestId 重试。"),
    retryable: true,
    source: "service-provider",
    onlyWeChat: true,
  },
  {
    name: "ASSIGNMENT_IN_PROGRESS",
    code: 10121011,
    when: text(
      "WeChat assigns asynchronously and returns this until the assignment is complete; Dingdan decides immediately",
      "微信异步分配期间返回；Dingdan 立即得出结果",
    ),
    message: text("the assignment is in progress", "分配进行中"),
    hint: text("Retry later with the same requestId.", "请稍后使用相同的 requestId 重试。"),
    retryable: true,
    source: "service-provider",
    onlyWeChat: true,
  },
  {
    name: "ASSIGNMENT_REFUSED",
    code: 10121014,
    when: text(
      "listed in WeChat's error table for assignments; WeChat has not published a readable meaning",
      "出现在微信分配接口的错误码表中，含义没有可读的公开说明",
    ),
    message: text("the assignment was refused", "分配被拒绝"),
    hint: text(
      "Check the order, its quota and the receiver in the service market's console.",
      "请在服务市场后台核对订单、额度与接收方。",
    ),
    retryable: false,
    source: "service-provider",
    onlyWeChat: true,
  },
] as const satisfies readonly CatalogueRow[];
