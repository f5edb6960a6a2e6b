import {
  type DiagnosedViolation,
  diagnoseRequest,
  type Language,
  type OperationKey,
  type RuleContext,
  reportViolation,
  type ViolationReport,
} from "@dingdan/contract";

/** The known facts about the app, and the language of the reports. */
export interface ValidateOptions extends RuleContext {
  /**
   * The language of `message`, `hint` and `causes`.
   * @default "en"
   */
  readonly language?: Language;
}

/**
 * Checks a request without sending it, in the form in which it would be sent: as JSON, in which a `Date`
 * is a string. It skips the rules that need a fact which the options omit, or which only the platform
 * knows (its stored uploads, its payments).
 * @returns every broken rule with its known causes, in the order in which the platform checks the rules;
 * an empty list when the request breaks none
 * @throws TypeError for a request that has no JSON form, such as one with a `BigInt`
 */
export function validate(
  operation: OperationKey,
  request: unknown,
  { language = "en", ...context }: ValidateOptions = {},
): ViolationReport[] {
  return diagnosedViolations(operation, request, context).map(({ violation, diagnoses }) =>
    reportViolation(violation, language, diagnoses),
  );
}

/** Every broken rule of a request with its causes. */
export function diagnosedViolations(
  operation: OperationKey,
  request: unknown,
  context: RuleContext,
): DiagnosedViolation[] {
  // A value without a JSON form, such as undefined, is sent as an empty body.
  const bodyText = (JSON.stringify(request) as string | undefined) ?? "";
  return diagnoseRequest(operation, bodyText, { context, nowMs: Date.now() });
}
