import { isUnsetEnumeration, LOGISTICS_TYPE, parseEnumeration } from "../enumerations.js";
import { parseInstant } from "../instant.js";
import { ORDER_LIST_SCHEMA, UPLOAD_SHOPPING_INFO_SCHEMA } from "../schemas/shopping-details.js";
import type { RuleContext } from "./context.js";
import { isMissing, limitViolations, listViolation, type Unchecked } from "./limits.js";
import { merchantOrderViolations } from "./merchant-order-rules.js";
import { orderKeyViolations } from "./order-key-rules.js";
import { payerViolations } from "./payer-rules.js";
import { broken, type Violation } from "./violation.js";

/**
 * Yields every broken rule of an upload of shopping details, in answer order: objects in the order of
 * the documents' field table, and rules within an object in the order of their error table.
 * @see shopping-orders, uploadShoppingInfo
 */
export function* uploadViolations(body: Unchecked, context: RuleContext): Generator<Violation> {
  yield* orderKeyViolations(body["order_key"], "order_key", context);
  yield* orderListViolations(body["order_list"], "order_list", context);
  yield* payerViolations(body);
  yield* logisticsTypeViolations(body["logistics_type"], "logistics_type");
  yield* uploadTimeViolations(body["upload_time"]);
}

function* orderListViolations(
  value: unknown,
  path: string,
  context: RuleContext,
): Generator<Violation> {
  if (isMissing(value) || (Array.isArray(value) && value.length === 0)) {
    yield broken("ORDER_LIST_EMPTY", path);
    return;
  }
  const wrongList = listViolation(ORDER_LIST_SCHEMA, value, path);
  if (wrongList !== null) yield wrongList;
  if (!Array.isArray(value)) return;
  const numbersSeen = new Set<string>();
  for (const [index, order] of value.entries()) {
    yield* merchantOrderViolations(order, `${path}[${index}]`, context, numbersSeen);
  }
}

/** Yields the broken rule of a logistics_type. */
export function* logisticsTypeViolations(value: unknown, path: string): Generator<Violation> {
  if (isUnsetEnumeration(value)) return;
  if (parseEnumeration(LOGISTICS_TYPE, value) === null)
    yield broken("LOGISTICS_TYPE_INVALID", path);
}

/** Yields the broken rules of the upload_time, which orders the requests for one payment. */
export function* uploadTimeViolations(value: unknown): Generator<Violation> {
  const path = "upload_time";
  if (isMissing(value)) yield broken("UPLOAD_TIME_MISSING", path);
  else if (typeof value !== "string") {
    yield* limitViolations(UPLOAD_SHOPPING_INFO_SCHEMA, { [path]: value }, "", [path]);
  } else if (parseInstant(value) === null) yield broken("UPLOAD_TIME_INVALID", path);
}
