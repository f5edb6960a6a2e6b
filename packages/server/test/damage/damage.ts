import type { Random } from "../../../cli/src/seed/random.js";

/** JSON that no JavaScript value is written as: `1e999`, a member that occurs twice. */
export class RawJson {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** The JSON of a value that may hold {@link RawJson}. */
export function writeJson(value: unknown): string {
  if (value instanceof RawJson) return value.source;
  if (Array.isArray(value)) return `[${value.map(writeJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}:${writeJson(member)}`,
  );
  return `{${members.join(",")}}`;
}

const NUMBERS = [
  0,
  -1,
  0.5,
  1e21,
  2 ** 53,
  -(2 ** 53),
  2 ** 31,
  2 ** 63,
  1e-7,
  new RawJson("-0"),
  new RawJson("1.0"),
  new RawJson("1e999"),
  new RawJson("NaN"),
  new RawJson("9".repeat(400)),
];

/** Texts that code, logs, terminals or databases may handle wrongly. */
export const TEXTS = [
  "",
  " ",
  "null",
  "NaN",
  "1",
  "-1",
  "1e3",
  "9".repeat(18),
  "9".repeat(19),
  "x".repeat(65),
  "x".repeat(5000),
  "中".repeat(600),
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udc00a",
  "\u202eabc\u2066",
  "\r\nset-cookie: a=b",
  "1:2:3",
  "../../etc/passwd",
  "%00",
  "' OR 1=1 --",
  "%_\\",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "2022-02-30T00:00:00Z",
  "2022-05-20 13:29:35",
  "2022-05-20T13:29:35",
  "0001-01-01T00:00:00Z",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:60Z",
  "9999-12-31T23:59:59-23:59",
  "+275760-09-13T00:00:00Z",
];

const NAMES = ["__proto__", "constructor", "toString", "extra", "", "a.b", "x[0]"];

const deep = (open: string, close: string, depth: number) =>
  new RawJson(`${open.repeat(depth)}1${close.repeat(depth)}`);

/** Another value instead of this one. */
function damagedValue(value: unknown, random: Random): unknown {
  const kind = random.integer(0, 9);
  if (kind === 0 || random.isOnce(0.1)) return null;
  if (kind <= 2) return random.pick(NUMBERS);
  if (kind <= 5) return random.pick(TEXTS);
  if (kind === 6) return random.pick([true, {}, [], [null], [[]], [{}]]);
  if (kind === 7) return random.pick([[value], { value }, { length: 1, 0: value }]);
  if (kind === 8) {
    const depth = random.pick([90, 101, 2000, 50_000]);
    return random.pick([deep("[", "]", depth), deep('{"a":', "}", depth)]);
  }
  if (typeof value === "string") {
    return random.pick([
      value.toLowerCase(),
      value.toUpperCase(),
      `${value} `,
      `${value}\u0000`,
      `${value}\ud800`,
      value.slice(1),
      value.repeat(40),
      Number(value),
    ]);
  }
  return typeof value === "number"
    ? random.pick<unknown>([String(value), -value, value + 0.5, value * 1e15])
    : writeJson(value);
}

function damageList(list: unknown[], random: Random): void {
  const at = random.integer(0, list.length);
  const count = random.pick([2, 51, 1001]);
  random.pick([
    () => list.splice(at, 0, random.pick([null, 0, "", {}, [], true, ...TEXTS])),
    () => list.splice(0),
    () => list.push(...Array.from({ length: count }, () => list[0] ?? null)),
    () => list.splice(at, 1),
  ])();
}

function damageObject(object: Record<string, unknown>, random: Random): void {
  const names = Object.keys(object);
  const name = names.length === 0 ? "extra" : random.pick(names);
  const put = (under: string, value: unknown) =>
    // An assignment to __proto__ would set the prototype instead of a member.
    Object.defineProperty(object, under, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  random.pick([
    () => delete object[name],
    () =>
      put(random.pick(NAMES), random.pick<unknown>([null, {}, { admin: true }, object[name], ""])),
    () => {
      const value = object[name];
      delete object[name];
      put(random.pick([...NAMES, name.toUpperCase()]), value);
    },
    () => {
      // The last of two members with one name wins.
      const twice = writeJson(damagedValue(object[name], random));
      put(name, new RawJson(`${writeJson(object[name])},${JSON.stringify(name)}:${twice}`));
    },
  ])();
}

/** Damages one place of a JSON value, which it changes; returns the value. */
export function damageJson(root: unknown, random: Random): unknown {
  const holder = { root };
  const places = placesIn(holder);
  const { parent, name } = random.pick(places);
  const value = parent[name];
  if (Array.isArray(value) && random.isOnce(0.5)) damageList(value, random);
  else if (isPlainObject(value) && random.isOnce(0.6)) damageObject(value, random);
  else parent[name] = damagedValue(value, random);
  return holder.root;
}

interface Place {
  readonly parent: Record<string, unknown>;
  readonly name: string;
}

function placesIn(parent: Record<string, unknown>): Place[] {
  return Object.keys(parent).flatMap((name) => {
    const value = parent[name];
    const inside = Array.isArray(value) || isPlainObject(value) ? placesIn(value as never) : [];
    return [{ parent, name }, ...inside];
  });
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof RawJson);

/** Damages the bytes of a body: cut off, not UTF-8, not JSON. */
export function damageBytes(body: Buffer, random: Random): Buffer {
  const at = random.integer(0, body.length);
  return random.pick([
    () => body.subarray(0, at),
    () => Buffer.concat([body.subarray(0, at), Buffer.from([0xe4, 0xb8]), body.subarray(at)]),
    () => Buffer.concat([body.subarray(0, at), Buffer.from([0xff, 0x00]), body.subarray(at)]),
    () => Buffer.from([0xef, 0xbb, 0xbf, ...body]),
    () => Buffer.from(body.toString("utf8"), "utf16le"),
    () => Buffer.concat([body, body]),
    () => Buffer.from(`[${body.toString("utf8")}]`),
    () => Buffer.from("a=1&b=2"),
    () =>
      Buffer.from(random.pick(["null", "1", '""', "[]", "{", "<xml/>", "\u0000", "{}}", "{,}"])),
  ])();
}

/** Parts of a path or a query as they are written, valid or not. */
export const WRITTEN_PARTS = [
  "%00",
  "a%00b",
  "%zz",
  "%",
  "%e4%b8",
  "%c0%af",
  "%ed%a0%80",
  "%2e%2e",
  "%2f",
  "%0d%0a",
  "..",
  "__proto__",
  "constructor",
  "x".repeat(513),
  "x".repeat(3000),
  "%E4%B8%AD",
  "",
  "%20",
];
