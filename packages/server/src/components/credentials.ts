import { CODE_SECONDS, type ComponentCredential, TICKET_MS } from "../domain/component.js";
import { newAuthorizationCode, newTicket } from "../secrets/component-secrets.js";
import { hashSecret } from "../secrets/secret.js";

/** A new secret for the third-party platform, and the credential that is stored for it. */
export interface MadeCredential {
  readonly secret: string;
  readonly credential: ComponentCredential;
}

export function makeCredential(
  secret: string,
  facts: Pick<ComponentCredential, "kind" | "componentAppid" | "expiresAtMs"> &
    Partial<ComponentCredential>,
): MadeCredential {
  const credentialHash = hashSecret(secret);
  return {
    secret,
    credential: { appid: null, sealedKey: null, retiredAtMs: null, ...facts, credentialHash },
  };
}

/** A component_verify_ticket, which proves that its holder receives the platform's pushes. */
export const makeTicket = (componentAppid: string, nowMs: number): MadeCredential =>
  makeCredential(newTicket(), { kind: "ticket", componentAppid, expiresAtMs: nowMs + TICKET_MS });

/** An authorization_code for a merchant's consent. */
export const makeAuthorizationCode = (
  { appid, componentAppid }: { readonly appid: string; readonly componentAppid: string },
  nowMs: number,
): MadeCredential =>
  makeCredential(newAuthorizationCode(), {
    kind: "authorization_code",
    componentAppid,
    appid,
    expiresAtMs: nowMs + CODE_SECONDS * 1000,
  });
