import { errorNamed, type Unchecked } from "@dingdan/contract";
import { untilAborted } from "./abort.js";
import type { AccessTokens } from "./access-token.js";
import type { Connection } from "./connection.js";
import { ShippingManagementError, ShoppingOrdersError } from "./errors.js";
import { isRetryable, retry } from "./retry.js";
import { type Exchange, send } from "./transport.js";

/** A call: one exchange and its retries. */
export type Call = Omit<Exchange, "accessToken" | "attempt">;

/** Errors that a new token may fix. Older documents use 42006 for an expired component access token. */
const TOKEN_REFUSALS: ReadonlySet<number> = new Set([
  ...(["INVALID_CREDENTIAL", "INVALID_ACCESS_TOKEN", "ACCESS_TOKEN_EXPIRED"] as const).map(
    (name) => errorNamed(name).code,
  ),
  42006,
]);

/** Calls with a token. If the platform rejects the token, calls once more with a new one. */
export async function callWithToken(
  connection: Connection,
  tokens: AccessTokens,
  call: Call,
): Promise<Unchecked> {
  const { signal } = call;
  signal?.throwIfAborted();
  const sendWith = senderOf(connection, call);
  // The signal ends the wait for a token, but not the fetch: other calls may wait for it.
  const accessToken = await untilAborted(tokens.get(), signal);
  try {
    return await sendWith(accessToken);
  } catch (error) {
    if (!isTokenRefusal(error)) throw error;
    return sendWith(await untilAborted(tokens.replace(accessToken), signal));
  }
}

/** Calls an operation that takes no token, such as one that issues tokens. */
export async function callWithoutToken(connection: Connection, call: Call): Promise<Unchecked> {
  return senderOf(connection, call)(null);
}

/** Sends a call with retries. It counts the attempts with all tokens together. */
function senderOf(connection: Connection, call: Call) {
  let attempt = 0;
  let isReplyLost = false;
  return (accessToken: string | null) =>
    retry(
      async () => {
        attempt += 1;
        try {
          return await send(connection, { ...call, accessToken, attempt });
        } catch (error) {
          // An earlier attempt took effect: what the platform has already is what this call sends.
          if (isReplyLost && isAlreadyStored(error)) return { errcode: 0, errmsg: "ok" };
          isReplyLost ||= isRetryable(error);
          throw error;
        }
      },
      connection,
      call.signal,
    );
}

const isAlreadyStored = (error: unknown): boolean =>
  error instanceof ShippingManagementError && error.isAlreadyStored;

function isTokenRefusal(error: unknown): boolean {
  return error instanceof ShoppingOrdersError && TOKEN_REFUSALS.has(error.errcode);
}
