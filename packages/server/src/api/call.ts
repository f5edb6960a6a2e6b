import type { ErrorName, Language, Unchecked } from "@dingdan/contract";
import type { App } from "../domain/app.js";
import type { Component } from "../domain/component.js";
import type { JudgedRequest } from "../domain/judge-request.js";
import type { GuessLimit } from "../guesses/guess-limit.js";

/** Counts a call for an app. Returns the error when the call exceeds a limit, otherwise null. */
export type CountQuota = (app: App) => ErrorName | null | Promise<ErrorName | null>;

/** A call of an interface that needs no token. Its request keeps the interface's rules. */
export interface OpenCall {
  readonly request: Unchecked;
  readonly nowMs: number;
  /** The IP address of the client. */
  readonly clientIp: string;
  readonly exceededQuota: CountQuota;
  readonly guesses: GuessLimit;
}

/** A call for an app that is allowed to make it. */
export interface UnjudgedCall {
  readonly app: App;
  /** The third-party platform that calls for the app; null when the app calls for itself. */
  readonly component: string | null;
  readonly nowMs: number;
  /** The language of texts in the reply. */
  readonly language: Language;
  /** The bytes as received; undefined for no body. */
  readonly body: Buffer | undefined;
  /** Checks the parameters against the rules of the interface. */
  readonly judge: () => JudgedRequest;
}

/** The same call, once its request is known to keep the rules. */
export interface AppCall extends Omit<UnjudgedCall, "body" | "judge"> {
  readonly request: Unchecked;
}

/** A call by a third-party platform. Its request keeps the interface's rules. */
export interface ComponentCall extends Pick<OpenCall, "request" | "nowMs"> {
  readonly component: Component;
  /** The key of the platform's refresh tokens; null when the call has an authorizer's token. */
  readonly refreshKey: Buffer | null;
  /** The merchant whose token the call has; null when it has the platform's own token. */
  readonly authorizerAppid: string | null;
}
