import type { ErasureReceipt } from "@dingdan/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runTradeTimers } from "../../src/jobs/trade-timers.js";
import { EXAMPLE_APPID } from "../support/platform.js";
import { type AroundCommit, Eraser } from "./erasing.js";
import { ALL_MARKS, fillEverything, MARKS_SENT } from "./everything.js";
import { firstFoundIn } from "./spellings.js";
import { filesOf, OPENID, onEngineBytes, type Place, SEAL_KEY } from "./support.js";

const BUYER = { appid: EXAMPLE_APPID, openid: OPENID };
const ERASED_AT_MS = Date.parse("2022-05-21T00:00:00Z");
/** Every timer of the buyer's parcels has ended: they are confirmed, and an event and a message say so. */
const TIMERS_AT_MS = Date.parse("2022-08-01T00:00:00Z");

class Crash extends Error {}

onEngineBytes("an erasure that is interrupted", (makePlace) => {
  let filled: Place;
  let removed: Readonly<Record<string, number>>;
  let commits = 0;
  beforeAll(async () => {
    filled = await makePlace();
    const platform = await filled.open({ sealKey: SEAL_KEY });
    const around = await fillEverything(platform, filled, { isFeedRead: true });
    await platform.close();
    await around.close();
    ({ removed } = await onCopy((eraser) =>
      eraser.erase(BUYER, ERASED_AT_MS, (commit) => {
        commits++;
        return commit();
      }),
    ));
  });
  afterAll(() => filled.remove());

  async function onCopy<T>(work: (eraser: Eraser, place: Place) => Promise<T>): Promise<T> {
    const place = await filled.copy();
    try {
      const eraser = await Eraser.open(place.url, SEAL_KEY);
      try {
        return await work(eraser, place);
      } finally {
        await eraser.close();
      }
    } finally {
      await place.remove();
    }
  }

  /** Interrupts an erasure around one of its commits; the next call has to finish it. */
  async function interrupted(
    around: (eraser: Eraser) => AroundCommit,
    { hasTimers }: { readonly hasTimers: boolean },
  ): Promise<void> {
    await onCopy(async (eraser, place) => {
      const first = eraser.erase(BUYER, ERASED_AT_MS, around(eraser));
      await expect(first).rejects.toThrow(Crash);

      await eraser.erase(BUYER, ERASED_AT_MS + 1_000);

      const counts = await countsOfReceipts(eraser);
      if (hasTimers)
        expect(Object.keys(counts).toSorted()).toEqual(Object.keys(removed).toSorted());
      else expect(counts).toEqual(removed);
      for (const [name, bytes] of Object.entries(await filesOf(place))) {
        expect(firstFoundIn(bytes, [...ALL_MARKS, ...MARKS_SENT]), name).toBeNull();
      }
    });
  }

  test("before any of its commits is finished by the next call, whose receipt counts both", async () => {
    expect(commits).toBeGreaterThan(15);
    for (let at = 0; at < commits; at++) {
      await interrupted(
        () => {
          let count = 0;
          return async (commit) => {
            if (count++ === at) throw new Crash(`before ${at}`);
            return commit();
          };
        },
        { hasTimers: false },
      );
    }
  }, 120_000);

  test("after any of its commits, while timers record events, is finished by the next call", async () => {
    let confirmed = 0;
    for (let at = 0; at < commits; at++) {
      await interrupted(
        ({ store }) => {
          let count = 0;
          return async (commit) => {
            if (count === at) {
              const work = await runTradeTimers(store, TIMERS_AT_MS, 100);
              confirmed += work.tradeOrdersConfirmed;
            }
            const result = await commit();
            if (count++ === at) throw new Crash(`after ${at}`);
            return result;
          };
        },
        { hasTimers: true },
      );
    }
    expect(confirmed).toBeGreaterThan(5);
  }, 120_000);
});

/** What all receipts count: one that was stored before the crash is listed, and the next counts the rest. */
async function countsOfReceipts({ store }: Eraser): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { receipt } of await store.buyerData.listReceipts({ limit: 10 })) {
    const { removed } = JSON.parse(receipt) as ErasureReceipt;
    for (const [table, count] of Object.entries(removed)) sums[table] = (sums[table] ?? 0) + count;
  }
  return sums;
}
