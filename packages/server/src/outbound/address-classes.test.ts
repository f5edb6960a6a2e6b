import { expect, test } from "vitest";
import { specialNetworkOf, withoutIpv6Form } from "./address-classes.js";

test.each([
  ["0.0.0.0", "unspecified"],
  ["10.255.255.255", "private"],
  ["100.100.100.200", "shared by a carrier (CGNAT)"],
  ["127.0.0.1", "loopback"],
  ["127.255.255.254", "loopback"],
  ["168.63.129.16", "a cloud's metadata service"],
  ["169.254.169.254", "link-local"],
  ["172.31.255.255", "private"],
  ["192.0.0.192", "reserved for protocols"],
  ["192.0.2.1", "for documentation"],
  ["192.168.1.1", "private"],
  ["198.19.255.255", "for benchmarks"],
  ["203.0.113.9", "for documentation"],
  ["239.1.1.1", "multicast"],
  ["255.255.255.255", "reserved"],
  ["::", "unspecified"],
  ["::1", "loopback"],
  ["0:0:0:0:0:0:0:1", "loopback"],
  ["::127.0.0.1", "an obsolete form of IPv4"],
  ["::ffff:127.0.0.1", "loopback"],
  ["::ffff:7f00:1", "loopback"],
  ["::ffff:0.0.0.5", "unspecified"],
  ["64:ff9b::10.0.0.1", "private"],
  ["64:ff9b::1", "unspecified"],
  ["64:ff9b:1::1", "local NAT64"],
  ["2001:0:1::1", "reserved for protocols (Teredo and others)"],
  ["2001:db8::1", "for documentation"],
  ["2002:7f00:1::", "a 6to4 form of IPv4"],
  ["3fff::1", "for documentation"],
  ["fd00:ec2::254", "private"],
  ["fe80::1%eth0", "link-local"],
  ["ff02::1", "multicast"],
  ["4000::1", "outside the public IPv6 networks"],
])("%s is %s", (address, use) => {
  expect(specialNetworkOf(address)?.use).toBe(use);
});

test.each([
  "1.1.1.1",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "128.0.0.0",
  "168.63.129.15",
  "172.15.255.255",
  "172.32.0.0",
  "192.167.255.255",
  "198.17.255.255",
  "223.255.255.255",
  "2400:3200::1",
  "2606:4700:4700::1111",
  "::ffff:1.1.1.1",
  "64:ff9b::1.1.1.1",
])("%s is public", (address) => {
  expect(specialNetworkOf(address)).toBeNull();
});

test("an address that contains an IPv4 address is read as that address", () => {
  expect(withoutIpv6Form("::FFFF:10.0.0.5")).toBe("10.0.0.5");
  expect(withoutIpv6Form("64:ff9b::a00:5")).toBe("10.0.0.5");
  // Not mapped: the group before ffff is the last zero.
  expect(withoutIpv6Form("::ffff:5")).toBe("::ffff:5");
});
