import {
  allViolations,
  type Language,
  OPERATIONS,
  type OperationKey,
  type RuleContext,
  reportViolation,
  type ViolationReport,
} from "@dingdan/contract";

/** What is known of the app, and the language of the reports. */
export interface ValidateOptions extends RuleContext {
  /** @default "en" */
  readonly language?: Language;
}

/**
 * Checks a request without sending it: every broken rule, in the order in which the platform would
 * answer them; an empty list when it keeps them all. Rules that need what the options leave out, or
 * what only the platform knows (its stored uploads, its payments), are passed over.
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
