import {
  broken,
  type Diagnosis,
  type DiagnosisReport,
  diagnosedCall,
  diagnoseRefusal,
  findErrorByCode,
  type Language,
  reportDiagnosis,
} from "@dingdan/contract";
import { findPath, type Refusal } from "./errors.js";
import { interfaceOf } from "./operation-names.js";
import { diagnosedViolations } from "./validate.js";

/** The call that the platform rejected. */
export interface RefusedCall {
  readonly appid: string;
  readonly request: object;
  readonly language: Language;
}

/**
 * The causes of a rejected call that its request shows, likeliest first. They are computed only for a
 * call that was rejected.
 */
export function causesOf(refusal: Refusal, call: RefusedCall): DiagnosisReport[] {
  return diagnosesOf(refusal, call).map((diagnosis) => reportDiagnosis(diagnosis, call.language));
}

function diagnosesOf(
  { operation, errcode, errmsg }: Refusal,
  { appid, request }: RefusedCall,
): readonly Diagnosis[] {
  const row = findErrorByCode(errcode, interfaceOf(operation));
  // A call that may succeed without a change has nothing wrong in its request.
  if (row === null || row.retryable) return [];
  const path = findPath(operation, errmsg);
  const violations = diagnosedViolations(operation, request, { appid });
  const found = violations.find(
    ({ violation }) =>
      violation.error.code === errcode && (path === null || violation.path === path),
  );
  if (found !== undefined) return found.diagnoses;
  // The platform knows more than the request: a merchant number that is not bound, a stored upload.
  if (path === null) return [];
  const sent = diagnosedCall(operation, JSON.stringify(request), { appid, nowMs: Date.now() });
  return diagnoseRefusal(sent, broken(row.name, path));
}
