import { isMissing, isObject, type Unchecked } from "../rules/limits.js";
import { payerCurrencyOf, reportedCauses, totalCurrencyOf } from "./amount-causes.js";
import { bodyFormCauses } from "./body-causes.js";
import type { ParsedBody, SentBody } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";
import type { DiagnosisId } from "./diagnosis-catalogue.js";
import { parsedJson } from "./parsed-json.js";

/** A kind of object that is not the expected one, and the members that only this kind has. */
export type ForeignObject = readonly [id: DiagnosisId, members: readonly string[]];

/** Members of the v2 interface, which no object of v3 has. */
const V2_MEMBERS = [
  "return_code",
  "result_code",
  "cash_fee",
  "time_end",
  "fee_type",
  "is_subscribe",
  "refund_fee",
  "req_info",
];

/** Members of the callback of WeChat's cloud development. */
const CLOUD_MEMBERS = [
  "returnCode",
  "resultCode",
  "subMchId",
  "totalFee",
  "cashFee",
  "timeEnd",
  "isSubscribe",
];

/**
 * What is wrong with a body that was sent as an object of WeChat Pay, likeliest first: its form, that it is
 * another object, or what its own causes find.
 */
export function diagnosePayObject(
  sent: SentBody,
  othersThan: (body: Unchecked) => readonly ForeignObject[],
  ownCauses: (body: Unchecked) => Iterable<Diagnosis>,
): Diagnosis[] {
  const json = parsedJson(sent.bodyText);
  if (!isObject(json)) return [...bodyCauses({ ...sent, json })];
  const foreign = [...foreignObjectCauses(json, othersThan(json))];
  return foreign.length > 0 ? foreign : [...ownCauses(json)];
}

/** A body that is not a JSON object: the XML of v2, or a mistake that any request can have. */
function* bodyCauses(sent: ParsedBody): Generator<Diagnosis> {
  const text = sent.bodyText?.trim() ?? "";
  const member = V2_MEMBERS.find((name) => text.includes(`<${name}>`));
  if (text.startsWith("<") && member !== undefined) {
    yield found("pay-v2-notification", "", { found: member });
  } else yield* bodyFormCauses(sent);
}

/** An object of WeChat Pay that is another than the expected one: an envelope, a v2 notification. */
function* foreignObjectCauses(
  body: Unchecked,
  others: readonly ForeignObject[],
): Generator<Diagnosis> {
  const { resource } = body;
  if (isObject(resource) && !isMissing(resource["ciphertext"])) {
    yield found("notification-encrypted", "resource.ciphertext");
    return;
  }
  for (const [id, members] of [
    ["cloud-callback", CLOUD_MEMBERS],
    ["pay-v2-notification", V2_MEMBERS],
    ...others,
  ] as const) {
    const member = members.find((name) => Object.hasOwn(body, name) && !isMissing(body[name]));
    if (member !== undefined) {
      yield found(id, member, { found: member });
      return;
    }
  }
  // The XML of v2, parsed by a library that keeps its root.
  if (isObject(body["xml"])) yield found("pay-v2-notification", "xml", { found: "xml" });
}

interface AmountMembers {
  readonly required: readonly string[];
  /** What the buyer paid or gets back, which may have a currency of its own. */
  readonly payer: readonly string[];
}

/** An amount that is no object, or whose members are not integers in the minor unit of their currency. */
export function* amountCauses(
  object: Unchecked,
  path: string,
  { required, payer }: AmountMembers,
): Generator<Diagnosis> {
  const amount = object["amount"];
  if (isMissing(amount)) {
    if (!isMissing(object["total_fee"])) {
      yield found("total-fee", path.replace(/amount$/, "total_fee"));
    }
    return;
  }
  if (typeof amount === "number" || typeof amount === "string") {
    yield found("amount-not-object", path, { wanted: required.join(", ") });
    return;
  }
  if (!isObject(amount)) return;
  for (const name of required) {
    yield* reportedCauses(amount[name], `${path}.${name}`, totalCurrencyOf(amount));
  }
  for (const name of payer) {
    yield* reportedCauses(amount[name], `${path}.${name}`, payerCurrencyOf(amount));
  }
}
