import { OPERATIONS } from "../operations/index.js";
import { isObject } from "../rules/limits.js";
import type { RefusedCall } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";

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
export function* bodyFormCauses(call: RefusedCall): Generator<Diagnosis> {
  const { bodyBytes, bodyText, json } = call;
  if (bodyText === null || bodyText.includes("\0")) {
    yield found(encodingOf(bodyBytes));
    return;
  }
  const text = bodyText.trim();
  if (typeof json === "string") {
    if (/^\s*[[{]/.test(json)) yield found("json-in-string");
  } else if (Array.isArray(json)) {
    if (json.some(isObject)) yield found("list-for-body");
  } else if (json !== undefined) {
    return;
  } else if (text.startsWith("--")) yield found("multipart-body");
  else if (text.startsWith("<")) yield found("xml-body");
  else if (/^[\w.%[\]-]+=/.test(text) || /^%7B/i.test(text)) yield found("form-body");
  else if (/^[[{]/.test(text) && breaksOff(text)) yield found("json-breaks-off");
}

function encodingOf(bytes: Uint8Array): "compressed-body" | "utf16-body" | "gbk-body" {
  const [first, second] = bytes;
  if (first === 0x1f && second === 0x8b) return "compressed-body";
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isMarked || bytes.includes(0) ? "utf16-body" : "gbk-body";
}

/** True for truncated JSON: a string or a bracket is still open at the end. */
function breaksOff(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (isInString) {
      if (character === "\\") index++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") depth--;
  }
  return isInString || depth > 0;
}

/** 268485224: shopping details, sent to the operation for logistics. */
export function* detailsBodyCauses({ body }: RefusedCall): Generator<Diagnosis> {
  if (Array.isArray(body["order_list"])) yield found("details-body", "order_list");
}

/** A body of another operation, which its fields identify. */
export function* foreignBodyCauses({ body, operation }: RefusedCall): Generator<Diagnosis> {
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
