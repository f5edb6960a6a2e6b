import {
  ADMIN_OPERATIONS,
  ADMIN_PREFIX,
  BUYER_OPERATIONS,
  BUYER_PREFIX,
  CONSOLE_OPERATIONS,
  CONSOLE_PREFIX,
  type HttpOperation,
} from "@dingdan/contract";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CONSENT_PATHS } from "../src/pages/consent.js";
import { Platform } from "./support/platform.js";

/** A request by its method and path. */
type Route = readonly [method: string, path: string];

const routesOf = (prefix: string, operations: Readonly<Record<string, HttpOperation>>): Route[] =>
  Object.values(operations).map(({ method, path }) => [
    method,
    prefix + path.replaceAll(/:\w+/g, "1"),
  ]);

/** Every interface that a browser calls with a cookie, or that sets one. */
const INTERFACES: readonly Route[] = [
  ...routesOf(ADMIN_PREFIX, ADMIN_OPERATIONS),
  ...routesOf(BUYER_PREFIX, BUYER_OPERATIONS),
  ...routesOf(CONSOLE_PREFIX, CONSOLE_OPERATIONS),
];

const UNSAFE: readonly Route[] = [
  ...INTERFACES.filter(([method]) => method !== "GET"),
  ["POST", "/buyer/sessions/1"],
  ["POST", "/buyer/sign-out"],
  ["POST", "/first-run/pay"],
  ...CONSENT_PATHS.map((path): Route => ["POST", path]),
];

let platform: Platform;
const statusOf = async ([method, path]: Route, headers: Record<string, string>) => {
  const response = await fetch(platform.url + path, { method, headers, redirect: "manual" });
  await response.arrayBuffer();
  return response.status;
};

describe("every unsafe request with or for a cookie", () => {
  beforeAll(async () => {
    platform = await Platform.start();
  });
  afterAll(() => platform.close());

  test.each(UNSAFE)("%s %s is rejected for a page of another site", async (...route) => {
    const own = platform.url;
    for (const headers of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site", origin: own },
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "same-origin", origin: "null" },
      { origin: own.replace(/:\d+$/, ":1") },
    ] as Record<string, string>[]) {
      expect(await statusOf(route, headers), JSON.stringify(headers)).toBe(403);
    }
  });

  test.each(UNSAFE)(
    "%s %s is allowed for a page of the platform, and for a program",
    async (...route) => {
      for (const headers of [
        { "sec-fetch-site": "same-origin", origin: platform.url },
        { "sec-fetch-site": "none" },
        {},
      ] as Record<string, string>[]) {
        expect(await statusOf(route, headers), JSON.stringify(headers)).not.toBe(403);
      }
    },
  );

  test("a page of another site may read what it can see anyway", async () => {
    const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect(await statusOf(["GET", "/"], headers)).toBe(200);
    expect(await statusOf(["GET", "/buyer/"], headers)).toBe(401);
  });

  test("the answer names the header and the next step", async () => {
    const headers = { origin: "https://pay.example" };
    const path = "/console/v1/session";
    const { status, body } = await platform.send("POST", path, { headers });
    expect(status).toBe(403);
    expect(body["detail"]).toMatch(/Origin: https:\/\/pay\.example.*Host header.*--public-url/);
    const consent = await fetch(platform.url + CONSENT_PATHS[0], { method: "POST", headers });
    expect(await consent.text()).toContain("The form came from another site.");
  });
});

describe("the platform's own site", () => {
  afterEach(() => platform.close());
  const signOut = (headers: Record<string, string>) =>
    statusOf(["POST", "/buyer/sign-out"], headers);

  test("is the public address, also when a proxy does not pass the Host header on", async () => {
    platform = await Platform.start({ publicUrl: "https://pay.example" });
    expect(await signOut({ origin: "https://pay.example" })).toBe(303);
    expect(await signOut({ origin: "http://pay.example" })).toBe(403);
    expect(await signOut({ origin: "https://pay.example.evil.example" })).toBe(403);
  });

  test("is what a trusted proxy reports", async () => {
    platform = await Platform.start({ trustProxy: "loopback" });
    const proxied = { "x-forwarded-proto": "https", "x-forwarded-host": "pay.example" };
    expect(await signOut({ ...proxied, origin: "https://pay.example" })).toBe(303);
    expect(await signOut({ ...proxied, origin: "http://pay.example" })).toBe(403);
  });

  test("is not what a client reports itself", async () => {
    platform = await Platform.start();
    const claimed = { "x-forwarded-proto": "https", "x-forwarded-host": "evil.example" };
    expect(await signOut({ ...claimed, origin: "https://evil.example" })).toBe(403);
  });

  test("is the named host over HTTPS, behind a proxy that reports nothing", async () => {
    platform = await Platform.start();
    expect(await signOut({ origin: platform.url.replace("http:", "https:") })).toBe(303);
  });
});

describe("no cache keeps an answer", () => {
  beforeAll(async () => {
    platform = await Platform.start();
    await platform.registerExample();
  });
  afterAll(() => platform.close());

  test("of the operator's, the buyer's and the console's interface", async () => {
    const buyers = await platform.admin<{ token: string }>("POST", "/buyer-sessions", {
      appid: "wxd678efh567hg6787",
      openid: "o-anna",
    });
    const path = `/buyer/v1/sessions/${buyers.body.token}`;
    const spent = await platform.send<{ token: string }>("POST", path);
    expect(spent.headers.get("cache-control")).toBe("no-store");
    let successCount = 0;
    for (const [method, route] of INTERFACES) {
      const token = route.startsWith(BUYER_PREFIX) ? spent.body.token : platform.dingdan.adminKey;
      for (const headers of [{}, { authorization: `Bearer ${token}` }] as Record<
        string,
        string
      >[]) {
        const answer = await platform.send(method, route, { headers });
        expect(answer.headers.get("cache-control"), `${method} ${route}`).toBe("no-store");
        if (answer.status < 300) successCount++;
      }
    }
    expect(successCount).toBeGreaterThan(12);
  });

  test("of /metrics", async () => {
    const { headers } = await platform.send("GET", "/metrics");
    expect(headers.get("cache-control")).toBe("no-store");
  });
});

describe("/metrics without a key", () => {
  beforeAll(async () => {
    platform = await Platform.start();
  });
  afterAll(() => platform.close());

  test.each([
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-proto",
    "x-forwarded-host",
    "x-real-ip",
    "via",
  ])("is closed to a request with the header %s", async (name) => {
    expect(await statusOf(["GET", "/metrics"], { [name]: "127.0.0.1" })).toBe(401);
    const authorization = `Bearer ${platform.dingdan.adminKey}`;
    expect(await statusOf(["GET", "/metrics"], { [name]: "127.0.0.1", authorization })).toBe(200);
  });

  test("is open to a direct request of this machine", async () => {
    expect(await statusOf(["GET", "/metrics"], {})).toBe(200);
  });
});
