import { expect, test } from "vitest";
import { moment, month } from "./format.js";

test("a moment and a month are shown in China's time", () => {
  expect(moment("2026-10-31T16:00:01.000Z", "zh")).toBe("2026年11月1日 00:00:01");
  expect(moment("2026-10-31T16:00:01.000Z", "en")).toBe("Nov 1, 2026, 00:00:01");
  expect(month("2026-10-31T15:59:59.000Z", "zh")).toBe("2026年10月");
  expect(month("2026-10-31T16:00:00.000Z", "en")).toBe("November 2026");
});
