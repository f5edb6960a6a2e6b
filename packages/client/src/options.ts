import type { Language } from "@dingdan/contract";
import type { Hooks } from "./hooks.js";
import type { TokenStore } from "./token-store.js";

/** The options that all clients have. */
export interface ConnectionOptions {
  /**
   * The URL of the platform: a Dingdan server, such as `http://127.0.0.1:8321`, or WeChat. Its path
   * is kept: `https://example.com/wechat` calls `https://example.com/wechat/user-order/orders`.
   * @default "https://api.weixin.qq.com"
   */
  baseUrl?: string | undefined;
  /**
   * The limit in milliseconds for one attempt, from the request's first byte to the reply's last, and
   * for one use of the token store. An attempt that exceeds it fails. `0` means no limit.
   * @default 10000
   */
  timeoutMs?: number | undefined;
  /**
   * The maximum number of retries after a network failure, a timeout or an `errcode` of -1. `0` means
   * no retry. The client never retries after another `errcode`.
   * @default 2
   */
  retryCountMax?: number | undefined;
  /**
   * The maximum pause before the first retry, in milliseconds. The maximum doubles with each retry, up
   * to 10 s. The actual pause is a uniformly random part of it, so that clients which failed at the
   * same time do not retry at the same time. `0` means no pauses.
   * @default 500
   */
  retryDelayMs?: number | undefined;
  /**
   * The language of the hints in errors, of the reports of `validate`, and of the `errmsg` of a
   * Dingdan server. WeChat ignores it.
   * @default "en"
   */
  language?: Language | undefined;
  /** Functions that the client calls at each attempt, for logs and metrics. */
  hooks?: Hooks | undefined;
  /**
   * The function that sends the requests, such as a fetch through a proxy.
   * @default the global fetch
   */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /**
   * The clock that decides when tokens expire: milliseconds since 1970.
   * @default Date.now
   */
  now?: (() => number) | undefined;
  /**
   * Returns a number from 0 to less than 1, from which the pauses before retries are computed.
   * @default Math.random
   */
  random?: (() => number) | undefined;
  /**
   * Waits before a retry, until the delay has passed or the signal aborts.
   * @default a timer
   */
  sleep?: ((delayMs: number, signal?: AbortSignal) => Promise<void>) | undefined;
}

/** The options for an app whose access tokens the client fetches. */
export interface AppSecretOptions extends ConnectionOptions {
  /** The app that the calls are for. */
  appid: string;
  /** The app's secret. The client sends it only to get access tokens. No error contains it. */
  secret: string;
  accessToken?: undefined;
  /**
   * True: tokens come from `POST /cgi-bin/stable_token`, which returns the same token to every process
   * of an app. False: they come from `GET /cgi-bin/token`, where each fetch invalidates the tokens of
   * the other processes.
   * @default true
   */
  useStableToken?: boolean | undefined;
  /**
   * The store through which the processes of a program share their tokens.
   * @default this client's memory
   */
  tokenStore?: TokenStore | undefined;
}

/** The options for an app whose access tokens the program keeps itself. */
export interface AppAccessTokenOptions extends ConnectionOptions {
  /** The app that the calls are for. */
  appid: string;
  /**
   * Returns the app's access token. The client calls it for each call. If the platform rejects the
   * token, the client calls it again; if it returns the same token, the client calls it with
   * `isForced: true` for a new one. Calls that wait at the same time share one result. If it throws,
   * the call rejects with that error.
   */
  accessToken: (request: { readonly isForced: boolean }) => Promise<string>;
  secret?: undefined;
  useStableToken?: undefined;
  tokenStore?: undefined;
}

/** The options of `ShoppingOrders`, with either `secret` or `accessToken`. */
export type ShoppingOrdersOptions = AppSecretOptions | AppAccessTokenOptions;

/** The options of `ThirdPartyPlatform`. */
export interface ThirdPartyPlatformOptions extends ConnectionOptions {
  /** The platform's own appid. */
  componentAppid: string;
  /**
   * The platform's secret. The client sends it only to get component access tokens. No error contains
   * it.
   */
  componentSecret: string;
  /**
   * The `component_verify_ticket` that was pushed last, or a function that returns it. The client calls
   * the function at each fetch of a component access token. A ticket is valid for 12 hours, so a
   * program that runs longer needs the function.
   */
  verifyTicket: string | (() => string | Promise<string>);
  /**
   * The store that keeps the tokens. The merchants' refresh tokens must outlive the process, or the
   * merchants have to consent again. Without a store, keep them yourself and pass them to
   * `forMerchant`.
   * @default this client's memory
   */
  tokenStore?: TokenStore | undefined;
  /**
   * The URL of the page on which a merchant consents, without a query.
   * @default `https://mp.weixin.qq.com/cgi-bin/componentloginpage` with WeChat, otherwise
   * `/cgi-bin/componentloginpage` on the `baseUrl`
   */
  authorizationPageUrl?: string | undefined;
}

/** The options of one call. */
export interface CallOptions {
  /** Cancels the call when it aborts: the call rejects with its reason, without a retry. */
  signal?: AbortSignal | undefined;
  /**
   * The limit in milliseconds for one attempt of this call. `0` means no limit.
   * @default the client's timeoutMs
   */
  timeoutMs?: number | undefined;
}
