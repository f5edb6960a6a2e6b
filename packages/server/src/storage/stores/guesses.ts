import {
  GUESS_WINDOW_MS,
  type GuessPlace,
  type GuessStore,
  KNOWN_AGAIN_MS,
  KNOWN_MS,
  KNOWN_OF_ACCOUNT_MAX,
} from "../guess-store.js";
import type { Engine } from "../statements/engine.js";
import { first, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";

const COUNT = statement(
  ({ db }, given: Given<GuessPlace & { wrongCount: number; nowMs: number; endsAtMs: number }>) =>
    db
      .insertInto("wrong_guesses")
      .values({
        account: given.account,
        network: given.network,
        wrong_count: given.wrongCount,
        ends_at_ms: given.endsAtMs,
      })
      .onConflict((conflict) =>
        conflict.columns(["account", "network"]).doUpdateSet(({ eb, ref, and }) => {
          const storedEnd = ref("wrong_guesses.ends_at_ms");
          const newEnd = ref("excluded.ends_at_ms");
          // A stored end further in the future is that of a host whose clock is ahead.
          const continues = and([eb(storedEnd, ">", given.nowMs), eb(storedEnd, "<=", newEnd)]);
          const newCount = ref("excluded.wrong_count");
          const sum = eb(ref("wrong_guesses.wrong_count"), "+", newCount);
          return {
            wrong_count: eb.case().when(continues).then(sum).else(newCount).end(),
            ends_at_ms: eb.case().when(continues).then(storedEnd).else(newEnd).end(),
          };
        }),
      )
      .returning(["wrong_count as wrongCount", "ends_at_ms as endsAtMs"]),
);

const FIND_KNOWN = statement(
  ({ db }, { account, network, sinceMs }: Given<GuessPlace & { sinceMs: number }>) =>
    db
      .selectFrom("known_networks")
      .select("succeeded_at_ms")
      .where("account", "=", account)
      .where("network", "=", network)
      .where("succeeded_at_ms", ">", sinceMs),
);

const REMEMBER = statement(
  ({ db }, given: Given<GuessPlace & { nowMs: number; beforeMs: number }>) =>
    db
      .insertInto("known_networks")
      .values({ account: given.account, network: given.network, succeeded_at_ms: given.nowMs })
      .onConflict((conflict) =>
        conflict
          .columns(["account", "network"])
          .doUpdateSet(({ ref }) => ({ succeeded_at_ms: ref("excluded.succeeded_at_ms") }))
          .where("known_networks.succeeded_at_ms", "<=", given.beforeMs),
      ),
);

const NEWEST_TOO_MANY = statement(
  ({ db }, { account, countMax }: Given<{ account: string; countMax: number }>) =>
    db
      .selectFrom("known_networks")
      .select("succeeded_at_ms as succeededAtMs")
      .where("account", "=", account)
      .orderBy("succeeded_at_ms", "desc")
      .limit(1)
      .offset(countMax),
);

const FORGET_OF_ACCOUNT = statement(
  ({ db }, { account, untilMs }: Given<{ account: string; untilMs: number }>) =>
    db
      .deleteFrom("known_networks")
      .where("account", "=", account)
      .where("succeeded_at_ms", "<=", untilMs),
);

const SWEEP_COUNTS = statement(({ db }, { nowMs }: Given<{ nowMs: number }>) =>
  db.deleteFrom("wrong_guesses").where("ends_at_ms", "<=", nowMs),
);

const SWEEP_KNOWN = statement(({ db }, { untilMs }: Given<{ untilMs: number }>) =>
  db.deleteFrom("known_networks").where("succeeded_at_ms", "<=", untilMs),
);

export const guessStore = (engine: Engine): GuessStore => ({
  countWrong: ({ account, network, ofNetwork, nowMs }) =>
    engine.transaction(
      function* () {
        const place = { account, network, wrongCount: 1, nowMs };
        const count = yield* first(COUNT, { ...place, endsAtMs: nowMs + GUESS_WINDOW_MS });
        if (count === null) throw new Error("a count of wrong guesses was not returned");
        const known = { account, network: ofNetwork, sinceMs: nowMs - KNOWN_MS };
        return { ...count, isKnown: (yield* first(FIND_KNOWN, known)) !== null };
      },
      { isUnsynced: true },
    ),

  isKnown: async ({ account, network }, nowMs) => {
    const known = { account, network, sinceMs: nowMs - KNOWN_MS };
    return (await engine.first(FIND_KNOWN, known)) !== null;
  },

  remember: ({ account, network }, nowMs) =>
    engine.transaction(
      function* () {
        const beforeMs = nowMs - KNOWN_AGAIN_MS;
        if ((yield* run(REMEMBER, { account, network, nowMs, beforeMs })) === 0) return;
        const tooMany = { account, countMax: KNOWN_OF_ACCOUNT_MAX };
        const oldest = yield* first(NEWEST_TOO_MANY, tooMany);
        if (oldest === null) return;
        yield* run(FORGET_OF_ACCOUNT, { account, untilMs: oldest.succeededAtMs });
      },
      { isUnsynced: true },
    ),

  sweep: async (nowMs) => {
    const ended = await engine.run(SWEEP_COUNTS, { nowMs }, { isRepeatable: true });
    const untilMs = nowMs - KNOWN_MS;
    return ended + (await engine.run(SWEEP_KNOWN, { untilMs }, { isRepeatable: true }));
  },
});
