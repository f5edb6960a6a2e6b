import type { ArraySchema, ObjectSchema, Schema, StringSchema } from "../schema.js";
import { type Text, text } from "../text.js";
import { broken, type Violation } from "./violation.js";

/** An object of a request whose members are not validated yet. */
export type Unchecked = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Unchecked {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Absent: not sent, or sent as null, which protobuf's JSON form treats the same. */
export const isAbsent = (value: unknown): value is undefined | null =>
  value === undefined || value === null;

/** Missing: absent or an empty string, which the documents' "must be set" rules treat the same. */
export const isMissing = (value: unknown): value is undefined | null | "" =>
  isAbsent(value) || value === "";

/**
 * Yields the violations of the schema's limits in the named members of an object: JSON type, length,
 * range, characters. It ignores absent members, since each absence has its own code, and nested
 * objects, which have their own rules.
 */
export function* limitViolations(
  schema: ObjectSchema,
  object: Unchecked,
  path: string,
  members: readonly string[],
): Generator<Violation> {
  for (const name of members) {
    const value = object[name];
    const member = schema.properties[name];
    if (member === undefined || isAbsent(value) || isPlainlyRight(member, value)) continue;
    yield* valueViolations(member, value, join(path, name));
  }
}

/** Fast path: most values are valid, and checking them must not cost a generator each. */
function isPlainlyRight(schema: Schema, value: unknown): boolean {
  if ("enum" in schema || "x-any" in schema) return true;
  if (schema.type === "string") return stringFault(schema, value) === null;
  return schema.type === "integer" && integerFault(schema, value) === null;
}

/** Yields the violations of a schema's limits in one value. */
export function* valueViolations(
  schema: Schema,
  value: unknown,
  path: string,
): Generator<Violation> {
  if ("enum" in schema || "x-any" in schema || typeof schema.type === "object") return;
  switch (schema.type) {
    case "number":
      return;
    case "string": {
      const reason = stringFault(schema, value);
      if (reason !== null) yield broken("PARAMETER_ERROR", path, reason);
      return;
    }
    case "integer": {
      const reason = integerFault(schema, value);
      if (reason !== null) yield broken("PARAMETER_ERROR", path, reason);
      return;
    }
    case "boolean":
      if (typeof value !== "boolean") yield wrongType(path, text("true or false", "布尔值"), value);
      return;
    case "array": {
      const wrong = listViolation(schema, value, path);
      if (wrong !== null) yield wrong;
      if (!Array.isArray(value)) return;
      for (const [index, item] of value.entries()) {
        yield* valueViolations(schema.items, item, `${path}[${index}]`);
      }
      return;
    }
    case "object":
      if (!isObject(value)) yield wrongType(path, text("an object", "对象"), value);
      return;
  }
}

/** The violation of a list's own limits, without those of its items. */
export function listViolation(schema: ArraySchema, value: unknown, path: string): Violation | null {
  if (!Array.isArray(value)) return wrongType(path, text("a list", "列表"), value);
  const { maxItems } = schema;
  if (maxItems !== undefined && value.length > maxItems) {
    return broken(
      "PARAMETER_ERROR",
      path,
      text(
        `must hold at most ${maxItems} entries, got ${value.length}`,
        `最多 ${maxItems} 项，实际 ${value.length} 项`,
      ),
    );
  }
  return null;
}

export function wrongType(path: string, wanted: Text, value: unknown): Violation {
  const got = kindOf(value);
  return broken(
    "PARAMETER_ERROR",
    path,
    text(`must be ${wanted.en}, got ${got.en}`, `应为${wanted.zh}，实际为${got.zh}`),
  );
}

const join = (path: string, name: string) => (path === "" ? name : `${path}.${name}`);

function integerFault(
  { minimum, maximum }: { readonly minimum?: number; readonly maximum?: number },
  value: unknown,
): Text | null {
  if (typeof value !== "number") {
    const got = kindOf(value);
    return text(`must be a number, got ${got.en}`, `应为数字，实际为${got.zh}`);
  }
  if (!Number.isSafeInteger(value)) {
    return text(`must be an integer, got ${value}`, `应为整数，实际为 ${value}`);
  }
  if (minimum !== undefined && value < minimum) {
    return text(
      `must be at least ${minimum}, got ${value}`,
      `不得小于 ${minimum}，实际为 ${value}`,
    );
  }
  if (maximum !== undefined && value > maximum) {
    return text(`must be at most ${maximum}, got ${value}`, `不得大于 ${maximum}，实际为 ${value}`);
  }
  return null;
}

function stringFault(schema: StringSchema, value: unknown): Text | null {
  if (typeof value !== "string") {
    const got = kindOf(value);
    return text(`must be a string, got ${got.en}`, `应为字符串，实际为${got.zh}`);
  }
  const { maxLength, "x-maxBytes": maxBytes, minLength } = schema;
  // A character has at most two UTF-16 units, so most texts need no counting.
  if (
    minLength !== undefined &&
    value.length < minLength * 2 &&
    Array.from(value).length < minLength
  ) {
    return minLength === 1
      ? text("must not be empty", "不能为空")
      : text(`must be at least ${minLength} characters`, `至少 ${minLength} 个字符`);
  }
  // A UTF-16 unit is at most one character and at most three bytes, so most texts need no counting.
  if (maxLength !== undefined && value.length > maxLength) {
    const characters = Array.from(value).length;
    if (characters > maxLength) {
      return text(
        `must be at most ${maxLength} characters, got ${characters}`,
        `最多 ${maxLength} 个字符，实际 ${characters} 个`,
      );
    }
  }
  if (maxBytes !== undefined && value.length * 3 > maxBytes) {
    const bytes = utf8Bytes(value);
    if (bytes > maxBytes) {
      return text(
        `must be at most ${maxBytes} bytes, got ${bytes}`,
        `最多 ${maxBytes} 字节，实际 ${bytes} 字节`,
      );
    }
  }
  if (!value.isWellFormed()) {
    return text(
      "must be well-formed Unicode (it holds half a surrogate pair)",
      "含不完整的 Unicode 代理对",
    );
  }
  const forbidden = schema["x-multiline"] === true ? FORBIDDEN_IN_TEXT : FORBIDDEN_IN_LINE;
  if (forbidden.test(value)) {
    return text("must not hold control characters", "不得含控制字符");
  }
  if (schema.pattern !== undefined && !compiled(schema.pattern).test(value)) {
    const meaning = schema["x-patternMeaning"];
    return meaning ?? text(`must match ${schema.pattern}`, `须匹配 ${schema.pattern}`);
  }
  return null;
}

// Control characters would break logs, terminals and databases (PostgreSQL stores no NUL).
const FORBIDDEN_IN_LINE = /\p{Cc}/u;
const FORBIDDEN_IN_TEXT = /[^\P{Cc}\t\n\r]/u;

const patterns = new Map<string, RegExp>();
function compiled(pattern: string): RegExp {
  let regExp = patterns.get(pattern);
  if (regExp === undefined) patterns.set(pattern, (regExp = new RegExp(pattern, "u")));
  return regExp;
}

function utf8Bytes(value: string): number {
  let bytes = 0;
  for (const character of value) {
    const point = character.codePointAt(0) as number;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function kindOf(value: unknown): Text {
  if (value === null) return text("null", "null");
  if (Array.isArray(value)) return text("a list", "列表");
  switch (typeof value) {
    case "string":
      return text("a string", "字符串");
    case "number":
      return text("a number", "数字");
    case "boolean":
      return text("true or false", "布尔值");
    default:
      return text("an object", "对象");
  }
}
