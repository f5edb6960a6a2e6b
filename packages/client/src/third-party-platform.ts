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

/** The parts of an authorisation link. */
export interface AuthorizationUrlOptions {
  /** The page after the consent. The browser opens it with `auth_code` and `expires_in` in the query. */
  readonly redirectUri: string;
  /** The accounts that the page offers: 1 official accounts, 2 mini programs, 3 both. */
  readonly authType: number;
  /** The appid of the only account that may consent. It takes precedence over `authType`. */
  readonly bizAppid?: string | undefined;
  /** The permission sets to request, such as 120. */
  readonly categoryIds?: readonly number[] | undefined;
}

/** The options of a merchant's client. */
export interface MerchantOptions {
  /**
   * A refresh token that the program kept. The client uses it when the token store and its memory
   * contain none, or when the platform rejects theirs.
   */
  readonly authorizerRefreshToken?: string | undefined;
}

interface ComponentCall {
  readonly operation: OperationKeyWith<"component_access_token">;
  /** The merchant that the call is for. */
  readonly authorizerAppid?: string;
  /** The request, without the platform's own appid. */
  readonly request: Unchecked;
  /** The secrets in the request. */
  readonly secrets: readonly string[];
}

/**
 * A client for a service provider's third-party platform, which calls for the merchants that
 * authorised it. The client fetches and keeps the component access token and the merchants' tokens.
 * Use one client for all calls of a process.
 */
export class ThirdPartyPlatform {
  /** The platform's own appid. */
  readonly componentAppid: string;
  readonly #connection: Connection;
  readonly #authorizationPageUrl: string;
  readonly #shared: SharedTokens;
  readonly #componentTokens: AccessTokens;
  readonly #merchants = new Map<string, { client: AppClient; tokens: AuthorizerTokens }>();

  /** @throws TypeError that names every option with an invalid value */
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

  /**
   * Creates a pre-auth code for one authorisation link; {@link authorizationUrl} creates the link with
   * its code.
   * @returns the code, and for how many seconds it is valid
   */
  async createPreAuthCode(
    callOptions?: CallOptions,
  ): Promise<{ pre_auth_code: string; expires_in: number }> {
    const operation = "getPreAuthCode";
    const reply = await this.#call({ operation, request: {}, secrets: [] }, callOptions);
    const { pre_auth_code: code, expires_in: expiresIn } = reply;
    if (typeof code !== "string" || code === "" || typeof expiresIn !== "number") {
      throw new ShoppingOrdersConnectionError(operation, "the reply contains no pre_auth_code");
    }
    return { pre_auth_code: code, expires_in: expiresIn };
  }

  /**
   * Creates a link to the page on which a merchant consents. The link contains a new pre-auth code: it
   * is valid for one consent, within some minutes.
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
   * Exchanges the `auth_code` of a consent for the merchant's tokens, and keeps them. After that,
   * `forMerchant(authorizer_appid)` can call. Each code is valid for one exchange.
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
      throw new ShoppingOrdersConnectionError(operation, "the reply contains no authorizer_appid");
    }
    const { tokens } = this.#merchant(info.authorizer_appid);
    // An account without API rights has no tokens.
    const hasToken = filledTextOf(info.authorizer_access_token) !== null;
    const issued = hasToken ? accessTokenOf(operation, info) : null;
    await tokens.adopt(filledTextOf(info.authorizer_refresh_token), issued);
    return info;
  }

  /**
   * Returns the client for a merchant that authorised the platform. Its calls reject with an
   * {@link AuthorizerError} when the merchant has not authorised the call, and with an
   * {@link AuthorizationMissingError} when no token of the merchant is known. Operations that accept
   * only a service provider's own token, such as `getOrder`, need `ShoppingOrders`.
   */
  forMerchant(
    authorizerAppid: string,
    { authorizerRefreshToken }: MerchantOptions = {},
  ): AppClient {
    if (!isFilledText(authorizerAppid)) {
      throw new TypeError("forMerchant: the appid must be a non-empty string");
    }
    const { client, tokens } = this.#merchant(authorizerAppid);
    if (authorizerRefreshToken !== undefined) tokens.give(authorizerRefreshToken);
    return client;
  }

  /**
   * Calls one of the platform's own operations by its name, such as `getAuthorizerList` or
   * `getAuthorizerInfo`. The client adds the platform's appid. It keeps nothing from the reply: to
   * keep a merchant's tokens, use {@link queryAuth}.
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

  /** Calls one of the platform's own operations. */
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
  if (!isFilledText(componentAppid)) yield "componentAppid must be a non-empty string";
  if (!isFilledText(componentSecret)) yield "componentSecret must be a non-empty string";
  if (typeof verifyTicket !== "function" && !isFilledText(verifyTicket)) {
    yield "verifyTicket must be a function or a non-empty string";
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
    throw new TypeError("ThirdPartyPlatform: verifyTicket must return a non-empty string");
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
