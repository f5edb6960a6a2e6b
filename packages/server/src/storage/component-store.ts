import type { Authorization, AuthorizationEvent } from "../domain/authorization.js";
import type { Component, ComponentCredential } from "../domain/component.js";

/** Third-party platforms. */
export interface ComponentStore {
  /** Writes a platform and its first ticket; false when the appid is taken. */
  create(component: Component, ticket: ComponentCredential): Promise<boolean>;
  find(componentAppid: string): Promise<Component | null>;
  /** By appid, after `afterAppid`. */
  list(page: { readonly afterAppid: string; readonly limit: number }): Promise<Component[]>;
  /** Writes what `change` makes of the platform, and answers it; null for an unknown appid. */
  change(
    componentAppid: string,
    change: (component: Component) => Component,
  ): Promise<Component | null>;
  /**
   * Platforms whose ticket is due at `nowMs` or before, at most `limit`. Each is taken: its next ticket
   * is due at `nextDueAtMs` from then on, so that of many processes one pushes.
   */
  takeDueTickets(due: {
    readonly nowMs: number;
    readonly nextDueAtMs: number;
    readonly limit: number;
  }): Promise<Component[]>;
}

/** Tickets, codes and tokens, by their hash. */
export interface ComponentCredentialStore {
  find(credentialHash: string): Promise<ComponentCredential | null>;
  /**
   * Writes a new one and retires those of its kind for the same platform and merchant, from
   * `othersRetireAtMs` on; null lets them live to their own end. Those long dead are swept away.
   */
  issue(credential: ComponentCredential, othersRetireAtMs: number | null): Promise<void>;
  /**
   * Spends a code: takes it away and issues `credential`, in one commit. False when the code is gone
   * already: of two that spend one code, one gets false.
   */
  exchange(
    codeHash: string,
    credential: ComponentCredential,
    othersRetireAtMs: number,
  ): Promise<boolean>;
}

/** A merchant's consent, as it is to be written. */
export interface Grant {
  readonly authorization: Authorization;
  /** The code that the consent spends; null when the operator records the consent. */
  readonly preAuthCode: { readonly code: string; readonly hash: string } | null;
  /** What the platform gets for it. */
  readonly authorizationCode: ComponentCredential;
}

/** What merchants authorised platforms to. Each change queues its event for the platform's callback. */
export interface AuthorizationStore {
  find(appid: string, componentAppid: string): Promise<Authorization | null>;
  /**
   * Writes a consent. Tokens of a former, revoked authorisation do not come to life again.
   * False when the pre_auth_code is not the platform's, was used, or has expired: nothing is written.
   */
  grant(grant: Grant): Promise<boolean>;
  /** Ends an authorisation, and answers it; null when there is none. */
  revoke(appid: string, componentAppid: string, nowMs: number): Promise<Authorization | null>;
  /** A platform's, the earliest first, and how many there are. */
  listOf(
    componentAppid: string,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly totalCount: number; readonly authorizations: Authorization[] }>;
  /** An app's, the earliest first. */
  listOfApp(appid: string): Promise<Authorization[]>;
  /** An option of a merchant's account; null while it was never set. */
  findOption(appid: string, name: string): Promise<string | null>;
  putOption(appid: string, name: string, value: string): Promise<void>;
}

/** An event that a platform is to be told of. */
export interface ComponentEvent {
  readonly number: number;
  readonly componentAppid: string;
  readonly appid: string;
  readonly infoType: AuthorizationEvent;
  /** The code that the consent spent: it opens nothing any more. Empty for none. */
  readonly preAuthCode: string;
  readonly createdAtMs: number;
  /** Attempts that failed. */
  readonly failures: number;
}

/** Events on their way to the platforms' callbacks. */
export interface ComponentEventStore {
  /**
   * Events due at `nowMs` or before, at most `limit`, and of each platform only its oldest: they are
   * told in order. Each is taken until `leaseUntilMs`, so that of many processes one tells it.
   */
  takeDue(due: {
    readonly nowMs: number;
    readonly leaseUntilMs: number;
    readonly limit: number;
  }): Promise<ComponentEvent[]>;
  /** It was told, or given up. */
  remove(number: number): Promise<void>;
  retry(number: number, dueAtMs: number): Promise<void>;
}
