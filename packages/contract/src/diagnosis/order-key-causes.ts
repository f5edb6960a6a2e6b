import { ORDER_NUMBER_TYPE, parseEnumeration } from "../enumerations.js";
import { isMissing, isObject } from "../rules/limits.js";
import type { RefusedCall } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";
import { parentPath, valueAt } from "./json-path.js";
import { foreignAppid } from "./link-causes.js";

const MEMBERS = ["order_number_type", "mchid", "mch_id", "out_trade_no", "transaction_id"];

/** 268485194: order_key is missing, and its fields are at the top level. */
export function* flattenedOrderKeyCauses({ body }: RefusedCall): Generator<Diagnosis> {
  if (!isMissing(body["order_key"])) return;
  const flat = MEMBERS.filter((name) => !isMissing(body[name]));
  if (flat.length > 0) yield found("order-key-flattened", flat[0], { found: flat.join(", ") });
}

/** 268485195, 268485196, 268485197: the fields are those of the other form. */
export function* otherFormCauses({ body, violation }: RefusedCall): Generator<Diagnosis> {
  const path = parentPath(violation.path);
  const key = valueAt(body, path);
  if (!isObject(key)) return;
  const form = parseEnumeration(ORDER_NUMBER_TYPE, key["order_number_type"]);
  const hasMerchantNumber = !isMissing(key["out_trade_no"]) && !isMissing(key["mchid"]);
  const hasTransaction = !isMissing(key["transaction_id"]);
  const isOther = form === 1 ? hasTransaction && !hasMerchantNumber : hasMerchantNumber;
  if (form === null || !isOther) return;
  const names = ["1 (MERCHANT_TRADE_NUMBER)", "2 (WXPAY_TRADE_NUMBER)"] as const;
  yield found("other-form", `${path}.order_number_type`, {
    found: names[form - 1] as string,
    wanted: names[2 - form] as string,
  });
}

/** 268485217: the merchant number is not the app's. */
export function* merchantNumberCauses(call: RefusedCall): Generator<Diagnosis> {
  const { body, appid } = call;
  const key = body["order_key"];
  const mchid = isObject(key) ? String(key["mchid"]) : "";
  if (mchid !== mchid.trim()) {
    yield found("blank-around-value", "order_key.mchid", { field: "mchid" });
    return;
  }
  if (appid === null) return;
  const foreign = foreignAppid(body, appid);
  if (foreign !== null) yield found("token-of-another-app", "", { found: foreign, appid });
  yield found("mchid-not-bound", "order_key.mchid", { found: mchid, appid });
}
