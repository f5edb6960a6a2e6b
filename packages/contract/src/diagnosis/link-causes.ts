import { LINK_TYPE, parseEnumeration } from "../enumerations.js";
import { isMissing, isObject, type Unchecked } from "../rules/limits.js";
import type { RefusedCall } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";
import { memberName, parentAt, siblingPath, valueAt } from "./json-path.js";

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const member = (value: unknown, name: string): unknown =>
  isObject(value) ? value[name] : undefined;

/** The appids of an upload's mini program links. */
function linkedAppids(body: Unchecked): Set<string> {
  const links: unknown[] = [];
  for (const order of asList(body["order_list"])) {
    links.push(member(order, "order_detail_jump_link"));
    for (const item of asList(member(order, "item_list"))) {
      links.push(member(item, "item_detail_jump_link"));
    }
  }
  const appids = links
    .filter((link) => parseEnumeration(LINK_TYPE, member(link, "type")) === LINK_TYPE.MINI_PROGRAM)
    .map((link) => member(link, "appid"));
  return new Set(appids.filter((appid) => typeof appid === "string" && appid !== "") as string[]);
}

/** The appid of all links, if it is one other app; otherwise null. */
export function foreignAppid(body: Unchecked, appid: string): string | null {
  const [linked, ...others] = linkedAppids(body);
  return linked === undefined || linked === appid || others.length > 0 ? null : linked;
}

/** 268486029: a link opens another app. */
export function* linkedAppCauses({ violation, body, appid }: RefusedCall): Generator<Diagnosis> {
  if (appid === null) return;
  const foreign = foreignAppid(body, appid);
  if (foreign !== null) yield found("token-of-another-app", "", { found: foreign, appid });
  const linked = valueAt(body, violation.path);
  yield found("link-of-another-app", violation.path, { found: String(linked), appid });
}

/** 268485204, 268485205, 268485206: the fields are those of the other type. */
export function* swappedLinkCauses({ violation, body }: RefusedCall): Generator<Diagnosis> {
  const link = parentAt(body, violation.path);
  const type = parseEnumeration(LINK_TYPE, link["type"]);
  const hasUrl = !isMissing(link["url"]);
  const hasPage = !isMissing(link["appid"]) || !isMissing(link["path"]);
  const path = siblingPath(violation.path, "type");
  if (type === LINK_TYPE.URL && hasPage && !hasUrl) {
    yield found("link-type-swapped", path, {
      found: String(link["type"]),
      wanted: "2 (MINI_PROGRAM)",
    });
  } else if (type === LINK_TYPE.MINI_PROGRAM && hasUrl && !hasPage) {
    yield found("link-type-swapped", path, { found: String(link["type"]), wanted: "1 (URL)" });
  }
}

/** 268435461: an invalid URL. */
export function* urlCauses({ violation, body }: RefusedCall): Generator<Diagnosis> {
  const { path } = violation;
  const value = valueAt(body, path);
  if (typeof value !== "string" || /^https?:\/\//i.test(value)) return;
  const shown = { found: value.slice(0, 80) };
  const name = memberName(path);
  if (name === "url" && /^\/?(?:pages?|path|package\w*|sub\w*)\//i.test(value)) {
    yield found("page-path-as-url", path, shown);
  } else if (name === "url" || name === "image_url") {
    if (/^(?:\/\/)?[\w-]+(?:\.[\w-]+)+(?:[:/?]|$)/.test(value)) {
      yield found("link-without-scheme", path, shown);
    }
  }
}
