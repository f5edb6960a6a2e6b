import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  callDirectly,
  callThroughTunnel,
  callWithWholeUrl,
  openTunnel,
} from "../../test/support/proxy-client.js";
import { Authority, newAuthority } from "../certificates/authority.js";
import type { ProxyEvent } from "./events.js";
import { type Proxy, startProxy } from "./proxy.js";

/*
 * The proxy in front of a server that returns the requests it receives, over real sockets and TLS.
 */

const HOST = "api.weixin.qq.com";
const authority = new Authority(newAuthority("weixin.qq.com", Date.now()), Date.now);
const ca = authority.certificate;

type Answerer = (request: IncomingMessage, response: ServerResponse) => unknown;
let answerWith: Answerer;
const target = createServer((incoming, response) => {
  answerWith(incoming, response);
});
let proxy: Proxy;
let events: ProxyEvent[] = [];

beforeEach(async () => {
  answerWith = show;
  target.listen(0, "127.0.0.1");
  await once(target, "listening");
  events = [];
  proxy = await startProxy({
    host: "127.0.0.1",
    port: 0,
    targetUrl: `http://127.0.0.1:${(target.address() as AddressInfo).port}/base`,
    authority,
    say: ({ en }) => en,
    report: (event) => events.push(event),
  });
});
afterEach(async () => {
  await proxy.close();
  target.closeAllConnections();
  if (target.listening) await new Promise((resolve) => target.close(resolve));
});

/** Replies with the request that it received. */
async function show(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  incoming.setEncoding("utf8");
  for await (const chunk of incoming) body += String(chunk);
  const { method, url, rawHeaders } = incoming;
  response.setHeader("set-cookie", ["a=1", "b=2"]);
  response.end(JSON.stringify({ method, url, rawHeaders, body }));
}

interface Shown {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: string[];
  readonly body: string;
}
const shown = (text: string) => JSON.parse(text) as Shown;

const ways = [
  ["a tunnel", (call) => callThroughTunnel(proxy.url, ca, HOST, call)],
  ["TLS to its own port", (call) => callDirectly(proxy.url, ca, HOST, call)],
  [
    "an absolute https URL",
    (call) => callWithWholeUrl(proxy.url, { ...call, path: `https://${HOST}${call.path}` }),
  ],
  [
    "an absolute http URL",
    (call) => callWithWholeUrl(proxy.url, { ...call, path: `http://${HOST}:80${call.path}` }),
  ],
] satisfies [
  string,
  (call: Parameters<typeof callThroughTunnel>[3]) => ReturnType<typeof callThroughTunnel>,
][];

