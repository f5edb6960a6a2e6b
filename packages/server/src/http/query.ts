import { type ObjectSchema, type Schema, type SchemaViolation, text } from "@dingdan/contract";
import { invalidRequest } from "./problem.js";

/**
 * The parameters of a query as values of their types. A query holds only texts; those that the schema
 * describes as integers are read as such.
 * @throws Problem for an integer that is none, and for a parameter that is given twice
 */
export function typedQuery(
  { properties }: ObjectSchema,
  query: object,
): Readonly<Record<string, unknown>> {
  const violations: SchemaViolation[] = [];
  const values: Record<string, unknown> = {};
  for (const [path, sent] of Object.entries(query) as [string, unknown][]) {
    const schema = properties[path];
    if (schema === undefined) continue;
    const reason = parameterFault(schema, sent);
    if (reason !== null) violations.push({ path, reason });
    values[path] = isInteger(schema) ? Number(sent) : sent;
  }
  if (violations.length > 0) throw invalidRequest(violations);
  return values;
}

const isInteger = (schema: Schema): boolean => "type" in schema && schema.type === "integer";

function parameterFault(schema: Schema, sent: unknown) {
  if (Array.isArray(sent)) {
    return text(
      `is given ${sent.length} times: give it once`,
      `出现了 ${sent.length} 次：只能传一次`,
    );
  }
  if (!isInteger(schema)) return null;
  const value = String(sent);
  if (value === "") {
    return text("is empty: give an integer, or omit it", "为空：请填写整数，或不传该参数");
  }
  const got = value.length > SHOWN_MAX ? `${value.slice(0, SHOWN_MAX)}…` : value;
  if (!/^-?\d+$/.test(value)) {
    return text(
      `must be an integer in decimal digits, such as 20, got ${got}`,
      `应为十进制整数，例如 20，实际为 ${got}`,
    );
  }
  return Number.isSafeInteger(Number(value))
    ? null
    : text(`is out of range, got ${got}`, `超出取值范围，实际为 ${got}`);
}

/** How much of a wrong value a message repeats. */
const SHOWN_MAX = 32;
