/** How often a ticket is pushed to a platform, and how long each is valid. @see auth, §4 "Lifetimes" */
export const TICKET_INTERVAL_MS = 10 * 60_000;
export const TICKET_MS = 12 * 3_600_000;

/** How long a component_access_token and an authorizer_access_token are valid. */
export const COMPONENT_TOKEN_SECONDS = 7200;

/** How long a pre_auth_code and an authorization_code are valid. */
export const CODE_SECONDS = 600;

/** A service provider's third-party platform. */
export interface Component {
  readonly componentAppid: string;
  readonly name: string;
  /** Only the platform's owner knows the secret itself. */
  readonly secretHash: string;
  /** Where tickets and authorisation events are pushed; null when none is registered. */
  readonly callback: StoredCallback | null;
  /** Hosts to which a consent page may redirect: `platform.example.com`, with a port to allow only that. */
  readonly redirectHosts: readonly string[];
  /** The permission sets that it may request; null for any. */
  readonly permissionSets: readonly number[] | null;
  /** Addresses and ranges from which it may fetch its token; empty: any address. */
  readonly ipWhitelist: readonly string[];
  /** When the next ticket is pushed; null when no ticket is due. */
  readonly ticketDueAtMs: number | null;
  /** How many ticket pushes have failed since the last delivered one. */
  readonly pushFailures: number;
  /** Why the last push failed; null after a delivered push. */
  readonly lastPushFault: string | null;
  readonly createdAtMs: number;
}

/** The keys of a callback, which the platform and its owner share. */
export interface CallbackKeys {
  /** The token that signs the pushes. */
  readonly token: string;
  /** 43 characters: the AES key in base64 without its `=`. */
  readonly encodingAesKey: string;
}

export interface ComponentCallback extends CallbackKeys {
  readonly url: string;
}

/** A callback as it is stored. An earlier version stored its keys in plain text. */
export type StoredCallback =
  | { readonly url: string; readonly sealedKeys: string }
  | ComponentCallback;

/** Sets or removes a platform's callback. With a callback, the first ticket is due immediately. */
export function setCallback(
  component: Component,
  callback: StoredCallback | null,
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

/** Starts the ticket push on request: failed pushes are retried immediately, a working push is unchanged. */
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

/** A credential of a platform, stored as its hash. Only the platform has the credential itself. */
export interface ComponentCredential {
  readonly credentialHash: string;
  readonly kind:
    | "ticket"
    | "component_token"
    | "pre_auth_code"
    | "authorization_code"
    | "authorizer_token";
  readonly componentAppid: string;
  /** The merchant's app; null for a credential of the platform itself. */
  readonly appid: string | null;
  /** For a component token: the key of the platform's refresh tokens, sealed with the token. */
  readonly sealedKey: string | null;
  readonly expiresAtMs: number;
  /** When it stops being valid because a newer one was issued; null for the latest. */
  readonly retiredAtMs: number | null;
}
