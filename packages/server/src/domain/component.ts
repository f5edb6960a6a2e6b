/** How often a platform is pushed a ticket, and how long each is valid. @see auth, §4 "Lifetimes" */
export const TICKET_INTERVAL_MS = 10 * 60_000;
export const TICKET_MS = 12 * 3_600_000;

/** How long a component_access_token and an authorizer_access_token live. */
export const COMPONENT_TOKEN_SECONDS = 7200;

/** How long a pre_auth_code and an authorization_code wait to be used. */
export const CODE_SECONDS = 600;

/** A service provider's third-party platform. */
export interface Component {
  readonly componentAppid: string;
  readonly name: string;
  /** The secret itself is known to the platform's owner alone. */
  readonly secretHash: string;
  /** Where it is told of tickets and authorisations; null while it has registered no place. */
  readonly callback: ComponentCallback | null;
  /** Hosts (`platform.example.com`, with a port if only that one is meant) that consent may lead to. */
  readonly redirectHosts: readonly string[];
  /** The permission sets that it may ask for; null for any. */
  readonly permissionSets: readonly number[] | null;
  /** When the next ticket is pushed; null while none is. */
  readonly ticketDueAtMs: number | null;
  /** Tickets that could not be delivered since the last that was. */
  readonly pushFailures: number;
  /** Why the last push failed; null after a delivered one. */
  readonly lastPushFault: string | null;
  readonly createdAtMs: number;
}

export interface ComponentCallback {
  readonly url: string;
  /** What signs the pushes. */
  readonly token: string;
  /** 43 characters, which are the AES key in base64 without its `=`. */
  readonly encodingAesKey: string;
}

/** The platform registers where it is told of things, or that it is not: tickets begin at once. */
export function setCallback(
  component: Component,
  callback: ComponentCallback | null,
  nowMs: number,
): Component {
  return {
    ...component,
    callback,
    ticketDueAtMs: callback === null ? null : nowMs,
    pushFailures: 0,
    lastPushFault: null,
  };
}

/** The platform asks for the push: a running one stays as it is, one that failed is tried at once. */
export function startTicketPush(
  component: Component,
  nowMs: number,
): { readonly component: Component; readonly isRunning: boolean } {
  if (component.callback === null) return { component, isRunning: false };
  if (component.pushFailures === 0 && component.ticketDueAtMs !== null) {
    return { component, isRunning: true };
  }
  return { component: { ...component, ticketDueAtMs: nowMs }, isRunning: false };
}

/** Something that a platform holds, by its hash. The thing itself is kept by the platform alone. */
export interface ComponentCredential {
  readonly credentialHash: string;
  readonly kind:
    | "ticket"
    | "component_token"
    | "pre_auth_code"
    | "authorization_code"
    | "authorizer_token";
  readonly componentAppid: string;
  /** The merchant's app; null for what is the platform's own. */
  readonly appid: string | null;
  /** A component token carries the key of its platform's refresh tokens, sealed with itself. */
  readonly sealedKey: string | null;
  readonly expiresAtMs: number;
  /** From then on it is no longer the latest; null while it is. */
  readonly retiredAtMs: number | null;
}
