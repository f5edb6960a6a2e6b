import {
  errorNamed,
  type OPERATIONS,
  type OperationKey,
  type ReplyOf,
  type Unchecked,
  type ViolationReport,
} from "@dingdan/contract";
import { untilAborted } from "./abort.js";
import { AccessTokens, type IssuedToken } from "./access-token.js";
import { ShoppingOrdersConnectionError, ShoppingOrdersError } from "./errors.js";
import { type AuthorizedOperationName, WithOperationMethods } from "./operation-methods.js";
import {
  type CallOptions,
  type Settings,
  type ShoppingOrdersOptions,
  settingsOf,
} from "./options.js";
import type { ReadonlyRequestOf } from "./requests.js";
import { retry } from "./retry.js";
import { send } from "./transport.js";
import { validate } from "./validate.js";

/** What a fresh access token may mend. */
const ACCESS_TOKEN_REFUSALS: ReadonlySet<number> = new Set(
  (["INVALID_CREDENTIAL", "INVALID_ACCESS_TOKEN", "ACCESS_TOKEN_EXPIRED"] as const).map(
    (name) => errorNamed(name).code,
  ),
);

/**
 * A client of WeChat's Shopping Orders, or of a Dingdan server, for one app. It fetches, keeps and
 * renews access tokens by itself; keep one client for all calls of a process.
 *
 * Each operation of the contract is a method: `uploadShoppingInfo`, `shoppingInfoVerifyUploadResult`,
 * `confirmProductPermission`, `getOrder` and its kin of `/wxa/charge`. They resolve to the reply of `errcode` 0, and reject with
 * a {@link ShoppingOrdersError} when the platform refuses, with a
 * {@link ShoppingOrdersConnectionError} when there is no readable reply, and with the signal's reason
 * when the caller's signal aborts.
 */
export class ShoppingOrders extends WithOperationMethods {
  readonly #settings: Settings;
  readonly #tokens: AccessTokens;

  /** @throws TypeError that names every option with a bad value */
  constructor(options: ShoppingOrdersOptions) {
    super();
    const settings = settingsOf(options);
    this.#settings = settings;
    this.#tokens = new AccessTokens((isForced) => issueToken(settings, isForced), settings.now);
  }

  /** Calls an operation by its name, for programs that have the name as data. */
  override async call<Name extends AuthorizedOperationName>(
    operation: Name,
    request: ReadonlyRequestOf<(typeof OPERATIONS)[Name]>,
    { signal, timeoutMs = this.#settings.timeoutMs }: CallOptions = {},
  ): Promise<ReplyOf<(typeof OPERATIONS)[Name]>> {
    signal?.throwIfAborted();
    const sendWith = (accessToken: string) =>
      retry(
        () => send(this.#settings, { operation, request, accessToken, timeoutMs, signal }),
        this.#settings,
        signal,
      );
    // Waiting for a token ends with the signal; fetching it does not, since others may wait as well.
    const accessToken = await untilAborted(this.#tokens.get(), signal);
    let reply: Unchecked;
    try {
      reply = await sendWith(accessToken);
    } catch (error) {
      if (!isTokenRefusal(error)) throw error;
      reply = await sendWith(await untilAborted(this.#tokens.replace(accessToken), signal));
    }
    // WeChat leaves either out of some replies; the type promises both.
    return { errcode: 0, errmsg: "ok", ...reply } as ReplyOf<(typeof OPERATIONS)[Name]>;
  }

  /**
   * Checks a request without sending it: every broken rule that can be found here, in the order in
   * which the platform would answer them; an empty list when there is none.
   */
  validate(operation: OperationKey, request: unknown): ViolationReport[] {
    const { appid, language } = this.#settings;
    return validate(operation, request, { appid, language });
  }
}

function isTokenRefusal(error: unknown): boolean {
  return error instanceof ShoppingOrdersError && ACCESS_TOKEN_REFUSALS.has(error.errcode);
}

async function issueToken(settings: Settings, isForced: boolean): Promise<IssuedToken> {
  const { appid, secret, timeoutMs, useStableToken } = settings;
  const operation = useStableToken ? "getStableAccessToken" : "getAccessToken";
  const credentials = { grant_type: "client_credential", appid, secret };
  const request =
    useStableToken && isForced ? { ...credentials, force_refresh: true } : credentials;
  return retry(async () => {
    const exchange = {
      operation,
      request,
      accessToken: null,
      timeoutMs,
      signal: undefined,
    } as const;
    const { access_token: accessToken, expires_in: expiresIn } = await send(settings, exchange);
    if (typeof accessToken !== "string" || accessToken === "" || typeof expiresIn !== "number") {
      throw new ShoppingOrdersConnectionError(operation, "the reply holds no access token");
    }
    return { accessToken, lifetimeMs: expiresIn * 1000 };
  }, settings);
}
