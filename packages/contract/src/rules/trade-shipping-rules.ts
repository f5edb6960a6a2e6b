import {
  DELIVERY_MODE,
  type DeliveryMode,
  LOGISTICS_TYPE,
  type LogisticsType,
  ORDER_NUMBER_TYPE,
  parseEnumeration,
} from "../enumerations.js";
import { INSTANT_RULE } from "../instant.js";
import type { ObjectSchema, StringSchema } from "../schema.js";
import { CONTACT_SCHEMA } from "../schemas/shipping-info.js";
import {
  TRADE_COMBINED_UPLOAD_SCHEMA,
  TRADE_OPENID_SCHEMA,
  TRADE_PARCEL_SCHEMA,
  TRADE_PARCELS_MAX,
  TRADE_SUB_ORDERS_MAX,
  TRADE_UPLOAD_SCHEMA,
} from "../schemas/trade-shipping.js";
import { text } from "../text.js";
import { normalTradeTime, tradeOrderKeyText } from "../trade-shipping.js";
import type { RuleContext } from "./context.js";
import { isMissing, isObject, type Unchecked } from "./limits.js";
import { isMaskedNumber, MASK_RULE } from "./shipping-rules.js";
import { formOf, structureViolations, unknownMemberViolations } from "./trade-structure-rules.js";
import { brokenTrade } from "./trade-violation.js";
import { utf8Bytes, valueFault } from "./value-fault.js";
import type { Violation } from "./violation.js";

/** The carrier that requires a contact. */
const SF_EXPRESS = "SF";

/**
 * Yields every broken rule of upload_shipping_info, in answer order: the structure of the whole body,
 * and only then the meaning of its members.
 * @see shipping-management, §2
 */
export function* tradeUploadViolations(
  body: Unchecked,
  context: RuleContext,
): Generator<Violation> {
  if (yield* anyOf(bodyViolations(TRADE_UPLOAD_SCHEMA, body, context))) return;
  yield* orderKeyViolations(body["order_key"] as Unchecked, "order_key");
  yield* deliveryViolations(body, "");
  yield* payerAndTimeViolations(body);
}

/** Yields every broken rule of upload_combined_shipping_info. @see shipping-management, §3 */
export function* combinedTradeUploadViolations(
  body: Unchecked,
  context: RuleContext,
): Generator<Violation> {
  if (yield* anyOf(bodyViolations(TRADE_COMBINED_UPLOAD_SCHEMA, body, context))) return;
  const mainKey = body["order_key"] as Unchecked;
  yield* orderKeyViolations(mainKey, "order_key");
  const subOrders = body["sub_orders"] as Unchecked[];
  yield* countViolations(subOrders, "sub_orders", TRADE_SUB_ORDERS_MAX);
  const keysSeen = new Set<string>();
  for (const [index, subOrder] of subOrders.entries()) {
    const prefix = `sub_orders[${index}].`;
    yield* subOrderKeyViolations(subOrder, `${prefix}order_key`, mainKey, keysSeen);
    yield* deliveryViolations(subOrder, prefix);
  }
  yield* payerAndTimeViolations(body);
}

/** The structure of a body; a strict upload has no members but those of the documents. */
function* bodyViolations(
  schema: ObjectSchema,
  body: Unchecked,
  { isUploadStrict = false }: RuleContext,
): Generator<Violation> {
  yield* structureViolations(schema, body);
  if (isUploadStrict) yield* unknownMemberViolations(schema, body);
}

/** Passes violations on. @returns true if there was one */
function* anyOf(violations: Iterable<Violation>): Generator<Violation, boolean> {
  let isBroken = false;
  for (const violation of violations) {
    isBroken = true;
    yield violation;
  }
  return isBroken;
}

function* orderKeyViolations(key: Unchecked, path: string): Generator<Violation> {
  const form = formOf(key);
  const names =
    form === ORDER_NUMBER_TYPE.WXPAY_TRADE_NUMBER
      ? ([["transaction_id", "TRADE_TRANSACTION_ID_EMPTY"]] as const)
      : ([
          ["mchid", "TRADE_MCHID_EMPTY"],
          ["out_trade_no", "TRADE_OUT_TRADE_NO_EMPTY"],
        ] as const);
  if (form === null) {
    // Without a form, the other fields of the key have no meaning.
    yield brokenTrade("TRADE_ORDER_NUMBER_TYPE_INVALID", `${path}.order_number_type`);
    return;
  }
  for (const [name, error] of names) {
    if (isMissing(key[name])) yield brokenTrade(error, `${path}.${name}`);
  }
  for (const [name] of names) yield* textViolations(key[name], `${path}.${name}`);
}

