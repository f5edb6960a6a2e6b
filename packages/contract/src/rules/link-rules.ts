import { LINK_TYPE, type LinkType, parseEnumeration } from "../enumerations.js";
import { LINK_SCHEMA } from "../schemas/shopping-details.js";
import { text } from "../text.js";
import type { RuleContext } from "./context.js";
import { isMissing, isObject, limitViolations, type Unchecked, wrongType } from "./limits.js";
import { broken, type Violation } from "./violation.js";

/** The type of a link, or null if it has no valid type. */
export function linkTypeOf(link: unknown): LinkType | null {
  return isObject(link) ? parseEnumeration(LINK_TYPE, link["type"]) : null;
}

/**
 * Yields every broken rule of a link, in answer order.
 *
 * An item's link is also compared with its order's link, after the rules of its form and before those
 * of its owner. An appid that differs from the order's nearly always differs from the caller's, too,
 * so in the table's order 268459789 could never be the first violation.
 *
 * @param orderLink the order's link, if `value` is an item's
 */
export function* linkViolations(
  value: unknown,
  path: string,
  context: RuleContext,
  orderLink?: unknown,
): Generator<Violation> {
  if (!isMissing(value) && !isObject(value)) {
    yield wrongType(path, text("an object", "对象"), value);
    return;
  }
  const link: Unchecked = isObject(value) ? value : {};
  const type = linkTypeOf(link);
  if (type === null) {
    yield broken("LINK_TYPE_INVALID", `${path}.type`);
    return;
  }
  if (type === LINK_TYPE.MINI_PROGRAM) {
    if (isMissing(link["appid"])) yield broken("LINK_APPID_MISSING", `${path}.appid`);
    if (isMissing(link["path"])) yield broken("LINK_PATH_MISSING", `${path}.path`);
  } else if (isMissing(link["url"])) yield broken("LINK_URL_MISSING", `${path}.url`);

  yield* differencesFromOrderLink(link, type, path, orderLink);

  const { appid } = link;
  if (type === LINK_TYPE.MINI_PROGRAM && typeof appid === "string" && appid !== "") {
    if (context.appid !== undefined && appid !== context.appid) {
      yield broken("LINK_APPID_NOT_CALLERS", `${path}.appid`);
    } else if (context.kind !== undefined && context.kind !== "mini_program") {
      yield broken("LINK_APPID_NOT_MINI_PROGRAM", `${path}.appid`);
    }
  }
  const members = type === LINK_TYPE.MINI_PROGRAM ? ["appid", "path"] : ["url"];
  const present = members.filter((name) => !isMissing(link[name]));
  yield* limitViolations(LINK_SCHEMA, link, path, present);
}

function* differencesFromOrderLink(
  link: Unchecked,
  type: LinkType,
  path: string,
  orderLink: unknown,
): Generator<Violation> {
  const orderLinkType = linkTypeOf(orderLink);
  // A broken order link is reported once, not again for each of its items.
  if (!isObject(orderLink) || orderLinkType === null) return;
  if (type !== orderLinkType) {
    yield broken("LINK_TYPES_DIFFER", `${path}.type`);
    return;
  }
  const appids = [link["appid"], orderLink["appid"]];
  if (type === LINK_TYPE.MINI_PROGRAM && !appids.some(isMissing) && appids[0] !== appids[1]) {
    yield broken("LINK_APPIDS_DIFFER", `${path}.appid`);
  }
}
