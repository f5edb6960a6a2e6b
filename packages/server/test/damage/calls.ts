import {
  ADMIN_OPERATIONS,
  ADMIN_PREFIX,
  BUYER_OPERATIONS,
  BUYER_PREFIX,
  CONSOLE_OPERATIONS,
  CONSOLE_PREFIX,
  type HttpOperation,
  isObject,
  OPERATIONS,
  type Operation,
} from "@dingdan/contract";
import type { Random } from "../../../cli/src/seed/random.js";
import { damageBytes, damageJson, TEXTS, WRITTEN_PARTS, writeJson } from "./damage.js";
import { exampleObject, type Known } from "./example-values.js";

/** An operation of any interface. */
export type AnyOperation =
  | { readonly kind: "wire"; readonly name: string; readonly operation: Operation }
  | {
      readonly kind: "admin" | "buyer" | "console";
      readonly name: string;
      readonly prefix: string;
      readonly operation: HttpOperation;
    };

const httpOperations = (
  kind: "admin" | "buyer" | "console",
  prefix: string,
  operations: Readonly<Record<string, HttpOperation>>,
): AnyOperation[] =>
  Object.entries(operations).map(([name, operation]) => ({ kind, name, prefix, operation }));

/** Every operation of every interface. */
export const ALL_OPERATIONS: readonly AnyOperation[] = [
  ...Object.entries(OPERATIONS).map(
    ([name, operation]) => ({ kind: "wire", name, operation }) as const,
  ),
  ...httpOperations("admin", ADMIN_PREFIX, ADMIN_OPERATIONS),
  ...httpOperations("buyer", BUYER_PREFIX, BUYER_OPERATIONS),
  ...httpOperations("console", CONSOLE_PREFIX, CONSOLE_OPERATIONS),
];

/** How often an operation is called: those with more parameters more often. */
export function weightOf(made: AnyOperation): number {
  if (made.kind === "wire") return made.operation.parameters === "query" ? 2 : 3;
  const { body, query } = made.operation;
  return body === undefined ? (query === undefined ? 1 : 2) : 4;
}

/** A call as it is written to the connection. */
export interface SentCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

export interface MadeCall extends SentCall {
  readonly made: AnyOperation;
  /** False: the method or the path may name another operation, or none. */
  readonly isRouted: boolean;
  readonly isDamaged: boolean;
}

/** What a call needs to be valid. */
export interface CallParts {
  readonly known: Known;
  /** The ids of an app and a component that a call may change in any way. */
  readonly spare: Known;
  /** Bodies of an operation that are better than those made from its schema. */
  readonly bodies: (name: string, random: Random) => Record<string, unknown> | undefined;
  /** The query parameters and headers that authorize a call. */
  readonly credential: (
    made: AnyOperation,
    random: Random,
  ) => {
    readonly query: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
  };
}

interface Draft {
  method: string;
  /** The segments of the path as they are written. */
  segments: string[];
  /** Names and values as they are written. */
  query: [string, string][];
  headers: Record<string, string>;
  body: Buffer | undefined;
  isRouted: boolean;
}

/** Makes a valid call of an operation and damages it, in most cases. */
export function makeCall(made: AnyOperation, parts: CallParts, random: Random): MadeCall {
  const isDamaged = random.isOnce(0.9);
  const { query, headers } = parts.credential(made, random);
  const sent = parametersOf(made, parts, random);
  // Damage changes the body, which may share parts with other calls.
  let body = structuredClone(sent.body);
  const damages = isDamaged && body !== undefined ? random.pick([0, 1, 1, 1, 2, 3]) : 0;
  for (let count = 0; count < damages; count++) {
    body = damageJson(body, random) as Record<string, unknown>;
  }
  const draft: Draft = {
    method: made.operation.method,
    segments: segmentsOf(made, parts, random),
    query: Object.entries({ ...query, ...sent.query }).map(([name, value]) => [
      encodeURIComponent(name),
      encodeURIComponent(String(value)),
    ]),
    headers: { ...headers },
    body: body === undefined ? undefined : Buffer.from(writeJson(body)),
    isRouted: true,
  };
  if (isDamaged) damageDraft(draft, random);
  const search = draft.query.map(([name, value]) => `${name}=${value}`).join("&");
  return {
    made,
    isDamaged,
    isRouted: draft.isRouted,
    method: draft.method,
    path: `/${draft.segments.join("/")}${search === "" ? "" : `?${search}`}`,
    headers: draft.headers,
    body: draft.body,
  };
}

/** The valid parameters of a call, in its query and its body. */
function parametersOf(
  made: AnyOperation,
  { known, bodies }: CallParts,
  random: Random,
): { query?: Record<string, unknown>; body?: Record<string, unknown> } {
  const better = bodies(made.name, random);
  if (made.kind === "wire") {
    const { request, parameters, example } = made.operation;
    const examples = { ...(example.request as Record<string, unknown>) };
    const sent =
      better ??
      (random.isOnce(0.5)
        ? exampleObject(request, random, known)
        : (withKnown(examples, random, known) as Record<string, unknown>));
    return parameters === "query" ? { query: sent } : { body: sent };
  }
  const { query, body, wireBody } = made.operation;
  return {
    ...(query === undefined ? {} : { query: exampleObject(query, random, known) }),
    ...(body === undefined ? {} : { body: better ?? exampleObject(body, random, known) }),
    ...(wireBody === true ? { body: bodies("uploadShoppingInfo", random) ?? {} } : {}),
  };
}

