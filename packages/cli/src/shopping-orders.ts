import {
  ShoppingOrders,
  ShoppingOrdersConnectionError,
  ShoppingOrdersError,
} from "@dingdan/client";
import {
  ACCESS_TOKEN_ERROR_NAMES,
  errorNamed,
  findErrorByCode,
  OPERATIONS,
} from "@dingdan/contract";
import { RefusalError, type WireRefusal } from "./errors.js";
import type { ClientSettings } from "./settings/client.js";
import type { Terminal } from "./terminal/terminal.js";
import { unreachable } from "./unreachable.js";

/** Calls the wire through the SDK and converts its errors to those of the command line. */
export class WireClient {
  readonly #sdk: ShoppingOrders;
  readonly #url: string;

  constructor({ url, appid, secret }: ClientSettings, { language }: Terminal) {
    this.#url = url;
    this.#sdk = new ShoppingOrders({ appid, secret, baseUrl: url, language });
  }

  /**
   * @throws RefusalError when the platform returns an errcode that is not 0
   * @throws UsageError when it returns no readable reply
   */
  call<Reply>(method: (sdk: ShoppingOrders) => Promise<Reply>): Promise<Reply> {
    return wireAnswer(this.#url, () => method(this.#sdk));
  }
}

/** Makes a call with the SDK and converts its errors to those of the command line. */
export async function wireAnswer<Reply>(url: string, call: () => Promise<Reply>): Promise<Reply> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ShoppingOrdersError) throw new RefusalError(refusalOf(error));
    if (error instanceof ShoppingOrdersConnectionError) throw unreachable(url, error);
    throw error;
  }
}

function refusalOf(error: ShoppingOrdersError): WireRefusal {
  const { errcode, errmsg, rid, hint, causes, path } = error;
  return {
    interface: "wire",
    errcode,
    errmsg: errmsg.replace(/,? rid: [0-9a-f-]+\s*$/, ""),
    path,
    hint,
    causes,
    rid,
  };
}

const CALLER_ERRORS: ReadonlySet<number> = new Set(
  [
    ...OPERATIONS.getStableAccessToken.errors,
    ...ACCESS_TOKEN_ERROR_NAMES,
    OPERATIONS.uploadShoppingInfo.closedPermissionError,
  ]
    .filter((name) => !["EMPTY_BODY", "DATA_FORMAT_ERROR"].includes(name))
    .map(errorNamed)
    .filter(({ retryable }) => !retryable)
    .map(({ code }) => code),
);

/** Whether an error is about the caller, so that every other call would be rejected with it as well. */
export function isCallerError(error: unknown): boolean {
  if (!(error instanceof RefusalError)) return false;
  const { refusal } = error;
  if (refusal.interface === "admin") return refusal.status === 401 || refusal.status === 403;
  return (
    CALLER_ERRORS.has(refusal.errcode) || findErrorByCode(refusal.errcode)?.onlyWeChat === true
  );
}
