import { ORDER_NUMBER_TYPE } from "../enumerations.js";
import type { ErrorName } from "../error-catalogue.js";
import { OPERATIONS } from "../operations/index.js";
import { isObject, type Unchecked } from "../rules/limits.js";
import { formOf } from "../rules/trade-structure-rules.js";
import { normalTradeTime } from "../trade-shipping.js";
import type { RefusedCall } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";
import { enumerationCauses } from "./enumeration-causes.js";
import { misnamedFieldCauses } from "./field-causes.js";
import { siblingPath, valueAt } from "./json-path.js";
import { flattenedOrderKeyCauses, otherFormCauses } from "./order-key-causes.js";
import { schemaAt } from "./schema-at.js";
import { statedCauses } from "./stated-causes.js";
import { timeCauses, timeStampCauses } from "./time-causes.js";

type Finder = (call: RefusedCall) => Iterable<Diagnosis>;

const just =
  (id: "split-without-courier" | "all-delivered-missing"): Finder =>
  ({ violation }) => [found(id, violation.path)];

/** The finders of the causes of shipping information management, likeliest first. */
export const TRADE_FINDERS: Readonly<Partial<Record<ErrorName, readonly Finder[]>>> = {
  API_UNAUTHORIZED: [notAdmittedCauses],
  INVALID_ARGUMENTS: [misnamedFieldCauses, ownAppidCauses],
  TRADE_ORDER_NUMBER_TYPE_INVALID: [
    flattenedOrderKeyCauses,
    misnamedFieldCauses,
    enumerationCauses,
  ],
  TRADE_TRANSACTION_ID_EMPTY: [otherFormCauses, misnamedFieldCauses],
  TRADE_MCHID_EMPTY: [otherFormCauses, misnamedFieldCauses],
  TRADE_OUT_TRADE_NO_EMPTY: [otherFormCauses, misnamedFieldCauses],
  TRADE_LOGISTICS_TYPE_INVALID: [misnamedFieldCauses, enumerationCauses],
  TRADE_DELIVERY_MODE_INVALID: [misnamedFieldCauses, enumerationCauses],
  TRADE_SPLIT_NOT_COURIER: [just("split-without-courier")],
  TRADE_ALL_DELIVERED_MISSING: [misnamedFieldCauses, just("all-delivered-missing")],
  TRADE_UNIFIED_NOT_ONE_PARCEL: [entryCauses],
  TRADE_SHIPPING_LIST_TOO_LONG: [statedCauses],
  TRADE_PARAMETER_ERROR: [contactCauses, misnamedFieldCauses],
  TRADE_UPLOAD_TIME_INVALID: [misplacedTimeCauses, statedCauses, tradeTimeCauses],
  TRADE_ORDER_NOT_FOUND: [statedCauses, tradeNumberCauses],
  TRADE_PAYER_MISMATCH: [statedCauses],
  TRADE_ORDER_NOT_SHIPPABLE: [statedCauses],
  TRADE_SHIPPING_UNCHANGED: [statedCauses],
  TRADE_ALREADY_SHIPPED: [statedCauses],
  TRADE_RESHIPMENT_SPENT: [statedCauses],
  TRADE_WITHOUT_DESCRIPTION: [statedCauses],
  TRADE_ORDER_NOT_SHIPPED: [statedCauses],
  TRADE_RECEIVED_TIME_INVALID: [millisecondCauses, statedCauses],
  SPECIAL_ORDER_DELAY_INVALID: [misnamedFieldCauses, millisecondCauses],
};

/** 47001: the logistics of a shopping order, which describe no goods and name no kind of logistics. */
export function* shoppingLogisticsCauses({ body }: RefusedCall): Generator<Diagnosis> {
  const [delivery, path] = firstDelivery(body);
  const { shipping_list: parcels, logistics_type: type } = delivery;
  const parcel: unknown = Array.isArray(parcels) ? parcels[0] : undefined;
  const isOther = isObject(parcel) && !("item_desc" in parcel) && type === undefined;
  if (isOther && "tracking_no" in parcel)
    yield found("shopping-logistics-body", `${path}shipping_list`);
}

