import type { Text } from "./text.js";

/**
 * The part of JSON Schema 2020-12 that describes our interfaces. The descriptions are plain
 * objects: OpenAPI prints them as they stand, the rules read their limits, and {@link Infer}
 * makes TypeScript types of them. Members that begin with `x-` say what JSON Schema cannot.
 */
export interface StringSchema {
  readonly type: "string";
  readonly description?: Text;
  /** Characters (code points), as JSON Schema counts. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Bytes of UTF-8: what WeChat's documents count for numbers, links and paths. */
  readonly "x-maxBytes"?: number;
  readonly pattern?: string;
  /** What `pattern` asks for, in words. */
  readonly "x-patternMeaning"?: Text;
  /** Line breaks are allowed; control characters otherwise are not. */
  readonly "x-multiline"?: true;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly format?: string;
  readonly examples?: readonly string[];
}

/** A text, or null for none. Only replies hold it. */
export interface NullableStringSchema {
  readonly type: readonly ["string", "null"];
  readonly description?: Text;
}

/** Any number, such as a share. Only replies hold it. */
export interface NumberSchema {
  readonly type: "number";
  readonly description?: Text;
}

export interface IntegerSchema {
  readonly type: "integer";
  readonly description?: Text;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly const?: number;
  readonly enum?: readonly number[];
  readonly examples?: readonly number[];
}

export interface BooleanSchema {
  readonly type: "boolean";
  readonly description?: Text;
}

/** A protobuf enumeration in its JSON form: a number, its name, or the number as a string. */
export interface EnumerationSchema {
  readonly description?: Text;
  readonly enum: readonly (string | number)[];
  readonly "x-names": Readonly<Record<string, number>>;
  readonly examples?: readonly (string | number)[];
}

export interface ArraySchema {
  readonly type: "array";
  readonly description?: Text;
  readonly items: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}

export interface ObjectSchema {
  readonly type: "object";
  readonly description?: Text;
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** The admin API refuses members that it does not know; the wire ignores them. */
  readonly additionalProperties?: boolean;
}

/** A JSON value that is passed through as it is. */
export interface AnySchema {
  readonly description?: Text;
  readonly "x-any": true;
}

export type Schema =
  | StringSchema
  | NullableStringSchema
  | NumberSchema
  | IntegerSchema
  | BooleanSchema
  | EnumerationSchema
  | ArraySchema
  | ObjectSchema
  | AnySchema;

type Required<S extends ObjectSchema> = S["required"] extends readonly (infer Name)[]
  ? Extract<Name, keyof S["properties"]>
  : never;

/** The TypeScript type of the values that a schema describes. */
export type Infer<S> = S extends { readonly "x-any": true }
  ? unknown
  : S extends { readonly const: infer Value }
    ? Value
    : S extends { readonly enum: readonly (infer Value)[] }
      ? Value
      : S extends { readonly type: "string" }
        ? string
        : S extends { readonly type: "integer" | "number" }
          ? number
          : S extends { readonly type: readonly ["string", "null"] }
            ? string | null
            : S extends { readonly type: "boolean" }
              ? boolean
              : S extends { readonly type: "array"; readonly items: infer Item }
                ? Infer<Item>[]
                : S extends ObjectSchema
                  ? Flatten<
                      { [Name in Required<S>]: Infer<S["properties"][Name]> } & {
                        [Name in Exclude<keyof S["properties"], Required<S>>]?: Infer<
                          S["properties"][Name]
                        >;
                      }
                    >
                  : never;

type Flatten<T> = { [Name in keyof T]: T[Name] };
