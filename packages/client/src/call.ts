import { errorNamed, type Unchecked } from "@dingdan/contract";
import { untilAborted } from "./abort.js";
import type { AccessTokens } from "./access-token.js";
import type { Connection } from "./connection.js";
import { ShoppingOrdersError } from "./errors.js";
import { retry } from "./retry.js";
import { type Exchange, send } from "./transport.js";

/** A call: one exchange, and its repeats. */
export type Call = Omit<Exchange, "accessToken" | "attempt">;

/** What a fresh token may mend. Older documents have 42006 for an expired component access token. */
const TOKEN_REFUSALS: ReadonlySet<number> = new Set([
  ...(["INVALID_CREDENTIAL", "INVALID_ACCESS_TOKEN", "ACCESS_TOKEN_EXPIRED"] as const).map(
    (name) => errorNamed(name).code,
  ),
  42006,
]);

/** Calls with a token, and once more with its successor when the platform refuses the token. */
export async function callWithToken(
  connection: Connection,
  tokens: AccessTokens,
  call: Call,
): Promise<Unchecked> {
  const { signal } = call;
  signal?.throwIfAborted();
  const sendWith = senderOf(connection, call);
  // Waiting for a token ends with the signal; fetching it does not, since others may wait as well.
  const accessToken = await untilAborted(tokens.get(), signal);
  try {
    return await sendWith(accessToken);
  } catch (error) {
    if (!isTokenRefusal(error)) throw error;
    return sendWith(await untilAborted(tokens.replace(accessToken), signal));
  }
}

/** Calls an interface that takes no token, such as one that issues them. */
export async function callWithoutToken(connection: Connection, call: Call): Promise<Unchecked> {
  return senderOf(connection, call)(null);
}

/** Sends, repeats, and counts the attempts of all tokens together. */
function senderOf(connection: Connection, call: Call) {
  let attempt = 0;
  return (accessToken: string | null) =>
    retry(
      () => {
        attempt += 1;
        return send(connection, { ...call, accessToken, attempt });
      },
      connection,
      call.signal,
    );
}

function isTokenRefusal(error: unknown): boolean {
  return error instanceof ShoppingOrdersError && TOKEN_REFUSALS.has(error.errcode);
}
