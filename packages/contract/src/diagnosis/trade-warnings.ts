import { CARRIER_IDS, carrierName, likelyCarrier } from "../carriers.js";
import { LOGISTICS_TYPE, parseEnumeration } from "../enumerations.js";
import { isObject, type Unchecked } from "../rules/limits.js";
import { unknownMembers } from "../rules/trade-structure-rules.js";
import type { Schema } from "../schema.js";
import { normalTradeTime } from "../trade-shipping.js";
import { type Diagnosis, found } from "./diagnosis.js";
import { secondsOfMilliseconds } from "./trade-causes.js";

/** What is probably wrong with an upload to shipping information management that breaks no rule. */
export function* tradeUploadWarnings(body: Unchecked): Generator<Diagnosis> {
  const { sub_orders: subOrders } = body;
  const deliveries = Array.isArray(subOrders)
    ? subOrders.map((delivery, index) => [delivery, `sub_orders[${index}].`] as const)
    : [[body, ""] as const];
  for (const [delivery, prefix] of deliveries) {
    if (isObject(delivery)) yield* deliveryWarnings(delivery, prefix);
  }
  yield* timeFormWarnings(body["upload_time"]);
}

function* deliveryWarnings(delivery: Unchecked, prefix: string): Generator<Diagnosis> {
  const type = parseEnumeration(LOGISTICS_TYPE, delivery["logistics_type"]);
  const isCourier = type === LOGISTICS_TYPE.PHYSICAL_LOGISTICS;
  const parcels: unknown = delivery["shipping_list"];
  for (const [index, parcel] of (Array.isArray(parcels) ? parcels : []).entries()) {
    if (!isObject(parcel)) continue;
    const path = `${prefix}shipping_list[${index}]`;
    if (isCourier) yield* carrierWarnings(parcel["express_company"], `${path}.express_company`);
    yield* escapeWarnings(parcel["item_desc"], `${path}.item_desc`);
    if (isObject(parcel["contact"])) yield* phoneWarnings(parcel["contact"], `${path}.contact`);
  }
}

/**
 * A carrier's name, or its id in another spelling; or an id that no carrier of the list has.
 * @param isFree true: a text that resembles no carrier has no warning
 */
export function* carrierWarnings(
  sent: unknown,
  path: string,
  { isFree = false } = {},
): Generator<Diagnosis> {
  if (typeof sent !== "string" || sent === "") return;
  const likely = likelyCarrier(sent);
  if (likely !== null) {
    // The Chinese name is that of the shipping label, in every language.
    const shown = { found: sent, wanted: likely.code, names: carrierName(likely.code).zh };
    yield found(likely.isCode ? "carrier-code-case" : "carrier-name", path, shown);
  } else if (!isFree && !CARRIER_IDS.includes(sent)) {
    yield found("carrier-unknown", path, { found: sent.slice(0, 40) });
  }
}

function* escapeWarnings(sent: unknown, path: string): Generator<Diagnosis> {
  const escape = typeof sent === "string" ? /\\u[0-9a-f]{4}/i.exec(sent) : null;
  if (escape !== null) yield found("escaped-twice", path, { found: escape[0] });
}

function* phoneWarnings(contact: Unchecked, path: string): Generator<Diagnosis> {
  for (const name of ["consignor_contact", "receiver_contact"]) {
    const number = contact[name];
    if (typeof number !== "string" || number.includes("*")) continue;
    if (/\d{7}/.test(number.replaceAll(/[\s-]/g, "")))
      yield found("phone-unmasked", `${path}.${name}`);
  }
}

/** Forms of upload_time that WeChat may refuse, as some users report. Go's nine digits pass. */
function* timeFormWarnings(sent: unknown): Generator<Diagnosis> {
  const normal = typeof sent === "string" ? normalTradeTime(sent) : null;
  if (normal === null) return;
  if (normal !== sent) {
    yield found("offset-without-colon", "upload_time", { found: String(sent), wanted: normal });
  }
  const digits = /\.(\d+)/.exec(normal)?.[1];
  if (digits === undefined) return;
  if (![3, 9].includes(digits.length) || /^0+$/.test(digits)) {
    yield found("time-fraction", "upload_time", {
      found: normal,
      digits: String(digits.length),
    });
  }
}

/** A range of payment times in milliseconds: no error, and nothing is found. */
export function* payTimeWarnings(body: Unchecked): Generator<Diagnosis> {
  const range = body["pay_time_range"];
  if (!isObject(range)) return;
  for (const name of ["begin_time", "end_time"]) {
    const wanted = secondsOfMilliseconds(range[name]);
    if (wanted === null) continue;
    const shown = { found: String(range[name]), wanted };
    yield found("milliseconds", `pay_time_range.${name}`, shown);
  }
}

/** Members that the documents do not have. They are ignored. */
export function* unknownMemberWarnings(schema: Schema, value: unknown): Generator<Diagnosis> {
  for (const { path, name } of unknownMembers(schema, value)) {
    yield found("unknown-member", path, { found: name });
  }
}
