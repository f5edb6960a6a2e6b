import { text } from "@dingdan/contract";
import { Problem } from "../http/problem.js";
import type { Attempt } from "./doors.js";
import type { GuessLimit } from "./guess-limit.js";

/**
 * Looks up a credential that a person may have chosen; null for a wrong one, which is counted. The limit
 * is checked again afterwards: of many guesses at the same time, only the first few count as checked.
 * @throws Problem 429 with Retry-After when the network has presented too many wrong credentials
 */
export async function tryCredential<T>(
  guesses: GuessLimit,
  attempt: Attempt,
  find: () => T | null | Promise<T | null>,
): Promise<T | null> {
  const blockedMs = await guesses.blockedUnlessKnownMs(attempt);
  if (blockedMs > 0) throw tooManyGuesses(retryAfterS(blockedMs));
  const found = await find();
  if (found === null) {
    await guesses.wrong(attempt);
    return null;
  }
  requireMayGuess(guesses, attempt);
  guesses.right(attempt);
  return found;
}

/** @throws Problem 429 with Retry-After when the network has presented too many wrong credentials */
export function requireMayGuess(guesses: GuessLimit, attempt: Attempt): void {
  const blockedMs = guesses.blockedMs(attempt);
  if (blockedMs > 0) throw tooManyGuesses(retryAfterS(blockedMs));
}

/** A value for the header Retry-After. */
export const retryAfterS = (blockedMs: number): number => Math.ceil(blockedMs / 1000);

const tooManyGuesses = (seconds: number) =>
  new Problem(
    429,
    text(
      `Too many failed attempts from your address: try again in ${seconds} s.`,
      `您的地址失败次数过多：请在 ${seconds} 秒后重试。`,
    ),
    [],
    [],
    seconds,
  );
