import type { RuleContext } from "./context.js";
import { isMissing, type Unchecked } from "./limits.js";
import { broken, type Violation } from "./violation.js";

/**
 * Yields what is wrong with component_appid, in which a platform says a second time who calls. When
 * the caller is not known yet (it has no token), whether there is such a platform is the server's step.
 * @param isOptional where only some clients send it
 */
export function* componentAppidViolations(
  { component_appid: given }: Unchecked,
  { componentAppid }: RuleContext,
  isOptional = false,
): Generator<Violation> {
  if (isMissing(given)) {
    if (!isOptional) yield broken("COMPONENT_APPID_MISSING", "component_appid");
  } else if (
    typeof given !== "string" ||
    (componentAppid !== undefined && given !== componentAppid)
  ) {
    yield broken("INVALID_COMPONENT", "component_appid");
  }
}

/** Yields what is wrong with authorizer_appid as such; whether it authorised, the server knows. */
export function* authorizerAppidViolations({
  authorizer_appid: given,
}: Unchecked): Generator<Violation> {
  if (isMissing(given)) yield broken("APPID_MISSING", "authorizer_appid");
  else if (typeof given !== "string") yield broken("INVALID_APPID", "authorizer_appid");
}

/** Yields what is wrong with a platform's secret, which two interfaces call by two names. */
export function* componentSecretViolations(
  request: Unchecked,
  name: "component_secret" | "component_appsecret",
): Generator<Violation> {
  const secret = request[name];
  if (isMissing(secret)) yield broken("APPSECRET_MISSING", name);
  else if (typeof secret !== "string") yield broken("INVALID_APPSECRET", name);
}