/** The object around a member, and the member's name, which is in quotes if it is a strange one. */
const MEMBER =
  /^(?:(?<parent>.*)\.)?(?<plain>[^.[\]"]+)$|^(?<owner>.*)\[(?<quoted>"(?:[^"\\]|\\.)*")\]$/;

/** 47001: a member that an app's strict uploads refuse. */
export function* refusedMemberCauses({ violation, operation }: RefusedCall): Generator<Diagnosis> {
  const { path } = violation;
  const { parent, plain, owner, quoted } = MEMBER.exec(path)?.groups ?? {};
  const name = plain ?? quoted;
  if (operation === null || name === undefined) return;
  const around = schemaAt(OPERATIONS[operation].request, parent ?? owner ?? "");
  if (around === undefined || !("type" in around) || around.type !== "object") return;
  if (!Object.hasOwn(around.properties, name)) yield found("member-refused", path, { found: name });
}

function firstDelivery(body: Unchecked): readonly [delivery: Unchecked, path: string] {
  const { sub_orders: subOrders } = body;
  const first: unknown = Array.isArray(subOrders) ? subOrders[0] : undefined;
  return isObject(first) ? [first, "sub_orders[0]."] : [body, ""];
}

/** 48001: every operation of an app that is not admitted. */
function* notAdmittedCauses({ path }: RefusedCall): Generator<Diagnosis> {
  if (/wxa[/.]sec[/.]order|open_msg/i.test(path)) yield found("not-admitted");
}

/** 40097: no appid in the body. */
function* ownAppidCauses({ violation, appid }: RefusedCall): Generator<Diagnosis> {
  if (violation.path === "appid" && appid !== null) {
    yield found("appid-missing", "appid", { wanted: appid });
  }
}

/** 268485228: an entry for each of the goods. */
function* entryCauses({ violation, body }: RefusedCall): Generator<Diagnosis> {
  const entries = valueAt(body, violation.path);
  if (Array.isArray(entries) && entries.length > 1) {
    yield found("entry-for-each-good", violation.path, { found: String(entries.length) });
  }
}

/** 10060014: the contact that SF Express requires. */
function* contactCauses({ violation: { path }, body }: RefusedCall): Generator<Diagnosis> {
  if (path.endsWith(".contact")) yield found("sf-contact-missing", path);
  if (!/\.(?:consignor|receiver)_contact$/.test(path)) return;
  const number = valueAt(body, path);
  if (typeof number !== "string") return;
  yield found(number.includes("*") ? "mask-hides-last-four" : "phone-unmasked", path);
}

/** 268485216: China's time with the Z of UTC. It is well formed, and far ahead. */
function* misplacedTimeCauses({ body, nowMs }: RefusedCall): Generator<Diagnosis> {
  const sent = valueAt(body, "upload_time");
  const time = typeof sent === "string" ? normalTradeTime(sent) : null;
  if (time !== null) yield* timeStampCauses(time, nowMs);
}

/** 268485216: the form of the time. Of two faults, the missing T is the one that is seen. */
function* tradeTimeCauses({ violation: { path }, body }: RefusedCall): Generator<Diagnosis> {
  const sent = valueAt(body, path);
  if (typeof sent !== "string" || normalTradeTime(sent) !== null) return;
  const causes = [...timeCauses(sent, path)];
  const [first] = causes;
  const isSpaced = /^\d{4}-\d\d-\d\d\s+\d\d:/.test(sent);
  if (first?.id === "offset-missing" && isSpaced) yield { ...first, id: "blank-in-time" };
  yield* causes;
}

/** WeChat Pay's numbers of payments in CNY begin so. */
const isPayNumber = (value: unknown): boolean =>
  typeof value === "string" && /^42\d{26}$/.test(value.trim());

/**
 * 10060001: what the numbers of a request show by themselves, when nothing that is stored explains why no
 * payment was found.
 */
function* tradeNumberCauses({ violation, body }: RefusedCall): Generator<Diagnosis> {
  if (violation.cause !== undefined) return;
  const { path } = violation;
  const key = valueAt(body, path);
  const isUpload = isObject(key);
  const numbers: Unchecked = isUpload ? key : body;
  const placeOf = (name: string) => (isUpload ? `${path}.${name}` : siblingPath(path, name));
  const field = isUpload ? "out_trade_no" : "merchant_trade_no";
  const own = numbers[field];
  const transaction = numbers["transaction_id"];
  if (isPayNumber(own) && own !== transaction) {
    yield found("swapped-key", placeOf(field), { field, found: String(own) });
  } else if (!isText(transaction) || isPayNumber(transaction) || isMerchantForm(numbers)) {
    yield found("trade-payment-unknown", path);
  } else {
    const shown = { found: transaction.slice(0, 40) };
    yield found("not-a-transaction-id", placeOf("transaction_id"), shown);
  }
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const isMerchantForm = (key: Unchecked): boolean =>
  formOf(key) === ORDER_NUMBER_TYPE.MERCHANT_TRADE_NUMBER;

const MILLISECONDS = /^1\d{12}$/;

/** A time in milliseconds, of an operation whose times are in seconds; null for another value. */
export function secondsOfMilliseconds(value: unknown): string | null {
  // Of a deeply nested list, String() would overflow the stack.
  if (typeof value !== "number" && typeof value !== "string") return null;
  const digits = String(value);
  return MILLISECONDS.test(digits) ? String(Math.floor(Number(digits) / 1000)) : null;
}

/** 10060029, 268546001: milliseconds instead of seconds. */
function* millisecondCauses({ violation: { path }, body }: RefusedCall): Generator<Diagnosis> {
  const sent = valueAt(body, path);
  const wanted = secondsOfMilliseconds(sent);
  if (wanted !== null) yield found("milliseconds", path, { found: String(sent), wanted });
}
