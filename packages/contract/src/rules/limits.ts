import type { ArraySchema, ObjectSchema, Schema } from "../schema.js";
import type { Text } from "../text.js";
import { isListSchema, type Unchecked, valueFault, wrongTypeFault } from "./value-fault.js";
import { broken, type Violation } from "./violation.js";

export { isObject, type Unchecked } from "./value-fault.js";

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
    yield* valueViolations(member, value, memberPath(path, name));
  }
}

/** Fast path: most values are valid, and checking them must not cost a generator each. */
const isPlainlyRight = (schema: Schema, value: unknown): boolean =>
  "enum" in schema || (!isListSchema(schema) && valueFault(schema, value) === null);

/** Yields the violations of a schema's limits in one value. Enumerations have their own rules. */
export function* valueViolations(
  schema: Schema,
  value: unknown,
  path: string,
): Generator<Violation> {
  if ("enum" in schema) return;
  const reason = valueFault(schema, value);
  if (reason !== null) yield broken("PARAMETER_ERROR", path, reason);
  if (!isListSchema(schema) || !Array.isArray(value)) return;
  for (const [index, item] of value.entries()) {
    yield* valueViolations(schema.items, item, `${path}[${index}]`);
  }
}

/** The violation of a list's own limits, without those of its items. */
export function listViolation(schema: ArraySchema, value: unknown, path: string): Violation | null {
  const reason = valueFault(schema, value);
  return reason === null ? null : broken("PARAMETER_ERROR", path, reason);
}

export const wrongType = (path: string, wanted: Text, value: unknown): Violation =>
  broken("PARAMETER_ERROR", path, wrongTypeFault(wanted, value));

/** The path of a member: `amount.total`; of a member of the request itself: `amount`. */
export const memberPath = (path: string, name: string): string =>
  path === "" ? name : `${path}.${name}`;
