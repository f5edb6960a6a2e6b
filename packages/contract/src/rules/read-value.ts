import { INSTANT_RULE, parseInstant } from "../instant.js";
import type { ArraySchema, Infer, NullableObjectSchema, ObjectSchema, Schema } from "../schema.js";
import { type Text, text } from "../text.js";
import { memberPath } from "./limits.js";
import { isListSchema, type Unchecked, valueFault } from "./value-fault.js";

/** One violation of a schema: the path of the value, such as `buyers[1].openid`, and the reason. */
export interface SchemaViolation {
  readonly path: string;
  readonly reason: Text;
}

export type ReadValue<Value> =
  | { readonly kind: "read"; readonly value: Value }
  /** Every violation, in the schema's order; at least one. */
  | { readonly kind: "broken"; readonly violations: readonly SchemaViolation[] };

/**
 * Reads a value from outside, for the interfaces without error codes: the operator's, the buyer's and
 * the console's. A member that is null is absent, as on the wire: the value that is read omits it, at
 * every depth that the schema describes, unless its schema allows null. Members that the schema does not
 * describe stay unchanged.
 *
 * `{ name: "Mall", quotas: null }` is read as `{ name: "Mall" }`. A value without such members is
 * returned itself, not a copy.
 */
export function readValue<const S extends Schema>(schema: S, value: unknown): ReadValue<Infer<S>> {
  const violations: SchemaViolation[] = [];
  const read = readPart(schema, value, "", violations);
  return violations.length === 0
    ? { kind: "read", value: read as Infer<S> }
    : { kind: "broken", violations };
}

/** Reads a part of the value and adds its violations to `found`. */
function readPart(schema: Schema, value: unknown, path: string, found: SchemaViolation[]): unknown {
  const reason = valueFault(schema, value) ?? instantFault(schema, value);
  if (reason !== null) {
    found.push({ path, reason });
    return value;
  }
  if (isListSchema(schema)) return readList(schema, value as unknown[], path, found);
  if ("properties" in schema && value !== null) {
    return readObject(schema, value as Unchecked, path, found);
  }
  return value;
}

type AnyObjectSchema = ObjectSchema | NullableObjectSchema;

function readObject(
  schema: AnyObjectSchema,
  value: Unchecked,
  path: string,
  found: SchemaViolation[],
): Unchecked {
  for (const name of schema.required ?? []) {
    if (isLeftOut(value[name], schema.properties[name])) {
      found.push({ path: memberPath(path, name), reason: text("is missing", "缺失") });
    }
  }
  // Most objects are read unchanged, and copying them would cost every payment.
  let copy: Record<string, unknown> | null = null;
  const { properties } = schema;
  // Object.entries would make a list for every object of every payment, which costs as much as the rest.
  for (const name in properties) {
    const member = properties[name] as Schema;
    const sent = value[name];
    if (sent === undefined) continue;
    if (isLeftOut(sent, member)) {
      copy ??= { ...value };
      delete copy[name];
      continue;
    }
    const read = readPart(member, sent, memberPath(path, name), found);
    if (read !== sent) (copy ??= { ...value })[name] = read;
  }
  if (schema.additionalProperties === false) rejectUnknown(schema, value, path, found);
  return copy ?? value;
}

/** True for a member that is not sent, or sent as a null that is no value of its own. */
const isLeftOut = (value: unknown, schema: Schema | undefined): boolean =>
  value === undefined || (value === null && !(schema !== undefined && isNullable(schema)));

const isNullable = (schema: Schema): boolean =>
  "x-any" in schema || ("type" in schema && typeof schema.type === "object");

function rejectUnknown(
  { properties }: AnyObjectSchema,
  value: Unchecked,
  path: string,
  found: SchemaViolation[],
): void {
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(properties, name)) continue;
    const names = Object.keys(properties).join(", ");
    const reason =
      names === ""
        ? text("is an unknown member; no members are known here", "未知字段；此处没有可用字段")
        : text(`is an unknown member; known members are ${names}`, `未知字段；可用字段：${names}`);
    found.push({ path: memberPath(path, name), reason });
  }
}

function readList(
  schema: ArraySchema,
  value: readonly unknown[],
  path: string,
  found: SchemaViolation[],
): readonly unknown[] {
  const { minItems = 0, uniqueItems = false, items } = schema;
  const count = value.length;
  if (count < minItems) {
    const reason = text(
      `must hold at least ${minItems} ${minItems === 1 ? "entry" : "entries"}, got ${count}`,
      `至少 ${minItems} 项，实际 ${count} 项`,
    );
    found.push({ path, reason });
  }
  let copy: unknown[] | null = null;
  for (const [index, sent] of value.entries()) {
    const read = readPart(items, sent, `${path}[${index}]`, found);
    if (read !== sent) (copy ??= [...value])[index] = read;
  }
  if (uniqueItems) rejectRepeated(value, path, found);
  return copy ?? value;
}

/** Compares strings and numbers: no schema wants unique objects. */
function rejectRepeated(value: readonly unknown[], path: string, found: SchemaViolation[]): void {
  const firstAt = new Map<unknown, number>();
  for (const [index, item] of value.entries()) {
    const first = firstAt.get(item);
    if (first === undefined) firstAt.set(item, index);
    else {
      const place = `${path}[${first}]`;
      const reason = text(`repeats ${place}`, `与 ${place} 重复`);
      found.push({ path: `${path}[${index}]`, reason });
    }
  }
}

/** The reason why a text that must be an instant is none. The wire has its own rule for its times. */
function instantFault(schema: Schema, value: unknown): Text | null {
  const isInstant = "format" in schema && schema.format === "date-time";
  if (!isInstant || parseInstant(value as string) !== null) return null;
  return INSTANT_RULE;
}
