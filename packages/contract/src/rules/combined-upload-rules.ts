import { ORDER_NUMBER_TYPE, parseEnumeration } from "../enumerations.js";
import { orderKeyText, parseOrderKey } from "../order-key.js";
import { COMBINED_ORDER_KEY_SCHEMA } from "../schemas/order-key.js";
import { SUB_ORDERS_SCHEMA } from "../schemas/shopping-details.js";
import { text } from "../text.js";
import type { RuleContext } from "./context.js";
import { isMissing, isObject, listViolation, type Unchecked, wrongType } from "./limits.js";
import { merchantOrderViolations } from "./merchant-order-rules.js";
import { orderKeyViolations } from "./order-key-rules.js";
import { payerViolations } from "./payer-rules.js";
import { logisticsTypeViolations, uploadTimeViolations } from "./upload-rules.js";
import { broken, type Violation } from "./violation.js";

/**
 * Yields every broken rule of an upload for a combined payment, in answer order. A sub-order has the
 * members of a plain upload's merchant order.
 * @see shipping, §4
 */
export function* combinedUploadViolations(
  body: Unchecked,
  context: RuleContext,
): Generator<Violation> {
  yield* mainKeyViolations(body["order_key"], context);
  yield* subOrderListViolations(body["sub_orders"], body["order_key"], context);
  yield* payerViolations(body);
  yield* uploadTimeViolations(body["upload_time"]);
}

/** Yields every broken rule of the main order key of a combined payment. */
export const mainKeyViolations = (value: unknown, context: RuleContext) =>
  orderKeyViolations(value, "order_key", context, COMBINED_ORDER_KEY_SCHEMA);

/**
 * Yields every broken rule of a sub-order's key. Its merchant number may be a sub-merchant's, so it
 * need not be one of the app's. Its form must be that of the main key, and every key must differ.
 */
export function* subOrderKeyViolations(
  value: unknown,
  path: string,
  mainKey: unknown,
  keysSeen: Set<string>,
): Generator<Violation> {
  let isBroken = false;
  for (const violation of orderKeyViolations(value, path, {})) {
    isBroken = true;
    yield violation;
  }
  if (isBroken || !isObject(value)) return;
  const mainForm = isObject(mainKey) ? formOf(mainKey) : null;
  if (mainForm !== null && formOf(value) !== mainForm) {
    yield broken(
      "PARAMETER_ERROR",
      `${path}.order_number_type`,
      text("must be the main order_key's form", "须与主单的单号类型一致"),
    );
  }
  const key = orderKeyText(parseOrderKey(value));
  if (keysSeen.has(key)) {
    yield broken(
      "PARAMETER_ERROR",
      path,
      text("names the same sub-order as one before", "与之前的子单重复"),
    );
  }
  keysSeen.add(key);
}

const formOf = (key: Unchecked) => parseEnumeration(ORDER_NUMBER_TYPE, key["order_number_type"]);

function* subOrderListViolations(
  value: unknown,
  mainKey: unknown,
  context: RuleContext,
): Generator<Violation> {
  const path = "sub_orders";
  if (isMissing(value) || (Array.isArray(value) && value.length === 0)) {
    yield broken("ORDER_LIST_EMPTY", path);
    return;
  }
  const wrongList = listViolation(SUB_ORDERS_SCHEMA, value, path);
  if (wrongList !== null) yield wrongList;
  if (!Array.isArray(value)) return;
  const keysSeen = new Set<string>();
  const numbersSeen = new Set<string>();
  for (const [index, subOrder] of value.entries()) {
    const place = `${path}[${index}]`;
    if (!isObject(subOrder)) {
      yield wrongType(place, text("an object", "对象"), subOrder);
      continue;
    }
    yield* subOrderKeyViolations(subOrder["order_key"], `${place}.order_key`, mainKey, keysSeen);
    yield* merchantOrderViolations(subOrder, place, context, numbersSeen);
    yield* logisticsTypeViolations(subOrder["logistics_type"], `${place}.logistics_type`);
  }
}
