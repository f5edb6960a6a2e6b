import { expect } from "vitest";
import { GUESS_WINDOW_MS, KNOWN_AGAIN_MS, KNOWN_MS, KNOWN_OF_ACCOUNT_MAX } from "../guess-store.js";
import { promise, type StorePromise } from "./store-promise.js";

const NOW_MS = 1_700_000_000_000;
const NETWORK = "203.0.113.9";
const OTHER_NETWORK = "2001:db8:1:2::/64";

const wrong = (changes: { account?: string; network?: string; nowMs?: number } = {}) => {
  const { account = "operator", network = NETWORK, nowMs = NOW_MS } = changes;
  return { account, network, ofNetwork: network, nowMs };
};

export const guessPromises: readonly StorePromise[] = [
  promise(
    "counts wrong guesses by account and network until a minute has passed",
    async (store) => {
      const endsAtMs = NOW_MS + GUESS_WINDOW_MS;
      const { guesses } = store;
      expect(await guesses.countWrong(wrong())).toEqual({
        wrongCount: 1,
        endsAtMs,
        isKnown: false,
      });
      expect(await guesses.countWrong(wrong({ nowMs: endsAtMs - 1 }))).toEqual({
        wrongCount: 2,
        endsAtMs,
        isKnown: false,
      });
      for (const other of [{ account: "app:wx1" }, { network: OTHER_NETWORK }]) {
        expect((await guesses.countWrong(wrong(other))).wrongCount).toBe(1);
      }
      expect(await guesses.countWrong(wrong({ nowMs: endsAtMs }))).toMatchObject({
        wrongCount: 1,
        endsAtMs: endsAtMs + GUESS_WINDOW_MS,
      });
    },
  ),

  promise("counts every one of many wrong guesses at the same time", async ({ guesses }) => {
    const counts = await Promise.all(Array.from({ length: 20 }, () => guesses.countWrong(wrong())));
    const numbers = counts
      .map(({ wrongCount }) => wrongCount)
      .toSorted((one, other) => one - other);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  }),

  promise("starts a count again whose end a clock ahead of this one has set", async (store) => {
    await store.guesses.countWrong(wrong({ nowMs: NOW_MS + 3_600_000 }));
    expect(await store.guesses.countWrong(wrong())).toMatchObject({
      wrongCount: 1,
      endsAtMs: NOW_MS + GUESS_WINDOW_MS,
    });
  }),

  promise(
    "remembers for thirty days that a network knew an account's credential",
    async (store) => {
      const { guesses } = store;
      await guesses.remember({ account: "operator", network: NETWORK }, NOW_MS);
      const isKnown = async (changes: Parameters<typeof wrong>[0]) =>
        (await guesses.countWrong(wrong(changes))).isKnown;

      expect(await isKnown({})).toBe(true);
      expect(await isKnown({ account: "app:wx1" })).toBe(false);
      expect(await isKnown({ network: OTHER_NETWORK })).toBe(false);
      expect(await isKnown({ nowMs: NOW_MS + KNOWN_MS - 1 })).toBe(true);
      expect(await isKnown({ nowMs: NOW_MS + KNOWN_MS })).toBe(false);

      // The network is the sender's, also where a wider network is counted.
      const wider = { account: "operator", network: "203.0.0.0/16", ofNetwork: NETWORK };
      expect((await guesses.countWrong({ ...wider, nowMs: NOW_MS })).isKnown).toBe(true);
    },
  ),

  promise("writes a success again only after a day", async ({ guesses }) => {
    const place = { account: "operator", network: NETWORK };
    const isKnownAt = async (nowMs: number) => (await guesses.countWrong(wrong({ nowMs }))).isKnown;
    await guesses.remember(place, NOW_MS);
    await guesses.remember(place, NOW_MS + KNOWN_AGAIN_MS - 1);
    expect(await isKnownAt(NOW_MS + KNOWN_MS)).toBe(false);
    await guesses.remember(place, NOW_MS + KNOWN_AGAIN_MS);
    expect(await isKnownAt(NOW_MS + KNOWN_MS)).toBe(true);
  }),

  promise("remembers only the newest networks of an account", async ({ guesses }) => {
    for (let number = 0; number <= KNOWN_OF_ACCOUNT_MAX; number++) {
      await guesses.remember({ account: "operator", network: `${number}` }, NOW_MS + number);
    }
    const isKnown = async (network: string) =>
      (await guesses.countWrong(wrong({ network, nowMs: NOW_MS + 10_000 }))).isKnown;
    expect(await isKnown("0")).toBe(false);
    expect(await isKnown("1")).toBe(true);
    expect(await isKnown(`${KNOWN_OF_ACCOUNT_MAX}`)).toBe(true);
    const lookUp = (network: string) =>
      guesses.isKnown({ account: "operator", network }, NOW_MS + 10_000);
    expect([await lookUp("0"), await lookUp("1")]).toEqual([false, true]);
  }),

  promise("sweeps ended counts and forgotten networks", async ({ guesses }) => {
    await guesses.countWrong(wrong());
    await guesses.remember({ account: "operator", network: NETWORK }, NOW_MS);
    expect(await guesses.sweep(NOW_MS + GUESS_WINDOW_MS - 1)).toBe(0);
    expect(await guesses.sweep(NOW_MS + GUESS_WINDOW_MS)).toBe(1);
    expect(await guesses.sweep(NOW_MS + KNOWN_MS)).toBe(1);
    expect(await guesses.countWrong(wrong())).toMatchObject({ wrongCount: 1, isKnown: false });
  }),
];
