import { expect, test } from "vitest";
import { displayWidth, padEnd, printable, truncate, wrap } from "./width.js";

test("a Chinese character takes two columns, a colour code none", () => {
  expect(displayWidth("abc")).toBe(3);
  expect(displayWidth("保护壳")).toBe(6);
  expect(displayWidth("¥8,288.00，")).toBe(11);
  expect(displayWidth("\u001B[31mabc\u001B[39m")).toBe(3);
  expect(padEnd("单价", 6)).toBe("单价  ");
});

test("an emoji takes two columns, even if several characters form it", () => {
  expect(displayWidth("🎁")).toBe(2);
  expect(displayWidth("👍🏽")).toBe(2);
  expect(displayWidth("🇨🇳")).toBe(2);
  expect(displayWidth("👨\u200D👩\u200D👧")).toBe(2);
});

test("a text that is too wide is truncated with an ellipsis", () => {
  expect(truncate("abcdef", 6)).toBe("abcdef");
  expect(truncate("abcdef", 5)).toBe("abcd…");
  expect(truncate("保护壳保护壳", 6)).toBe("保护…");
  expect(truncate("a👨\u200D👩\u200D👧bc", 4)).toBe("a👨\u200D👩\u200D👧…");
  expect(truncate("a👨\u200D👩\u200D👧bc", 3)).toBe("a…");
});

test("lines break between words and between Chinese characters", () => {
  expect(wrap("send the merchant number", 12)).toEqual(["send the", "merchant", "number"]);
  expect(wrap("请填写商户号", 8)).toEqual(["请填写商", "户号"]);
  expect(wrap("请填写，商户号", 6)).toEqual(["请填", "写，商", "户号"]);
  expect(wrap("averylongword here", 6)).toEqual(["averylongword", "here"]);
  expect(wrap("a\n\nb", 10)).toEqual(["a", "", "b"]);
});

test("control characters in a text of a server or a file are replaced by visible symbols", () => {
  expect(printable("a\u001B[2Jb\nc\u009B")).toBe("a␛[2Jb␊c�");
});
