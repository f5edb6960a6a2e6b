import type { ObjectSchema, Schema } from "../schema.js";
import { type Text, text } from "../text.js";
import { isAbsent, isObject, valueViolations } from "./limits.js";

/** One violation of a schema: the path of the value and the reason. */
export interface SchemaViolation {
  readonly path: string;
  readonly reason: Text;
}

/**
 * Yields every violation of a schema, for the interfaces without error codes: the operator's and the
 * buyer's.
 */
export function* schemaViolations(
  schema: Schema,
  value: unknown,
  path = "",
): Generator<SchemaViolation> {
  if ("enum" in schema) {
    if (!schema.enum.some((allowed) => allowed === value)) {
      const allowed = schema.enum.join(", ");
      yield { path, reason: text(`must be one of ${allowed}`, `取值应为：${allowed}`) };
    }
    return;
  }
  for (const { path: place, reason } of valueViolations(schema, value, path)) {
    if (reason !== null) yield { path: place, reason };
  }
  if ("type" in schema && schema.type === "object" && isObject(value)) {
    yield* memberViolations(schema, value, path);
  }
}

function* memberViolations(
  schema: ObjectSchema,
  value: Readonly<Record<string, unknown>>,
  path: string,
): Generator<SchemaViolation> {
  const place = (name: string) => (path === "" ? name : `${path}.${name}`);
  for (const name of schema.required ?? []) {
    if (isAbsent(value[name])) yield { path: place(name), reason: text("is missing", "缺失") };
  }
  for (const [name, member] of Object.entries(schema.properties)) {
    if (!isAbsent(value[name])) yield* schemaViolations(member, value[name], place(name));
  }
  if (schema.additionalProperties !== false) return;
  const known = Object.keys(schema.properties);
  for (const name of Object.keys(value).filter((member) => !known.includes(member))) {
    const names = known.join(", ");
    yield {
      path: place(name),
      reason: text(
        `is an unknown member; known members are ${names}`,
        `未知字段；可用字段：${names}`,
      ),
    };
  }
}
