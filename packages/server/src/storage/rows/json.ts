declare const holds: unique symbol;

/** A JSON text, and the type of its value. */
export type JsonText<T> = string & { readonly [holds]: T };

export const toJson = <T>(value: T): JsonText<T> => JSON.stringify(value) as JsonText<T>;

export const toJsonOrNull = <T>(value: T | null): JsonText<T> | null =>
  value === null ? null : toJson(value);

export const fromJson = <T>(text: JsonText<T>): T => JSON.parse(text) as T;

export const fromJsonOrNull = <T>(text: JsonText<T> | null): T | null =>
  text === null ? null : fromJson(text);
