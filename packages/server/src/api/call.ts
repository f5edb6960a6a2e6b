import type { ErrorName, Language, Unchecked } from "@dingdan/contract";
import type { App } from "../domain/app.js";
import type { Component } from "../domain/component.js";
import type { JudgedRequest } from "../domain/judge-request.js";

/** Counts a call for an app, and answers the error of one that is too many. */
export type CountQuota = (app: App) => ErrorName | null | Promise<ErrorName | null>;

/** A call of an interface that needs no token; its request keeps the interface's rules. */
export interface OpenCall {
  readonly request: Unchecked;
  readonly nowMs: number;
  /** Where it came from. */
  readonly clientIp: string;
  readonly exceededQuota: CountQuota;
}

/** A call for an app that is allowed to make it. */
export interface UnjudgedCall {
  readonly app: App;
  /** The third-party platform that calls for the app; null when the app calls for itself. */
  readonly component: string | null;
  readonly nowMs: number;
  /** For texts that the reply holds. */
  readonly language: Language;
  /** The bytes that came; undefined for none. */
  readonly body: Buffer | undefined;
  /** Holds the parameters against the rules of the interface. */
  readonly judge: () => JudgedRequest;
}

/** The same, once it is known to keep the rules. */
export interface AppCall extends Omit<UnjudgedCall, "body" | "judge"> {
  readonly request: Unchecked;
}

/** A call by a third-party platform; its request keeps the interface's rules. */
export interface ComponentCall extends Pick<OpenCall, "request" | "nowMs"> {
  readonly component: Component;
  /** What refresh tokens are derived with; null when the call came with an authorizer's token. */
  readonly refreshKey: Buffer | null;
  /** The merchant whose token the call came with; null when it came with the platform's own. */
  readonly authorizerAppid: string | null;
}
