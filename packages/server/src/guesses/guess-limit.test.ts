import { expect, test } from "vitest";
import { LimitHits } from "../limits/limit-hits.js";
import type { GuessCount, GuessStore, WrongGuess } from "../storage/guess-store.js";
import { atAdminKey, atAppSecret, GUESSES_MAX } from "./doors.js";
import { GuessLimit } from "./guess-limit.js";

const HOME = "203.0.113.9";
const STRANGER = "198.51.100.7";

/** The counts of the processes of one database, in memory. */
class SharedCounts implements GuessStore {
  readonly counts = new Map<string, { wrongCount: number; endsAtMs: number }>();
  readonly known = new Set<string>();
  statements = 0;
  isBroken = false;

  async countWrong({ account, network, ofNetwork, nowMs }: WrongGuess): Promise<GuessCount> {
    this.#use();
    const key = `${account} ${network}`;
    const stored = this.counts.get(key);
    const before = stored !== undefined && nowMs < stored.endsAtMs ? stored : null;
    const count = {
      wrongCount: (before?.wrongCount ?? 0) + 1,
      endsAtMs: before?.endsAtMs ?? nowMs + 60_000,
    };
    this.counts.set(key, count);
    return { ...count, isKnown: this.known.has(`${account} ${ofNetwork}`) };
  }

  async remember({ account, network }: { account: string; network: string }): Promise<void> {
    this.#use();
    this.known.add(`${account} ${network}`);
  }

  async isKnown({ account, network }: { account: string; network: string }): Promise<boolean> {
    this.#use();
    return this.known.has(`${account} ${network}`);
  }
  sweep = () => Promise.resolve(0);

  #use(): void {
    this.statements++;
    if (this.isBroken) throw new Error("the disk is full");
  }
}

function given({ networksMax = 100 } = {}) {
  const store = new SharedCounts();
  const limitHits = new LimitHits({ warn: () => {} });
  const clock = { nowMs: 1_000_000 };
  const start = () => new GuessLimit({ store, limitHits, networksMax, nowMs: () => clock.nowMs });
  return { store, limitHits, clock, start, guesses: start() };
}

async function guess(guesses: GuessLimit, address: string, count: number): Promise<void> {
  for (let number = 0; number < count; number++) await guesses.wrong(atAdminKey(address));
}

test("the last allowed wrong credential blocks its network for the account, until a minute has passed", async () => {
  const { guesses, clock, limitHits } = given();
  await guess(guesses, HOME, GUESSES_MAX.admin_key - 1);
  expect(guesses.blockedMs(atAdminKey(HOME))).toBe(0);
  clock.nowMs += 20_000;
  await guess(guesses, HOME, 1);

  expect(guesses.blockedMs(atAdminKey(HOME))).toBe(40_000);
  expect(guesses.blockedMs(atAdminKey(`::ffff:${HOME}`))).toBe(40_000);
  expect(limitHits.count("guesses").hits).toBe(2);
  expect(guesses.blockedMs(atAdminKey(STRANGER))).toBe(0);
  expect(guesses.blockedMs(atAppSecret("wx1", HOME))).toBe(0);

  clock.nowMs += 40_000;
  expect(guesses.blockedMs(atAdminKey(HOME))).toBe(0);
  await guess(guesses, HOME, GUESSES_MAX.admin_key - 1);
  expect(guesses.blockedMs(atAdminKey(HOME))).toBe(0);
});

test("an IPv6 client is blocked by its /64 network", async () => {
  const { guesses } = given();
  for (let number = 0; number < GUESSES_MAX.admin_key; number++) {
    await guesses.wrong(atAdminKey(`2001:db8:1:2::${number}`));
  }
  expect(guesses.blockedMs(atAdminKey("2001:db8:1:2:ffff::1"))).toBeGreaterThan(0);
  expect(guesses.blockedMs(atAdminKey("2001:db8:1:3::1"))).toBe(0);
});

test("guesses that are checked at the same time are counted before any of them is stored", () => {
  const { guesses } = given();
  for (let number = 0; number < GUESSES_MAX.admin_key; number++) {
    void guesses.wrong(atAdminKey(HOME));
  }
  expect(guesses.blockedMs(atAdminKey(HOME))).toBeGreaterThan(0);
});

