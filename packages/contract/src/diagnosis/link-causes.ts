import { LINK_TYPE, parseEnumeration } from "../enumerations.js";
import { isMissing, isObject, type Unchecked } from "../rules/limits.js";
import type { RefusedCall } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";
import { memberName, parentAt, siblingPath, valueAt } from "./json-path.js";

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const member = (value: unknown, name: string): unknown =>
  isObject(value) ? value[name] : undefined;

// A dry-run asks for each of its violations, of which a large upload may have hundreds.
const appidsOf = new WeakMap<Unchecked, ReadonlySet<string>>();

/** The appids of an upload's mini program links, in `order_list` or `sub_orders`. */
function linkedAppids(body: Unchecked): ReadonlySet<string> {
  const known = appidsOf.get(body);
  if (known !== undefined) return known;
  const links: unknown[] = [];
  for (const order of [...asList(body["order_list"]), ...asList(body["sub_orders"])]) {
    links.push(member(order, "order_detail_jump_link"));
    for (const item of asList(member(order, "item_list"))) {
      links.push(member(item, "item_detail_jump_link"));
    }
  }
  const appids = links
    .filter((link) => parseEnumeration(LINK_TYPE, member(link, "type")) === LINK_TYPE.MINI_PROGRAM)
    .map((link) => member(link, "appid"))
    .filter((appid) => typeof appid === "string" && appid !== "");
  const distinct = new Set(appids as string[]);
  appidsOf.set(body, distinct);
  return distinct;
}

/** The appid of all links, if it is one other app; otherwise null. */
export function foreignAppid(body: Unchecked, appid: string): string | null {
  const [linked, ...others] = linkedAppids(body);
  return linked === undefined || linked === appid || others.length > 0 ? null : linked;
}

/** 268486029: a link opens another app. */
export function* linkedAppCauses({ violation, body, appid }: RefusedCall): Generator<Diagnosis> {
  if (appid === null) return;
  const linked = String(valueAt(body, violation.path));
  if (linked.trim() === appid) {
    yield found("blank-around-value", violation.path, { field: "appid" });
    return;
  }
  const foreign = foreignAppid(body, appid);
  if (foreign !== null) yield found("token-of-another-app", "", { found: foreign, appid });
  yield found("link-of-another-app", violation.path, { found: linked, appid });
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
  const name = memberName(path);
  if (typeof value !== "string" || (name !== "url" && name !== "image_url")) return;
  const shown = { found: value.slice(0, 80) };
  const link = value.trim();
  const [, scheme] = /^([A-Za-z][A-Za-z\d+.-]*):/.exec(link) ?? [];
  if (/^https?:\/\//.test(link)) {
    if (link !== value) yield found("blank-around-link", path, shown);
  } else if (/^https?:\/\//i.test(link)) {
    const wanted = link.replace(/^[^:]*/, (sent) => sent.toLowerCase()).slice(0, 80);
    yield found("link-scheme-case", path, { ...shown, wanted });
  } else if (name === "url" && /^\/?(?:pages?|path|package\w*|sub\w*)\//i.test(link)) {
    yield found("page-path-as-url", path, shown);
  } else if (isHost(link)) yield found("link-without-scheme", path, shown);
  else if (scheme !== undefined && OTHER_SCHEMES.has(scheme.toLowerCase())) {
    yield found("link-scheme-other", path, { ...shown, scheme });
  } else if (/^\.{0,2}\/|^[\w-]+(?:\/|\.\w{2,5}(?:\?|$))/.test(link) && !/\s/.test(link)) {
    yield found("link-relative", path, shown);
  }
}

/** Schemes that clients send in a link. */
const OTHER_SCHEMES = new Set("cloud wxfile file blob data ftp weixin oss cos".split(" "));

const FILE =
  /\.(?:png|jpe?g|gif|webp|svg|bmp|avif|heic|ico|html?|php|jspx?|aspx?|do|js|json|css|txt|pdf)$/i;

/** True for a link that lacks only its scheme: a host name, perhaps with a port and a path. */
function isHost(link: string): boolean {
  const [, host = ""] =
    /^(?:\/\/)?((?:[\w-]+\.)+[a-z]{2,}|(?:\d{1,3}\.){3}\d{1,3})(?::\d{2,5})?(?:[/?#]|$)/i.exec(
      link,
    ) ?? [];
  // `logo.png` is a file; `//logo.png` is a host.
  return host !== "" && (link.startsWith("//") || !FILE.test(host));
}
