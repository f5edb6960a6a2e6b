import type { ShoppingOrdersConnectionError, ShoppingOrdersError } from "./errors.js";
import type { OperationName } from "./operation-names.js";

/**
 * Functions that the client calls at each attempt, for logs and metrics. Hooks receive no secrets,
 * tokens, queries or bodies (which contain buyers' openids). A hook cannot change or break a call:
 * the client ignores what it returns, throws or rejects with.
 */
export interface Hooks {
  /** Called before each attempt, also before those that fetch tokens. */
  onRequest?: ((event: RequestEvent) => unknown) | undefined;
  /** Called after each attempt, with any outcome. */
  onResponse?: ((event: ResponseEvent) => unknown) | undefined;
  /** Called when the token store failed. The call continues with the tokens in memory. */
  onTokenStoreError?: ((event: TokenStoreErrorEvent) => unknown) | undefined;
}

/** One attempt of a call. */
export interface RequestEvent {
  /** The operation, such as `uploadShoppingInfo`, or `getAccessToken` for the fetch of a token. */
  readonly operation: OperationName;
  /** The appid of the app or of the third-party platform that the attempt is for. */
  readonly appid: string;
  readonly method: "GET" | "POST";
  /** The URL of the request, without the query. */
  readonly url: string;
  /** 1, 2, … within one call. The count continues when the call switches to a new token. */
  readonly attempt: number;
}

/** How an attempt ended. */
export interface ResponseEvent extends RequestEvent {
  /** Milliseconds from sending the request to reading the reply. */
  readonly durationMs: number;
  /**
   * `ok`: errcode 0; `refused`: another errcode; `failed`: no readable reply; `aborted`: the caller's
   * signal aborted.
   */
  readonly outcome: "ok" | "refused" | "failed" | "aborted";
  /** The platform's error code, 0 for success; null without a readable reply. */
  readonly errcode: number | null;
  /** The id of a rejected call in the platform's log; null if the reply contains none. */
  readonly rid: string | null;
  /** The error with which the call rejects, unless it is retried; null for `ok` and `aborted`. */
  readonly error: ShoppingOrdersError | ShoppingOrdersConnectionError | null;
}

/** A failure of the token store. */
export interface TokenStoreErrorEvent {
  /** The method of the store that failed. */
  readonly action: "get" | "set";
  /** The key of the token. It contains no secret. */
  readonly key: string;
  /** A copy of the thrown error, without the token. */
  readonly error: Error;
}

/** Calls a hook and ignores its result and its errors. */
export function notify<Event>(hook: ((event: Event) => unknown) | undefined, event: Event): void {
  if (hook === undefined) return;
  const ignore = () => {};
  // An async hook starts immediately, too. Its rejection must not end the process.
  new Promise((resolve) => resolve(hook(event))).catch(ignore);
}
