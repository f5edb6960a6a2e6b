import { carrierCode } from "../carriers.js";
import { DELIVERY_MODE, type DeliveryMode, parseEnumeration } from "../enumerations.js";
import {
  CONTACT_SCHEMA,
  PARCEL_SCHEMA,
  SHIPPED_ITEM_SCHEMA,
  SHIPPED_ITEMS_SCHEMA,
  SHIPPING_LIST_SCHEMA,
  SUB_SHIPPINGS_SCHEMA,
} from "../schemas/shipping-info.js";
import { text } from "../text.js";
import { mainKeyViolations, subOrderKeyViolations } from "./combined-upload-rules.js";
import type { RuleContext } from "./context.js";
import {
  isAbsent,
  isMissing,
  isObject,
  limitViolations,
  listViolation,
  type Unchecked,
  wrongType,
} from "./limits.js";
import { orderKeyViolations } from "./order-key-rules.js";
import { payerOf, payerViolations } from "./payer-rules.js";
import { uploadTimeViolations } from "./upload-rules.js";
import { broken, type Violation } from "./violation.js";

/** The carrier that requires a contact. */
const SF_EXPRESS = "SF";

/** Yields every broken rule of an upload of logistics, in answer order. @see shipping, §3 */
export function* shippingViolations(body: Unchecked, context: RuleContext): Generator<Violation> {
  yield* orderKeyViolations(body["order_key"], "order_key", context);
  yield* deliveryViolations(body, "");
  yield* optionalPayerViolations(body);
  yield* uploadTimeViolations(body["upload_time"]);
}

/** Yields every broken rule of the logistics of a combined payment. @see shipping, §5 */
export function* combinedShippingViolations(
  body: Unchecked,
  context: RuleContext,
): Generator<Violation> {
  yield* mainKeyViolations(body["order_key"], context);
  yield* subShippingsViolations(body["sub_orders"], body["order_key"]);
  yield* optionalPayerViolations(body);
  yield* uploadTimeViolations(body["upload_time"]);
}

/** The payer may be absent, because some clients cannot send one; a broken one is rejected. */
function* optionalPayerViolations(body: Unchecked): Generator<Violation> {
  if (!isAbsent(payerOf(body).payer)) yield* payerViolations(body);
}

function* subShippingsViolations(value: unknown, mainKey: unknown): Generator<Violation> {
  const path = "sub_orders";
  if (isMissing(value) || (Array.isArray(value) && value.length === 0)) {
    yield broken("PARAMETER_ERROR", path, text("must hold at least one", "至少一项"));
    return;
  }
  const wrongList = listViolation(SUB_SHIPPINGS_SCHEMA, value, path);
  if (wrongList !== null) yield wrongList;
  if (!Array.isArray(value)) return;
  const keysSeen = new Set<string>();
  for (const [index, subOrder] of value.entries()) {
    const place = `${path}[${index}]`;
    if (!isObject(subOrder)) {
      yield wrongType(place, text("an object", "对象"), subOrder);
      continue;
    }
    yield* subOrderKeyViolations(subOrder["order_key"], `${place}.order_key`, mainKey, keysSeen);
    yield* deliveryViolations(subOrder, `${place}.`);
  }
}

/** @param prefix the prefix of the paths: empty, or `sub_orders[0].` */
function* deliveryViolations(delivery: Unchecked, prefix: string): Generator<Violation> {
  const mode = parseEnumeration(DELIVERY_MODE, delivery["delivery_mode"]);
  if (mode === null) yield broken("DELIVERY_MODE_INVALID", `${prefix}delivery_mode`);
  const path = `${prefix}shipping_list`;
  const parcels = delivery["shipping_list"];
  if (isMissing(parcels) || (Array.isArray(parcels) && parcels.length === 0)) {
    yield broken("SHIPPING_LIST_EMPTY", path);
    return;
  }
  if (Array.isArray(parcels) && mode === DELIVERY_MODE.UNIFIED_DELIVERY && parcels.length > 1) {
    yield broken("UNIFIED_DELIVERY_NOT_ONE_PARCEL", path);
  }
  const wrongList = listViolation(SHIPPING_LIST_SCHEMA, parcels, path);
  if (wrongList !== null) yield wrongList;
  if (!Array.isArray(parcels)) return;
  for (const [index, parcel] of parcels.entries()) {
    yield* parcelViolations(parcel, `${path}[${index}]`, mode);
  }
}

