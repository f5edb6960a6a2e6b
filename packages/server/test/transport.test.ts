import { connect, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { errorNamed, OPERATIONS } from "@dingdan/contract";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Merchant, Platform } from "./support/platform.js";
import { upload } from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterAll(() => platform.close());

const OK = { errcode: 0, errmsg: "ok" };
const PATH = "/user-order/orders";
/** The size of a body that is a byte too long. */
const TOO_LARGE = 2 * 1024 * 1024 + 1;

/** Sends raw bytes, which a client library might not allow. */
function sendRaw(request: string | Buffer): Promise<string> {
  const { port } = new URL(platform.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(request));
    let answer = "";
    socket.on("data", (data) => {
      answer += data.toString();
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

const rawPost = (path: string, headers: string[], body: string | Buffer) =>
  Buffer.concat([rawHead(path, headers, Buffer.byteLength(body)), Buffer.from(body)]);

/** A request without its body, which has this many bytes. */
const rawHead = (path: string, headers: string[], bodyBytes: number) =>
  Buffer.from(
    [
      `POST ${path}?access_token=${merchant.accessToken} HTTP/1.1`,
      "Host: 127.0.0.1",
      "Connection: close",
      `Content-Length: ${bodyBytes}`,
      ...headers,
      "",
      "",
    ].join("\r\n"),
  );

describe("the server reads a body as JSON", () => {
  test.each([
    ["application/json"],
    ["application/json; charset=utf-8"],
    ["text/plain; charset=UTF-8"],
    ["application/x-www-form-urlencoded"],
    ["application/octet-stream"],
    ["multipart/form-data"],
    ["nonsense"],
    ["/;;,"],
  ])("with the Content-Type %s", async (type) => {
    const answer = await sendRaw(
      rawPost(PATH, [`Content-Type: ${type}`], JSON.stringify(upload())),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain('{"errcode":0,"errmsg":"ok"}');
  });

  test("with no Content-Type, escapes or raw UTF-8, and a byte order mark", async () => {
    const json = JSON.stringify(upload());
    const escaped = json.replace(/[^\x20-\x7e]/g, (character) => {
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    });
    expect(await sendRaw(rawPost(PATH, [], json))).toContain('"errcode":0');
    expect(await sendRaw(rawPost(PATH, [], escaped))).toContain('"errcode":0');
    expect(await sendRaw(rawPost(PATH, [], `\uFEFF${json}`))).toContain('"errcode":0');
  });
});

describe("an empty body", () => {
  test.each([["application/json"], ["application/x-www-form-urlencoded"], ["text/plain"]])(
    "is accepted by confirm, with the Content-Type %s",
    async (type) => {
      const path = "/user-order/orders-permission/confirm";
      const answer = await sendRaw(rawPost(path, [`Content-Type: ${type}`], ""));
      expect(answer).toContain('"errcode":0');
    },
  );

  test("is accepted by confirm as {} and as whitespace", async () => {
    const confirm = (body: string) => merchant.call("/user-order/orders-permission/confirm", body);
    expect(await confirm("{}")).toMatchObject(OK);
    expect(await confirm(" \n")).toMatchObject(OK);
  });

  test("gets 44002 where JSON is required", async () => {
    expect(await merchant.upload("")).toMatchObject({ errcode: 44002 });
    expect(await merchant.upload("  ")).toMatchObject({ errcode: 44002 });
    const chunked = `POST ${PATH}?access_token=${merchant.accessToken} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
    expect(await sendRaw(chunked)).toContain('"errcode":44002');
  });
});

describe("a body that is not a JSON object gets 47001, with the reason", () => {
  test.each([
    ["a list", "[]", "must be a JSON object"],
    ["a number", "7", "must be a JSON object"],
    ["null", "null", "must be a JSON object"],
    ["a form", "order_key=1&payer=2", "is a form"],
    ["XML", "<xml/>", "is not JSON"],
    ["JSON that breaks off", '{"order_key":\n {"a": 1,', "is not JSON"],
    ["JSON with a comma too many", '{\n  "a": 1,\n}', "is not JSON from line 3, column 1 on"],
    ["GBK", Buffer.from([0x7b, 0x22, 0xd6, 0xd0, 0x22, 0x7d]), "is not UTF-8"],
    ["gzip", gzipSync(JSON.stringify({})), "is not UTF-8"],
  ])("%s", async (_, body, reason) => {
    const reply = await merchant.call(PATH, body);
    expect(reply).toMatchObject({ errcode: 47001 });
    expect(reply.errmsg).toContain(reason);
  });

  test("a body of more than 2 MiB is rejected before the client sends it, and if the client sends it", async () => {
    for (const request of [
      rawHead(PATH, [], TOO_LARGE),
      rawPost(PATH, [], " ".repeat(TOO_LARGE)),
    ]) {
      const answer = await sendRaw(request);
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
      expect(answer).toContain('"errcode":47001');
      expect(answer).toContain("larger than 2 MiB");
    }
  });
});

describe("a body that is rejected unread", () => {
  test.each([
    ["/user-order/nothing", 40066],
    ["/wxa/charge/service-provider/order/get", 10120405],
  ])("does not hide a wrong path or method: %s gets %i", async (path, errcode) => {
    expect(await sendRaw(rawHead(path, [], TOO_LARGE))).toContain(`"errcode":${errcode}`);
  });
});

test("HEAD is rejected as a wrong method, and issues no token", async () => {
  const query = `grant_type=client_credential&appid=${merchant.appid}&secret=${merchant.secret}`;
  await platform.send("HEAD", `/cgi-bin/token?${query}`);
  const { body } = await platform.admin<{ items: { errcode: number }[] }>(
    "GET",
    "/requests?limit=1",
  );
  expect(body.items[0]?.errcode).toBe(43001);
});

test("a dry-run of a very long list returns its first 1,000 violations", async () => {
  const request = { ...upload(), order_list: Array(300_000).fill(1) };
  const { violations } = await merchant.dryRun("uploadShoppingInfo", request);
  expect(violations).toHaveLength(1000);
});

test("a body with 10,000 nested lists or a __proto__ is rejected like any invalid one", async () => {
  const deep = `{"order_key":${"[".repeat(10_000)}${"]".repeat(10_000)}}`;
  expect(await merchant.upload(deep)).toMatchObject({ errcode: 268435461 });
  const polluting = `{"__proto__":{"order_key":{"order_number_type":2}},"constructor":{"prototype":{"x":1}}}`;
  expect(await merchant.upload(polluting)).toMatchObject({ errcode: 268485194 });
});

test("any body gets HTTP 200 with a documented code, never -1", async () => {
  const { errors } = OPERATIONS.uploadShoppingInfo;
  const documented = new Set([0, ...errors.map((name) => errorNamed(name).code)]);
  documented.delete(errorNamed("SYSTEM_ERROR").code);
  const request = upload();
  const leaf = fc.oneof(
    fc.constantFrom(
      null,
      "",
      0,
      -1,
      1,
      2,
      "1",
      [],
      {},
      true,
      1e308,
      "\ud800",
      "\u0000",
      "中".repeat(600),
    ),
    fc.json().map((json) => JSON.parse(json) as unknown),
  );
  // Replaces one value of a valid request with another one.
  const places = placesOf(request);
  const damaged = fc.tuple(fc.constantFrom(...places), leaf).map(([place, value]) => {
    const copy = structuredClone(request);
    let target = copy as Record<string, unknown>;
    for (const step of place.slice(0, -1)) target = target[step] as Record<string, unknown>;
    target[place.at(-1) as string] = value;
    return JSON.stringify(copy);
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(damaged, fc.json(), fc.string()), async (body) => {
      const { status, body: reply } = await platform.send<{ errcode: number; errmsg: string }>(
        "POST",
        `${PATH}?access_token=${merchant.accessToken}`,
        { body },
      );
      expect(status).toBe(200);
      expect(documented, reply.errmsg).toContain(reply.errcode);
    }),
    { numRuns: 500 },
  );
});

function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const place = path.concat(name);
    return [place].concat(placesOf(member, place) as string[][]);
  });
}

describe("the server recognises a path", () => {
  const confirm = "/user-order/orders-permission/confirm";
  test.each([
    ["as a client sends it to a proxy, with the host", `http://127.0.0.1${confirm}`],
    ["with letters written as %6F", confirm.replaceAll("o", "%6F")],
  ])("%s", async (_, path) => {
    expect(await sendRaw(rawPost(path, [], ""))).toContain('"errcode":0,');
  });
});

test("pipelined calls on one connection are answered in order", async () => {
  const requests = [rawPost(PATH, [], JSON.stringify(upload())), rawPost(PATH, [], "[]")];
  const first = requests[0]?.toString().replace("Connection: close\r\n", "") ?? "";
  const answers = await sendRaw(Buffer.concat([Buffer.from(first), requests[1] as Buffer]));
  expect(answers.match(/"errcode":\d+/g)).toEqual(['"errcode":0', '"errcode":47001']);
});

test("calls that stall in the middle of a body do not delay another app, nor their own app once their connections close", async () => {
  const other = await platform.register();
  await other.upload(upload());
  const { port } = new URL(platform.url);
  const whole = rawPost(PATH, ["Expect: 100-continue"], JSON.stringify(upload()));
  const stall = () =>
    new Promise<Socket>((resolve) => {
      const socket = connect(Number(port), "127.0.0.1", () =>
        socket.write(whole.subarray(0, -100)),
      );
      // The server sends "100 Continue" once it has the headers and waits for the body.
      socket.on("data", () => resolve(socket));
    });
  // More calls than an app's share while another app calls. If they delayed the calls below, these would
  // wait until the server disconnects a stalled client, which takes longer than the test may.
  const stalled = await Promise.all(Array.from({ length: 50 }, stall));
  expect(await other.upload(upload())).toMatchObject(OK);
  for (const socket of stalled) socket.destroy();
  expect(await merchant.upload(upload())).toMatchObject(OK);
});

describe("a malformed request", () => {
  test("with an undecodable path gets 40066", async () => {
    expect((await platform.send("GET", "/%zz")).body).toMatchObject({ errcode: 40066 });
  });

  test("with two access_token parameters is authenticated by the first", async () => {
    const path = `${PATH}?access_token=${merchant.accessToken}&access_token=forged`;
    const { body } = await platform.send("POST", path, { body: JSON.stringify(upload()) });
    expect(body).toEqual(OK);
  });

  test("that is not HTTP gets 400, and the server keeps running", async () => {
    expect(await sendRaw("NONSENSE\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect((await platform.send("GET", "/healthz")).body).toMatchObject({ status: "ok" });
  });
});

test("a rejected call has a rid whose first group is the time, and its log line contains no secret", async () => {
  const lines: string[] = [];
  const logStream = new (await import("node:stream")).Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const logged = await Platform.start({ logStream });
  const app = await logged.registerExample();
  const { errmsg } = await app.upload({});
  const rid = / rid: ((\w{8})-\w{8}-\w{8})$/.exec(errmsg) as RegExpExecArray;
  const seconds = Number.parseInt(rid[2] as string, 16);
  expect(Math.abs(seconds * 1000 - logged.dingdan.clock.now().getTime())).toBeLessThan(60_000);
  await logged.close();
  const line = lines.find((text) => text.includes(rid[1] as string)) ?? "";
  expect(JSON.parse(line)).toMatchObject({
    appid: app.appid,
    errcode: 268485194,
    fault: "order_key.order_number_type",
    path: PATH,
  });
  const all = lines.join("");
  for (const secret of [app.accessToken, app.secret, logged.dingdan.adminKey as string]) {
    expect(all).not.toContain(secret);
  }
});
