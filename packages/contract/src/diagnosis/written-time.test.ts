import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatChinaTime, parseInstantMs } from "../instant.js";
import { timeCauses } from "./time-causes.js";
import { readWrittenTime } from "./written-time.js";

/** The time as it was sent, the cause, and the same time in RFC 3339 if it can be known. */
const CASES: readonly (readonly [sent: unknown, id: string, wanted?: string])[] = [
  ["2026-11-28T18:00+08:00", "seconds-missing", "2026-11-28T18:00:00+08:00"],
  ["2026-11-28T18:00", "seconds-missing", "2026-11-28T18:00:00+08:00"],
  ["2026-11-28T18:00Z", "seconds-missing", "2026-11-28T18:00:00Z"],
  ["2026-11-28 18:00", "seconds-missing", "2026-11-28T18:00:00+08:00"],
  ["2026-11-28T18:00:01+08:00[Asia/Shanghai]", "zone-in-brackets", "2026-11-28T18:00:01+08:00"],
  ["2026-11-28T10:00:01Z[UTC]", "zone-in-brackets", "2026-11-28T10:00:01Z"],
  ["2026-11-28T18:00:01[Asia/Shanghai]", "zone-in-brackets", "2026-11-28T18:00:01+08:00"],
  [[2026, 11, 28, 18, 0, 1, 120_000_000], "time-as-list", "2026-11-28T18:00:01.12+08:00"],
  [[2026, 11, 28, 18, 0], "time-as-list", "2026-11-28T18:00:00+08:00"],
  ["20261128180001", "compact-time", "2026-11-28T18:00:01+08:00"],
  [20261128180001, "compact-time", "2026-11-28T18:00:01+08:00"],
  ["20261128180001120", "compact-time", "2026-11-28T18:00:01.120+08:00"],
  ["202611281800", "compact-time", "2026-11-28T18:00:00+08:00"],
  ["20261128T180001+0800", "compact-time", "2026-11-28T18:00:01+08:00"],
  ["20261128T100001Z", "compact-time", "2026-11-28T10:00:01Z"],
  ["2026-11-28T18:00:01,120+08:00", "comma-fraction", "2026-11-28T18:00:01.120+08:00"],
  ["2026-11-28 18:00:01,120", "comma-fraction", "2026-11-28T18:00:01.120+08:00"],
  [1764324001.123, "unix-time", "2025-11-28T18:00:01.123+08:00"],
  ["1764324001.123", "unix-time", "2025-11-28T18:00:01.123+08:00"],
  [1764324001, "unix-time", "2025-11-28T18:00:01+08:00"],
  [1764324001123, "unix-time", "2025-11-28T18:00:01.123+08:00"],
  ["1764324001123456", "unix-time", "2025-11-28T18:00:01.123+08:00"],
  ["1764324001123456789", "unix-time", "2025-11-28T18:00:01.123+08:00"],
  ["2026/11/28 18:00:01", "date-form", "2026-11-28T18:00:01+08:00"],
  ["2026/11/28T18:00:01+0800", "date-form", "2026-11-28T18:00:01+08:00"],
  ["2026.11.28 18:00:01", "date-form", "2026-11-28T18:00:01+08:00"],
  ["2026-1-8 9:05:01", "date-form", "2026-01-08T09:05:01+08:00"],
  ["2026/11/28 下午6:00:01", "date-form", "2026-11-28T18:00:01+08:00"],
  ["2026-11-28 12:00:01 AM", "date-form", "2026-11-28T00:00:01+08:00"],
  ["11/28/2026, 6:00:01 PM", "date-form", "2026-11-28T18:00:01+08:00"],
  ["Sat Nov 28 2026 18:00:01 GMT+0800 (中国标准时间)", "date-text", "2026-11-28T18:00:01+08:00"],
  [
    "Sat Nov 28 2026 10:00:01 GMT+0000 (Coordinated Universal Time)",
    "date-text",
    "2026-11-28T10:00:01+00:00",
  ],
  ["Sat Nov 28 18:00:01 CST 2026", "date-text", "2026-11-28T18:00:01+08:00"],
  ["Sat Nov  8 18:00:01 2026", "date-text", "2026-11-08T18:00:01+08:00"],
  ["Sat, 28 Nov 2026 10:00:01 GMT", "date-text", "2026-11-28T10:00:01Z"],
  ["2026年11月28日 18:00:01", "chinese-date", "2026-11-28T18:00:01+08:00"],
  ["2026年11月28日18时00分01秒", "chinese-date", "2026-11-28T18:00:01+08:00"],
  ["2026年1月8日 下午 6:05", "chinese-date", "2026-01-08T18:05:00+08:00"],
  ["2026-11-28T18:00:01 CST", "zone-name", "2026-11-28T18:00:01+08:00"],
  ["2026-11-28T18:00:01GMT+8", "zone-name", "2026-11-28T18:00:01+08:00"],
  ["2026-11-28 18:00:01 UTC+08:00", "zone-name", "2026-11-28T18:00:01+08:00"],
  ["2026-11-28 10:00:01 UTC", "zone-name", "2026-11-28T10:00:01Z"],
  ["2026-11-28 18:00:01 Asia/Shanghai", "zone-name", "2026-11-28T18:00:01+08:00"],
  ["2026-11-28T18:00:01", "offset-missing", "2026-11-28T18:00:01+08:00"],
  ["2026-11-28T18:00:01.5 08:00", "plus-lost", "2026-11-28T18:00:01.5+08:00"],
  ["2026-11-28T18:00:01+0800", "offset-without-colon", "2026-11-28T18:00:01+08:00"],
  ["2026-11-28T18:00:01+8:00", "offset-without-colon", "2026-11-28T18:00:01+08:00"],
  ["2026-11-28T18:00:01-05", "offset-without-colon", "2026-11-28T18:00:01-05:00"],
  ["2026-11-28T18:00:01+08:00\n", "blank-in-time", "2026-11-28T18:00:01+08:00"],
  ["2026-11-28T18:00:01 +08:00", "blank-in-time", "2026-11-28T18:00:01+08:00"],
  ['"2026-11-28T18:00:01+08:00"', "json-in-string"],
  ["2026-11-28", "time-of-day-missing"],
  ["20261128", "time-of-day-missing"],
  ["2026/1/8", "time-of-day-missing"],
  ["2026年11月28日", "time-of-day-missing"],
  ["2026-02-30T18:00:01+08:00", "no-such-time"],
  ["2026-11-28T24:00:00+08:00", "no-such-time"],
  ["2026-13-01 18:00:01", "no-such-time"],
  ["2026-11-28T18:00:01+99:00", "no-such-time"],
];

