import type { PermissionState } from "../http-api/apps.js";
import { PERMISSION_TEXTS } from "../permission-words.js";
import type { Language, Text } from "../text.js";
import { DIAGNOSES, type DiagnosisId } from "./diagnosis-catalogue.js";

/** One cause found in a call. */
export interface Diagnosis {
  readonly id: DiagnosisId;
  /** The field: `order_list[0].order_detail_jump_link.type`; empty for the entire call. */
  readonly path: string;
  /** The values in its texts: `{ found: "mch_id", wanted: "mchid" }`. */
  readonly values: Readonly<Record<string, string>>;
}

/** A diagnosis with its texts in one language. */
export interface DiagnosisReport {
  readonly id: string;
  readonly path: string;
  readonly text: string;
  readonly hint: string;
}

export const found = (
  id: DiagnosisId,
  path = "",
  values: Readonly<Record<string, string>> = {},
): Diagnosis => ({ id, path, values });

export function reportDiagnosis(diagnosis: Diagnosis, language: Language): DiagnosisReport {
  const { id, path, values } = diagnosis;
  const { text, hint } = DIAGNOSES[id];
  return { id, path, text: filled(text, values, language), hint: filled(hint, values, language) };
}

function filled(text: Text, values: Readonly<Record<string, string>>, language: Language): string {
  return text[language].replace(
    /\{(\w+)\}/g,
    (place, name: string) => shownValue(name, values[name], language) ?? place,
  );
}

/** A value for people: a state in words, in the middle of a sentence. */
function shownValue(name: string, value: string | undefined, language: Language) {
  const words = name === "permission" ? PERMISSION_TEXTS[value as PermissionState] : undefined;
  return words === undefined ? value : words[language].toLowerCase();
}
