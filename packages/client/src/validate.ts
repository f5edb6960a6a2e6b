import {
  allViolations,
  type Language,
  OPERATIONS,
  type OperationKey,
  type RuleContext,
  reportViolation,
  type ViolationReport,
} from "@dingdan/contract";

/** The known facts about the app, and the language of the reports. */
export interface ValidateOptions extends RuleContext {
  /**
   * The language of `message` and `hint`.
   * @default "en"
   */
  readonly language?: Language;
}

/**
 * Checks a request without sending it. It skips the rules that need a fact which the options omit, or
 * which only the platform knows (its stored uploads, its payments).
 * @returns every broken rule, in the order in which the platform checks them; an empty list when the
 * request breaks none
 */
export function validate(
  operation: OperationKey,
  request: unknown,
  { language = "en", ...context }: ValidateOptions = {},
): ViolationReport[] {
  return allViolations(OPERATIONS[operation], request, context).map((violation) =>
    reportViolation(violation, language),
  );
}
