import { editDistance } from "../edit-distance.js";
import { OPERATIONS } from "../operations/index.js";
import { isMissing, isObject, type Unchecked } from "../rules/limits.js";
import type { ObjectSchema, Schema, StringSchema } from "../schema.js";
import { priceCauses } from "./amount-causes.js";
import type { RefusedCall } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";
import { memberName, parentPath, siblingPath, valueAt } from "./json-path.js";
import { schemaAt } from "./schema-at.js";

/** Wrong names that clients use, by the documented name. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  secret: ["appsecret", "app_secret", "key"],
  grant_type: ["grantType", "type"],
  orderId: ["order_id", "id"],
  mchid: ["mch_id", "merchant_id", "sub_mchid", "sub_mch_id", "sp_mchid"],
  out_trade_no: ["trade_no", "order_no", "order_sn", "out_order_no"],
  transaction_id: ["trans_id", "wx_transaction_id"],
  order_number_type: ["order_no_type", "number_type", "order_type"],
  merchant_order_no: ["order_no", "order_sn", "order_id", "merchant_order_number"],
  order_detail_jump_link: ["order_detail_link", "jump_link", "order_link"],
  item_detail_jump_link: ["item_detail_link", "jump_link", "item_link"],
  item_list: ["items", "goods_list", "goods", "product_list", "goods_infos"],
  order_list: ["orders", "order_infos"],
  name: ["item_name", "goods_name", "title", "product_name"],
  unit_price: ["item_price", "price", "goods_price", "amount"],
  quantity: ["item_count", "count", "num", "number", "goods_count"],
  openid: ["open_id", "user_openid"],
  upload_time: ["time", "update_time"],
  shipping_list: ["shippings", "logistics_list", "delivery_list"],
  delivery_mode: ["deliver_mode", "shipping_mode"],
  tracking_no: ["tracking_number", "waybill_id", "express_no", "logistics_no"],
  express_company: ["delivery_id", "express_code", "logistics_company", "shipper_code"],
  merchant_item_id: ["item_id", "sku_id", "goods_id", "out_product_id"],
  url: ["link", "href"],
  path: ["page", "page_path"],
  appid: ["app_id", "weapp_appid"],
};

const bare = (name: string) => name.toLowerCase().replaceAll(/[-_]/g, "");

/** A field that is missing, but present under another name. */
export function* misnamedFieldCauses({
  violation,
  body,
  operation,
}: RefusedCall): Generator<Diagnosis> {
  if (operation === null || !isMissing(valueAt(body, violation.path))) return;
  const { request } = OPERATIONS[operation];
  // A member that strict uploads refuse is no missing one, even if it is null.
  if (schemaAt(request, violation.path) === undefined) return;
  yield* misnamedCauses(body, violation.path, request);
}

/**
 * Another name under which a missing member, or the nearest missing object around it, was sent: the
 * same letters in another case (`outTradeNo`), or a name that other interfaces use.
 */
export function* misnamedCauses(
  body: unknown,
  path: string,
  root: ObjectSchema,
): Generator<Diagnosis> {
  const wanted = memberName(path);
  if (wanted === "" || path.endsWith("]")) return;
  const parent = parentPath(path);
  const siblings = valueAt(body, parent);
  if (!isObject(siblings)) {
    // The object itself may have another name: `orderKey.orderNumberType`.
    if (isMissing(siblings)) yield* misnamedCauses(body, parent, root);
    return;
  }
  const schema = schemaAt(root, parent);
  const isDocumented = (name: string) =>
    schema !== undefined &&
    "type" in schema &&
    schema.type === "object" &&
    Object.hasOwn(schema.properties, name);
  // A documented name has a meaning of its own, so the field is not a misnamed other one.
  const others = Object.keys(siblings).filter(
    (name) => !isMissing(siblings[name]) && !isDocumented(name),
  );
  const misnamed =
    others.find((name) => bare(name) === bare(wanted)) ??
    others.find((name) => OTHER_NAMES[wanted]?.includes(name)) ??
    others.find((name) => isMisspelt(name, wanted));
  if (misnamed === undefined) return;
  const id = wanted === "mchid" ? "mch-id" : "field-misnamed";
  yield found(id, siblingPath(path, misnamed), { found: misnamed, wanted });
}

