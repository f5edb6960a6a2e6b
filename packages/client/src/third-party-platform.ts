import {
  isObject,
  type OPERATIONS,
  type OperationKeyWith,
  type ReplyOf,
  type Unchecked,
} from "@dingdan/contract";
import { AccessTokens } from "./access-token.js";
import { AppClient } from "./app-client.js";
import { type AuthorizerGrant, AuthorizerTokens } from "./authorizer-tokens.js";
import { callWithoutToken, callWithToken } from "./call.js";
import {
  type Connection,
  checkOptions,
  connectionOf,
  DEFAULT_BASE_URL,
  isFilledText,
  isPlainUrl,
} from "./connection.js";
import { ShoppingOrdersConnectionError } from "./errors.js";
import { issuedTokenOf } from "./issued-token.js";
import type { AuthorizationInfo } from "./operation-types.js";
import type { CallOptions, ThirdPartyPlatformOptions } from "./options.js";
import type { ReadonlyRequestOf } from "./requests.js";
import { SharedTokens } from "./token-store.js";

/** What an authorisation link is made of. */
export interface AuthorizationUrlOptions {
  /** Where the browser goes after the consent, with `auth_code` and `expires_in` in its query. */
  readonly redirectUri: string;
  /** Which accounts the page offers: 1 official accounts, 2 mini programs, 3 both. */
  readonly authType: number;
  /** The one account that may consent; it goes before `authType`. */
  readonly bizAppid?: string | undefined;
  /** The permission sets to ask for, such as 120. */
  readonly categoryIds?: readonly number[] | undefined;
}

export interface MerchantOptions {
  /**
   * A refresh token that the program kept, for when the token store holds none. One that is kept
   * already goes before it.
   */
  readonly authorizerRefreshToken?: string | undefined;
}

interface ComponentCall {
  readonly operation: OperationKeyWith<"component_access_token">;
  /** The merchant that the call is about. */
  readonly authorizerAppid?: string;
  /** What it sends beside the platform's own appid. */
  readonly request: Unchecked;
  /** Which of that is secret. */
  readonly secrets: readonly string[];
}

/**
 * A client of a service provider's third-party platform, which calls for the merchants that
 * authorised it. It fetches and keeps the component access token and the merchants' tokens; keep one
 * for all calls of a process.
 */
export class ThirdPartyPlatform {
  /** The platform's own appid. */
  readonly componentAppid: string;
  readonly #connection: Connection;
  readonly #authorizationPageUrl: string;
  readonly #shared: SharedTokens;
  readonly #componentTokens: AccessTokens;
  readonly #merchants = new Map<string, { client: AppClient; tokens: AuthorizerTokens }>();

