import {
  findErrorByCode,
  type Language,
  type LoggedRequestRepresentation,
} from "@dingdan/contract";
import type { RequestRecord } from "./request-record.js";

export type Explanation = LoggedRequestRepresentation["explanation"];

/** What was wrong with a call, in which field, and what to do. */
export function explain(record: RequestRecord, language: Language): Explanation {
  const error = record.errcode === 0 ? null : findErrorByCode(record.errcode);
  return {
    summary: record.message,
    field: record.fault,
    hint: error?.hint[language] ?? "",
    diagnoses: [],
  };
}
