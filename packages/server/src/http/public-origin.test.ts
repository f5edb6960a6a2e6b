import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { publicOrigin, publicUrlOf } from "./public-origin.js";
import { trustProxyOf } from "./trust-proxy.js";

const LISTEN_URL = "http://127.0.0.1:8321";

function originOf(
  options: { readonly configured?: string; readonly trustProxy?: string },
  headers: Readonly<Record<string, string>>,
) {
  const origin = publicOrigin({
    configured: publicUrlOf(options.configured),
    trustProxy: trustProxyOf(options.trustProxy ?? false),
    listenUrl: () => LISTEN_URL,
  });
  const request = { headers, socket: { remoteAddress: "10.0.0.2" } } as unknown as IncomingMessage;
  return { url: origin.urlFor(request), isHttps: origin.isHttps(request) };
}

const FORWARDED = { "x-forwarded-proto": "https", "x-forwarded-host": "pay.example" };

describe("the address for links", () => {
  test("is the configured one, whatever a request says", () => {
    const options = { configured: "https://shop.example/", trustProxy: "1" };
    expect(originOf(options, FORWARDED).url).toBe("https://shop.example");
  });

  test("is the one that a trusted proxy reports", () => {
    const trusted = { trustProxy: "10.0.0.0/8" };
    expect(originOf(trusted, FORWARDED)).toEqual({ url: "https://pay.example", isHttps: true });
    expect(originOf(trusted, { "x-forwarded-proto": "https", host: "pay.example:8443" }).url).toBe(
      "https://pay.example:8443",
    );
    expect(originOf(trusted, { "x-forwarded-host": "PAY.example:80" }).url).toBe(
      "http://pay.example",
    );
  });

  test("is only the entry that the proxy added, not the client's", () => {
    const headers = {
      "x-forwarded-proto": "https, http",
      "x-forwarded-host": "evil.example, pay.example",
    };
    const found = originOf({ trustProxy: "1" }, headers);
    expect(found).toEqual({ url: "http://pay.example", isHttps: false });
  });

  test.each([
    ["a peer that is not trusted", {}, FORWARDED],
    ["a peer outside of the trusted networks", { trustProxy: "192.0.2.0/24" }, FORWARDED],
    ["a proxy without these headers", { trustProxy: "1" }, { host: "pay.example" }],
    ["a host that is none", { trustProxy: "1" }, { "x-forwarded-host": "a/b@c" }],
    ["a port that is none", { trustProxy: "1" }, { "x-forwarded-host": "pay.example:99999" }],
  ])("is the one at which it listens for %s", (_case, options, headers) => {
    const found = originOf(options, headers as Record<string, string>);
    expect(found).toEqual({ url: LISTEN_URL, isHttps: false });
  });
});

describe("a request came over HTTPS", () => {
  const configured = "https://pay.example";

  test.each([
    ["to the public address", { host: "pay.example" }, true],
    ["to the public address with its port", { host: "PAY.example:443" }, true],
    ["through a proxy that connects to a local name", { host: "127.0.0.1:8321" }, true],
    ["but not to the port itself in the network", { host: "192.168.1.10:8321" }, false],
    ["but not by a header of a stranger", { host: "x", "x-forwarded-proto": "https" }, false],
  ])("%s", (_case, headers, isHttps) => {
    expect(originOf({ configured }, headers as Record<string, string>).isHttps).toBe(isHttps);
  });

  test("if the trusted proxy reports it", () => {
    const headers = { host: "pay.example", "x-forwarded-proto": "http" };
    expect(originOf({ configured, trustProxy: "1" }, headers).isHttps).toBe(false);
    expect(originOf({ configured: "http://lan:8321" }, { host: "lan:8321" }).isHttps).toBe(false);
  });
});

test.each([
  "pay.example",
  "ftp://pay.example",
  "https://pay.example/dingdan",
  "https://user:pass@pay.example",
  "https://pay.example?x=1",
  "https://pay.example/#",
  "https://",
  "https:pay.example",
  "https:///pay.example",
  "https://pay.example\\",
  "https://*.example",
])("the setting %j is rejected with the next step", (setting) => {
  expect(() => publicUrlOf(setting)).toThrow("Use the address that people open, without a path");
  expect(() => publicUrlOf(setting)).not.toThrow("user:pass");
});
