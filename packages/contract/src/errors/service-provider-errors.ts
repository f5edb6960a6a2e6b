import { text } from "../text.js";
import { type CatalogueRow, verbatim } from "./catalogue-row.js";

export const SERVICE_PROVIDER_ERRORS = [
  {
    name: "SERVICE_PROVIDER_METHOD_NOT_AVAILABLE",
    code: 10120405,
    when: text(
      "any method but the interface's own under /wxa/charge",
      "以错误的 HTTP 方法调用 /wxa/charge 下的接口",
    ),
    message: text("method not available", "方法不可用"),
    hint: text(
      "Call the interface with the method that the reference at /docs names.",
      "请使用 /docs 参考页所列的方法调用。",
    ),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "SERVICE_PROVIDER_PARAMETER_ERROR",
    code: 10120002,
    when: text(
      "a parameter missing or malformed, a requestId or skuId that names nothing here; getOrder: an orderId that is unknown or another provider's",
      "参数缺失或格式错误，requestId 或 skuId 无对应内容；getOrder：orderId 不存在或属于其他服务商",
    ),
    message: verbatim("invalid params"),
    hint: text(
      "Mend the parameter that errmsg names, for the reason that it gives.",
      "请按 errmsg 指出的参数与原因修改。",
    ),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "PAGE_LIMIT_TOO_LARGE",
    code: 10120003,
    when: text("limit over 20", "limit 超过 20"),
    message: text("the limit is too large", "limit 过大"),
    hint: text("Ask for at most 20 at a time.", "每次最多查询 20 个。"),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "SPU_ID_ILLEGAL",
    code: 10120700,
    when: text(
      "an spuId that names no goods, or goods of the other side (wholesale for retail, retail for wholesale)",
      "spuId 无对应商品，或属于另一侧的商品（应为批发却为零售，或相反）",
    ),
    message: text("the spuId is illegal", "spuId 不合法"),
    hint: text(
      "Service providers' orders have wholesale SPU ids (10000117), Mini Programs' packages retail ones (10000077).",
      "服务商订单使用批发商品的 SPU ID（如 10000117），小程序资源包使用零售商品的（如 10000077）。",
    ),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "SERVICE_PROVIDER_ORDER_ID_ILLEGAL",
    code: 10120800,
    when: text(
      "an orderId that is malformed, unknown or another provider's",
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
      "an assignment with a requestId that was assigned already; nothing is assigned again",
      "该 requestId 已完成分配；不会重复分配",
    ),
    message: text("repeated call, already assigned", "重复调用，已分配"),
    hint: text(
      "The first call holds. Another package needs a requestId of its own.",
      "以首次调用为准；分配另一个资源包请使用新的 requestId。",
    ),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "ASSIGNMENT_CANCELLED",
    code: 10121010,
    when: text(
      "an assignment or a cancellation with a requestId whose assignment was cancelled",
      "该 requestId 对应的分配已取消",
    ),
    message: text("the assignment was cancelled", "该分配已取消"),
    hint: text("Assign anew with a new requestId.", "请使用新的 requestId 重新分配。"),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "ORDER_NOT_ASSIGNABLE",
    code: 10121001,
    when: text(
      "an assignment from an order that is not paid, or being refunded",
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
      "an assignment that would begin after the order's validityEndTime",
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
      "an assignment of more quota than the order has left; a cancellation after 7 days, or of a package in use",
      "分配额度超过订单剩余额度；取消时已超过 7 天或资源包已使用",
    ),
    message: text("the package is invalid", "资源包无效"),
    hint: text(
      "errmsg says which: compare usage.all and usage.used of the order, or the package's use.",
      "具体原因见 errmsg：请对照订单的 usage.all 与 usage.used，或资源包的用量。",
    ),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "NO_RECENT_USAGE",
    code: 10122000,
    when: text("no use was recorded in the last 90 days", "最近 90 天没有用量"),
    message: text("no recent data", "没有最近用量数据"),
    hint: text("Ask again once the packages have been used.", "请在资源包产生用量后再查询。"),
    retryable: false,
    source: "service-provider",
  },
  {
    name: "PACKAGE_SYSTEM_ERROR",
    code: 10121004,
    when: text(
      "WeChat's own fault in an assignment; Dingdan answers -1",
      "微信分配资源包时的系统错误；Dingdan 返回 -1",
    ),
    message: text("system error", "系统错误"),
    hint: text("Try again with the same requestId.", "请使用相同的 requestId 重试。"),
    retryable: true,
    source: "service-provider",
    onlyWeChat: true,
  },
  {
    name: "ASSIGNMENT_IN_PROGRESS",
    code: 10121011,
    when: text(
      "WeChat assigns later and answers so meanwhile; Dingdan decides at once",
      "微信异步分配期间返回；Dingdan 立即得出结果",
    ),
    message: text("the assignment is in progress", "分配进行中"),
    hint: text("Try again later with the same requestId.", "请稍后使用相同的 requestId 重试。"),
    retryable: true,
    source: "service-provider",
    onlyWeChat: true,
  },
  {
    name: "ASSIGNMENT_REFUSED",
    code: 10121014,
    when: text(
      "in WeChat's table for assignments; its meaning is not published in a readable form",
      "出现在微信分配接口的错误码表中，含义没有可读的公开说明",
    ),
    message: text("the assignment was refused", "分配被拒绝"),
    hint: text(
      "Compare the order, its quota and the receiver in the service market's console.",
      "请在服务市场后台核对订单、额度与接收方。",
    ),
    retryable: false,
    source: "service-provider",
    onlyWeChat: true,
  },
] as const satisfies readonly CatalogueRow[];
