import type { OperationKey } from "../operations/index.js";
import { SHIPPING_MANAGEMENT_OPERATIONS } from "../operations/shipping-management.js";
import { isObject, type Unchecked } from "../rules/limits.js";
import type { Violation } from "../rules/violation.js";
import { type Diagnosis, found } from "./diagnosis.js";
import type { DiagnosisId } from "./diagnosis-catalogue.js";
import {
  carrierWarnings,
  payTimeWarnings,
  tradeUploadWarnings,
  unknownMemberWarnings,
} from "./trade-warnings.js";

/** A longer list would hide the other warnings. The first ones are reported. */
const WARNINGS_OF_A_KIND_MAX = 10;

/**
 * What is probably wrong with a request that breaks no rule, in the order of its fields: an item in two
 * merchant orders, a picture that the buyer does not see, a carrier's name instead of its code. Pure,
 * and never part of a call itself: it reads the entire body.
 * @param violations what the request breaks: a member that is refused is not ignored
 */
export function diagnoseUpload(
  operation: OperationKey,
  body: unknown,
  violations: readonly Pick<Violation, "path">[] = [],
): Diagnosis[] {
  if (!isObject(body)) return [];
  const refused = new Set(violations.map(({ path }) => path));
  const warnings = [...warningsOf(operation, body)];
  // The list of violations has an end: where one such member is refused, all are.
  const areRefused = warnings.some(({ id, path }) => id === "unknown-member" && refused.has(path));
  const counts = new Map<DiagnosisId, number>();
  return warnings.filter(({ id }) => {
    if (id === "unknown-member" && areRefused) return false;
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    return count <= WARNINGS_OF_A_KIND_MAX;
  });
}

function* warningsOf(operation: OperationKey, body: Unchecked): Generator<Diagnosis> {
  if (operation === "uploadShoppingInfo") {
    yield* detailWarnings(body["order_list"], "order_list", new Map());
  } else if (operation === "uploadCombinedShoppingInfo") {
    // Each sub-order has its own order_key, so its parcels cannot be those of another.
    yield* detailWarnings(body["sub_orders"], "sub_orders", null);
  } else if (operation === "uploadShippingInfo") {
    yield* parcelWarnings(body, "");
  } else if (operation === "uploadCombinedShippingInfo") {
    for (const [delivery, path] of objectsOf(body["sub_orders"], "sub_orders")) {
      yield* parcelWarnings(delivery, `${path}.`);
    }
  } else yield* tradeWarnings(operation, body);
}

/** The same for the operations of shipping information management, and the members that they ignore. */
function* tradeWarnings(operation: string, body: Unchecked): Generator<Diagnosis> {
  if (!isTradeOperation(operation)) return;
  if (operation === "secGetOrderList") yield* payTimeWarnings(body);
  if (operation === "secUploadShippingInfo" || operation === "secUploadCombinedShippingInfo") {
    yield* tradeUploadWarnings(body);
  }
  yield* unknownMemberWarnings(SHIPPING_MANAGEMENT_OPERATIONS[operation].request, body);
}

const isTradeOperation = (key: string): key is keyof typeof SHIPPING_MANAGEMENT_OPERATIONS =>
  Object.hasOwn(SHIPPING_MANAGEMENT_OPERATIONS, key);

/** @param orderOfItem the order of each item so far; null if an item may be in several orders */
function* detailWarnings(
  orders: unknown,
  path: string,
  orderOfItem: Map<string, string> | null,
): Generator<Diagnosis> {
  for (const [order, place] of objectsOf(orders, path)) {
    yield* linkWarnings(order["order_detail_jump_link"], `${place}.order_detail_jump_link`);
    for (const [item, itemPlace] of objectsOf(order["item_list"], `${place}.item_list`)) {
      const id = item["merchant_item_id"];
      if (orderOfItem !== null && typeof id === "string" && id !== "") {
        const other = orderOfItem.get(id);
        if (other === undefined) orderOfItem.set(id, place);
        else if (other !== place) {
          yield found("item-in-two-orders", `${itemPlace}.merchant_item_id`, { id });
        }
      }
      const pictures = Array.isArray(item["image_url"]) ? item["image_url"] : [];
      for (const [index, picture] of pictures.entries()) {
        yield* pictureWarnings(picture, `${itemPlace}.image_url[${index}]`);
      }
      yield* linkWarnings(item["item_detail_jump_link"], `${itemPlace}.item_detail_jump_link`);
    }
  }
}

function* linkWarnings(link: unknown, path: string): Generator<Diagnosis> {
  if (isObject(link)) yield* blankWarnings(link["url"], `${path}.url`);
}

function* pictureWarnings(picture: unknown, path: string): Generator<Diagnosis> {
  if (typeof picture !== "string") return;
  yield* blankWarnings(picture, path);
  if (picture.trim().startsWith("http://")) {
    yield found("picture-not-https", path, { found: picture.slice(0, 80) });
  }
}

function* blankWarnings(link: unknown, path: string): Generator<Diagnosis> {
  if (typeof link !== "string" || !/^\s*https?:\/\/.*\s/is.test(link)) return;
  const isAround = link !== link.trim();
  const shown = { found: link.trim().slice(0, 80) };
  yield found(isAround ? "blank-around-link" : "blank-in-link", path, shown);
}

function* parcelWarnings(delivery: Unchecked, prefix: string): Generator<Diagnosis> {
  for (const [parcel, path] of objectsOf(delivery["shipping_list"], `${prefix}shipping_list`)) {
    const place = `${path}.express_company`;
    yield* carrierWarnings(parcel["express_company"], place, { isFree: true });
  }
}

/** The objects in a list, each with its path. */
function* objectsOf(list: unknown, path: string): Generator<readonly [Unchecked, string]> {
  if (!Array.isArray(list)) return;
  for (const [index, entry] of list.entries()) {
    if (isObject(entry)) yield [entry, `${path}[${index}]`];
  }
}