describe.each(ways)("through %s", (_, send) => {
  test("a request and its response arrive unchanged", async () => {
    const reply = await send({
      method: "PUT",
      path: "/wxa/a%2Fb/../c?x=1&x=2&y=%E8%AE%A2",
      headers: { "X-Twice": ["1", "2"], "content-length": "6", Cookie: "c=1" },
      body: "订单",
    });
    expect(reply.status).toBe(200);
    expect(reply.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
    const { method, url, rawHeaders, body } = shown(reply.text);
    expect({ method, url, body }).toEqual({
      method: "PUT",
      url: "/base/wxa/a%2Fb/../c?x=1&x=2&y=%E8%AE%A2",
      body: "订单",
    });
    const sent = ["X-Twice", "1", "X-Twice", "2", "content-length", "6", "Cookie", "c=1"];
    expect(rawHeaders.slice(2, 2 + sent.length)).toEqual(sent);
  });

  test("a body of unknown length arrives, and an absent body stays absent", async () => {
    const chunked = await send({
      method: "POST",
      path: "/",
      headers: { "transfer-encoding": "chunked" },
      body: "{}",
    });
    expect(shown(chunked.text).body).toBe("{}");
    const empty = await send({ method: "POST", path: "/" });
    expect(shown(empty.text)).toMatchObject({ method: "POST", body: "" });
    expect(shown(empty.text).rawHeaders.join(" ").toLowerCase()).toContain("content-length 0");
  });

  test("hop-by-hop fields and fields that identify a client are not forwarded", async () => {
    const reply = await send({
      path: "/",
      headers: {
        Connection: "close, X-Hop",
        "X-Hop": "1",
        "Proxy-Connection": "keep-alive",
        "Proxy-Authorization": "Basic x",
        TE: "trailers",
        "X-Forwarded-For": "203.0.113.9",
        Forwarded: "for=203.0.113.9",
        "X-Real-IP": "203.0.113.9",
        "X-Stays": "1",
      },
    });
    const { rawHeaders } = shown(reply.text);
    const names = rawHeaders.filter((_name, at) => at % 2 === 0).map((name) => name.toLowerCase());
    expect(names.toSorted()).toEqual(["connection", "host", "x-stays"]);
    expect(rawHeaders[1]).toBe(`127.0.0.1:${(target.address() as AddressInfo).port}`);
  });

  test("a platform that does not respond is 502 with a hint", async () => {
    await new Promise((resolve) => target.close(resolve));
    const reply = await send({ method: "POST", path: "/", body: "{}".repeat(100_000) });
    expect(reply.status).toBe(502);
    expect(reply.text).toMatch(/no response from Dingdan at http:.*ECONNREFUSED/);
    expect(reply.text).toContain("dingdan sandbox");
    expect(events).toContainEqual(
      expect.objectContaining({ kind: "unreachable", reason: expect.any(String) }),
    );
  });
});

test("a long response is streamed", async () => {
  const sockets = new Promise<ServerResponse>((resolve) => {
    answerWith = (_, response) => resolve(response);
  });
  const { port } = new URL(proxy.url);
  const call = request({ host: "127.0.0.1", port, path: `http://${HOST}/` });
  call.end();
  const response = await sockets;
  response.write("first");
  const [answer] = (await once(call, "response")) as [IncomingMessage];
  expect(String((await once(answer, "data"))[0])).toBe("first");
  response.end("second");
  expect(String((await once(answer, "data"))[0])).toBe("second");
});

test("a truncated response does not look complete", async () => {
  answerWith = (_, response) => {
    response.write("half", () => response.destroy());
  };
  const call = callThroughTunnel(proxy.url, ca, HOST, { path: "/" });
  await expect(call).rejects.toMatchObject({ code: "ECONNRESET" });
});

test("a client that closes its connection ends its request to the platform", async () => {
  const arrived = new Promise<IncomingMessage>((resolve) => {
    answerWith = (incoming) => resolve(incoming);
  });
  const { port } = new URL(proxy.url);
  const call = request({ host: "127.0.0.1", port, path: `http://${HOST}/` });
  call.on("error", () => undefined);
  call.end();
  const incoming = await arrived;
  call.destroy();
  await once(incoming.socket, "close");
});

describe("everything else is rejected with 403 and a text", () => {
  test.each([
    "example.com:443",
    "mp.weixin.qq.com:443",
    "api.weixin.qq.com:8443",
    "api.weixin.qq.com:80",
    "api.weixin.qq.com.example.com:443",
    "127.0.0.1:443",
    "[::1]:443",
  ])("CONNECT %s", async (destination) => {
    const { status, text } = await openTunnel(proxy.url, destination);
    expect(status).toBe(403);
    expect(text).toContain(destination);
    expect(text).toContain("api.weixin.qq.com");
    expect(text).toContain("NO_PROXY");
    expect(events).toEqual([{ kind: "refused", destination }]);
  });

  test.each([
    ["http://example.com/a?token=t", "example.com"],
    ["http://user:password@api.weixin.qq.com/a?token=t", "api.weixin.qq.com"],
    ["http://api.weixin.qq.com:8080/a?token=t", "api.weixin.qq.com:8080"],
    ["https://example.com/a?token=t", "example.com"],
    ["ftp://api.weixin.qq.com/a?token=t", "api.weixin.qq.com"],
    ["/cgi-bin/token?token=t", "/cgi-bin/token"],
    ["*", "*"],
  ])("a request for %s", async (path, destination) => {
    const { status, headers, text } = await callWithWholeUrl(proxy.url, { path });
    expect(status).toBe(403);
    expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(text).toContain(destination);
    expect(text + JSON.stringify(events)).not.toMatch(/token=t|password/);
  });

  test("TLS for another host", async () => {
    await expect(callDirectly(proxy.url, ca, "mp.weixin.qq.com", { path: "/" })).rejects.toThrow();
    expect(events).toEqual([{ kind: "refused", destination: "mp.weixin.qq.com" }]);
  });
});

test("bytes that are not HTTP only close their own connection", async () => {
  const { hostname, port } = new URL(proxy.url);
  for (const bytes of ["\u0016\u0003\u0001nonsense", "\u0000\u0001\u0002", "GET\r\n\r\n"]) {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.resume();
    socket.end(bytes);
    await once(socket, "close");
  }
  const { status } = await callThroughTunnel(proxy.url, ca, HOST, { path: "/" });
  expect(status).toBe(200);
});

test("one tunnel serves many requests", async () => {
  const { socket } = await openTunnel(proxy.url, `${HOST}:443`);
  const secured = connectTls({ socket, servername: HOST, ca });
  await once(secured, "secureConnect");
  for (const path of ["/1", "/2", "/3"]) {
    secured.write(`GET ${path} HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`);
    const [chunk] = (await once(secured, "data")) as [Buffer];
    expect(chunk.toString()).toContain("HTTP/1.1 200 OK");
  }
  secured.destroy();
});

test("an event contains neither the query of a request nor a path with a token", async () => {
  await callThroughTunnel(proxy.url, ca, HOST, { path: "/cgi-bin/token?secret=s3" });
  await callThroughTunnel(proxy.url, ca, HOST, { path: "/buyer/v1/sessions/s3" });
  const answered = { kind: "answered", method: "GET", host: HOST, status: 200 };
  expect(events).toMatchObject([
    { ...answered, path: "/cgi-bin/token" },
    { ...answered, path: "/buyer/…" },
  ]);
  expect(JSON.stringify(events)).not.toContain("s3");
});

test("a stop lets a response in progress arrive and closes idle connections", async () => {
  const { socket: idle } = await openTunnel(proxy.url, `${HOST}:443`);
  const asked = new Promise<ServerResponse>((resolve) => {
    answerWith = (_, response) => resolve(response);
  });
  const call = callThroughTunnel(proxy.url, ca, HOST, { path: "/" });
  const response = await asked;
  const closed = proxy.close();
  const ended = once(idle, "close");
  response.end("late");
  expect((await call).text).toBe("late");
  await closed;
  await ended;
  await expect(openTunnel(proxy.url, `${HOST}:443`)).rejects.toThrow("ECONNREFUSED");
});