/** The key of a sub-order has the main key's form, and no other sub-order has it. */
function* subOrderKeyViolations(
  subOrder: Unchecked,
  path: string,
  mainKey: Unchecked,
  keysSeen: Set<string>,
): Generator<Violation> {
  const key = subOrder["order_key"] as Unchecked;
  if (yield* anyOf(orderKeyViolations(key, path))) return;
  const mainForm = formOf(mainKey);
  if (mainForm !== null && formOf(key) !== mainForm) {
    yield brokenTrade("TRADE_SUB_ORDER_NUMBER_TYPE_DIFFERS", `${path}.order_number_type`);
  }
  const numbers = tradeOrderKeyText(key);
  if (keysSeen.has(numbers)) yield brokenTrade("TRADE_SUB_ORDER_REPEATED", path);
  keysSeen.add(numbers);
}

/** @param prefix the prefix of the paths: empty, or `sub_orders[0].` */
function* deliveryViolations(delivery: Unchecked, prefix: string): Generator<Violation> {
  const type = parseEnumeration(LOGISTICS_TYPE, delivery["logistics_type"]);
  const mode = parseEnumeration(DELIVERY_MODE, delivery["delivery_mode"]);
  const parcels = delivery["shipping_list"] as Unchecked[];
  yield* modeViolations(delivery, prefix, type, mode);
  const path = `${prefix}shipping_list`;
  if (mode === DELIVERY_MODE.UNIFIED_DELIVERY && parcels.length !== 1) {
    const count = parcels.length;
    yield brokenTrade(
      "TRADE_UNIFIED_NOT_ONE_PARCEL",
      path,
      text(`must hold one entry, got ${count}`, `应为 1 项，实际 ${count} 项`),
    );
  }
  if (parcels.length > TRADE_PARCELS_MAX) yield brokenTrade("TRADE_SHIPPING_LIST_TOO_LONG", path);
  for (const [index, parcel] of parcels.entries()) {
    yield* parcelViolations(parcel, `${path}[${index}]`, type);
  }
  // One entry too few has its own code in unified delivery.
  if (parcels.length === 0 && mode !== DELIVERY_MODE.UNIFIED_DELIVERY) {
    yield* countViolations(parcels, path, TRADE_PARCELS_MAX);
  }
}

function* modeViolations(
  delivery: Unchecked,
  prefix: string,
  type: LogisticsType | null,
  mode: DeliveryMode | null,
): Generator<Violation> {
  if (type === null) yield brokenTrade("TRADE_LOGISTICS_TYPE_INVALID", `${prefix}logistics_type`);
  if (mode === null) yield brokenTrade("TRADE_DELIVERY_MODE_INVALID", `${prefix}delivery_mode`);
  if (mode !== DELIVERY_MODE.SPLIT_DELIVERY) return;
  if (type !== null && type !== LOGISTICS_TYPE.PHYSICAL_LOGISTICS) {
    yield brokenTrade("TRADE_SPLIT_NOT_COURIER", `${prefix}delivery_mode`);
  }
  if (isMissing(delivery["is_all_delivered"])) {
    yield brokenTrade("TRADE_ALL_DELIVERED_MISSING", `${prefix}is_all_delivered`);
  }
}

const {
  tracking_no: TRACKING_NO,
  express_company: CARRIER,
  item_desc: DESCRIPTION,
} = TRADE_PARCEL_SCHEMA.properties;

