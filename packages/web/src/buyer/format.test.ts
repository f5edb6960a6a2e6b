import { expect, test } from "vitest";
import { moment, month, yuan } from "./format.js";

test("an amount is exact to the fen, however large", () => {
  expect(yuan(0, "zh")).toBe("¥0.00");
  expect(yuan(5, "en")).toBe("¥0.05");
  expect(yuan(123_450, "en")).toBe("¥1,234.50");
  expect(yuan(Number.MAX_SAFE_INTEGER, "zh")).toBe("¥90,071,992,547,409.91");
});

test("a moment and a month are shown in China's time", () => {
  expect(moment("2026-10-31T16:00:01.000Z", "zh")).toBe("2026年11月1日 00:00:01");
  expect(moment("2026-10-31T16:00:01.000Z", "en")).toBe("Nov 1, 2026, 00:00:01");
  expect(month("2026-10-31T15:59:59.000Z", "zh")).toBe("2026年10月");
  expect(month("2026-10-31T16:00:00.000Z", "en")).toBe("November 2026");
});