/** Replaces members whose name has known values. */
function withKnown(value: unknown, random: Random, known: Known): unknown {
  if (Array.isArray(value)) return value.map((item) => withKnown(item, random, known));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      Object.hasOwn(known, name)
        ? random.pick(known[name] ?? [])
        : withKnown(member, random, known),
    ]),
  );
}

function segmentsOf(made: AnyOperation, { known, spare }: CallParts, random: Random): string[] {
  const path = made.kind === "wire" ? made.operation.path : made.prefix + made.operation.path;
  const idName = path.includes("/components/")
    ? "component"
    : path.includes("/webhook-endpoints/")
      ? "webhook_endpoint"
      : "id";
  // A write may end what other calls need.
  const ids =
    made.operation.method !== "GET" && random.isOnce(0.9) ? { ...known, ...spare } : known;
  return path
    .slice(1)
    .split("/")
    .map((segment) => {
      if (!segment.startsWith(":")) return segment;
      const name = segment === ":id" ? idName : segment.slice(1);
      return encodeURIComponent(String(random.pick(ids[name] ?? ["unknown"])));
    });
}

function damageDraft(draft: Draft, random: Random): void {
  const { body } = draft;
  if (body !== undefined && random.isOnce(0.1)) draft.body = damageBytes(body, random);
  if (draft.query.length > 0 && random.isOnce(body === undefined ? 0.6 : 0.15)) {
    damageQuery(draft, random);
  }
  if (random.isOnce(0.12)) damagePath(draft, random);
  if (random.isOnce(0.2)) damageHeaders(draft, random);
  if (random.isOnce(0.02)) {
    draft.method = random.pick(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
    draft.isRouted = false;
  }
}

function damageQuery({ query }: Draft, random: Random): void {
  const at = random.integer(0, query.length - 1);
  const [name, value] = query[at] as [string, string];
  const other = random.isOnce(0.5)
    ? random.pick(WRITTEN_PARTS)
    : encodeURIComponent(random.pick(TEXTS).toWellFormed());
  random.pick([
    () => query.splice(at, 1),
    () => query.push([name, value]),
    () => query.push([name, other]),
    () =>
      query.push([random.pick(["__proto__", "constructor", "extra", "%00", `${name}[]`]), other]),
    () => query.splice(at, 1, [name, other]),
    () => query.splice(at, 1, [name, other]),
    () => query.push(...Array.from({ length: 300 }, () => [name, "1"] as [string, string])),
  ])();
}

function damagePath(draft: Draft, random: Random): void {
  draft.isRouted = false;
  // The prefix stays: another one names a page.
  const at = random.integer(2, Math.max(2, draft.segments.length - 1));
  draft.segments.splice(at, random.integer(0, 1), random.pick(WRITTEN_PARTS));
}

const HEADERS: Readonly<Record<string, readonly string[]>> = {
  cookie: [
    "dingdan_console=%E0%A4%A",
    "dingdan_console=; dingdan_buyer=",
    "dingdan_console=%00; dingdan_buyer=%00",
    "__proto__=1; constructor=2",
    ";;==;",
    `dingdan_buyer=${"x".repeat(4000)}`,
  ],
  authorization: [
    "Bearer",
    "Bearer \u00ff",
    "Bearer ::",
    "Basic YTpi",
    `Bearer ${"x".repeat(4000)}`,
  ],
  "content-type": ["text/plain", "application/xml", "x", "multipart/form-data", "\u00ff", ""],
  "content-encoding": ["gzip", "x"],
  "x-forwarded-for": [
    "garbage",
    "999.1.1.1",
    "::1%lo",
    ",,",
    "1.2.3.4, x",
    "\u00ff",
    "1".repeat(4000),
  ],
  "x-forwarded-proto": ["https", "x", "https,http", ""],
  "x-forwarded-host": ["[", "a b", "x:99999", ""],
  "accept-language": ["zh", "*", ";q=", "x".repeat(4000), "zh;q=9999"],
  "if-none-match": ["*", '"', 'W/"x"', "x".repeat(4000)],
  "if-modified-since": ["yesterday"],
  range: ["bytes=5-1"],
  "sec-fetch-site": ["cross-site", "x"],
  "x-dingdan-console": ["0", "1"],
  "user-agent": ["", "\u00ff".repeat(600), "x".repeat(4000)],
  host: ["[", "a:b:c", "x".repeat(1000)],
};

function damageHeaders({ headers }: Draft, random: Random): void {
  const name = random.pick(Object.keys(HEADERS));
  headers[name] = random.pick(HEADERS[name] as readonly string[]);
}
