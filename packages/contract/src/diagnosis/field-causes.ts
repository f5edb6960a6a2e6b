import { isMissing, isObject } from "../rules/limits.js";
import type { RefusedCall } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";
import { memberName, parentAt, siblingPath, valueAt } from "./json-path.js";

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
export function* misnamedFieldCauses({ violation, body }: RefusedCall): Generator<Diagnosis> {
  const { path } = violation;
  const wanted = memberName(path);
  if (wanted === "" || !isMissing(valueAt(body, path))) return;
  const others = Object.keys(parentAt(body, path)).filter((name) => name !== wanted);
  const misnamed =
    others.find((name) => bare(name) === bare(wanted)) ??
    others.find((name) => OTHER_NAMES[wanted]?.includes(name));
  if (misnamed === undefined) {
    yield* misnamedParentCauses(path, body);
    return;
  }
  const id = wanted === "mchid" ? "mch-id" : "field-misnamed";
  yield found(id, siblingPath(path, misnamed), { found: misnamed, wanted });
}

/** `orderKey.orderNumberType`: the object itself is misnamed, so all of its fields are missing. */
function* misnamedParentCauses(path: string, body: RefusedCall["body"]): Generator<Diagnosis> {
  const wanted = /^([^.[]+)\./.exec(path)?.[1];
  if (wanted === undefined || !isMissing(body[wanted])) return;
  const misnamed = Object.keys(body).find((name) => name !== wanted && bare(name) === bare(wanted));
  if (misnamed !== undefined) yield found("field-misnamed", misnamed, { found: misnamed, wanted });
}

const LISTS = new Set(["order_list", "item_list", "image_url", "shipping_list", "sub_orders"]);

/** 268435461: a value of the wrong JSON type. */
export function* jsonTypeCauses({ violation, body }: RefusedCall): Generator<Diagnosis> {
  const { path } = violation;
  const value = valueAt(body, path);
  const field = memberName(path); // image_url for `image_url[0]`, whose path does not end with it.
  if (typeof value === "string" && /^\s*[[{]/.test(value) && isJson(value)) {
    yield found("json-in-string", path);
  } else if (path.endsWith(field) && LISTS.has(field) && !Array.isArray(value)) {
    yield found("object-for-list", path, { field });
  } else if (Array.isArray(value) && !LISTS.has(field)) {
    yield found("list-for-object", path, { field });
  } else if (field === "payer" && typeof value === "string") {
    yield found("payer-as-text", path);
  } else if (typeof value === "number" && !NUMBERS.has(field)) {
    yield found("number-for-string", path);
  }
}

const NUMBERS = new Set([
  "unit_price",
  "quantity",
  "upload_time",
  "logistics_type",
  "delivery_mode",
  "type",
]);

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
  const text = String(value).trim();
  if (isObject(value) || Array.isArray(value) || !/^\d+(?:\.\d+)?$/.test(text)) return;
  if (field === "unit_price") {
    const isInYuan = text.includes(".");
    const wanted = isInYuan ? String(Math.round(Number(text) * 100)) : String(Number(text));
    if (isInYuan) yield found("price-in-yuan", path, { found: text, wanted });
    else if (typeof value === "string") yield found("price-as-text", path, { wanted });
  } else if (field === "quantity" && typeof value === "string") {
    yield found("quantity-as-text", path, { wanted: String(Number(text)) });
  }
}
