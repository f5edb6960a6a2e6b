import { ORDER_NUMBER_TYPE, parseEnumeration } from "../enumerations.js";
import type { ObjectSchema } from "../schema.js";
import { ORDER_KEY_SCHEMA } from "../schemas/order-key.js";
import { text } from "../text.js";
import type { RuleContext } from "./context.js";
import { isAbsent, isMissing, isObject, limitViolations, wrongType } from "./limits.js";
import { broken, type Violation } from "./violation.js";

/**
 * Yields every broken rule of an order key, in answer order.
 * @param schema the limits of its numbers
 */
export function* orderKeyViolations(
  value: unknown,
  path: string,
  context: RuleContext,
  schema: ObjectSchema = ORDER_KEY_SCHEMA,
): Generator<Violation> {
  if (!isAbsent(value) && !isObject(value)) {
    yield wrongType(path, text("an object", "对象"), value);
    return;
  }
  const key = value ?? {};
  const form = parseEnumeration(ORDER_NUMBER_TYPE, key["order_number_type"]);
  if (form === null) {
    // Without a form, the other fields of the key have no meaning.
    yield broken("ORDER_NUMBER_TYPE_INVALID", `${path}.order_number_type`);
    return;
  }
  if (form === ORDER_NUMBER_TYPE.WXPAY_TRADE_NUMBER) {
    if (isMissing(key["transaction_id"])) {
      yield broken("TRANSACTION_ID_MISSING", `${path}.transaction_id`);
      return;
    }
    yield* limitViolations(schema, key, path, ["transaction_id"]);
    return;
  }
  const { mchid, out_trade_no: outTradeNo } = key;
  if (isMissing(mchid)) yield broken("MCHID_MISSING", `${path}.mchid`);
  if (isMissing(outTradeNo)) yield broken("OUT_TRADE_NO_MISSING", `${path}.out_trade_no`);
  if (typeof mchid === "string" && mchid !== "" && context.mchids?.includes(mchid) === false) {
    yield broken("MCHID_INVALID", `${path}.mchid`);
  }
  const present = ["mchid", "out_trade_no"].filter((name) => !isMissing(key[name]));
  yield* limitViolations(schema, key, path, present);
}
