import { afterAll, beforeAll, expect, test } from "vitest";
import { Platform } from "./support/platform.js";

let platform: Platform;
beforeAll(async () => {
  platform = await Platform.start();
});
afterAll(() => platform.close());

const read = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(platform.url + path, { headers, redirect: "manual" });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

test("every address of the console returns its page, each time with a new nonce", async () => {
  const nonces = new Set<string>();
  for (const path of ["/console/", "/console/orders", "/console/orders/a.b", "/console/apps/wx1"]) {
    const { status, headers, text } = await read(path);
    expect(status, path).toBe(200);
    expect(text).toContain('<div id="root">');
    const policy = headers.get("content-security-policy") ?? "";
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    expect(text).toContain(`nonce="${nonce}"`);
    expect(text).not.toContain("CSP_NONCE");
    expect(policy).not.toContain("unsafe");
    expect(headers.get("cache-control")).toBe("no-store");
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(4);
  expect((await read("/console")).headers.get("location")).toBe("/console/");
});

test("the console's files are immutable for caches, compressed, and all from the same origin", async () => {
  const { text } = await read("/console/");
  const files = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file as string);
  expect(files.length).toBeGreaterThanOrEqual(3);
  for (const file of files) {
    expect(file).toMatch(/^\/console\/assets\//);
    const { status, headers } = await read(file, { "accept-encoding": "gzip" });
    expect(status, file).toBe(200);
    expect(headers.get("cache-control")?.split(/, */)).toEqual([
      "public",
      "max-age=31536000",
      "immutable",
    ]);
    expect(headers.get("content-encoding"), file).toBe("gzip");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  }
});

test("an unknown file or API path of the console gets 404", async () => {
  expect((await read("/console/assets/none.js")).status).toBe(404);
  expect((await read("/console/assets/..%2f..%2fpackage.json")).status).toBe(404);
  for (const path of ["/console/assets/", "/console/assets/%", "/console/assets/%zz.js"]) {
    const unknown = await read(path);
    expect(unknown.status, path).toBeGreaterThanOrEqual(400);
    expect(unknown.headers.get("content-type"), path).toContain("application/problem+json");
  }
  const unknown = await read("/console/v1/none");
  expect(unknown.status).toBe(404);
  expect(unknown.headers.get("content-type")).toContain("application/problem+json");
});
