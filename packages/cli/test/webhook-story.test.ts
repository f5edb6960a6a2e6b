import { afterEach, describe, expect, test } from "vitest";
import { SqliteDatabase } from "../../server/src/storage/sqlite/database.js";
import { createMigratedDatabase, describeOnPostgres } from "../../server/test/support/postgres.js";
import { testSeed } from "../../server/test/support/random.js";
import { temporaryFolder } from "./support/command.js";
import { serve } from "./support/installation.js";
import { type StoryOutcome, type StoryPlatform, WebhookStory } from "./support/webhook-story.js";

/* Events are delivered although their receiver is down, the sender is killed, and answers are lost. */

/** How many stories are played, and how often the sender is killed in each. */
const STORIES = Number(process.env["DINGDAN_STORIES"] ?? 1);
const KILLS = Number(process.env["DINGDAN_STORY_KILLS"] ?? 2);

const END_LEASES = "UPDATE webhook_endpoints SET leased_until_ms = 0";
const DELIVERED = "SELECT position FROM webhook_deliveries WHERE state = 'delivered'";

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

function onSqlite(): StoryPlatform {
  const folder = temporaryFolder();
  cleanUps.push(() => folder.remove());
  const file = `${folder.path}/dingdan.db`;
  const withDatabase = async <T>(work: (database: SqliteDatabase) => T | Promise<T>) => {
    const database = await SqliteDatabase.open(file);
    const result = await work(database);
    await database.close();
    return result;
  };
  return {
    start: () => serve(`sqlite:${file}`, "--sandbox"),
    endLeases: () =>
      withDatabase(async (database) => {
        await database.write(() => database.run(END_LEASES));
      }),
    deliveredPositions: () =>
      withDatabase((database) =>
        database.all<{ position: number }>(DELIVERED).map(({ position }) => position),
      ),
  };
}

async function onPostgres(): Promise<StoryPlatform> {
  const database = await createMigratedDatabase();
  cleanUps.push(() => database.remove());
  return {
    start: () => serve(database.url, "--sandbox"),
    endLeases: async () => {
      await database.query(END_LEASES);
    },
    deliveredPositions: async () =>
      (await database.query(DELIVERED)).map(({ position }) => Number(position)),
  };
}

async function play(platform: StoryPlatform, seed: number): Promise<StoryOutcome> {
  const story = new WebhookStory(platform, seed, KILLS);
  cleanUps.push(() => story.close());
  return story.play();
}

/** Nothing is lost, nothing comes twice without a reason, and the log knows all of it. */
function check({ ids, orders, receiver, unanswered, log, ...outcome }: StoryOutcome): void {
  expect(outcome.kills).toBe(KILLS);
  expect(outcome.cuts).toBeGreaterThan(0);
  expect(ids).toHaveLength(orders);
  expect(Object.keys(receiver.counts).toSorted()).toEqual(ids.toSorted());
  expect([...log.keys()].toSorted()).toEqual(ids.toSorted());
  expect([...log.values()].filter(({ state }) => state !== "delivered")).toEqual([]);
  const twice = ids.filter((id) => (receiver.counts[id] ?? 0) > 1);
  expect(twice.filter((id) => !unanswered.has(id))).toEqual([]);
  for (const id of twice) {
    const bodies = receiver.received.filter((one) => one.id === id).map(({ body }) => body);
    expect(new Set(bodies).size).toBe(1);
  }
  expect(log.get(ids[0] ?? "")?.attempts).toBeGreaterThan(3);
  expect(outcome.firstFault).toContain("cannot be reached");
}

const first = testSeed();
const seeds = Array.from({ length: STORIES }, (_, index) => first + index);
const LIMIT = { timeout: 60_000 + KILLS * 15_000 };

describe("a receiver that was down for two days gets every event, with a sender that is killed and answers that are lost:", () => {
  test.each(seeds)("on SQLite, seed %i", LIMIT, async (seed) => {
    check(await play(onSqlite(), seed));
  });
});

describeOnPostgres("the same", () => {
  test.each(seeds)("on PostgreSQL, seed %i", LIMIT, async (seed) => {
    check(await play(await onPostgres(), seed));
  });
});
