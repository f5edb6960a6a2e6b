import { isUtf8 } from "node:buffer";
import {
  type DiagnosedCall,
  diagnosedCall,
  diagnoseUpload,
  diagnoseUploadTime,
  diagnoseViolations,
  isObject,
  type Language,
  type OperationKey,
  reportDiagnosis,
  reportViolation,
  type Violation,
} from "@dingdan/contract";
import { parseBody } from "../domain/request-body.js";
import { OPERATIONS_WITH_WARNINGS } from "../request-log/causes.js";

/** The call that a dry-run judges. */
export interface TriedCall {
  readonly operation: OperationKey;
  readonly appid: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Buffer | undefined;
  readonly nowMs: number;
  readonly language: Language;
}

/**
 * The reply of a dry-run: every violation with its causes, the warnings, and the errcode and errmsg
 * that the call itself would get.
 */
export function dryRunReply(call: TriedCall, violations: readonly Violation[], rid: string) {
  const { language } = call;
  const reports = diagnoseViolations(diagnosed(call), violations).map(({ violation, diagnoses }) =>
    reportViolation(violation, language, diagnoses),
  );
  const warnings = warningsOf(call, violations).map((warning) =>
    reportDiagnosis(warning, language),
  );
  const [first] = reports;
  return {
    errcode: first?.errcode ?? 0,
    errmsg: first === undefined ? "ok" : `${first.message} rid: ${rid}`,
    violations: reports,
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

function diagnosed({ operation, appid, query, body, nowMs }: TriedCall): DiagnosedCall {
  const bytes = body ?? Buffer.alloc(0);
  const text = isUtf8(bytes) ? bytes.toString("utf8") : null;
  return { ...diagnosedCall(operation, text, { appid, nowMs }), query, bodyBytes: bytes };
}

function warningsOf({ operation, body, nowMs }: TriedCall, violations: readonly Violation[]) {
  if (!OPERATIONS_WITH_WARNINGS.has(operation)) return [];
  const parsed = parseBody(body);
  if (parsed.kind !== "object" || !isObject(parsed.value)) return [];
  return [
    ...diagnoseUploadTime(parsed.value["upload_time"], nowMs),
    ...diagnoseUpload(operation, parsed.value, violations),
  ];
}
