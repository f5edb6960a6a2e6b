import { Writable } from "node:stream";
import type { ErasureReceipt } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BUYER_TABLES } from "../../src/domain/buyer-data/tables.js";
import { EXAMPLE_APPID, type Platform } from "../support/platform.js";
import { ALL_MARKS, fillEverything, MARKS_SENT, type Surroundings } from "./everything.js";
import { firstFoundIn, foundIn } from "./spellings.js";
import { exportOf, filesOf, OPENID, onEngineBytes, type Place } from "./support.js";

/** The tables that are empty while events wait in the outbox, and after they have left it. */
const EMPTY_TABLES = {
  wait: ["event_sequences", "events", "webhook_attempts", "webhook_deliveries"],
  "have been read": ["event_outbox"],
} as const;

onEngineBytes("a buyer of whom every table has something", (makePlace) => {
  describe.each(["wait", "have been read"] as const)("while events %s,", (events) => {
    const marks = events === "wait" ? ALL_MARKS : [...ALL_MARKS, ...MARKS_SENT];
    let place: Place;
    let platform: Platform;
    let around: Surroundings;
    let log: string;
    beforeEach(async () => {
      place = await makePlace();
      log = "";
      const logStream = new Writable({
        write: (chunk, _, done) => {
          log += String(chunk);
          done();
        },
      });
      platform = await place.open({ logStream });
      around = await fillEverything(platform, place, { isFeedRead: events !== "wait" });
    });
    afterEach(async () => {
      await platform.close();
      await around.close();
      await place.remove();
    });

    test("is exported whole, and after the erasure in no file, backup or log", async () => {
      const buyer = { appid: EXAMPLE_APPID, openid: OPENID };
      const { sections } = (await exportOf(platform, buyer.appid, buyer.openid)).body;
      expect(await emptyTables(place, sections)).toEqual(EMPTY_TABLES[events]);
      const exported = JSON.stringify(sections);
      for (const mark of marks) expect(exported, mark).toContain(mark);
      // The search finds what is there.
      expect(Object.values(await filesOf(place)).some((bytes) => foundIn(bytes, OPENID))).toBe(
        true,
      );

      const erased = await platform.admin<ErasureReceipt>("POST", "/buyers/erase", buyer);

      expect(erased.status).toBe(200);
      const after = await exportOf(platform, buyer.appid, buyer.openid);
      expect(Object.values(after.body.sections).flat()).toEqual([]);
      const texts = { ...(await filesOf(place)), log, receipt: JSON.stringify(erased.body) };
      for (const [name, bytes] of Object.entries(texts)) {
        expect(bytes.length, name).toBeGreaterThan(0);
        expect(firstFoundIn(bytes, marks), name).toBeNull();
      }
    });

    test.runIf(events !== "wait")("is in no webhook that is sent after the erasure", async () => {
      await platform.admin("POST", "/buyers/erase", { appid: EXAMPLE_APPID, openid: OPENID });
      around.receiver.received.length = 0;
      around.receiver.behave = () => ({ status: 204 });

      await platform.admin("POST", "/clock", { advance_seconds: 3_600 });

      const sent = around.receiver.received.map(({ body }) => body);
      expect(sent.length).toBeGreaterThan(1);
      for (const body of sent) expect(JSON.parse(body)).toMatchObject({ data: { erased: true } });
      expect(firstFoundIn(sent.join("\n"), marks)).toBeNull();
    });
  });
});

/** The tables of the catalogue that hold nothing about the buyer. */
async function emptyTables(
  place: Place,
  sections: Readonly<Record<string, readonly unknown[]>>,
): Promise<string[]> {
  const empty = [];
  for (const [table, { exported }] of Object.entries(BUYER_TABLES)) {
    const isFilled =
      exported.length > 0
        ? (sections[table]?.length ?? 0) > 0
        : // It repeats what others hold, and is not exported.
          foundIn(JSON.stringify(await place.query(`SELECT * FROM ${table}`)), "MARK-") !== null;
    if (!isFilled) empty.push(table);
  }
  return empty.toSorted();
}
