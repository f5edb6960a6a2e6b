import { type JsonFault, readJson } from "../json-places.js";
import { OPERATIONS } from "../operations/index.js";
import { isObject } from "../rules/limits.js";
import type { ParsedBody, RefusedCall } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";
import type { DiagnosisId } from "./diagnosis-catalogue.js";

/** 44002: the request has no body. */
export function* emptyBodyCauses({ query, operation }: RefusedCall): Generator<Diagnosis> {
  if (operation === null) return;
  const names = Object.keys(OPERATIONS[operation].request.properties);
  const misplaced = Object.keys(query).some((name) =>
    names.includes(name.split(/[.[]/, 1)[0] ?? ""),
  );
  if (misplaced) yield found("body-lost");
}

/** 47001: the body is not a JSON object. */
export function* bodyFormCauses({ bodyBytes, bodyText, json }: ParsedBody): Generator<Diagnosis> {
  if (bodyText === null || bodyText.includes("\0")) {
    yield found(encodingOf(bodyBytes, bodyText !== null));
    return;
  }
  const text = bodyText.trim();
  if (typeof json === "string") {
    if (/^\s*[[{]/.test(json)) yield found("json-in-string");
  } else if (Array.isArray(json)) {
    if (json.some(isObject)) yield found("list-for-body");
  } else if (json !== undefined) {
    return;
  } else if (/^--\S+\r?\ncontent-/i.test(text)) yield found("multipart-body");
  else if (/^<(?!!doctype html|html)[?A-Za-z]/i.test(text)) yield found("xml-body");
  else if (/^[\w.%[\]-]+=/.test(text) || /^%7B/i.test(text)) yield found("form-body");
  else if (/^[[{]/.test(text)) yield* syntaxCauses(bodyText);
}

/** The encoding of bytes that are not UTF-8, or that are but contain the character NUL. */
function encodingOf(bytes: Uint8Array, isUtf8: boolean): DiagnosisId {
  const [first, second, third, fourth] = bytes;
  if (first === 0x1f && second === 0x8b) return "compressed-body";
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  // The first characters of JSON are ASCII, which has a zero in every second byte of UTF-16.
  const isLittle = first !== 0 && second === 0 && third !== 0 && fourth === 0;
  const isBig = first === 0 && second !== 0 && third === 0 && fourth !== 0;
  if (isMarked || isLittle || isBig) return "utf16-body";
  if (isUtf8) return "nul-in-body";
  return isGbkJson(bytes) ? "gbk-body" : "not-utf8-body";
}

/**
 * True if the bytes begin as JSON does and are ASCII and pairs of GBK. Compressed, encrypted and other
 * binary data almost never is.
 */
function isGbkJson(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => byte > 0x20);
  if (first !== 0x7b && first !== 0x5b) return false;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    if (byte < 0x80) continue;
    const trail = bytes[++index] ?? 0;
    if (byte === 0x80 || byte === 0xff || trail < 0x40 || trail === 0x7f || trail === 0xff) {
      return false;
    }
  }
  return true;
}

// Every rejected call is diagnosed: finding the error of a longer text would cost too much.
const SCANNED_LENGTH_MAX = 256 * 1024;

/** The first error of a text that begins as JSON does. */
function* syntaxCauses(bodyText: string): Generator<Diagnosis> {
  if (bodyText.length > SCANNED_LENGTH_MAX) return;
  const text = bodyText.replace(/^\uFEFF/, "");
  const reading = readJson(text);
  if (reading.kind !== "fault") return;
  const { fault } = reading;
  const place = { line: String(fault.line), column: String(fault.column) };
  // Truncated JSON has no error before its end.
  if (fault.isAtEnd) yield found("json-breaks-off");
  else if (fault.kind === "trailingComma") yield found("json-trailing-comma", "", place);
  else if (isWithoutQuotes(text, fault)) yield found("json-quotes", "", place);
}

/** True where a name or a text begins without quotation marks, or with other marks than JSON's. */
function isWithoutQuotes(text: string, { kind, line, column }: JsonFault): boolean {
  const [first = ""] = Array.from(text.split("\n")[line - 1] ?? "").slice(column - 1);
  if (kind === "memberName") return /[\p{L}\d_$'`‘’“”]/u.test(first);
  return kind === "value" && /['`‘’“”]/.test(first);
}

/** 268485224: shopping details, sent to the operation for logistics. */
export function* detailsBodyCauses({ body }: RefusedCall): Generator<Diagnosis> {
  if (Array.isArray(body["order_list"])) yield found("details-body", "order_list");
}

/** A body of another operation, which its fields identify. */
export function* foreignBodyCauses({ body, operation }: RefusedCall): Generator<Diagnosis> {
  if (operation === "uploadCombinedShoppingInfo" && Array.isArray(body["order_list"])) {
    if (body["sub_orders"] === undefined) yield found("plain-body", "order_list");
    return;
  }
  if (operation !== "uploadShoppingInfo" || body["order_list"] !== undefined) return;
  const { sub_orders: subOrders, shipping_list: shippings, delivery_mode: mode } = body;
  const subOrder: unknown = Array.isArray(subOrders) ? subOrders[0] : subOrders;
  if (isObject(subOrder)) {
    const isLogistics = "shipping_list" in subOrder || "delivery_mode" in subOrder;
    yield found(isLogistics ? "combined-logistics-body" : "combined-body", "sub_orders");
    return;
  }
  if (shippings === undefined && mode === undefined) return;
  const shipping: unknown = Array.isArray(shippings) ? shippings[0] : shippings;
  // Only the other product describes the goods in the parcel.
  if (isObject(shipping) && "item_desc" in shipping) {
    yield found("sibling-shipping-body", "shipping_list");
    return;
  }
  const name = shippings === undefined ? "delivery_mode" : "shipping_list";
  yield found("logistics-body", name, { found: name });
}
