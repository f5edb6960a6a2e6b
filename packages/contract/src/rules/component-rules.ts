import type { RuleContext } from "./context.js";
import { isMissing, type Unchecked } from "./limits.js";
import { broken, type Violation } from "./violation.js";

/**
 * Yields the broken rules of component_appid, which must match the platform of the token. Without a
 * token, the server checks whether the platform is registered.
 * @param isOptional true: it may be absent
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

/** Yields the broken rules of authorizer_appid; the server checks the authorisation itself. */
export function* authorizerAppidViolations({
  authorizer_appid: given,
}: Unchecked): Generator<Violation> {
  if (isMissing(given)) yield broken("APPID_MISSING", "authorizer_appid");
  else if (typeof given !== "string") yield broken("INVALID_APPID", "authorizer_appid");
}

/** Yields the broken rules of a platform's secret, which has two names in two operations. */
export function* componentSecretViolations(
  request: Unchecked,
  name: "component_secret" | "component_appsecret",
): Generator<Violation> {
  const secret = request[name];
  if (isMissing(secret)) yield broken("APPSECRET_MISSING", name);
  else if (typeof secret !== "string") yield broken("INVALID_APPSECRET", name);
}
