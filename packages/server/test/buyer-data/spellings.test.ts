import { expect, test } from "vitest";
import { firstFoundIn } from "./spellings.js";

const TEXT = "MARK-订单-7";
const OTHERS = ["MARK-1", "oUpF8uMuAJO", TEXT, "139****4452"];

const escaped = (text: string) =>
  Array.from(text, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");

const percentOf = (text: string) =>
  Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).toUpperCase()}`).join("");

test.each<[string, Buffer | string]>([
  ["as it is", Buffer.from(`a ${TEXT} b`)],
  ["in UTF-16", Buffer.from(`a ${TEXT} b`, "utf16le")],
  ["in hex", Buffer.from(`a ${TEXT} b`).toString("hex")],
  ["with JSON escapes", `"${escaped(TEXT)}"`],
  ["with percent escapes", percentOf(TEXT)],
  ["in base64", Buffer.from(`${TEXT} b`).toString("base64")],
  ["in base64 after one byte", Buffer.from(`a${TEXT} b`).toString("base64")],
  ["in base64url after two bytes", Buffer.from(`ab${TEXT} b`).toString("base64url")],
])("a text is found %s, among others with the same beginning", (_, bytes) => {
  expect(firstFoundIn(bytes, OTHERS)).toContain(TEXT);
});

test("a text is not found where only its beginning is", () => {
  expect(firstFoundIn(Buffer.from("a MARK-2 b"), OTHERS)).toBeNull();
});