describe("a time in another form has its cause, and its RFC 3339 form", () => {
  test.each(CASES)("%j is %s", (sent, id, wanted) => {
    expect(readWrittenTime(sent)).toEqual({
      id,
      found: (Array.isArray(sent) ? JSON.stringify(sent) : String(sent)).slice(0, 64),
      ...(wanted === undefined ? {} : { wanted }),
    });
    if (wanted !== undefined) expect(parseInstantMs(wanted as string)).not.toBeNull();
  });
});

test.each([
  "yesterday",
  "",
  "2026-11-28T18:00:01 EST",
  "2026-11-28T18:00:01+08:00+08:00",
  `2026-11-28T18:00:01.${"1".repeat(33)}+08:00`,
  "18:00:01",
  "12345",
  "0",
  12,
  1e21,
  true,
  {},
  [],
  [2026, 11],
  [2026, 13, 28, 18, 0],
  ["2026", "11", "28", "18", "0"],
])("%j has no known cause", (sent) => {
  expect(readWrittenTime(sent)).toBeNull();
});

test("a valid time has no cause, and every suggested time is valid and the same instant", () => {
  const seed = Date.now() % 2 ** 31;
  const instants = fc.integer({ min: 1e12, max: 4e12 });
  fc.assert(
    fc.property(instants, (ms) => {
      const whole = Math.floor(ms / 1000) * 1000;
      const right = formatChinaTime(whole);
      const local = right.slice(0, 19);
      expect([...timeCauses(right, "upload_time")]).toEqual([]);
      const date = new Date(whole);
      for (const sent of [
        local,
        local.replace("T", " "),
        local.replaceAll("-", "/").replace("T", " "),
        local.replaceAll(/[-T:]/g, ""),
        `${local}+0800`,
        `${local} +08:00`,
        `${local} CST`,
        `${right}[Asia/Shanghai]`,
        date.toUTCString(),
        String(whole / 1000),
        whole,
      ]) {
        const wanted = readWrittenTime(sent)?.wanted ?? "";
        expect(parseInstantMs(wanted), `${sent} → ${wanted} (seed ${seed})`).toBe(whole);
      }
    }),
    { seed, numRuns: 300 },
  );
});

test("every suggestion for a damaged time is valid", () => {
  const seed = Date.now() % 2 ** 31;
  const part = fc.constantFrom(..."0123456789-/:.,TZ +年月日时分秒CSTGMT[]".split(""));
  fc.assert(
    fc.property(
      fc.constantFrom(...CASES.map(([sent]) => String(sent))),
      fc.nat(60),
      fc.nat(3),
      fc.array(part, { maxLength: 3 }),
      (sent, at, removed, added) => {
        const damaged = sent.slice(0, at) + added.join("") + sent.slice(at + removed);
        const wanted = readWrittenTime(damaged)?.wanted;
        if (wanted !== undefined) {
          expect(parseInstantMs(wanted), `${damaged} (seed ${seed})`).not.toBeNull();
        }
      },
    ),
    { seed, numRuns: 3000 },
  );
});
