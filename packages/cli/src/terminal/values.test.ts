import { expect, test } from "vitest";
import { instant, named, price, time } from "./values.js";

test("a price is shown exactly, in yuan, or in fen if it is too large for an exact number", () => {
  expect(price(1667500, "zh")).toBe("¥16,675.00");
  expect(price("1", "en")).toBe("¥0.01");
  expect(price("9007199254740991", "en")).toBe("¥90,071,992,547,409.91");
  expect(price("9223372036854775807", "en")).toBe("9223372036854775807 fen");
  expect(price("9223372036854775807", "zh")).toBe("9223372036854775807 分");
});

test("times are shown in China Standard Time", () => {
  expect(time(Date.parse("2022-05-20T05:29:35.12Z"))).toBe("2022-05-20 13:29:35 UTC+8");
  expect(instant("2022-05-20T05:29:35.120Z")).toBe("2022-05-20 13:29:35 UTC+8");
  expect(instant(undefined)).toBeNull();
});

test("a number of an enumeration is shown with its name", () => {
  expect(named({ PAID: 2 }, 2)).toBe("PAID (2)");
  expect(named({ PAID: 2 }, 8)).toBe("8");
});
