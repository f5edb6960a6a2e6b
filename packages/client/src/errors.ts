import {
  type DiagnosisReport,
  errorNamed,
  findErrorByCode,
  type Language,
} from "@dingdan/contract";
import { interfaceOf, type OperationName } from "./operation-names.js";

/** A reply whose `errcode` is not 0. */
export interface Refusal {
  readonly operation: OperationName;
  readonly errcode: number;
  readonly errmsg: string;
  /** The causes that the request shows, likeliest first. */
  readonly causes?: readonly DiagnosisReport[];
}

/** The platform rejected a call: its reply has an `errcode` other than 0. */
export class ShoppingOrdersError extends Error {
  override readonly name: string = "ShoppingOrdersError";
  /** The rejected operation, which may be one that fetches a token, such as `getStableAccessToken`. */
  readonly operation: OperationName;
  /** The error code, such as 268485206. */
  readonly errcode: number;
  /** The platform's text, unchanged, with the rid. */
  readonly errmsg: string;
  /** The id of the call in the platform's log; null if the reply contains none. */
  readonly rid: string | null;
  /**
   * What to do, in the client's language: the advice of the first cause or, without a known cause, that
   * of the error code; null for an undocumented error code.
   */
  readonly hint: string | null;
  /**
   * The causes that the sent request shows, likeliest first, such as a price in yuan; empty if it shows
   * none. A cause that depends on the platform's data, such as an earlier upload, is not among them.
   */
  readonly causes: readonly DiagnosisReport[];
  /** The wrong field of the request, such as `order_list[0].item_list[2].name`; null if unknown. */
  readonly path: string | null;
  /** True: the same call may succeed later without a change. */
  readonly isRetryable: boolean;

  constructor({ operation, errcode, errmsg, causes = [] }: Refusal, language: Language) {
    const row = findErrorByCode(errcode, interfaceOf(operation));
    const [cause] = causes;
    const hint = cause?.hint ?? row?.hint[language] ?? null;
    const explained = cause === undefined ? hint : `${cause.text} ${cause.hint}`;
    const advice = explained === null ? "" : ` (${explained})`;
    super(`${operation}: ${errcode} ${errmsg}${advice}`);
    this.operation = operation;
    this.errcode = errcode;
    this.errmsg = errmsg;
    this.rid = findRid(errmsg);
    this.hint = hint;
    this.causes = causes;
    this.path = findPath(operation, errmsg);
    this.isRetryable = row?.retryable ?? false;
  }
}

/** The platform rejected a call of shipping information management (`/wxa/sec/order`). */
export class ShippingManagementError extends ShoppingOrdersError {
  override readonly name = "ShippingManagementError";
  /**
   * True: the platform has the same shipping information already (10060023), which is as good as a
   * success. It costs nothing.
   */
  readonly isAlreadyStored: boolean;
  /**
   * True: the app has no such payment, or not yet (10060001). A payment becomes visible some 10 seconds
   * after it was made, at the latest after a minute: try again until then.
   */
  readonly isNotFound: boolean;

  constructor(refusal: Refusal, language: Language) {
    super(refusal, language);
    this.isAlreadyStored = refusal.errcode === errorNamed("TRADE_SHIPPING_UNCHANGED").code;
    this.isNotFound = refusal.errcode === errorNamed("TRADE_ORDER_NOT_FOUND").code;
  }
}

/** Why a third-party platform may not call for a merchant. */
export type AuthorizerErrorReason = (typeof AUTHORIZER_ERROR_REASONS)[number][1];

const AUTHORIZER_ERROR_REASONS = [
  [61003, "COMPONENT_NOT_AUTHORIZED"],
  [61007, "API_NOT_GRANTED_TO_COMPONENT"],
  [61023, "REFRESH_TOKEN_INVALID"],
] as const;

const REASON_OF_CODE = new Map<number, AuthorizerErrorReason>(AUTHORIZER_ERROR_REASONS);

/** The platform rejected a call for a merchant. A new consent of the merchant may fix it. */
export class AuthorizerError extends ShoppingOrdersError {
  override readonly name = "AuthorizerError";
  /** The merchant's app. */
  readonly authorizerAppid: string;
  /** No authorisation, a missing permission set, or a refresh token that is no longer valid. */
  readonly reason: AuthorizerErrorReason;

  constructor(
    refusal: Refusal,
    language: Language,
    authorizer: { readonly appid: string; readonly reason: AuthorizerErrorReason },
  ) {
    super(refusal, language);
    this.authorizerAppid = authorizer.appid;
    this.reason = authorizer.reason;
  }
}

/** The error for a rejected call of an app. */
export function refusalError(
  refusal: Refusal,
  { appid, language }: { readonly appid: string; readonly language: Language },
): ShoppingOrdersError {
  const reason = REASON_OF_CODE.get(refusal.errcode);
  if (reason === undefined) {
    const { group } = interfaceOf(refusal.operation);
    return group === "shipping-management"
      ? new ShippingManagementError(refusal, language)
      : new ShoppingOrdersError(refusal, language);
  }
  return new AuthorizerError(refusal, language, { appid, reason });
}

/**
 * The client sent nothing: it knows no refresh token for the merchant, in memory or in the token
 * store. A new consent of the merchant returns one, and so does `api_get_authorizer_list`.
 */
export class AuthorizationMissingError extends Error {
  override readonly name = "AuthorizationMissingError";
  /** The merchant's app. */
  readonly authorizerAppid: string;

  constructor(authorizerAppid: string) {
    super(
      `no authorizer_refresh_token is known for ${authorizerAppid}: ` +
        "exchange an authorisation code with queryAuth, or pass the token to forMerchant",
    );
    this.authorizerAppid = authorizerAppid;
  }
}

/** No readable reply arrived: the network failed, the call timed out, or a gateway answered. */
export class ShoppingOrdersConnectionError extends Error {
  override readonly name = "ShoppingOrdersConnectionError";
  /** The failed operation, which may be one that fetches a token, such as `getStableAccessToken`. */
  readonly operation: OperationName;
  /** The same call may succeed later. It is safe to retry, even if the call already took effect. */
  readonly isRetryable = true;

  /** @param cause a copy of the thrown error, without secrets; omitted when a reply was unreadable */
  constructor(operation: OperationName, reason: string, cause?: Error) {
    super(`${operation}: ${reason}`, cause === undefined ? {} : { cause });
    this.operation = operation;
  }
}

function findRid(errmsg: string): string | null {
  return / rid: ([0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8})\s*$/.exec(errmsg)?.[1] ?? null;
}

/**
 * Dingdan writes `message: path reason`. WeChat's texts contain colons too, so the text after a colon
 * is a path only if it begins with a field of the operation's request.
 */
export function findPath(operation: OperationName, errmsg: string): string | null {
  for (const [, path = "", member = ""] of errmsg.matchAll(
    /: ((\w+)(?:\[\d+\]|\.\w+)*)(?=[\s,]|$)/g,
  )) {
    if (Object.hasOwn(interfaceOf(operation).request.properties, member)) return path;
  }
  return null;
}
