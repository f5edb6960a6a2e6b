import { type Diagnosis, type DiagnosisReport, reportDiagnosis } from "../diagnosis/diagnosis.js";
import { type CatalogueRow, type ErrorName, errorNamed } from "../error-catalogue.js";
import type { Language, Text } from "../text.js";

/** One broken rule of a request. */
export interface Violation {
  readonly error: CatalogueRow;
  /** The broken value: `order_list[0].item_list[2].name`; empty for the entire request. */
  readonly path: string;
  /** The reason, if the error does not imply it: `must be at most 256 characters, got 300`. */
  readonly reason: Text | null;
  /** True: `errmsg` has the error's text only, without the path and the reason. */
  readonly isTextOnly?: true;
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
  /** The next step: that of the likeliest cause or, without a known cause, that of the error. */
  readonly hint: string;
  /** The known causes, likeliest first; empty if the error explains itself. */
  readonly causes: readonly DiagnosisReport[];
}

export function reportViolation(
  violation: Violation,
  language: Language,
  diagnoses: readonly Diagnosis[] = [],
): ViolationReport {
  const { error, path } = violation;
  const causes = diagnoses.map((diagnosis) => reportDiagnosis(diagnosis, language));
  return {
    errcode: error.code,
    path,
    // A dry-run and the SDK explain what `errmsg` leaves out.
    message: explainedMessage(violation, language),
    hint: causes[0]?.hint ?? error.hint[language],
    causes,
  };
}

/**
 * The text of `errmsg`, without the rid: what is wrong, where, and why.
 *
 * `parameter error: order_list[0].item_list[2].name must be at most 256 characters, got 300`
 */
export function messageOf(violation: Violation, language: Language): string {
  const { error, isTextOnly = false } = violation;
  return isTextOnly ? error.message[language] : explainedMessage(violation, language);
}

function explainedMessage({ error, path, reason }: Violation, language: Language): string {
  const place = [path, reason?.[language]].filter(Boolean).join(" ");
  return place === ""
    ? error.message[language]
    : `${error.message[language]}${error.separator ?? ": "}${place}`;
}
