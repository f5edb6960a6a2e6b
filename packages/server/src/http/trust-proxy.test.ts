import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { cleanForwardedFor, clientAddress, trustProxyOf } from "./trust-proxy.js";

/** The client's address as both listeners find it. */
function addressOf(setting: boolean | number | string, peer: string, forwarded?: string): string {
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  const request = { headers, socket: { remoteAddress: peer } } as unknown as IncomingMessage;
  const trustProxy = trustProxyOf(setting);
  if (trustProxy !== null) cleanForwardedFor(request);
  return clientAddress(request, trustProxy);
}

describe("the client's address", () => {
  test("is the peer's if no proxy is trusted", () => {
    for (const off of [false, 0, "", "0", "false"]) {
      expect(addressOf(off, "192.0.2.1", "203.0.113.9")).toBe("192.0.2.1");
    }
  });

  test.each([true, 1, "1", "true"])("is the entry that the one proxy added: %j", (one) => {
    expect(addressOf(one, "192.0.2.1", "127.0.0.1, 10.0.0.7, 203.0.113.9")).toBe("203.0.113.9");
    expect(addressOf(one, "192.0.2.1")).toBe("192.0.2.1");
  });

  test("is the entry that the outermost of several proxies added", () => {
    expect(addressOf("2", "192.0.2.1", "127.0.0.1, 203.0.113.9, 192.0.2.2")).toBe("203.0.113.9");
    expect(addressOf(3, "192.0.2.1", "203.0.113.9, 192.0.2.2")).toBe("203.0.113.9");
  });

  test("is the rightmost address outside of the trusted networks", () => {
    const networks = "10.0.0.0/8, loopback,2001:db8::/32";
    expect(addressOf(networks, "10.1.2.3", "127.0.0.1, 203.0.113.9, 10.9.9.9")).toBe("203.0.113.9");
    expect(addressOf(networks, "::ffff:10.1.2.3", "203.0.113.9")).toBe("203.0.113.9");
    expect(addressOf(networks, "2001:db8::5", "2001:db9::1")).toBe("2001:db9::1");
    expect(addressOf(networks, "198.51.100.1", "127.0.0.1")).toBe("198.51.100.1");
  });

  test.each([
    ["203.0.113.9:52001", "203.0.113.9"],
    ["[2001:db8::9]", "2001:db8::9"],
    ["[2001:db8::9]:52001", "2001:db8::9"],
    ["127.0.0.1,  203.0.113.9\t", "203.0.113.9"],
    ["2001:DB8:0::0009", "2001:db8::9"],
    ["fe80::9%eth0", "fe80::9"],
    ["::FFFF:cb00:7109", "203.0.113.9"],
    ["[::ffff:203.0.113.9]:443", "203.0.113.9"],
  ])("is read from %j in its one spelling, without the port", (header, address) => {
    expect(addressOf(1, "192.0.2.1", header)).toBe(address);
  });

  test.each([
    "unknown",
    "_hidden",
    "203.0.113",
    "1.2.3.4:x",
    "[1.2.3.4]:5",
    "0x7f000001",
    "",
    "999.1.1.1:2",
  ])("is the proxy's own if the proxy sent %j", (garbage) => {
    expect(addressOf(1, "192.0.2.1", garbage)).toBe("192.0.2.1");
    expect(addressOf(2, "192.0.2.1", `127.0.0.1, ${garbage}, 192.0.2.2`)).toBe("192.0.2.2");
  });

  test("takes bounded work, however many entries a client sends", () => {
    const headers = { "x-forwarded-for": "10.0.0.1, ".repeat(2_000) + "203.0.113.9" };
    cleanForwardedFor({ headers } as unknown as IncomingMessage);
    expect(headers["x-forwarded-for"].split(", ")).toHaveLength(32);
  });
});

test.each([
  "yes",
  "33",
  "-1",
  "1.5",
  "10.0.0.0/0",
  "10.0.0.0/33",
  "::/129",
  "10.0.0.0/8/8",
  "proxy.example",
  "10.0.0.0/8,",
  "10.0.0.0/255.0.0.0",
  "0x0a000001",
])("the setting %j is rejected with the next step", (setting) => {
  expect(() => trustProxyOf(setting)).toThrow("Use the number of proxies in front");
});
