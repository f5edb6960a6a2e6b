import { findErrorByCode, type Language, OPERATIONS, type OperationKey } from "@dingdan/contract";

/** What an error is told about the reply that it stands for. */
export interface Refusal {
  readonly operation: OperationKey;
  readonly errcode: number;
  readonly errmsg: string;
}

/** The platform's refusal of a call: a reply whose `errcode` is not 0. */
export class ShoppingOrdersError extends Error {
  override readonly name = "ShoppingOrdersError";
  /** The method that was refused, or `getStableAccessToken` or `getAccessToken` before it. */
  readonly operation: OperationKey;
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

/** No reply that could be read: the network failed, time ran out, or what answered is no platform. */
export class ShoppingOrdersConnectionError extends Error {
  override readonly name = "ShoppingOrdersConnectionError";
  /** The method whose call failed, or `getStableAccessToken` or `getAccessToken` before it. */
  readonly operation: OperationKey;
  /** The same call may succeed later; each repeats without harm what may have been done already. */
  readonly isRetryable = true;

  /** @param cause a copy of what was thrown, without secrets; left out when a reply was unreadable */
  constructor(operation: OperationKey, reason: string, cause?: Error) {
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
function findPath(operation: OperationKey, errmsg: string): string | null {
  for (const [, path = "", member = ""] of errmsg.matchAll(
    /: ((\w+)(?:\[\d+\]|\.\w+)*)(?=[\s,]|$)/g,
  )) {
    if (Object.hasOwn(OPERATIONS[operation].request.properties, member)) return path;
  }
  return null;
}
