import type { ArraySchema, Schema, StringSchema } from "../schema.js";
import { type Text, text } from "../text.js";

/** An object of a request whose members are not validated yet. */
export type Unchecked = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Unchecked {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const isListSchema = (schema: Schema): schema is ArraySchema =>
  "type" in schema && schema.type === "array";

/**
 * The reason why a schema rejects a value: its JSON type, length, range, characters, or values. Null for
 * a valid value. It does not look into a list or an object.
 */
export function valueFault(schema: Schema, value: unknown): Text | null {
  if ("x-any" in schema) return null;
  if ("enum" in schema) return enumFault(schema.enum, value);
  switch (schema.type) {
    case "string":
      return stringFault(schema, value);
    case "integer":
      return integerFault(schema, value);
    case "number":
      return Number.isFinite(value) ? null : wrongTypeFault(text("a number", "数字"), value);
    case "boolean":
      return typeof value === "boolean"
        ? null
        : wrongTypeFault(text("true or false", "布尔值"), value);
    case "array":
      return listFault(schema, value);
    case "object":
      return objectFault(value);
    default:
      if (value === null) return null;
      return schema.type[0] === "object"
        ? objectFault(value)
        : stringFault({ type: "string" }, value);
  }
}

const objectFault = (value: unknown): Text | null =>
  isObject(value) ? null : wrongTypeFault(text("an object", "对象"), value);

export function wrongTypeFault(wanted: Text, value: unknown): Text {
  const got = kindOf(value);
  return text(`must be ${wanted.en}, got ${got.en}`, `应为${wanted.zh}，实际为${got.zh}`);
}

function enumFault(values: readonly unknown[], value: unknown): Text | null {
  if (values.includes(value)) return null;
  const allowed = values.join(", ");
  return text(`must be one of ${allowed}`, `取值应为：${allowed}`);
}

function listFault({ maxItems }: ArraySchema, value: unknown): Text | null {
  if (!Array.isArray(value)) return wrongTypeFault(text("a list", "列表"), value);
  const count = value.length;
  return maxItems !== undefined && count > maxItems
    ? text(
        `must hold at most ${maxItems} entries, got ${count}`,
        `最多 ${maxItems} 项，实际 ${count} 项`,
      )
    : null;
}

function integerFault(
  { minimum, maximum }: { readonly minimum?: number; readonly maximum?: number },
  value: unknown,
): Text | null {
  if (typeof value !== "number") {
    const got = kindOf(value);
    return text(`must be a number, got ${got.en}`, `应为数字，实际为${got.zh}`);
  }
  if (!Number.isInteger(value)) {
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
  if (Number.isSafeInteger(value)) return null;
  // What was sent is not known any more: it was rounded when it was read.
  const limit = value < 0 ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER;
  return value < 0
    ? text(`must be at least ${limit}`, `不得小于 ${limit}`)
    : text(`must be at most ${limit}`, `不得大于 ${limit}`);
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

/** The length of a text in bytes of UTF-8. */
export function utf8Bytes(value: string): number {
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
