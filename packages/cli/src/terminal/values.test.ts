import { expect, test } from "vitest";
import { instant, money, named, time } from "./values.js";

test("an amount of fen is shown exactly, in yuan", () => {
  expect(money(1667500, "zh")).toBe("¥16,675.00");
  expect(money("1", "en")).toBe("¥0.01");
  expect(money("9223372036854775807", "en")).toBe("¥92,233,720,368,547,758.07");
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
