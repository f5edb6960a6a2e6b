import type { ShoppingOrdersConnectionError, ShoppingOrdersError } from "./errors.js";
import type { OperationName } from "./operation-names.js";

/**
 * What a program may watch, for its logs and metrics. Hooks are told neither secrets, tokens and
 * queries nor bodies, which hold buyers' openids. They cannot change or break a call: what one
 * throws, rejects with or answers is dropped.
 */
export interface Hooks {
  /** Before each attempt, those that fetch tokens among them. */
  onRequest?: ((event: RequestEvent) => unknown) | undefined;
  /** After each attempt, however it ended. */
  onResponse?: ((event: ResponseEvent) => unknown) | undefined;
  /** When the token store failed. The call went on with what this process knows. */
  onTokenStoreError?: ((event: TokenStoreErrorEvent) => unknown) | undefined;
}

/** One attempt of a call. */
export interface RequestEvent {
  /** The method, such as `uploadShoppingInfo`, or what fetches a token, such as `getAccessToken`. */
  readonly operation: OperationName;
  /** The app that the attempt is for, or the third-party platform. */
  readonly appid: string;
  readonly method: "GET" | "POST";
  /** Where it is sent, without the query. */
  readonly url: string;
  /** 1, 2, … within one call; those with a second token count on. */
  readonly attempt: number;
}

/** How an attempt ended. */
export interface ResponseEvent extends RequestEvent {
  readonly durationMs: number;
  /**
   * `ok`: errcode 0; `refused`: another errcode; `failed`: no reply that could be read; `aborted`:
   * the caller's signal.
   */
  readonly outcome: "ok" | "refused" | "failed" | "aborted";
  /** The platform's code; null when there is no reply. */
  readonly errcode: number | null;
  /** The id under which the platform logged a refusal; null if it told none. */
  readonly rid: string | null;
  /** What the call rejects with, unless it is repeated; null for `ok` and `aborted`. */
  readonly error: ShoppingOrdersError | ShoppingOrdersConnectionError | null;
}

/** A failure of the token store. */
export interface TokenStoreErrorEvent {
  readonly action: "get" | "set";
  readonly key: string;
  /** A copy of what was thrown, without the token. */
  readonly error: Error;
}

/** Calls a hook, whatever becomes of it. */
export function notify<Event>(hook: ((event: Event) => unknown) | undefined, event: Event): void {
  if (hook === undefined) return;
  const dropFault = () => {};
  // An async hook is called at once, too, and must not end the process with its rejection.
  new Promise((resolve) => resolve(hook(event))).catch(dropFault);
}
