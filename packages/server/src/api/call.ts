import type { ErrorName, Language, Unchecked } from "@dingdan/contract";
import type { App } from "../domain/app.js";
import type { Component } from "../domain/component.js";

/** A call of an interface that needs no token; its request keeps the interface's rules. */
export interface OpenCall {
  readonly request: Unchecked;
  readonly nowMs: number;
  /** Where it came from. */
  readonly clientIp: string;
  /** Counts the call for an app, and tells the error of one that is too many. */
  readonly exceededQuota: (app: App) => ErrorName | null | Promise<ErrorName | null>;
}

/** A call for an app that is allowed to make it; its request keeps the interface's rules. */
export interface AppCall extends Pick<OpenCall, "request" | "nowMs"> {
  readonly app: App;
  /** The third-party platform that calls for the app; null when the app calls for itself. */
  readonly component: string | null;
  /** For texts that the reply holds. */
  readonly language: Language;
}

/** A call by a third-party platform; its request keeps the interface's rules. */
export interface ComponentCall extends Pick<OpenCall, "request" | "nowMs"> {
  readonly component: Component;
  /** What refresh tokens are derived with; null when the call came with an authorizer's token. */
  readonly refreshKey: Buffer | null;
  /** The merchant whose token the call came with; null when it came with the platform's own. */
  readonly authorizerAppid: string | null;
}
