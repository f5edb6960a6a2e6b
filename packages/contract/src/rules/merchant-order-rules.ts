import {
  ITEM_LIST_SCHEMA,
  ITEM_SCHEMA,
  MERCHANT_ORDER_SCHEMA,
} from "../schemas/shopping-details.js";
import { text } from "../text.js";
import type { RuleContext } from "./context.js";
import { isMissing, isObject, limitViolations, listViolation, wrongType } from "./limits.js";
import { linkViolations } from "./link-rules.js";
import { broken, type Violation } from "./violation.js";

/**
 * Yields every broken rule of one merchant order: its number, link and items.
 * @param numbersSeen the merchant order numbers of the request so far; this order's is added
 */
export function* merchantOrderViolations(
  value: unknown,
  path: string,
  context: RuleContext,
  numbersSeen: Set<string>,
): Generator<Violation> {
  if (!isObject(value)) {
    yield wrongType(path, text("an object", "对象"), value);
    return;
  }
  const number = value["merchant_order_no"];
  if (isMissing(number)) yield broken("MERCHANT_ORDER_NO_MISSING", `${path}.merchant_order_no`);
  else if (typeof number === "string") {
    if (numbersSeen.has(number)) {
      yield broken("MERCHANT_ORDER_NO_REPEATED", `${path}.merchant_order_no`);
    }
    numbersSeen.add(number);
  }
  const orderLink = value["order_detail_jump_link"];
  yield* linkViolations(orderLink, `${path}.order_detail_jump_link`, context);
  const items = value["item_list"];
  const hasNoItems = isMissing(items) || (Array.isArray(items) && items.length === 0);
  if (hasNoItems) yield broken("ITEM_LIST_EMPTY", `${path}.item_list`);
  if (!isMissing(number)) {
    yield* limitViolations(MERCHANT_ORDER_SCHEMA, value, path, ["merchant_order_no"]);
  }
  if (!hasNoItems) yield* itemListViolations(items, `${path}.item_list`, context, orderLink);
}

function* itemListViolations(
  value: unknown,
  path: string,
  context: RuleContext,
  orderLink: unknown,
): Generator<Violation> {
  const wrongList = listViolation(ITEM_LIST_SCHEMA, value, path);
  if (wrongList !== null) yield wrongList;
  if (!Array.isArray(value)) return;
  const idsSeen = new Set<string>();
  for (const [index, item] of value.entries()) {
    yield* itemViolations(item, `${path}[${index}]`, context, orderLink, idsSeen);
  }
}

const LIMITED_ITEM_MEMBERS = Object.keys(ITEM_SCHEMA.properties).filter(
  (member) => member !== "item_detail_jump_link",
);

function* itemViolations(
  value: unknown,
  path: string,
  context: RuleContext,
  orderLink: unknown,
  idsSeen: Set<string>,
): Generator<Violation> {
  if (!isObject(value)) {
    yield wrongType(path, text("an object", "对象"), value);
    return;
  }
  const { name, unit_price: unitPrice, quantity, image_url: images } = value;
  if (isMissing(name)) yield broken("ITEM_NAME_MISSING", `${path}.name`);
  if (isMissing(unitPrice)) yield broken("UNIT_PRICE_MISSING", `${path}.unit_price`);
  const hasNoQuantity = isMissing(quantity) || quantity === 0;
  if (hasNoQuantity) yield broken("QUANTITY_MISSING", `${path}.quantity`);
  const hasEmptyImage = Array.isArray(images) && (images.length === 0 || images.some(isMissing));
  if (hasEmptyImage) yield broken("IMAGE_URL_EMPTY", `${path}.image_url`);
  const link = value["item_detail_jump_link"];
  if (!isMissing(link)) {
    yield* linkViolations(link, `${path}.item_detail_jump_link`, context, orderLink);
  } else if (context.itemLinks !== "optional") {
    yield broken("ITEM_DETAIL_JUMP_LINK_MISSING", `${path}.item_detail_jump_link`);
  }
  const id = value["merchant_item_id"];
  if (typeof id === "string" && id !== "") {
    if (idsSeen.has(id)) yield broken("MERCHANT_ITEM_ID_REPEATED", `${path}.merchant_item_id`);
    idsSeen.add(id);
  }
  const isReported: Readonly<Record<string, boolean>> = {
    name: isMissing(name),
    unit_price: isMissing(unitPrice),
    quantity: hasNoQuantity,
    image_url: hasEmptyImage,
  };
  const limited = LIMITED_ITEM_MEMBERS.filter((member) => !isReported[member]);
  yield* limitViolations(ITEM_SCHEMA, value, path, limited);
}
