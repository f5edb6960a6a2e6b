import { expect, test } from "vitest";
import { LimitHits } from "../limits/limit-hits.js";
import { atAdminKey, GUESSES_MAX } from "./doors.js";
import { GuessLimit } from "./guess-limit.js";
import { tryCredential } from "./try-credential.js";

const ATTEMPT = atAdminKey("203.0.113.9");

const newLimit = () =>
  new GuessLimit({
    limitHits: new LimitHits({ warn: () => {} }),
    store: {
      countWrong: () => Promise.reject(new Error("no database")),
      isKnown: () => Promise.resolve(false),
      remember: () => Promise.resolve(),
      sweep: () => Promise.resolve(0),
    },
  });

test("of many guesses at the same time, a right one after the limit is rejected", async () => {
  const guesses = newLimit();
  const keys = [...Array.from({ length: GUESSES_MAX.admin_key }, () => null), "the key"];

  const outcomes = await Promise.allSettled(
    keys.map((key) => tryCredential(guesses, ATTEMPT, () => Promise.resolve(key))),
  );

  const wrong = { status: "fulfilled", value: null };
  expect(outcomes.slice(0, -1)).toEqual(keys.slice(0, -1).map(() => wrong));
  expect(outcomes.at(-1)).toMatchObject({ status: "rejected", reason: { status: 429 } });
});

test("beyond the limit, the credential is not looked up", async () => {
  const guesses = newLimit();
  for (let count = 0; count < GUESSES_MAX.admin_key; count++) await guesses.wrong(ATTEMPT);
  let lookUpCount = 0;
  const trying = tryCredential(guesses, ATTEMPT, () => {
    lookUpCount++;
    return "the key";
  });
  await expect(trying).rejects.toMatchObject({ status: 429, retryAfterS: 60 });
  expect(lookUpCount).toBe(0);
});
