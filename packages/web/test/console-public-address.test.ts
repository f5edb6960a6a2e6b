import { expect, test } from "vitest";
import { isOtherAddress } from "../console/src/shell/public-address.js";

test.each([
  ["http://127.0.0.1:8321", "http://127.0.0.1:8321", false],
  ["http://localhost:8321", "http://127.0.0.1:8321", false],
  ["http://localhost:9000", "http://127.0.0.1:8321", true],
  ["http://192.168.1.10:8321", "http://127.0.0.1:8321", true],
  ["http://pay.example", "https://pay.example", true],
  ["https://pay.example", "https://pay.example", false],
])("the console at %s, links to %s: warns %s", (opened, published, warns) => {
  expect(isOtherAddress(opened, published)).toBe(warns);
});