/** `ietm_desc` for `item_desc`: at most one changed letter in four. */
const isMisspelt = (name: string, wanted: string): boolean =>
  Math.abs(name.length - wanted.length) <= 2 &&
  editDistance(name, wanted) <= Math.min(2, Math.floor(wanted.length / 4));

/** 268435461: a value of the wrong JSON type. */
export function* jsonTypeCauses({ violation, body, operation }: RefusedCall): Generator<Diagnosis> {
  const { path } = violation;
  const schema = operation === null ? undefined : schemaAt(OPERATIONS[operation].request, path);
  if (schema === undefined || !("type" in schema)) return;
  const value = valueAt(body, path);
  const field = memberName(path);
  const isText = typeof value === "string" && value !== "";
  const isContainer = schema.type === "object" || schema.type === "array";
  if (isText && isContainer && /^\s*[[{]/.test(value) && isJson(value)) {
    yield found("json-in-string", path);
  } else if (schema.type === "array") {
    if (isObject(value) && hasIndicesForNames(value)) {
      yield found("numbered-object", path, { field });
    } else if (isEntryOf(schema.items, value)) yield found("object-for-list", path, { field });
  } else if (schema.type === "object") {
    const isOnlyObject = Array.isArray(value) && value.length === 1 && isObject(value[0]);
    if (isOnlyObject && !path.endsWith("]")) yield found("list-for-object", path, { field });
    else if (isText && path === "payer") yield found("payer-as-text", path);
  } else if (schema.type === "boolean") {
    if (isText && /^\s*(?:true|false)\s*$/i.test(value)) {
      yield found("boolean-as-text", path, { field });
    }
  } else if (schema.type === "string" && schema.format !== "date-time") {
    const isLink = field === "url" || field === "image_url";
    if (typeof value === "number" && !isLink) yield found("number-for-string", path);
    else if (Array.isArray(value) && value.length === 1 && typeof value[0] === "string") {
      yield found("list-for-string", path, { field });
    } else if (isText && value !== value.trim() && hasPattern(schema, value.trim())) {
      yield found("blank-around-value", path, { field });
    }
  }
}

const hasPattern = ({ pattern }: StringSchema, value: string) =>
  pattern !== undefined && !pattern.startsWith("^http") && new RegExp(pattern, "u").test(value);

/** True for an object with a documented member, or for a text in a list of texts. */
function isEntryOf(items: Schema, value: unknown): boolean {
  if (!("type" in items)) return false;
  if (items.type === "string") return typeof value === "string" && value.trim() !== "";
  return (
    items.type === "object" &&
    isObject(value) &&
    Object.keys(value).some((name) => Object.hasOwn(items.properties, name))
  );
}

/** `{"0": …, "2": …}`, as PHP writes a list whose indices have a gap. */
function hasIndicesForNames(value: Unchecked): boolean {
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => /^\d+$/.test(name));
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

/** 268435461: a text within the limit in characters, but not in bytes. */
export function* byteLimitCauses({ violation, body }: RefusedCall): Generator<Diagnosis> {
  const limits = /at most (\d+) bytes, got (\d+)/.exec(violation.reason?.en ?? "");
  const value = valueAt(body, violation.path);
  if (limits === null || typeof value !== "string") return;
  const [, limit = "", bytes = ""] = limits;
  const characters = Array.from(value).length;
  if (characters <= Number(limit)) {
    yield found("length-in-bytes", violation.path, {
      characters: String(characters),
      bytes,
      limit,
    });
  }
}

/** 268435461: a price that is not an integer in fen, or a number in quotes. */
export function* itemNumberCauses({ violation, body }: RefusedCall): Generator<Diagnosis> {
  const { path } = violation;
  const value = valueAt(body, path);
  const field = memberName(path);
  if (field === "unit_price") yield* priceCauses(value, path);
  else if (field === "quantity" && typeof value === "string") {
    const quantity = /^\s*\d+(?:\.0+)?\s*$/.test(value) ? Number(value) : 0;
    if (quantity > 0 && Number.isSafeInteger(quantity)) {
      yield found("quantity-as-text", path, { wanted: String(quantity) });
    }
  }
}
