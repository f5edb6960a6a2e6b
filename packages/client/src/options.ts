import type { Language } from "@dingdan/contract";
import type { Hooks } from "./hooks.js";
import type { TokenStore } from "./token-store.js";

/** What the clients have in common. */
export interface ConnectionOptions {
  /**
   * Where the platform is: a Dingdan server, such as `http://127.0.0.1:8321`, or WeChat.
   * A path is kept: `https://example.com/wechat` calls `https://example.com/wechat/user-order/orders`.
   * @default "https://api.weixin.qq.com"
   */
  baseUrl?: string | undefined;
  /**
   * Milliseconds that one attempt may take, from its first byte to its last, and one use of the token
   * store. `0` means no limit.
   * @default 10000
   */
  timeoutMs?: number | undefined;
  /**
   * How often to repeat an attempt that the network or an `errcode` of -1 ended.
   * `0` means one attempt and no more. Refusals are never repeated.
   * @default 2
   */
  retryCountMax?: number | undefined;
  /**
   * Milliseconds that the first pause before a repeat may last. Each later pause may last twice as
   * long, up to 10 s; how long it does last is drawn evenly from 0 to there, so that clients which
   * failed together do not come back together. `0` means no pauses.
   * @default 500
   */
  retryDelayMs?: number | undefined;
  /**
   * The language of the hints in errors, of what `validate` reports, and of the errmsg of a Dingdan
   * server (WeChat has its own).
   * @default "en"
   */
  language?: Language | undefined;
  /** What watches the attempts, for logs and metrics. */
  hooks?: Hooks | undefined;
  /**
   * What sends the requests, such as a fetch that goes through a proxy.
   * @default the global fetch
   */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /**
   * Milliseconds since 1970, by which tokens age.
   * @default Date.now
   */
  now?: (() => number) | undefined;
  /**
   * A number from 0 up to but not including 1, of which the pauses before repeats are made.
   * @default Math.random
   */
  random?: (() => number) | undefined;
  /**
   * Waits before a repeat, and no longer than until the signal aborts.
   * @default a timer
   */
  sleep?: ((delayMs: number, signal?: AbortSignal) => Promise<void>) | undefined;
}

/** An app whose access tokens the client fetches. */
export interface AppSecretOptions extends ConnectionOptions {
  /** The app that the calls are for. */
  appid: string;
  /** The app's secret. It is sent for access tokens only, and stands in no error. */
  secret: string;
  accessToken?: undefined;
  /**
   * Whether tokens come from `POST /cgi-bin/stable_token`, which gives every process of an app the
   * same one. With `false` they come from `GET /cgi-bin/token`, where each process that fetches a
   * token retires the others'.
   * @default true
   */
  useStableToken?: boolean | undefined;
  /**
   * Where the processes of a program share their tokens.
   * @default this client's memory
   */
  tokenStore?: TokenStore | undefined;
}

/** An app whose access tokens the program keeps itself. */
export interface AppAccessTokenOptions extends ConnectionOptions {
  /** The app that the calls are for. */
  appid: string;
  /**
   * Answers the app's access token; it is asked at each call. When the platform refuses the token, it
   * is asked again; if the answer is still that token, it is asked with `isForced: true` to fetch
   * another. Calls that wait at one time share one answer. What it throws, the call rejects with.
   */
  accessToken: (request: { readonly isForced: boolean }) => Promise<string>;
  secret?: undefined;
  useStableToken?: undefined;
  tokenStore?: undefined;
}

export type ShoppingOrdersOptions = AppSecretOptions | AppAccessTokenOptions;

export interface ThirdPartyPlatformOptions extends ConnectionOptions {
  /** The platform's own appid. */
  componentAppid: string;
  /** The platform's secret. It is sent for component access tokens only, and stands in no error. */
  componentSecret: string;
  /**
   * The `component_verify_ticket` that was pushed last, or what answers it: each is valid for 12
   * hours, so only a program that ends by then can do with one. It is asked at each fetch of a
   * component access token.
   */
  verifyTicket: string | (() => string | Promise<string>);
  /**
   * Where tokens are kept. The merchants' refresh tokens must outlive the process, or the merchants
   * have to consent again: without a store, keep them yourself and hand them to `forMerchant`.
   * @default this client's memory
   */
  tokenStore?: TokenStore | undefined;
  /**
   * The page on which a merchant consents, without a query.
   * @default WeChat's `https://mp.weixin.qq.com/cgi-bin/componentloginpage`; on another `baseUrl`, its
   * `/cgi-bin/componentloginpage`
   */
  authorizationPageUrl?: string | undefined;
}

/** What one call may have of its own. */
export interface CallOptions {
  /** Gives the call up: it then rejects with the signal's reason, and is not repeated. */
  signal?: AbortSignal | undefined;
  /**
   * Milliseconds that one attempt of this call may take. `0` means no limit.
   * @default the client's timeoutMs
   */
  timeoutMs?: number | undefined;
}
