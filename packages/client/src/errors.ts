import { findErrorByCode, type Language } from "@dingdan/contract";
import { interfaceOf, type OperationName } from "./operation-names.js";

/** What an error is told about the reply that it stands for. */
export interface Refusal {
  readonly operation: OperationName;
  readonly errcode: number;
  readonly errmsg: string;
}

/** The platform's refusal of a call: a reply whose `errcode` is not 0. */
export class ShoppingOrdersError extends Error {
  override readonly name: string = "ShoppingOrdersError";
  /** The method that was refused, or what fetched a token for it, such as `getStableAccessToken`. */
  readonly operation: OperationName;
  /** The code of the error, such as 268485206. */
  readonly errcode: number;
  /** The platform's text as it came, with its rid. */
  readonly errmsg: string;
  /** The id under which the platform logged the call; null if the reply had none. */
  readonly rid: string | null;
  /** What to do about it, in the client's language; null for a code that no document names. */
  readonly hint: string | null;
  /** The member of the request at fault, such as `order_list[0].item_list[2].name`; null if not told. */
  readonly path: string | null;
  /** Whether the same call may succeed later without a change. */
  readonly isRetryable: boolean;

  constructor({ operation, errcode, errmsg }: Refusal, language: Language) {
    const row = findErrorByCode(errcode);
    const hint = row?.hint[language] ?? null;
    const advice = hint === null ? "" : ` (${hint})`;
    super(`${operation}: ${errcode} ${errmsg}${advice}`);
    this.operation = operation;
    this.errcode = errcode;
    this.errmsg = errmsg;
    this.rid = findRid(errmsg);
    this.hint = hint;
    this.path = findPath(operation, errmsg);
    this.isRetryable = row?.retryable ?? false;
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

/** The refusal of a third-party platform's call for a merchant, which the merchant's consent may mend. */
export class AuthorizerError extends ShoppingOrdersError {
  override readonly name = "AuthorizerError";
  /** The merchant's app. */
  readonly authorizerAppid: string;
  /** That the merchant has not authorised, has not granted enough, or has replaced the refresh token. */
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

/** The error of a refusal of a call for an app. */
export function refusalError(
  refusal: Refusal,
  { appid, language }: { readonly appid: string; readonly language: Language },
): ShoppingOrdersError {
  const reason = REASON_OF_CODE.get(refusal.errcode);
  if (reason === undefined) return new ShoppingOrdersError(refusal, language);
  return new AuthorizerError(refusal, language, { appid, reason });
}

/**
 * Nothing was sent: no refresh token is known for a merchant, in this process or in the token store.
 * The merchant's consent gives one, and so does `api_get_authorizer_list`.
 */
export class AuthorizationMissingError extends Error {
  override readonly name = "AuthorizationMissingError";
  /** The merchant's app. */
  readonly authorizerAppid: string;

  constructor(authorizerAppid: string) {
    super(
      `no authorizer_refresh_token is known for ${authorizerAppid}: ` +
        "exchange an authorization code with queryAuth, or hand the token to forMerchant",
    );
    this.authorizerAppid = authorizerAppid;
  }
}

/** No reply that could be read: the network failed, time ran out, or what answered is no platform. */
export class ShoppingOrdersConnectionError extends Error {
  override readonly name = "ShoppingOrdersConnectionError";
  /** The method whose call failed, or what fetched a token for it, such as `getStableAccessToken`. */
  readonly operation: OperationName;
  /** The same call may succeed later; each repeats without harm what may have been done already. */
  readonly isRetryable = true;

  /** @param cause a copy of what was thrown, without secrets; left out when a reply was unreadable */
  constructor(operation: OperationName, reason: string, cause?: Error) {
    super(`${operation}: ${reason}`, cause === undefined ? {} : { cause });
    this.operation = operation;
  }
}

function findRid(errmsg: string): string | null {
  return / rid: ([0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8})\s*$/.exec(errmsg)?.[1] ?? null;
}

/**
 * Dingdan writes `message: path reason`. WeChat's texts hold colons too, so what follows one is a
 * path only if it begins with a member of the operation's request.
 */
function findPath(operation: OperationName, errmsg: string): string | null {
  for (const [, path = "", member = ""] of errmsg.matchAll(
    /: ((\w+)(?:\[\d+\]|\.\w+)*)(?=[\s,]|$)/g,
  )) {
    if (Object.hasOwn(interfaceOf(operation).request.properties, member)) return path;
  }
  return null;
}
