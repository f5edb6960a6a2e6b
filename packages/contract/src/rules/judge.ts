import type { Operation } from "../operations/operation.js";
import type { RuleContext } from "./context.js";
import { isObject, type Unchecked } from "./limits.js";
import { broken, type Violation } from "./violation.js";

/**
 * The violation that answers a call: the first broken rule, or null if the request breaks none. This
 * and {@link allViolations} use the same generator, so the dry-run cannot disagree with the call.
 */
export function firstViolation(
  operation: Operation,
  request: Unchecked,
  context: RuleContext,
): Violation | null {
  for (const violation of operation.violations(request, context)) return violation;
  return null;
}

/**
 * Every broken rule of a request, in answer order. A request that is not an object is one violation.
 * @param context the known facts of the app; rules that need an absent member are skipped
 */
export function allViolations(
  operation: Operation,
  request: unknown,
  context: RuleContext = {},
): Violation[] {
  if (!isObject(request)) return [broken("DATA_FORMAT_ERROR", "")];
  return [...operation.violations(request, context)];
}