  /** @throws TypeError that names every option with a bad value */
  constructor(options: ThirdPartyPlatformOptions) {
    const { componentAppid, componentSecret } = options;
    const connection = connectionOf(options, [componentSecret]);
    const isWeChat = connection.baseUrl === DEFAULT_BASE_URL;
    const pageHost = isWeChat ? "https://mp.weixin.qq.com" : connection.baseUrl;
    const pageUrl = options.authorizationPageUrl ?? `${pageHost}/cgi-bin/componentloginpage`;
    checkOptions("ThirdPartyPlatform", faultsOf(options), connection);
    this.componentAppid = componentAppid;
    this.#connection = connection;
    this.#authorizationPageUrl = pageUrl;
    this.#shared = new SharedTokens(options.tokenStore, connection);
    this.#componentTokens = new AccessTokens({
      issue: () => issueComponentToken(options, connection),
      shared: this.#shared,
      key: `component_access_token:${componentAppid}@${connection.baseUrl}`,
      now: connection.now,
    });
  }

  /** Makes a code for one authorisation link; {@link authorizationUrl} makes the link, too. */
  async createPreAuthCode(
    callOptions?: CallOptions,
  ): Promise<{ pre_auth_code: string; expires_in: number }> {
    const operation = "getPreAuthCode";
    const reply = await this.#call({ operation, request: {}, secrets: [] }, callOptions);
    const { pre_auth_code: code, expires_in: expiresIn } = reply;
    if (typeof code !== "string" || code === "" || typeof expiresIn !== "number") {
      throw new ShoppingOrdersConnectionError(operation, "the reply holds no pre_auth_code");
    }
    return { pre_auth_code: code, expires_in: expiresIn };
  }

  /**
   * Makes a link on which a merchant consents, with a new pre-auth code: it serves one consent, within
   * some minutes.
   */
  async authorizationUrl(
    { redirectUri, authType, bizAppid, categoryIds }: AuthorizationUrlOptions,
    callOptions?: CallOptions,
  ): Promise<string> {
    const { pre_auth_code: preAuthCode } = await this.createPreAuthCode(callOptions);
    const url = new URL(this.#authorizationPageUrl);
    url.searchParams.set("component_appid", this.componentAppid);
    url.searchParams.set("pre_auth_code", preAuthCode);
    url.searchParams.set("redirect_uri", redirectUri);
    url.searchParams.set("auth_type", String(authType));
    if (bizAppid !== undefined) url.searchParams.set("biz_appid", bizAppid);
    if (categoryIds !== undefined) {
      url.searchParams.set("category_id_list", categoryIds.join("|"));
    }
    return url.href;
  }

  /**
   * Exchanges the `auth_code` that a consent brought, and keeps the merchant's tokens: from then on
   * `forMerchant(authorizer_appid)` can call. Each code is good for one exchange.
   */
  async queryAuth(
    authorizationCode: string,
    callOptions?: CallOptions,
  ): Promise<AuthorizationInfo> {
    const operation = "getAuthorizerRefreshToken";
    const request = { authorization_code: authorizationCode };
    const secrets = [authorizationCode];
    const reply = await this.#call({ operation, request, secrets }, callOptions);
    const { authorization_info: info } = reply;
    if (!isAuthorizationInfo(info)) {
      throw new ShoppingOrdersConnectionError(operation, "the reply holds no authorizer_appid");
    }
    const { tokens } = this.#merchant(info.authorizer_appid);
    // An account without API rights has no tokens.
    const hasToken = filledTextOf(info.authorizer_access_token) !== null;
    const issued = hasToken ? accessTokenOf(operation, info) : null;
    await tokens.adopt(filledTextOf(info.authorizer_refresh_token), issued);
    return info;
  }

  /**
   * The calls for a merchant that authorised the platform. They reject with an
   * {@link AuthorizerError} when the merchant's consent is missing or too small, and with an
   * {@link AuthorizationMissingError} when none of its tokens is known. Interfaces that take a
   * service provider's own token alone, such as `getOrder`, are called with `ShoppingOrders`.
   */
  forMerchant(
    authorizerAppid: string,
    { authorizerRefreshToken }: MerchantOptions = {},
  ): AppClient {
    if (!isFilledText(authorizerAppid)) {
      throw new TypeError("forMerchant: the appid must be a string that is not empty");
    }
    const { client, tokens } = this.#merchant(authorizerAppid);
    if (authorizerRefreshToken !== undefined) tokens.give(authorizerRefreshToken);
    return client;
  }

  /**
   * Calls any of the platform's own interfaces by its name, such as `getAuthorizerList` or
   * `getAuthorizerInfo`; the platform's appid is put in. What the replies hold is not kept: to adopt
   * a merchant's tokens, use {@link queryAuth}.
   */
  async call<Name extends OperationKeyWith<"component_access_token">>(
    operation: Name,
    request: Omit<ReadonlyRequestOf<(typeof OPERATIONS)[Name]>, "component_appid">,
    callOptions?: CallOptions,
  ): Promise<ReplyOf<(typeof OPERATIONS)[Name]>> {
    const reply = await this.#call({ operation, request, secrets: [] }, callOptions);
    return { errcode: 0, errmsg: "ok", ...reply } as ReplyOf<(typeof OPERATIONS)[Name]>;
  }

  #merchant(authorizerAppid: string) {
    const known = this.#merchants.get(authorizerAppid);
    if (known !== undefined) return known;
    const { componentAppid } = this;
    const { baseUrl, now } = this.#connection;
    const tokens = new AuthorizerTokens({
      authorizerAppid,
      refresh: (refreshToken) => this.#refresh(authorizerAppid, refreshToken),
      shared: this.#shared,
      keyOf: (kind) => `${kind}:${componentAppid}:${authorizerAppid}@${baseUrl}`,
      now,
    });
    const client = new AppClient(authorizerAppid, this.#connection, tokens.accessTokens);
    const merchant = { client, tokens };
    this.#merchants.set(authorizerAppid, merchant);
    return merchant;
  }

  async #refresh(authorizerAppid: string, refreshToken: string): Promise<AuthorizerGrant> {
    const operation = "getAuthorizerAccessToken";
    const request = {
      authorizer_appid: authorizerAppid,
      authorizer_refresh_token: refreshToken,
    };
    const secrets = [refreshToken];
    const reply = await this.#call({ operation, authorizerAppid, request, secrets });
    return {
      ...accessTokenOf(operation, reply),
      refreshToken: filledTextOf(reply["authorizer_refresh_token"]),
    };
  }

  /** Calls one of the platform's own interfaces. */
  #call(
    { operation, authorizerAppid, request, secrets }: ComponentCall,
    { signal, timeoutMs = this.#connection.timeoutMs }: CallOptions = {},
  ): Promise<Unchecked> {
    const { componentAppid } = this;
    return callWithToken(this.#connection, this.#componentTokens, {
      operation,
      appid: authorizerAppid ?? componentAppid,
      request: { component_appid: componentAppid, ...request },
      secrets,
      timeoutMs,
      signal,
    });
  }
}

