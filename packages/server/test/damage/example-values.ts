import {
  type NullableObjectSchema,
  type ObjectSchema,
  readValue,
  type Schema,
  type StringSchema,
} from "@dingdan/contract";
import type { Random } from "../../../cli/src/seed/random.js";

/** Values that name something in the tested platform, by the name of the member that holds them. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

/** An object that a schema accepts: the required members, and some of the others. */
export function exampleObject(
  schema: ObjectSchema,
  random: Random,
  known: Known,
): Record<string, unknown> {
  const names = Object.keys(schema.properties).filter(
    (name) => schema.required?.includes(name) || random.isOnce(0.5),
  );
  return Object.fromEntries(
    names.map((name) => [
      name,
      knownValue(name, schema.properties[name] as Schema, random, known) ??
        exampleValue(schema.properties[name] as Schema, random, known),
    ]),
  );
}

/** A known value of this name that the schema accepts; undefined for none. */
function knownValue(name: string, schema: Schema, random: Random, known: Known): unknown {
  const valid = (Object.hasOwn(known, name) ? known[name] : undefined)?.filter(
    (value) => readValue(schema, value).kind === "read",
  );
  return valid === undefined || valid.length === 0 ? undefined : random.pick(valid);
}

function exampleValue(schema: Schema, random: Random, known: Known): unknown {
  if ("x-any" in schema) return random.pick([null, 1, "text", [], { member: null }]);
  if ("enum" in schema) return random.pick<unknown>(schema.enum ?? []);
  switch (schema.type) {
    case "string":
      return exampleText(schema, random);
    case "integer": {
      const { minimum = 0, maximum = minimum + 1000 } = schema;
      return random.pick([minimum, Math.min(minimum + random.integer(0, 100), maximum)]);
    }
    case "array": {
      const { minItems = 0, maxItems = 3, items } = schema;
      const count = random.integer(minItems, Math.min(maxItems, minItems + 2));
      const list = Array.from({ length: count }, () => exampleValue(items, random, known));
      return schema.uniqueItems === true ? [...new Set(list)] : list;
    }
    case "object":
      return exampleObject(schema, random, known);
    case "boolean":
      return random.isOnce(0.5);
    default:
      if (schema.type[0] === "object") {
        const { type: _, ...members } = schema as NullableObjectSchema;
        return random.isOnce(0.5)
          ? null
          : exampleObject({ type: "object", ...members }, random, known);
      }
      throw new Error(`no example of ${JSON.stringify(schema)}: only replies have such values`);
  }
}

const TEXTS = [
  "1900000109",
  "示例商城",
  "2022-05-20T13:29:35.120+08:00",
  "DD2022052013293500001",
  "ZY20220520132935",
  "203.0.113.0/24",
  "shop.example.com",
  "http://127.0.0.1:9/callback",
  "k".repeat(43),
  "abc",
];

/** @throws Error for a pattern that no text above matches: add one */
function exampleText(schema: StringSchema, random: Random): string {
  const texts = [...(schema.examples ?? []), ...TEXTS];
  const valid = texts.filter((text) => readValue(schema, text).kind === "read");
  if (valid.length === 0) throw new Error(`no example of ${JSON.stringify(schema)}`);
  return random.pick(valid);
}
