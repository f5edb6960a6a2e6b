import type { OperationKey } from "../operations/index.js";
import type { RuleContext } from "../rules/context.js";
import { isObject } from "../rules/limits.js";
import {
  CORRECTIONS,
  type CorrectableId,
  type Correction,
  type Fault,
  TEXT_CORRECTIONS,
} from "./corrections.js";
import { diagnoseRequest } from "./diagnose.js";
import type { Diagnosis } from "./diagnosis.js";
import { parsedJson } from "./parsed-json.js";

/** Many faults of one kind, such as a price in each of a hundred items, are corrected one after another. */
const ROUNDS_MAX = 500;

export interface CorrectionFacts {
  /** The known facts of the app that calls. */
  readonly context: RuleContext;
  readonly nowMs: number;
  /** The causes that the platform found in what it stores: `stale-upload-time`. */
  readonly stated?: readonly { readonly id: string; readonly path: string }[];
}

/** A request without the faults that a program can correct. */
export interface Corrected {
  readonly bodyText: string;
  /** How many broken rules are left; their fields need a person. */
  readonly leftCount: number;
}

/**
 * Corrects a request as far as its mistakes show what was meant. It needs no server, and a person must
 * look at the result before it is sent. Null if nothing can be corrected.
 *
 * `{"upload_time":"2022-05-20 13:29:35+08:00", …}` becomes `{"upload_time":"2022-05-20T13:29:35+08:00", …}`.
 */
export function correctRequest(
  key: OperationKey,
  bodyText: string,
  { context, nowMs, stated = [] }: CorrectionFacts,
): Corrected | null {
  const start = indented(bodyText);
  const seen = new Set([start]);
  let corrected = start;
  const take = (next: string | null): boolean => {
    if (next === null || seen.has(next)) return false;
    seen.add(next);
    corrected = next;
    return true;
  };
  // Only the likeliest cause of each fault: a less likely one would hide what is wrong.
  const causes = () =>
    diagnoseRequest(key, corrected, { context, nowMs }).flatMap(({ diagnoses }) =>
      diagnoses.slice(0, 1),
    );
  for (let round = 0; round < ROUNDS_MAX; round++) {
    if (!causes().some((cause) => take(correctedOnce(corrected, cause, { context, nowMs })))) break;
  }
  for (const { id, path } of stated) {
    take(
      correctedOnce(corrected, { id: id as Diagnosis["id"], path, values: {} }, { context, nowMs }),
    );
  }
  if (corrected === start) return null;
  return {
    bodyText: corrected,
    leftCount: diagnoseRequest(key, corrected, { context, nowMs }).length,
  };
}

/** A body without one fault; null if no program can correct it. */
function correctedOnce(
  bodyText: string,
  { id, path, values }: Diagnosis,
  facts: Pick<Fault, "context" | "nowMs">,
): string | null {
  const body = parsedJson(bodyText);
  if (!isObject(body)) {
    return Object.hasOwn(TEXT_CORRECTIONS, id)
      ? TEXT_CORRECTIONS[id as keyof typeof TEXT_CORRECTIONS](bodyText)
      : null;
  }
  if (!Object.hasOwn(CORRECTIONS, id)) return null;
  const correct: Correction = CORRECTIONS[id as keyof typeof CORRECTIONS];
  return correct({ body, path, values, ...facts }) ? JSON.stringify(body, null, 2) : null;
}

/** A body with line breaks, so that a changed member is a changed line; unchanged if it is not JSON. */
export function indented(bodyText: string): string {
  const body = parsedJson(bodyText);
  return body === undefined ? bodyText : JSON.stringify(body, null, 2);
}

/** The causes that a program can correct. */
export const correctableIds = (): readonly CorrectableId[] => [
  ...new Set([...Object.keys(CORRECTIONS), ...Object.keys(TEXT_CORRECTIONS)] as CorrectableId[]),
];