function* faultsOf({
  componentAppid,
  componentSecret,
  verifyTicket,
  authorizationPageUrl,
}: ThirdPartyPlatformOptions): Generator<string> {
  if (!isFilledText(componentAppid)) yield "componentAppid must be a string that is not empty";
  if (!isFilledText(componentSecret)) yield "componentSecret must be a string that is not empty";
  if (typeof verifyTicket !== "function" && !isFilledText(verifyTicket)) {
    yield "verifyTicket must be a function, or a string that is not empty";
  }
  if (authorizationPageUrl !== undefined && !isPlainUrl(authorizationPageUrl)) {
    yield "authorizationPageUrl must be an http or https URL without user, query and fragment";
  }
}

async function issueComponentToken(
  { componentAppid, componentSecret, verifyTicket }: ThirdPartyPlatformOptions,
  connection: Connection,
) {
  const operation = "getComponentAccessToken";
  const ticket: unknown = typeof verifyTicket === "function" ? await verifyTicket() : verifyTicket;
  if (typeof ticket !== "string" || ticket === "") {
    throw new TypeError("ThirdPartyPlatform: verifyTicket must answer a string that is not empty");
  }
  const reply = await callWithoutToken(connection, {
    operation,
    appid: componentAppid,
    request: {
      component_appid: componentAppid,
      component_appsecret: componentSecret,
      component_verify_ticket: ticket,
    },
    secrets: [ticket],
    timeoutMs: connection.timeoutMs,
    signal: undefined,
  });
  return issuedTokenOf(operation, reply, "component_access_token");
}

const accessTokenOf = (
  operation: "getAuthorizerRefreshToken" | "getAuthorizerAccessToken",
  reply: Unchecked,
) => issuedTokenOf(operation, reply, "authorizer_access_token");

const filledTextOf = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;

const isAuthorizationInfo = (value: unknown): value is AuthorizationInfo & Unchecked =>
  isObject(value) && filledTextOf(value["authorizer_appid"]) !== null;