function* parcelViolations(
  parcel: Unchecked,
  path: string,
  type: LogisticsType | null,
): Generator<Violation> {
  const isCourier = type === LOGISTICS_TYPE.PHYSICAL_LOGISTICS;
  const { tracking_no: trackingNo, express_company: carrier, item_desc: description } = parcel;
  if (isCourier && isMissing(trackingNo)) {
    yield brokenTrade("TRADE_TRACKING_NO_EMPTY", `${path}.tracking_no`);
  }
  if (isCourier && isMissing(carrier)) {
    yield brokenTrade("TRADE_EXPRESS_COMPANY_EMPTY", `${path}.express_company`);
  }
  if (bytesOf(trackingNo) > TRACKING_NO["x-maxBytes"]) {
    yield brokenTrade("TRADE_TRACKING_NO_TOO_LONG", `${path}.tracking_no`);
  }
  if (bytesOf(carrier) > CARRIER["x-maxBytes"]) {
    yield brokenTrade("TRADE_EXPRESS_COMPANY_TOO_LONG", `${path}.express_company`);
  }
  if (isMissing(description)) yield brokenTrade("TRADE_ITEM_DESC_EMPTY", `${path}.item_desc`);
  else if (charactersOf(description) > DESCRIPTION.maxLength) {
    yield brokenTrade("TRADE_ITEM_DESC_TOO_LONG", `${path}.item_desc`);
  }
  for (const name of ["tracking_no", "express_company"]) {
    yield* textViolations(parcel[name], `${path}.${name}`);
  }
  yield* textViolations(description, `${path}.item_desc`, LINES);
  yield* contactViolations(
    parcel["contact"],
    `${path}.contact`,
    isCourier && carrier === SF_EXPRESS,
  );
}

const charactersOf = (value: unknown): number =>
  typeof value === "string" ? Array.from(value).length : 0;
const bytesOf = (value: unknown): number => (typeof value === "string" ? utf8Bytes(value) : 0);

const LINE: StringSchema = { type: "string" };
const LINES: StringSchema = { type: "string", "x-multiline": true };

/**
 * The violation by a text that no log, terminal or database can hold, such as one with control characters
 * or half a surrogate pair; none by most texts, at no generator for each.
 */
function textViolations(value: unknown, path: string, schema = LINE): readonly Violation[] {
  const reason = isMissing(value) ? null : valueFault(schema, value);
  return reason === null ? NONE : [brokenTrade("TRADE_PARAMETER_ERROR", path, reason)];
}

const NONE: readonly Violation[] = [];

const CONTACT_MEMBERS = ["consignor_contact", "receiver_contact"] as const;

function* contactViolations(value: unknown, path: string, isSf: boolean): Generator<Violation> {
  const contact: Unchecked = isObject(value) ? value : {};
  const given = CONTACT_MEMBERS.filter((name) => !isMissing(contact[name]));
  if (isSf && given.length === 0) {
    const reason = text(
      "needs consignor_contact or receiver_contact for SF Express",
      "顺丰（SF）须填写 consignor_contact 或 receiver_contact",
    );
    yield brokenTrade("TRADE_PARAMETER_ERROR", path, reason);
  }
  for (const name of given) {
    const place = `${path}.${name}`;
    yield* textViolations(contact[name], place, CONTACT_SCHEMA.properties[name]);
    // Others' unmasked numbers pass, as they do at WeChat; a dry-run warns of them.
    if (!isSf || isMaskedNumber(String(contact[name]))) continue;
    yield brokenTrade("TRADE_PARAMETER_ERROR", place, MASK_RULE);
  }
}

function* countViolations(
  list: readonly unknown[],
  path: string,
  countMax: number,
): Generator<Violation> {
  const count = list.length;
  if (count > 0 && count <= countMax) return;
  const reason = text(
    `must hold 1 to ${countMax} entries, got ${count}`,
    `应为 1 至 ${countMax} 项，实际 ${count} 项`,
  );
  yield brokenTrade("TRADE_PARAMETER_ERROR", path, reason);
}

function* payerAndTimeViolations(body: Unchecked): Generator<Violation> {
  const { openid } = body["payer"] as Unchecked;
  if (openid === "") {
    const reason = text("must not be empty", "不能为空");
    yield brokenTrade("TRADE_PARAMETER_ERROR", "payer.openid", reason);
  }
  yield* textViolations(openid, "payer.openid", TRADE_OPENID_SCHEMA);
  if (normalTradeTime(body["upload_time"] as string) === null) {
    yield brokenTrade("TRADE_UPLOAD_TIME_INVALID", "upload_time", INSTANT_RULE);
  }
}
