import { expect, test } from "vitest";
import { GUESSES_PER_MINUTE, GuessLimit } from "./guess-limit.js";

const guessAll = (limit: GuessLimit, address: string) => {
  for (let count = 0; count < GUESSES_PER_MINUTE; count++) limit.countWrong(address, 0);
};

test("an address with too many wrong guesses waits for the next minute; other addresses do not", () => {
  const limit = new GuessLimit();
  guessAll(limit, "192.0.2.1");
  expect(limit.mayGuess("192.0.2.1", 59_999)).toBe(false);
  expect(limit.mayGuess("192.0.2.2", 59_999)).toBe(true);
  expect(limit.mayGuess("192.0.2.1", 60_000)).toBe(true);
});

test("all addresses of an IPv6 network count as one", () => {
  const limit = new GuessLimit();
  guessAll(limit, "2001:db8:1:2:aaaa::1");
  expect(limit.mayGuess("2001:db8:1:2:bbbb::2", 0)).toBe(false);
  expect(limit.mayGuess("2001:db8:1:3:aaaa::1", 0)).toBe(true);
  guessAll(limit, "::ffff:192.0.2.1");
  expect(limit.mayGuess("::ffff:192.0.2.2", 0)).toBe(true);
});

test("guesses from any number of new addresses do not fill the memory", () => {
  const limit = new GuessLimit();
  for (let count = 0; count < 10_000; count++) limit.countWrong(`address ${count}`, 0);
  expect(limit.mayGuess("one more", 0)).toBe(false);
  expect(limit.mayGuess("address 1", 0)).toBe(true);
  expect(limit.mayGuess("one more", 60_000)).toBe(true);
});
