import { afterEach, describe, expect, test } from "vitest";
import { type PlatformOptions, SettingsError } from "../src/index.js";
import { Platform } from "./support/platform.js";

let platform: Platform;
afterEach(() => platform.close());

/** The address in the request log of a call of the wire (bare node:http), and of a path that Fastify answers. */
async function loggedAddresses(
  trustProxy: NonNullable<PlatformOptions["trustProxy"]>,
  forwardedFor: string,
): Promise<readonly string[]> {
  platform = await Platform.start({ trustProxy });
  const headers = { "x-forwarded-for": forwardedFor };
  await platform.send("GET", "/cgi-bin/token", { headers });
  await platform.send("GET", "/cgi-bin/no-such-interface", { headers });
  const { body } = await platform.admin<{ items: { client_ip: string }[] }>("GET", "/requests");
  return body.items.map(({ client_ip }) => client_ip);
}

describe("the client's address is the same in both listeners", () => {
  test.each([
    ["of a client that invents entries before the proxy's", 1, "127.0.0.1, 203.0.113.9"],
    ["behind trusted networks", "loopback,10.0.0.0/8", "127.0.0.1, 203.0.113.9, 10.1.1.1"],
    ["with a port", "1", "203.0.113.9:52001"],
  ] as const)("%s", async (_name, trustProxy, forwardedFor) => {
    expect(await loggedAddresses(trustProxy, forwardedFor)).toEqual(["203.0.113.9", "203.0.113.9"]);
  });

  test.each([
    ["without a trusted proxy", false, "203.0.113.9"],
    ["if the peer is not in the trusted networks", "10.0.0.0/8", "203.0.113.9"],
    ["if the proxy sends no address", 1, "203.0.113.9, unknown"],
  ] as const)("and the peer's own %s", async (_name, trustProxy, forwardedFor) => {
    expect(await loggedAddresses(trustProxy, forwardedFor)).toEqual(["127.0.0.1", "127.0.0.1"]);
  });
});

test("a setting that is no network is rejected before the database is opened", async () => {
  platform = await Platform.start();
  const start = Platform.start({
    trustProxy: "proxy.example",
    databaseUrl: "sqlite:/no/such/folder/x",
  });
  await expect(start).rejects.toThrow(SettingsError);
  await expect(start).rejects.toThrow('"proxy.example" is not a network');
});
