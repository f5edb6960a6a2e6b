import type { Authorization, AuthorizationEvent } from "../domain/authorization.js";
import type { Component, ComponentCredential } from "../domain/component.js";
import type { PushQueue, QueuedPush } from "./push-queue.js";

/** Third-party platforms. */
export interface ComponentStore {
  /** Writes a platform and its first ticket; false when the appid is taken. */
  create(component: Component, ticket: ComponentCredential): Promise<boolean>;
  find(componentAppid: string): Promise<Component | null>;
  /** In the order of their appids, after `afterAppid`. */
  list(page: { readonly afterAppid: string; readonly limit: number }): Promise<Component[]>;
  /** Writes what `change` makes of the platform, and returns it; null for an unknown appid. */
  change(
    componentAppid: string,
    change: (component: Component) => Component,
  ): Promise<Component | null>;
  /**
   * Takes at most `limit` platforms whose ticket is due at `nowMs` or before. The next ticket of each
   * becomes due at `nextDueAtMs`, so that only one of several processes pushes it.
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
   * Writes a new credential. Others of its kind for the same platform and merchant retire at
   * `othersRetireAtMs`; with null they stay valid until they expire. Those that expired long ago are
   * deleted.
   */
  issue(credential: ComponentCredential, othersRetireAtMs: number | null): Promise<void>;
  /**
   * Spends a code: deletes it and issues `credential`, in one commit. False when the code no longer
   * exists: of two calls that spend one code, one gets false.
   */
  exchange(
    codeHash: string,
    credential: ComponentCredential,
    othersRetireAtMs: number,
  ): Promise<boolean>;
}

/** A merchant's consent that is to be written. */
export interface Grant {
  readonly authorization: Authorization;
  /** The code that the consent spends; null when the operator records the consent. */
  readonly preAuthCode: { readonly code: string; readonly hash: string } | null;
  /** The code that the platform receives for it. */
  readonly authorizationCode: ComponentCredential;
}

/** The authorisations of platforms by merchants. Each change queues an event for the platform's callback. */
export interface AuthorizationStore {
  find(appid: string, componentAppid: string): Promise<Authorization | null>;
  /**
   * Writes a consent. Tokens of a former, revoked authorisation stay invalid.
   * False, without a write, when the pre_auth_code is not the platform's, was used, or has expired.
   */
  grant(grant: Grant): Promise<boolean>;
  /** Deletes an authorisation, and returns it; null when there is none. */
  revoke(appid: string, componentAppid: string, nowMs: number): Promise<Authorization | null>;
  /** A platform's authorisations, the earliest first, and how many there are. */
  listOf(
    componentAppid: string,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly totalCount: number; readonly authorizations: Authorization[] }>;
  /** An app's authorisations, the earliest first. */
  listOfApp(appid: string): Promise<Authorization[]>;
  /** An option of a merchant's account; null while it was never set. */
  findOption(appid: string, name: string): Promise<string | null>;
  putOption(appid: string, name: string, value: string): Promise<void>;
}

/** An event that is to be pushed to a platform. */
export interface ComponentEvent extends QueuedPush {
  readonly componentAppid: string;
  readonly appid: string;
  readonly infoType: AuthorizationEvent;
  /** The code that the consent spent, which is no longer valid. Empty for none. */
  readonly preAuthCode: string;
}

/** The queue of events for the platforms' callbacks. */
export type ComponentEventStore = PushQueue<ComponentEvent>;
