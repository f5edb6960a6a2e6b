import type { Unchecked } from "@dingdan/contract";
import type { IssuedToken } from "./access-token.js";
import { ShoppingOrdersConnectionError } from "./errors.js";
import type { OperationName } from "./operation-names.js";

/**
 * Reads the token in a reply.
 * @throws ShoppingOrdersConnectionError when the reply contains no token
 */
export function issuedTokenOf(
  operation: OperationName,
  reply: Unchecked,
  member: "access_token" | "component_access_token" | "authorizer_access_token",
): IssuedToken {
  const { [member]: accessToken, expires_in: expiresIn } = reply;
  if (typeof accessToken !== "string" || accessToken === "" || typeof expiresIn !== "number") {
    throw new ShoppingOrdersConnectionError(operation, "the reply contains no access token");
  }
  return { accessToken, lifetimeMs: expiresIn * 1000 };
}
