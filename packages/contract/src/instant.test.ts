import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatChinaTime, LAST_INSTANT_MS, parseInstant, parseInstantMs } from "./instant.js";

test("one instant has one text, whatever its offset", () => {
  expect(parseInstant("2022-05-20T13:29:35.120+08:00")).toBe("2022-05-20T05:29:35.12");
  expect(parseInstant("2022-05-20T05:29:35.12Z")).toBe("2022-05-20T05:29:35.12");
  expect(parseInstant("2022-05-19t23:59:35.120-05:30")).toBe("2022-05-20T05:29:35.12");
});

test("two times within one millisecond keep their order", () => {
  const earlier = parseInstant("2022-05-20T13:29:35.120000001+08:00") ?? "";
  const later = parseInstant("2022-05-20T13:29:35.1201+08:00") ?? "";
  expect(earlier < later).toBe(true);
});

test.each([
  ["no offset", "2022-05-20T13:29:35.120"],
  ["an offset whose plus was decoded as a space", "2022-05-20T13:29:35.120 08:00"],
  ["an offset without a colon", "2022-05-20T13:29:35+0800"],
  ["a space instead of the T", "2022-05-20 13:29:35+08:00"],
  ["a day that the month does not have", "2022-02-30T13:29:35+08:00"],
  ["a 25th hour", "2022-05-20T25:29:35+08:00"],
  ["an offset of 24 hours", "2022-05-20T13:29:35+24:00"],
  ["a year that is above 9999 in UTC", "9999-12-31T23:59:59-01:00"],
  ["an empty string", ""],
])("%s is not RFC 3339 with an offset", (_, value) => {
  expect(parseInstant(value)).toBeNull();
});

test("a leap second sorts after the second before it and before the next minute", () => {
  const times = ["2016-12-31T23:59:59.9Z", "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"];
  const instants = times.map((time) => parseInstant(time) ?? "");
  expect(instants.toSorted()).toEqual(instants);
});

test("instants of any two dates sort like the dates", () => {
  const date = fc.date({
    min: new Date("0002-01-01T00:00:00Z"),
    max: new Date("9998-12-31T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(date, date, (a, b) => {
      const [x, y] = [parseInstant(a.toISOString()) ?? "", parseInstant(b.toISOString()) ?? ""];
      expect(x < y).toBe(a < b);
      expect(parseInstantMs(a.toISOString())).toBe(a.getTime());
    }),
  );
});

test("a leap second at the end of the year 9999 is still in that year", () => {
  expect(parseInstantMs("9999-12-31T23:59:60Z")).toBe(LAST_INSTANT_MS);
  expect(new Date(LAST_INSTANT_MS).toISOString()).toBe("9999-12-31T23:59:59.999Z");
});

test("times are written as WeChat writes them", () => {
  expect(formatChinaTime(LAST_INSTANT_MS)).toBe("9999-12-31T23:59:59.999Z");
  expect(formatChinaTime(Date.parse("2022-05-20T05:29:34Z"))).toBe("2022-05-20T13:29:34+08:00");
});
