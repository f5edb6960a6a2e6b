import { DELIVERY_MODE, ORDER_NUMBER_TYPE, parseEnumeration } from "../enumerations.js";
import type { EnumerationSchema, ObjectSchema, Schema } from "../schema.js";
import { type Text, text } from "../text.js";
import { isAbsent, isMissing, memberPath, type Unchecked } from "./limits.js";
import { brokenTrade } from "./trade-violation.js";
import { isListSchema, isObject, wrongTypeFault } from "./value-fault.js";
import type { Violation } from "./violation.js";

/**
 * Every fault of a body's structure: a member of the wrong kind, a required one that is absent, an unknown
 * value of an enumeration. Each is a 47001, and WeChat finds it before any rule of meaning. An optional
 * member may be null or `""`. Lengths and the contents of texts are rules of meaning.
 */
export function structureViolations(schema: ObjectSchema, body: Unchecked): readonly Violation[] {
  // Most bodies have none, and checking them must not cost a generator for each member.
  const found: Violation[] = [];
  addStructureViolations(found, schema, body, "");
  return found;
}

function addStructureViolations(
  found: Violation[],
  { properties, required = [] }: ObjectSchema,
  value: Unchecked,
  path: string,
): void {
  for (const name in properties) {
    const sent = value[name];
    if (isIgnored(name, value)) continue;
    const member = properties[name] as Schema;
    const place = memberPath(path, name);
    if (required.includes(name)) {
      if (isAbsent(sent)) found.push(fault(place, text("is missing", "缺失")));
      else addKindViolations(found, member, sent, place);
    } else if (!isMissing(sent)) addKindViolations(found, member, sent, place);
  }
}

/**
 * Yields a 47001 for every member that the documents do not have. WeChat ignores them, except in one
 * report, so only an app's strict uploads have this rule. @see shipping-management, §13
 */
export function* unknownMemberViolations(
  schema: ObjectSchema,
  body: Unchecked,
): Generator<Violation> {
  for (const { path } of unknownMembers(schema, body)) yield fault(path, UNKNOWN_MEMBER);
}

const UNKNOWN_MEMBER = text(
  "is no member of this request, and strict_uploads allows no other",
  "不是该请求的字段，strict_uploads 不允许其他字段",
);

/** Yields every member that a schema does not have, in the order of the value. Strange names are quoted. */
export function* unknownMembers(
  schema: Schema,
  value: unknown,
  path = "",
): Generator<{ readonly path: string; readonly name: string }> {
  if (!("type" in schema)) return;
  if (schema.type === "array" && Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      yield* unknownMembers(schema.items, entry, `${path}[${index}]`);
    }
  } else if (schema.type === "object" && isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      const known = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
      if (known !== undefined) yield* unknownMembers(known, member, memberPath(path, name));
      else if (PLAIN_NAME.test(name)) yield { path: memberPath(path, name), name };
      else {
        const quoted = quotedName(name);
        yield { path: `${path}[${quoted}]`, name: quoted };
      }
    }
  }
}

const NAME_LENGTH_MAX = 40;
const PLAIN_NAME = /^[^.[\]"\\\s\p{C}]{1,40}$/u;

/** A member may have any name: one that could be read as a path, or not be read at all, is `payer["a.b"]`. */
const quotedName = (name: string): string =>
  JSON.stringify(name.length > NAME_LENGTH_MAX ? `${name.slice(0, NAME_LENGTH_MAX)}…` : name);

const fault = (path: string, reason: Text) => brokenTrade("DATA_FORMAT_ERROR", path, reason);

/** True for a member without a meaning beside its neighbours: it may hold anything. */
function isIgnored(name: string, owner: Unchecked): boolean {
  switch (name) {
    case "is_all_delivered":
      return modeOf(owner) === DELIVERY_MODE.UNIFIED_DELIVERY;
    case "transaction_id":
      return formOf(owner) === ORDER_NUMBER_TYPE.MERCHANT_TRADE_NUMBER;
    case "mchid":
    case "out_trade_no":
      return formOf(owner) === ORDER_NUMBER_TYPE.WXPAY_TRADE_NUMBER;
    default:
      return false;
  }
}

const modeOf = (owner: Unchecked) => parseEnumeration(DELIVERY_MODE, owner["delivery_mode"]);
/** The form of an order key; null for one that has none. */
export const formOf = (key: Unchecked) =>
  parseEnumeration(ORDER_NUMBER_TYPE, key["order_number_type"]);

function addKindViolations(found: Violation[], schema: Schema, value: unknown, path: string): void {
  if ("x-names" in schema) {
    const reason = enumerationFault(schema, value);
    if (reason !== null) found.push(fault(path, reason));
  } else if (isListSchema(schema)) {
    if (!Array.isArray(value))
      found.push(fault(path, wrongTypeFault(text("a list", "列表"), value)));
    else {
      for (const [index, item] of value.entries()) {
        addKindViolations(found, schema.items, item, `${path}[${index}]`);
      }
    }
  } else if ("type" in schema && schema.type === "object") {
    if (isObject(value)) addStructureViolations(found, schema, value, path);
    else found.push(fault(path, wrongTypeFault(text("an object", "对象"), value)));
  } else if ("type" in schema && schema.type === "boolean") {
    if (typeof value !== "boolean") {
      found.push(fault(path, wrongTypeFault(text("true or false", "布尔值"), value)));
    }
  } else if (typeof value !== "string") {
    found.push(fault(path, wrongTypeFault(text("a string", "字符串"), value)));
  }
}

/** Zero is known to every enumeration, as "not set": the rules of meaning have a code for it. */
function enumerationFault(schema: EnumerationSchema, value: unknown): Text | null {
  const names = schema["x-names"];
  if (value === 0 || value === "0" || parseEnumeration(names, value) !== null) return null;
  const allowed = Object.entries(names)
    .map(([name, number]) => `${number} (${name})`)
    .join(", ");
  return text(`must be one of ${allowed}`, `取值应为：${allowed}`);
}
