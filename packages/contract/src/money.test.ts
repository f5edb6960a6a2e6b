import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatMoney, fractionDigits, isSameMoney, type Money, sumByCurrency } from "./money.js";

const money = (amount_minor: number, currency: string): Money => ({ amount_minor, currency });

/** `Intl` puts a no-break space between a code and its number. */
const shown = (amount: Money, language: "en" | "zh") =>
  formatMoney(amount, language).replaceAll("\u00a0", " ");

test.each([
  ["an amount in fen", money(1_667_500, "CNY"), "¥16,675.00"],
  ["one fen", money(1, "CNY"), "¥0.01"],
  ["nothing", money(0, "CNY"), "¥0.00"],
  ["a negative amount", money(-1_000, "CNY"), "-¥10.00"],
  ["less than one unit below zero", money(-5, "HKD"), "-HK$0.05"],
  ["Hong Kong dollars", money(1_990, "HKD"), "HK$19.90"],
  ["yen, which have no smaller unit", money(1_990, "JPY"), "JP¥1,990"],
  ["dinars, which have a thousand fils", money(1_990, "KWD"), "KWD 1.990"],
  ["a few fils", money(5, "KWD"), "KWD 0.005"],
  ["a code without a currency", money(1_990, "XYZ"), "XYZ 19.90"],
  [
    "the largest exact integer in fen",
    money(Number.MAX_SAFE_INTEGER, "CNY"),
    "¥90,071,992,547,409.91",
  ],
  [
    "the largest exact integer in fils",
    money(Number.MAX_SAFE_INTEGER, "KWD"),
    "KWD 9,007,199,254,740.991",
  ],
  [
    "the largest exact integer in yen",
    money(Number.MAX_SAFE_INTEGER, "JPY"),
    "JP¥9,007,199,254,740,991",
  ],
])("%s is written in the same way in both languages", (_what, amount, text) => {
  expect(shown(amount, "en")).toBe(text);
  expect(shown(amount, "zh")).toBe(text);
});

test("¥ alone is only for yuan", () => {
  const yen = money(1_990, "JPY");
  for (const language of ["en", "zh"] as const) expect(shown(yen, language)).not.toMatch(/^-?¥/);
});

test("each currency has its own number of digits", () => {
  expect(["CNY", "HKD", "JPY", "KWD", "XYZ"].map(fractionDigits)).toEqual([2, 2, 0, 3, 2]);
});

test("the digits of an amount are those of its number, whatever the currency", () => {
  const minor = fc.maxSafeInteger();
  const currency = fc.constantFrom("CNY", "HKD", "JPY", "KWD", "XYZ");
  fc.assert(
    fc.property(minor, currency, (amount_minor, code) => {
      const text = formatMoney({ amount_minor, currency: code }, "zh");
      expect(BigInt(text.replaceAll(/\D/g, ""))).toBe(BigInt(Math.abs(amount_minor)));
      expect(text.startsWith("-")).toBe(amount_minor < 0);
    }),
  );
});

test("more currencies than are kept do not mix up their formats", () => {
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(65 + index));
  const codes = letters.flatMap((last) => [`ZQ${last}`, `ZX${last}`, `ZY${last}`]);
  for (const code of codes) expect(shown(money(100, code), "en")).toContain("1.00");
  expect(shown(money(1_990, "JPY"), "en")).toBe("JP¥1,990");
});

test("the same number in two currencies is two amounts", () => {
  expect(isSameMoney(money(1_990, "CNY"), money(1_990, "CNY"))).toBe(true);
  expect(isSameMoney(money(1_990, "CNY"), money(1_990, "HKD"))).toBe(false);
  expect(isSameMoney(money(1_990, "CNY"), undefined)).toBe(false);
});

test("a sum never crosses currencies, and keeps their order", () => {
  const amounts = [money(495, "CNY"), money(1_990, "HKD"), money(5, "CNY"), money(-90, "HKD")];
  expect(sumByCurrency(amounts)).toEqual([money(500, "CNY"), money(1_900, "HKD")]);
  expect(sumByCurrency([])).toEqual([]);
});
