import type { OPERATIONS, OperationKey, ReplyOf, ViolationReport } from "@dingdan/contract";
import type { AccessTokens } from "./access-token.js";
import { AppOperations } from "./app-operations.js";
import { callWithToken } from "./call.js";
import type { Connection } from "./connection.js";
import type { AuthorizedOperationName } from "./operation-names.js";
import type { CallOptions } from "./options.js";
import type { ReadonlyRequestOf } from "./requests.js";
import { ShippingManagementOperations } from "./shipping-management-operations.js";
import { validate } from "./validate.js";

/**
 * The calls for one app, with the app's own access tokens or those of a third-party platform.
 *
 * Each operation of the contract that carries an access token is a method, such as
 * `uploadShoppingInfo`, `shoppingInfoVerifyUploadResult` and `getOrder`. A method resolves to the
 * reply when `errcode` is 0. It rejects with a {@link ShoppingOrdersError} when the platform rejects
 * the call, with a {@link ShoppingOrdersConnectionError} when no readable reply arrives, and with the
 * signal's reason when the caller's signal aborts.
 */
export class AppClient extends AppOperations {
  /** The app that the calls are for. */
  readonly appid: string;
  readonly #connection: Connection;
  readonly #tokens: AccessTokens;

  constructor(appid: string, connection: Connection, tokens: AccessTokens) {
    super();
    this.appid = appid;
    this.#connection = connection;
    this.#tokens = tokens;
  }

  /** The operations of shipping information management, under the names of WeChat's cloud calls. */
  get shippingManagement(): ShippingManagementOperations {
    return new ShippingManagementOperations(this);
  }

  /** Calls an operation by its name, for a program that has the name as data. */
  override async call<Name extends AuthorizedOperationName>(
    operation: Name,
    request: ReadonlyRequestOf<(typeof OPERATIONS)[Name]>,
    { signal, timeoutMs = this.#connection.timeoutMs }: CallOptions = {},
  ): Promise<ReplyOf<(typeof OPERATIONS)[Name]>> {
    const { appid } = this;
    const call = { operation, appid, request, secrets: [], timeoutMs, signal };
    const reply = await callWithToken(this.#connection, this.#tokens, call);
    // WeChat omits one or both from some replies. The type promises both.
    return { errcode: 0, errmsg: "ok", ...reply } as ReplyOf<(typeof OPERATIONS)[Name]>;
  }

  /**
   * Checks a request without sending it, in its JSON form.
   * @returns every broken rule that can be found here with its known causes, in the order in which the
   * platform checks the rules; an empty list when the request breaks none
   * @throws TypeError for a request that has no JSON form, such as one with a `BigInt`
   */
  validate(operation: OperationKey, request: unknown): ViolationReport[] {
    return validate(operation, request, {
      appid: this.appid,
      language: this.#connection.language,
    });
  }
}
