import { expect, test } from "vitest";
import { networkOf, widerNetworkOf } from "./network-of.js";

test.each([
  ["203.0.113.9", "203.0.113.9", "203.0.0.0/16"],
  ["::ffff:203.0.113.9", "203.0.113.9", "203.0.0.0/16"],
  ["::FFFF:cb00:7109", "203.0.113.9", "203.0.0.0/16"],
  ["2001:db8:1:2::7", "2001:db8:1:2::/64", "2001:db8::/32"],
  ["2001:0DB8:0001:0002:ffff::1", "2001:db8:1:2::/64", "2001:db8::/32"],
  ["2001:db8::1", "2001:db8:0:0::/64", "2001:db8::/32"],
  ["::1", "0:0:0:0::/64", "0:0::/32"],
  ["fe80::1%eth0", "fe80:0:0:0::/64", "fe80:0::/32"],
  ["64:ff9b::203.0.113.9", "64:ff9b:0:0::/64", "64:ff9b::/32"],
  ["", "", ""],
  ["unknown", "unknown", "unknown"],
])("the address %s belongs to %s, and to %s", (address, network, wider) => {
  expect(networkOf(address)).toBe(network);
  expect(widerNetworkOf(address)).toBe(wider);
});
