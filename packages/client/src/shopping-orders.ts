import { AccessTokens, type IssuedToken } from "./access-token.js";
import { AppClient } from "./app-client.js";
import { callWithoutToken } from "./call.js";
import { type Connection, checkOptions, connectionOf, isFilledText } from "./connection.js";
import { issuedTokenOf } from "./issued-token.js";
import type { AppSecretOptions, ShoppingOrdersOptions } from "./options.js";
import { SharedTokens } from "./token-store.js";

/**
 * A client of WeChat's Shopping Orders, or of a Dingdan server, for one app with its own credentials.
 * The client fetches, keeps and renews access tokens, unless the program does so itself. Use one
 * client for all calls of a process. A third-party platform calls for its merchants with
 * `forMerchant` of a {@link ThirdPartyPlatform} instead.
 */
export class ShoppingOrders extends AppClient {
  /** @throws TypeError that names every option with an invalid value */
  constructor(options: ShoppingOrdersOptions) {
    const connection = connectionOf(options, options.secret === undefined ? [] : [options.secret]);
    checkOptions("ShoppingOrders", faultsOf(options), connection);
    super(options.appid, connection, tokensOf(options, connection));
  }
}

function* faultsOf({ appid, secret, accessToken }: ShoppingOrdersOptions): Generator<string> {
  if (!isFilledText(appid)) yield "appid must be a non-empty string";
  if (accessToken === undefined) {
    if (!isFilledText(secret)) yield "secret must be a non-empty string";
  } else if (secret !== undefined) yield "give either secret or accessToken, not both";
}

function tokensOf(options: ShoppingOrdersOptions, connection: Connection): AccessTokens {
  const { now, baseUrl } = connection;
  const { appid, accessToken: ask, useStableToken = true, tokenStore } = options;
  const kind = useStableToken ? "stable_access_token" : "access_token";
  return new AccessTokens({
    issue:
      ask === undefined
        ? (isForced) => issueToken(options, connection, isForced)
        : async (isForced) => ({ accessToken: givenToken(await ask({ isForced })), lifetimeMs: 0 }),
    shared: new SharedTokens(tokenStore, connection),
    key: `${kind}:${appid}@${baseUrl}`,
    now,
  });
}

function givenToken(answer: unknown): string {
  if (typeof answer === "string" && answer !== "") return answer;
  throw new TypeError("ShoppingOrders: accessToken must return a non-empty string");
}

async function issueToken(
  { appid, secret, useStableToken = true }: AppSecretOptions,
  connection: Connection,
  isForced: boolean,
): Promise<IssuedToken> {
  const operation = useStableToken ? "getStableAccessToken" : "getAccessToken";
  const credentials = { grant_type: "client_credential", appid, secret };
  const request =
    useStableToken && isForced ? { ...credentials, force_refresh: true } : credentials;
  const { timeoutMs } = connection;
  const call = { operation, appid, request, secrets: [], timeoutMs, signal: undefined } as const;
  return issuedTokenOf(operation, await callWithoutToken(connection, call), "access_token");
}
