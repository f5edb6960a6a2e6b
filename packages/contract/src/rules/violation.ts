import type { Diagnosis } from "../diagnosis/diagnosis.js";
import { type CatalogueRow, type ErrorName, errorNamed } from "../error-catalogue.js";
import type { Language, Text } from "../text.js";

/** One broken rule of a request. */
export interface Violation {
  readonly error: CatalogueRow;
  /** The broken value: `order_list[0].item_list[2].name`; empty for the entire request. */
  readonly path: string;
  /** The reason, if the error does not imply it: `must be at most 256 characters, got 300`. */
  readonly reason: Text | null;
  /** The cause, if it depends on stored data and not only on the request. */
  readonly cause?: Diagnosis;
}

export function broken(
  name: ErrorName,
  path: string,
  reason: Text | null = null,
  cause?: Diagnosis,
): Violation {
  return { error: errorNamed(name), path, reason, ...(cause === undefined ? {} : { cause }) };
}

/** A violation as replies report it, in one language. */
export interface ViolationReport {
  readonly errcode: number;
  readonly path: string;
  readonly message: string;
  readonly hint: string;
}

export function reportViolation(violation: Violation, language: Language): ViolationReport {
  const { error, path } = violation;
  return {
    errcode: error.code,
    path,
    message: messageOf(violation, language),
    hint: error.hint[language],
  };
}

/**
 * The text of `errmsg`, without the rid: what is wrong, where, and why.
 *
 * `parameter error: order_list[0].item_list[2].name must be at most 256 characters, got 300`
 */
export function messageOf({ error, path, reason }: Violation, language: Language): string {
  const place = [path, reason?.[language]].filter(Boolean).join(" ");
  return place === ""
    ? error.message[language]
    : `${error.message[language]}${error.separator ?? ": "}${place}`;
}
