import type { Language, Unchecked } from "@dingdan/contract";
import type { App } from "../domain/app.js";

/** A call of an interface that needs no token; its request keeps the interface's rules. */
export interface OpenCall {
  readonly request: Unchecked;
  readonly nowMs: number;
}

/** A call for an app that is allowed to make it; its request keeps the interface's rules. */
export interface AppCall extends OpenCall {
  readonly app: App;
  /** For texts that the reply holds. */
  readonly language: Language;
}
