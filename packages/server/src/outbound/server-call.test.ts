import { getEventListeners } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AddressGuard } from "./address-guard.js";
import { postToUrl, type ResolveName, type ServerCall } from "./server-call.js";

let server: Server;
let answer: RequestListener;
let hosts: (string | undefined)[];

beforeEach(async () => {
  hosts = [];
  answer = (_request, response) => response.end("success");
  server = createServer((request, response) => {
    hosts.push(request.headers.host);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const port = () => (server.address() as AddressInfo).port;
const call = (host: string, changes: Partial<ServerCall> = {}): ServerCall => ({
  url: `http://${host}:${port()}/wechat`,
  headers: { "content-type": "text/xml" },
  body: "<xml/>",
  timeoutMs: 5_000,
  answerBytesMax: 100,
  closing: new AbortController().signal,
  ...changes,
});
const loopback = { address: "127.0.0.1", family: 4 };
const outside = new AddressGuard(false);
const loopbackAllowed = new AddressGuard(false, ["127.0.0.0/8"]);

test.each(["127.0.0.1", "127.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]", "localhost"])(
  "%s is not called, and no name is resolved",
  async (host) => {
    const never: ResolveName = () => Promise.reject(new Error("resolved"));
    const outcome = await postToUrl(outside, never)(call(host));
    expect(outcome).toMatchObject({ kind: "refused", refusal: { use: "loopback" } });
    expect(hosts).toEqual([]);
  },
);

test("a name that resolves to a public and a loopback address is not called", async () => {
  const resolve: ResolveName = () => Promise.resolve([{ address: "1.1.1.1", family: 4 }, loopback]);
  const outcome = await postToUrl(outside, resolve)(call("platform.example"));
  expect(outcome).toMatchObject({ kind: "refused", refusal: { address: "127.0.0.1" } });
  expect(hosts).toEqual([]);
});

test("a name is resolved once, and the call reaches the checked address under its own name", async () => {
  let resolved = 0;
  const resolve: ResolveName = () => {
    resolved++;
    return Promise.resolve([loopback]);
  };
  const outcome = await postToUrl(loopbackAllowed, resolve)(call("platform.example"));
  expect(outcome).toEqual({ kind: "answered", status: 200, body: "success" });
  expect(resolved).toBe(1);
  expect(hosts).toEqual([`platform.example:${port()}`]);
});

test("the second answer of a resolver is checked like the first", async () => {
  const answers = [[loopback], [{ address: "10.0.0.1", family: 4 }]];
  const post = postToUrl(loopbackAllowed, () => Promise.resolve(answers.shift() ?? []));
  expect(await post(call("platform.example"))).toMatchObject({ kind: "answered" });
  expect(await post(call("platform.example"))).toMatchObject({ kind: "refused" });
  expect(hosts).toHaveLength(1);
});

test("a redirect is not followed", async () => {
  answer = (_request, response) =>
    response.writeHead(302, { location: `http://127.0.0.1:${port()}/` }).end();
  const outcome = await postToUrl(loopbackAllowed)(call("127.0.0.1"));
  expect(outcome).toEqual({ kind: "answered", status: 302, body: "" });
  expect(hosts).toHaveLength(1);
});

test("an answer that does not end is read only to its limit", async () => {
  answer = (_request, response) => {
    response.write("x".repeat(1000));
  };
  const outcome = await postToUrl(loopbackAllowed)(call("127.0.0.1"));
  expect(outcome).toMatchObject({ kind: "answered", status: 200 });
});

test.each([
  ["before its headers", () => {}],
  ["inside its body", (response: Parameters<RequestListener>[1]) => response.write("succ")],
] as const)("an answer that hangs %s is a timeout", async (_where, begin) => {
  answer = (_request, response) => void begin(response);
  const outcome = await postToUrl(loopbackAllowed)(call("127.0.0.1", { timeoutMs: 100 }));
  expect(outcome).toEqual({ kind: "timeout" });
});

test("a name that cannot be resolved, a closed port and a stop of the platform end the call", async () => {
  const post = postToUrl(loopbackAllowed, () =>
    Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" })),
  );
  expect(await post(call("platform.example"))).toEqual({ kind: "unreachable", code: "ENOTFOUND" });
  const closed = { url: "http://127.0.0.1:1/" };
  expect(await post(call("", closed))).toEqual({ kind: "unreachable", code: "ECONNREFUSED" });

  const closing = new AbortController();
  answer = () => closing.abort();
  const stopped = await post(call("127.0.0.1", { closing: closing.signal }));
  expect(stopped).toMatchObject({ kind: "unreachable" });
});

test("calls leave nothing at the signal of the platform, which lives as long as that", async () => {
  const { signal: closing } = new AbortController();
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on("warning", note);
  const parts = () => Object.getOwnPropertySymbols(closing).map(String);
  const send = postToUrl(loopbackAllowed);
  await send(call("127.0.0.1", { closing }));
  const before = parts();

  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => send(call("127.0.0.1", { closing }))),
  );

  expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 20 }, () => "answered"));
  expect(getEventListeners(closing, "abort")).toEqual([]);
  expect(parts()).toEqual(before);
  // Where AbortSignal.any keeps what it makes.
  expect(before.join()).not.toMatch(/dependant/i);
  process.off("warning", note);
  expect(warnings).toEqual([]);
});
