import { AUDIT_TARGETS, type AuditTarget } from "@dingdan/contract";
import { isRecord } from "../domain/canonical-json.js";
import { maskOpenids } from "../request-log/openids.js";
import type { Sealer } from "../secrets/seal.js";

/** The parts of a call in which ids stand, the strongest first. */
export interface TargetSources {
  readonly path: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** The names that the interface has for an id of the trail. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  order_id: "orderId",
  spu_id: "spuId",
  sku_id: "skuId",
  pkg_id: "pkgId",
  component_appid: "component",
};

/** The longest id of the interface has 64 characters. */
const ID = /^[\w.:@*|=+-]{1,64}$/;

/** Under this purpose the request log hashes openids, so that one hash finds the calls of both. */
const OPENID_PURPOSE = "openid";

/** How many buyers of one call are kept. */
const BUYERS_MAX = 20;

/** What a call is about: ids, and hashes of buyers; never a value that a person could be known by. */
export function targetOf({ path, query, body }: TargetSources, sealer: Sealer): AuditTarget {
  const buyers = [...openidsIn(query), ...openidsIn(body)]
    .slice(0, BUYERS_MAX)
    .map((openid) => sealer.hash(openid, OPENID_PURPOSE))
    .filter((hash) => hash !== null);
  return {
    ...idsIn(body),
    ...idsIn(query),
    ...idsIn(path),
    ...(buyers.length === 0 ? {} : { buyers: [...new Set(buyers)] }),
  };
}

/** The ids among the members of a value. */
export function idsIn(value: unknown): AuditTarget {
  if (!isRecord(value)) return {};
  const found = AUDIT_TARGETS.flatMap((name): [string, string][] => {
    const id = value[name] ?? value[OTHER_NAMES[name] ?? name];
    return typeof id === "string" && isId(id) ? [[name, id]] : [];
  });
  return Object.fromEntries(found);
}

const isId = (value: string): boolean => ID.test(value) && maskOpenids(value).found.length === 0;

function openidsIn(value: unknown): string[] {
  if (!isRecord(value)) return [];
  const buyers = Array.isArray(value["buyers"]) ? (value["buyers"] as unknown[]) : [];
  return [value, ...buyers].flatMap((holder) => {
    const openid = isRecord(holder) ? holder["openid"] : undefined;
    return typeof openid === "string" && openid !== "" ? [openid] : [];
  });
}
