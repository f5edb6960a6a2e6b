import { text } from "@dingdan/contract";
import { Problem } from "../http/problem.js";
import type { Attempt } from "./doors.js";
import type { GuessLimit } from "./guess-limit.js";

/** @throws Problem 429 with Retry-After when the network has presented too many wrong credentials */
export function requireMayGuess(guesses: GuessLimit, attempt: Attempt): void {
  const blockedMs = guesses.blockedMs(attempt);
  if (blockedMs <= 0) return;
  const seconds = Math.ceil(blockedMs / 1000);
  throw new Problem(
    429,
    text(
      `Too many failed attempts from your address: try again in ${seconds} s.`,
      `您的地址失败次数过多：请在 ${seconds} 秒后重试。`,
    ),
    [],
    [],
    seconds,
  );
}
