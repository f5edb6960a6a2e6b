import { expect, test } from "vitest";
import { findPublicAddress, isLocal } from "./receiver-address.js";

test.each([
  "0.0.0.0",
  "127.0.0.1",
  "10.1.2.3",
  "172.31.0.1",
  "192.168.1.1",
  "::",
  "::1",
  "fd00::1",
  "::ffff:127.0.0.1",
])("%s is local", (address) => {
  expect(isLocal(address)).toBe(true);
});

test.each(["1.1.1.1", "172.32.0.1", "169.254.169.254", "100.64.0.1", "2606:4700:4700::1111"])(
  "%s is not local",
  (address) => {
    expect(isLocal(address)).toBe(false);
  },
);

test.each([
  ["localhost", null],
  ["127.0.0.1", null],
  ["[::1]", null],
  ["1.1.1.1", "1.1.1.1"],
])("the public address of %s is %s", async (host, address) => {
  expect(await findPublicAddress(host)).toBe(address);
});
