import { expect, test } from "vitest";
import { zoneOf } from "../console/src/format/times.js";

/** A moment in a time zone, by how many minutes it is behind UTC. */
const momentIn = (minutesBehind: number) =>
  Object.assign(new Date(0), { getTimezoneOffset: () => minutesBehind });

test.each([
  [-480, "UTC+8"],
  [-330, "UTC+5:30"],
  [-45, "UTC+0:45"],
  [0, "UTC"],
  [210, "UTC-3:30"],
  [600, "UTC-10"],
])("a time zone %i minutes behind UTC is named %s", (minutesBehind, name) => {
  expect(zoneOf(momentIn(minutesBehind))).toBe(name);
});