test("another process allows a blocked network one more guess", async () => {
  const { guesses, start } = given();
  await guess(guesses, HOME, GUESSES_MAX.admin_key);
  const other = start();
  expect(other.blockedMs(atAdminKey(HOME))).toBe(0);
  await guess(other, HOME, 1);
  expect(other.blockedMs(atAdminKey(HOME))).toBeGreaterThan(0);
});

test("a network with an earlier success is not blocked, in any process", async () => {
  const { guesses, start } = given();
  guesses.right(atAdminKey(HOME));
  for (const process of [guesses, start()]) {
    await guess(process, HOME, 2 * GUESSES_MAX.admin_key);
    await guess(process, STRANGER, GUESSES_MAX.admin_key);
    expect(process.blockedMs(atAdminKey(HOME))).toBe(0);
    expect(process.blockedMs(atAdminKey(STRANGER))).toBeGreaterThan(0);
  }
});

test("a success writes once a day, and failures write only until the limit", async () => {
  const { guesses, store, clock } = given();
  for (let number = 0; number < 100; number++) {
    expect(guesses.blockedMs(atAdminKey(HOME))).toBe(0);
    guesses.right(atAdminKey(HOME));
  }
  expect(store.statements).toBe(1);
  clock.nowMs += 24 * 3_600_000;
  guesses.right(atAdminKey(HOME));
  expect(store.statements).toBe(2);

  await guess(guesses, HOME, 1_000);
  expect(store.statements).toBe(2 + GUESSES_MAX.admin_key);
});

test("while the database fails, each process counts alone", async () => {
  const { guesses, store, clock, limitHits } = given();
  store.isBroken = true;
  guesses.right(atAdminKey(STRANGER));
  await guess(guesses, HOME, GUESSES_MAX.admin_key);
  await guess(guesses, STRANGER, GUESSES_MAX.admin_key);
  expect(guesses.blockedMs(atAdminKey(HOME))).toBeGreaterThan(0);
  expect(guesses.blockedMs(atAdminKey(STRANGER))).toBe(0);
  // The first two were in progress together. A failed database is asked again only after a pause.
  expect(limitHits.count("guesses_uncounted").hits).toBe(2);
  store.isBroken = false;
  clock.nowMs += 60_000;
  await guess(guesses, HOME, 1);
  expect(store.counts.size).toBe(1);
});

test("when too many networks guess, new ones are counted by the wider network", async () => {
  const { guesses, store } = given({ networksMax: 3 });
  guesses.right(atAdminKey("192.0.2.250"));
  for (const address of ["203.0.113.1", "203.0.113.2", "203.0.113.3"]) {
    await guess(guesses, address, 1);
  }
  for (let number = 0; number < 10 * GUESSES_MAX.admin_key; number++) {
    await guess(guesses, `192.0.2.${number}`, 1);
  }

  expect(store.counts.size).toBe(4);
  expect(guesses.blockedMs(atAdminKey("192.0.2.249"))).toBeGreaterThan(0);
  expect(guesses.blockedMs(atAdminKey("192.0.2.250"))).toBe(0);
  expect(guesses.blockedMs(atAdminKey("203.0.113.1"))).toBe(0);
  expect(guesses.blockedMs(atAdminKey("203.0.113.4"))).toBe(0);
});

test("any number of wider networks uses a bounded memory", async () => {
  const { guesses, store } = given({ networksMax: 3 });
  for (let number = 0; number < 20; number++) await guess(guesses, `10.${number}.0.1`, 2);
  expect(store.counts.size).toBe(6);
});

test("a known network passes after a restart although its wider network is blocked", async () => {
  const { guesses, start, store } = given({ networksMax: 3 });
  guesses.right(atAdminKey("192.0.2.250"));
  const restarted = start();
  for (const address of ["203.0.113.1", "203.0.113.2", "203.0.113.3"]) {
    await guess(restarted, address, 1);
  }
  for (let number = 0; number < 10 * GUESSES_MAX.admin_key; number++) {
    await guess(restarted, `192.0.2.${number}`, 1);
  }
  expect(await restarted.blockedUnlessKnownMs(atAdminKey("192.0.2.250"))).toBe(0);
  expect(restarted.blockedMs(atAdminKey("192.0.2.250"))).toBe(0);

  // and a stranger is looked up once
  const { statements } = store;
  for (let number = 0; number < 5; number++) {
    expect(await restarted.blockedUnlessKnownMs(atAdminKey("192.0.2.249"))).toBeGreaterThan(0);
  }
  expect(store.statements).toBe(statements + 1);
});
