import { PAY_NUMBER } from "../http-api/parts.js";
import { isObject, memberPath } from "../rules/limits.js";
import type { Schema } from "../schema.js";
import { type Diagnosis, found } from "./diagnosis.js";

/** The numbers of WeChat Pay in an object that were sent as JSON numbers, by its schema. */
export function* payNumberCauses(value: unknown, schema: Schema, path = ""): Generator<Diagnosis> {
  if (schema === PAY_NUMBER) {
    if (typeof value === "number") yield found("number-for-string", path);
  } else if (!("type" in schema)) return;
  else if (schema.type === "object" && isObject(value)) {
    for (const [name, member] of Object.entries(schema.properties)) {
      yield* payNumberCauses(value[name], member, memberPath(path, name));
    }
  } else if (schema.type === "array" && Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* payNumberCauses(item, schema.items, `${path}[${index}]`);
    }
  }
}
