import type { Operation } from "../operations/operation.js";
import type { RuleContext } from "./context.js";
import { isObject, type Unchecked } from "./limits.js";
import { broken, type Violation } from "./violation.js";

/**
 * The fault that answers a call: the first broken rule, or null when the request keeps them all.
 * One lazy walk serves this and {@link allViolations}, so the dry-run cannot disagree with the call.
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
 * Every broken rule of a request, in answer order. What is not an object at all is one violation.
 * @param context what is known of the app; leave members out and the rules that need them are passed over
 */
export function allViolations(
  operation: Operation,
  request: unknown,
  context: RuleContext = {},
): Violation[] {
  if (!isObject(request)) return [broken("DATA_FORMAT_ERROR", "")];
  return [...operation.violations(request, context)];
}
