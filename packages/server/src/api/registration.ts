import type { Credential, Violation } from "@dingdan/contract";
import type { Statistics } from "../statistics/statistics.js";
import type { Store } from "../storage/store.js";
import type { AppCall, ComponentCall, OpenCall, UnjudgedCall } from "./call.js";
import { refused, type WireOutcome } from "./outcome.js";

/**
 * Whose limits a call counts against: `app` counts it for the app that the call is for (the app's own
 * limits, or the platform's defaults), `none` does not count it.
 */
type Quota = "app" | "none";

/** An interface that needs no token because it issues tokens. */
export interface OpenRegistration {
  readonly caller: "anyone";
  readonly quota: Quota;
  readonly handle: (call: OpenCall, store: Store) => Promise<WireOutcome>;
}

/** An interface that an app calls, or a third-party platform for it. */
export interface AppRegistration {
  readonly caller: "app";
  readonly quota: Quota;
  readonly handle: (
    call: UnjudgedCall,
    store: Store,
    statistics: Statistics,
  ) => Promise<WireOutcome>;
  /** For a dry-run: the violation of a valid request against the stored state, or null. Stores nothing. */
  readonly check?: (call: AppCall, store: Store) => Promise<Violation | null>;
}

/** An interface that a third-party platform calls. */
export interface ComponentRegistration {
  readonly caller: "component";
  readonly quota: Quota;
  readonly handle: (call: ComponentCall, store: Store) => Promise<WireOutcome>;
}

export type Registration = OpenRegistration | AppRegistration | ComponentRegistration;

/** The registration for an interface's credential, which the contract defines. */
export type RegistrationFor<C extends Credential> = {
  none: OpenRegistration;
  access_token: AppRegistration;
  component_access_token: ComponentRegistration;
}[C];

/** A handler of calls that keep the rules. A call that breaks a rule is rejected before the handler runs. */
export const judged =
  (handle: (call: AppCall, store: Store) => Promise<WireOutcome>): AppRegistration["handle"] =>
  async ({ app, component, nowMs, language, judge }, store) => {
    const judgement = judge();
    if (judgement.kind === "broken") return refused(judgement.violation);
    return handle({ request: judgement.request, app, component, nowMs, language }, store);
  };
