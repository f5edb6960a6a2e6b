import type { ErrorName, Language, Unchecked } from "@dingdan/contract";
import type { App } from "../domain/app.js";

/** A call of an interface that needs no token; its request keeps the interface's rules. */
export interface OpenCall {
  readonly request: Unchecked;
  readonly nowMs: number;
  /** Where it came from. */
  readonly clientIp: string;
  /** Counts the call for an app, and tells the error of one that is too many. */
  readonly exceededQuota: (app: App) => ErrorName | null;
}

/** A call for an app that is allowed to make it; its request keeps the interface's rules. */
export interface AppCall extends Pick<OpenCall, "request" | "nowMs"> {
  readonly app: App;
  /** For texts that the reply holds. */
  readonly language: Language;
}
