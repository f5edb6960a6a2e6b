import type { Text } from "./text.js";

/**
 * The part of JSON Schema 2020-12 that describes our interfaces. Schemas are plain objects: OpenAPI
 * prints them unchanged, the rules read their limits, and {@link Infer} derives TypeScript types.
 * Members that begin with `x-` express what JSON Schema cannot.
 */
export interface StringSchema {
  readonly type: "string";
  readonly description?: Text;
  /** In characters (code points), as in JSON Schema. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** In bytes of UTF-8, as WeChat's documents limit numbers, links and paths. */
  readonly "x-maxBytes"?: number;
  readonly pattern?: string;
  /** The requirement of `pattern` in words. */
  readonly "x-patternMeaning"?: Text;
  /** True: line breaks are allowed; other control characters never are. */
  readonly "x-multiline"?: true;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly format?: string;
  readonly examples?: readonly string[];
}

/** A string or null. Used only in replies. */
export interface NullableStringSchema {
  readonly type: readonly ["string", "null"];
  readonly description?: Text;
}

/** Any number, such as a share. Used only in replies. */
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
  readonly const?: boolean;
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
  /** False (admin API): unknown members are rejected. The wire ignores unknown members. */
  readonly additionalProperties?: boolean;
}

/** An object or null, which is a value of its own: a request deletes something with it. */
export interface NullableObjectSchema extends Omit<ObjectSchema, "type"> {
  readonly type: readonly ["object", "null"];
}

/** A JSON value that is passed through unchanged. */
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
  | NullableObjectSchema
  | AnySchema;

type Members = Pick<ObjectSchema, "properties" | "required">;

type Required<S extends Members> = S["required"] extends readonly (infer Name)[]
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
                  ? InferMembers<S>
                  : S extends NullableObjectSchema
                    ? InferMembers<S> | null
                    : never;

type InferMembers<S extends Members> = Flatten<
  { [Name in Required<S>]: Infer<S["properties"][Name]> } & {
    [Name in Exclude<keyof S["properties"], Required<S>>]?: Infer<S["properties"][Name]>;
  }
>;

type Flatten<T> = { [Name in keyof T]: T[Name] };