function* parcelViolations(
  value: unknown,
  path: string,
  mode: DeliveryMode | null,
): Generator<Violation> {
  if (!isObject(value)) {
    yield wrongType(path, text("an object", "对象"), value);
    return;
  }
  const { tracking_no: trackingNo, express_company: carrier, item_list: items } = value;
  if (isMissing(trackingNo)) yield broken("TRACKING_NO_MISSING", `${path}.tracking_no`);
  if (isMissing(carrier)) yield broken("EXPRESS_COMPANY_MISSING", `${path}.express_company`);
  const hasItems = !isMissing(items) && !(Array.isArray(items) && items.length === 0);
  if (hasItems && mode === DELIVERY_MODE.UNIFIED_DELIVERY) {
    yield broken("UNIFIED_DELIVERY_WITH_ITEMS", `${path}.item_list`);
  }
  if (!hasItems && mode === DELIVERY_MODE.SPLIT_DELIVERY) {
    yield broken("SPLIT_DELIVERY_WITHOUT_ITEMS", `${path}.item_list`);
  }
  if (hasItems && mode !== DELIVERY_MODE.UNIFIED_DELIVERY) {
    yield* shippedItemsViolations(items, `${path}.item_list`);
  }
  const present = ["tracking_no", "express_company"].filter((name) => !isMissing(value[name]));
  yield* limitViolations(PARCEL_SCHEMA, value, path, present);
  yield* contactViolations(value["contact"], `${path}.contact`, carrier);
}

function* shippedItemsViolations(value: unknown, path: string): Generator<Violation> {
  const wrongList = listViolation(SHIPPED_ITEMS_SCHEMA, value, path);
  if (wrongList !== null) yield wrongList;
  if (!Array.isArray(value)) return;
  for (const [index, item] of value.entries()) {
    const place = `${path}[${index}]`;
    if (!isObject(item)) yield wrongType(place, text("an object", "对象"), item);
    else if (isMissing(item["merchant_item_id"])) {
      yield broken("SHIPPED_ITEM_ID_MISSING", `${place}.merchant_item_id`);
    } else yield* limitViolations(SHIPPED_ITEM_SCHEMA, item, place, ["merchant_item_id"]);
  }
}

const CONTACT_MEMBERS = ["consignor_contact", "receiver_contact"] as const;

function* contactViolations(value: unknown, path: string, carrier: unknown): Generator<Violation> {
  const contact = isMissing(value) ? {} : value;
  if (!isObject(contact)) {
    yield wrongType(path, text("an object", "对象"), value);
    return;
  }
  const given = CONTACT_MEMBERS.filter((name) => !isMissing(contact[name]));
  // WeChat has no carrier `sf`: a client that sends it means SF, whose parcels need the contact.
  const isSf = typeof carrier === "string" && carrierCode(carrier) === SF_EXPRESS;
  if (isSf && given.length === 0) {
    yield broken(
      "PARAMETER_ERROR",
      path,
      text(
        "needs consignor_contact or receiver_contact for SF Express",
        "顺丰（SF）须填写 consignor_contact 或 receiver_contact",
      ),
    );
  }
  yield* limitViolations(CONTACT_SCHEMA, contact, path, given);
  for (const name of given) {
    const number = contact[name];
    if (typeof number !== "string" || isMaskedNumber(number)) continue;
    yield broken("PARAMETER_ERROR", `${path}.${name}`, MASK_RULE);
  }
}

/** The reason in a violation whose phone number is not masked as WeChat wants it. */
export const MASK_RULE = text(
  "must be masked with * and end in four readable digits, such as 189****1234",
  "须以 * 打码并保留末四位数字，例如 189****1234",
);

/**
 * Masked, with the last four digits readable. The documents show examples instead of a rule. With
 * only digits and stars kept, all of them (`021-****1234`, `0**2-******23-10`, `****123-8008`) end
 * in four digits.
 */
export function isMaskedNumber(number: string): boolean {
  const kept = number.replace(/[^\d*]/g, "");
  return kept.includes("*") && /\d{4}$/.test(kept);
}
