import { expect, test } from "vitest";
import { changedApiV3Keys } from "./changed-api-v3-keys.js";

const HOUR_MS = 3_600_000;
const NOW_MS = 1_000 * HOUR_MS;
const current = { key: "A", endsAtMs: null };

test("the first key is the current one", () => {
  expect(changedApiV3Keys([], { api_v3_key: "A" }, NOW_MS)).toEqual([current]);
  expect(changedApiV3Keys([], {}, NOW_MS)).toEqual([]);
});

test("the key before a new one stays valid for 48 hours, or for the given hours", () => {
  const after = (hours?: number) =>
    changedApiV3Keys(
      [current],
      { api_v3_key: "B", ...(hours === undefined ? {} : { previous_api_v3_key_hours: hours }) },
      NOW_MS,
    );
  const next = { key: "B", endsAtMs: null };
  expect(after()).toEqual([next, { key: "A", endsAtMs: NOW_MS + 48 * HOUR_MS }]);
  expect(after(1)).toEqual([next, { key: "A", endsAtMs: NOW_MS + HOUR_MS }]);
  expect(after(0)).toEqual([next]);
});

test("the same key again changes nothing, and without a key the hours are those of the previous ones", () => {
  const stored = [current, { key: "Z", endsAtMs: NOW_MS + HOUR_MS }];
  expect(changedApiV3Keys(stored, { api_v3_key: "A" }, NOW_MS)).toEqual(stored);
  expect(changedApiV3Keys(stored, {}, NOW_MS)).toEqual(stored);
  expect(changedApiV3Keys(stored, {}, NOW_MS + HOUR_MS)).toEqual([current]);
  expect(changedApiV3Keys(stored, { previous_api_v3_key_hours: 0 }, NOW_MS)).toEqual([current]);
  expect(changedApiV3Keys(stored, { previous_api_v3_key_hours: 2 }, NOW_MS)).toEqual([
    current,
    { key: "Z", endsAtMs: NOW_MS + 2 * HOUR_MS },
  ]);
});

test("a return to the previous key keeps each key once, and four previous keys at most", () => {
  const stored = [current, { key: "B", endsAtMs: NOW_MS + HOUR_MS }];
  expect(changedApiV3Keys(stored, { api_v3_key: "B" }, NOW_MS).map(({ key }) => key)).toEqual([
    "B",
    "A",
  ]);
  let keys = changedApiV3Keys([], { api_v3_key: "1" }, NOW_MS);
  for (const key of ["2", "3", "4", "5", "6", "7"]) {
    keys = changedApiV3Keys(keys, { api_v3_key: key }, NOW_MS);
  }
  expect(keys.map(({ key }) => key).join("")).toBe("76543");
});
