import { LAST_INDEX_PATTERN } from "../schemas/trade-order.js";
import { type Text, text } from "../text.js";
import type { RuleContext } from "./context.js";
import { isAbsent, isMissing, isObject, type Unchecked } from "./limits.js";
import { parseWholeNumber } from "./service-provider-rules.js";
import { brokenTrade } from "./trade-violation.js";
import { valueFault, wrongTypeFault } from "./value-fault.js";
import type { Violation } from "./violation.js";

const invalid = (path: string, reason: Text) => brokenTrade("TRADE_QUERY_INVALID", path, reason);
const invalidPath = (reason: Text) => brokenTrade("TRADE_PARAMETER_ERROR", "path", reason);
const missing = text("is missing", "缺失");
const LINE = { type: "string" } as const;

/** Yields every broken rule of a request that names one payment. @see shipping-management, §4 */
export function* tradeOrderNameViolations(request: Unchecked): Generator<Violation> {
  const isNamed =
    !isMissing(request["transaction_id"]) ||
    (!isMissing(request["merchant_id"]) && !isMissing(request["merchant_trade_no"]));
  if (!isNamed) {
    const reason = text(
      "is missing, and so is merchant_id or merchant_trade_no",
      "缺失，且 merchant_id 或 merchant_trade_no 也缺失",
    );
    yield invalid("transaction_id", reason);
  }
  for (const name of ["transaction_id", "merchant_id", "sub_merchant_id", "merchant_trade_no"]) {
    yield* lineViolations(request[name], name);
  }
}

function* lineViolations(value: unknown, path: string): Generator<Violation> {
  const reason = isMissing(value) ? null : valueFault(LINE, value);
  if (reason !== null) yield invalid(path, reason);
}

/** Yields every broken rule of get_order_list. @see shipping-management, §5 */
export function* tradeOrderListViolations(request: Unchecked): Generator<Violation> {
  const range = request["pay_time_range"];
  if (isObject(range)) {
    for (const name of ["begin_time", "end_time"]) {
      yield* numberViolations(range[name], `pay_time_range.${name}`);
    }
  } else if (!isMissing(range)) {
    yield invalid("pay_time_range", wrongTypeFault(text("an object", "对象"), range));
  }
  const { order_state: state } = request;
  yield* numberViolations(state, "order_state");
  if ((parseWholeNumber(state) ?? 0) > 6) {
    yield invalid("order_state", text("must be 1 to 6", "应为 1 至 6"));
  }
  yield* lineViolations(request["openid"], "openid");
  yield* numberViolations(request["page_size"], "page_size");
  yield* lastIndexViolations(request["last_index"]);
}

function* numberViolations(value: unknown, path: string): Generator<Violation> {
  if (isMissing(value) || parseWholeNumber(value) !== null) return;
  yield invalid(path, text("must be an integer, 0 or more", "应为非负整数"));
}

const LAST_INDEX = new RegExp(LAST_INDEX_PATTERN);

/** Only its form: whether the platform issued it for this app is for the platform to say. */
function* lastIndexViolations(value: unknown): Generator<Violation> {
  if (isMissing(value) || (typeof value === "string" && LAST_INDEX.test(value))) return;
  const reason = text("must be 18 hex digits of a reply", "应为返回的 18 位十六进制数字");
  yield brokenTrade("TRADE_LAST_INDEX_INVALID", "last_index", reason);
}

/** Yields every broken rule of notify_confirm_receive. @see shipping-management, §6 */
export function* confirmReminderViolations(request: Unchecked): Generator<Violation> {
  yield* tradeOrderNameViolations(request);
  const { received_time: receivedTime } = request;
  if (isMissing(receivedTime)) yield invalid("received_time", missing);
  yield* numberViolations(receivedTime, "received_time");
}

const PATH_BYTES_MAX = 1024;
const PATH = { type: "string", "x-maxBytes": PATH_BYTES_MAX } as const;

/** Yields every broken rule of set_msg_jump_path; an empty path unsets it. @see shipping-management, §7 */
export function* jumpPathViolations({ path }: Unchecked): Generator<Violation> {
  const reason = isAbsent(path) ? missing : valueFault(PATH, path);
  if (reason !== null) yield brokenTrade("DATA_FORMAT_ERROR", "path", reason);
}

/** What the order centre replaces by the out_trade_no. */
export const ORDER_NUMBER_PLACEHOLDER = "${商品订单号}";

/** Yields every broken rule of update_order_detail_path. @see shipping-management, §7 */
export function* detailPathViolations({ path }: Unchecked): Generator<Violation> {
  const reason = isAbsent(path) ? missing : valueFault(PATH, path);
  if (reason !== null) yield invalidPath(reason);
  else if (!String(path).includes(ORDER_NUMBER_PLACEHOLDER)) {
    yield invalidPath(
      text(
        `must contain the literal ${ORDER_NUMBER_PLACEHOLDER}`,
        `须包含 ${ORDER_NUMBER_PLACEHOLDER} 原文`,
      ),
    );
  }
}

/** Yields the broken rule of a question about an app: only a platform may ask about another's. @see shipping-management, §8 */
export function* ownAppidViolations(
  { appid }: Unchecked,
  context: RuleContext,
): Generator<Violation> {
  if (isMissing(appid) || typeof appid !== "string") {
    yield brokenTrade("INVALID_ARGUMENTS", "appid", isMissing(appid) ? missing : null);
  } else if (
    context.appid !== undefined &&
    context.componentAppid === undefined &&
    appid !== context.appid
  ) {
    const reason = text("must be the appid of the token's app", "应为令牌所属应用的 appid");
    yield brokenTrade("INVALID_APPID", "appid", reason);
  }
}

/** Kinds of special orders: their `type`. */
export const SPECIAL_ORDER_TYPE = { PRESALE: 1, TEST: 2 } as const;

/**
 * Yields every broken rule of opspecialorder. Whether delay_to lies in the allowed range depends on the
 * payment. @see shipping-management, §9
 */
export function* specialOrderViolations(request: Unchecked): Generator<Violation> {
  const { order_id: orderId, type, delay_to: delayTo } = request;
  const wrongId = isMissing(orderId) ? null : valueFault(LINE, orderId);
  if (wrongId !== null) yield brokenTrade("DATA_FORMAT_ERROR", "order_id", wrongId);
  const kind = parseWholeNumber(type);
  if (kind !== SPECIAL_ORDER_TYPE.PRESALE && kind !== SPECIAL_ORDER_TYPE.TEST) {
    const reason = text("must be 1 (pre-sale) or 2 (test)", "应为 1（预售）或 2（测试）");
    yield brokenTrade("SPECIAL_ORDER_TYPE_INVALID", "type", reason);
  }
  if (kind === SPECIAL_ORDER_TYPE.PRESALE && parseWholeNumber(delayTo) === null) {
    const reason = text("must be a time in seconds", "应为秒级时间戳");
    yield brokenTrade("SPECIAL_ORDER_DELAY_INVALID", "delay_to", reason);
  }
  if (isMissing(orderId)) yield brokenTrade("SPECIAL_ORDER_NOT_FOUND", "order_id", missing);
}
