import type { Schema } from "../schema.js";

/** The schema of the value at a path such as `order_list[0].item_list[2].name`; undefined if none. */
export function schemaAt(root: Schema, path: string): Schema | undefined {
  let schema: Schema | undefined = root;
  for (const [, index, name] of path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)) {
    if (schema === undefined || !("type" in schema)) return undefined;
    if (index !== undefined) schema = schema.type === "array" ? schema.items : undefined;
    else {
      schema =
        schema.type === "object" && Object.hasOwn(schema.properties, name as string)
          ? schema.properties[name as string]
          : undefined;
    }
  }
  return schema;
}
