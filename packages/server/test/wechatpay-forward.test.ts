import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { ANSWER_TIMEOUT_MS, readNotification } from "@dingdan/wechatpay";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keysOf } from "../../wechatpay/test/keys.js";
import { ANSWER_TIME_MS } from "../src/notices/receive-notice.js";
import { FakeWeChatPay, noticeCounts } from "./support/notices.js";
import { Platform } from "./support/platform.js";
import { paymentFor, upload } from "./support/requests.js";

let wechat: FakeWeChatPay;
beforeAll(() => {
  wechat = new FakeWeChatPay();
});

interface Received {
  readonly request: IncomingMessage;
  readonly body: Buffer;
}

let receiver: Server;
let received: Received[];
let statuses: number[];
let platform: Platform;
beforeEach(async () => {
  received = [];
  statuses = [];
  receiver = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      received.push({ request: incoming, body: Buffer.concat(chunks) });
      const status = statuses.shift() ?? 200;
      // 0: it never answers.
      if (status !== 0) response.writeHead(status, { location: "/elsewhere" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  platform = await Platform.start({ databaseUrl: "sqlite::memory:" });
  await wechat.setKeys(platform, { forward_url: forwardUrl() });
});
afterEach(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await platform.close();
});

const forwardUrl = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/pay?shop=1`;
const payment = () => paymentFor(upload());
const kindOf = (body: Record<string, unknown>) => [body["code"], String(body["message"])];

describe("a forwarded notice", () => {
  test("reaches the merchant's receiver unchanged, which verifies its signature itself", async () => {
    const sent = wechat.notice("TRANSACTION.SUCCESS", payment());
    const extra = { "X-Trace": "7", Connection: "close, X-Hop", "X-Hop": "1" };

    // fetch does not send these header fields.
    const { port, hostname } = new URL(platform.url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const options = { method: "POST", hostname, port, path: wechat.path };
      const posted = request({ ...options, headers: { ...sent.headers, ...extra } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      posted.on("error", reject).end(sent.body);
    });

    expect(status).toBe(204);
    expect(received).toHaveLength(1);
    const { request: incoming, body } = received[0] as Received;
    expect([incoming.method, incoming.url]).toEqual(["POST", "/pay?shop=1"]);
    expect(body.toString()).toBe(sent.body);
    for (const [name, value] of Object.entries(sent.headers)) {
      expect(incoming.rawHeaders).toContain(name);
      expect(incoming.headers[name.toLowerCase()]).toBe(value);
    }
    expect(incoming.headers).toMatchObject({ "x-trace": "7", host: new URL(forwardUrl()).host });
    expect(incoming.headers["x-hop"]).toBeUndefined();
    const keys = keysOf([wechat.key], [wechat.apiV3Key]);
    const headers = incoming.headers as Record<string, string>;
    expect(readNotification({ headers, body }, keys, Date.now()).kind).toBe("read");
  });

  test.each([
    ["answers 500", 500, "answered HTTP 500"],
    ["redirects", 302, "answered HTTP 302"],
    ["answers 200 with another word than success", 200, null],
  ])("whose receiver %s", async (_, status, fault) => {
    statuses = [status];
    const sent = wechat.notice("TRANSACTION.SUCCESS", payment());
    const answer = await wechat.post(platform, sent);
    if (fault === null) expect(answer.status).toBe(204);
    else {
      expect(answer.status).toBe(503);
      expect(kindOf(answer.body)).toEqual(["FAIL", expect.stringContaining(fault)]);
    }
    // WeChat Pay sends it again, and it is forwarded again.
    expect((await wechat.post(platform, sent)).status).toBe(204);
    expect(received).toHaveLength(2);
    expect(await noticeCounts(platform)).toEqual({
      recorded: 1,
      repeated: 1,
      ...(fault === null ? {} : { forward_failed: 1 }),
    });
  });

  test("whose receiver does not listen is recorded and answered 503", async () => {
    await new Promise((resolve) => receiver.close(resolve));
    const answer = await wechat.pay(platform, payment());
    expect([answer.status, ...kindOf(answer.body)]).toEqual([
      503,
      "FAIL",
      expect.stringContaining("cannot be reached (ECONNREFUSED)"),
    ]);
    expect(await noticeCounts(platform)).toEqual({ recorded: 1, forward_failed: 1 });
  });

  test("whose forward_url leads back here goes round once", async () => {
    await wechat.setKeys(platform, { forward_url: platform.url + wechat.path });
    expect((await wechat.pay(platform, payment())).status).toBe(503);
    expect(await noticeCounts(platform)).toEqual({ recorded: 1, repeated: 1, forward_failed: 2 });
  });

  test("of a type that only the receiver knows is accepted when the receiver does", async () => {
    const coupon = () => wechat.notice("COUPON.USE" as "REFUND.SUCCESS", { mchid: wechat.mchid });
    statuses = [500];
    expect((await wechat.post(platform, coupon())).status).toBe(400);
    expect((await wechat.post(platform, coupon())).status).toBe(204);
    expect(received).toHaveLength(2);
  });
});

test("nothing that was not verified, or is another merchant's, is forwarded", async () => {
  const sent = wechat.notice("TRANSACTION.SUCCESS", payment());
  const forged = { ...sent, body: `${sent.body} ` };
  const ofOther = wechat.notice("TRANSACTION.SUCCESS", { ...payment(), mchid: "1900000999" });
  const probe = { "Wechatpay-Signature": "WECHATPAY/SIGNTEST/x" };
  for (const notice of [forged, ofOther, { ...sent, headers: { ...sent.headers, ...probe } }]) {
    expect((await wechat.post(platform, notice)).status).toBeGreaterThanOrEqual(400);
  }
  expect(received).toEqual([]);
});

test("a receiver that does not answer is waited for until WeChat Pay must be answered", async () => {
  const hurried = await Platform.start({
    databaseUrl: "sqlite::memory:",
    limits: { callDeadlineMs: 1_000 },
  });
  try {
    await wechat.setKeys(hurried, { forward_url: forwardUrl() });
    statuses = [0];
    const startedAtMs = performance.now();
    const answer = await wechat.pay(hurried, payment());
    expect(performance.now() - startedAtMs).toBeLessThan(3_000);
    expect([answer.status, ...kindOf(answer.body)]).toEqual([
      503,
      "FAIL",
      expect.stringContaining("did not answer in time"),
    ]);
    expect(await noticeCounts(hurried)).toEqual({ recorded: 1, forward_failed: 1 });
  } finally {
    await hurried.close();
  }
  // By default, the deadline of a call is 5 s.
  expect(ANSWER_TIME_MS).toBeLessThan(ANSWER_TIMEOUT_MS);
});

describe("the body of a notice", () => {
  /** Sends a head, and returns the status line of the answer. */
  const answerTo = (head: readonly string[], body = "") =>
    new Promise<string>((resolve, reject) => {
      const { port, hostname } = new URL(platform.url);
      const socket = connect(Number(port), hostname);
      let text = "";
      const lines = [`POST ${wechat.path} HTTP/1.1`, "Host: x", ...head, "", body];
      socket.on("data", (chunk) => {
        text += String(chunk);
        if (text.includes("\r\n\r\n")) {
          socket.destroy();
          resolve(text.slice(0, text.indexOf("\r\n")));
        }
      });
      socket.on("error", reject);
      socket.write(lines.join("\r\n"));
    });
  const plausible = () =>
    Object.entries(wechat.notice("TRANSACTION.SUCCESS", payment()).headers).map(
      ([name, value]) => `${name}: ${value}`,
    );

  test("that is large is refused unread without plausible header fields", async () => {
    expect(await answerTo(["Content-Length: 1000000"])).toContain(" 401 ");
    expect(await answerTo(["Transfer-Encoding: chunked"])).toContain(" 401 ");
    const [first = "", ...others] = plausible();
    const stale = [
      first,
      "Wechatpay-Timestamp: 1",
      ...others.filter((line) => !line.includes("Timestamp")),
    ];
    const running = await Platform.start({ clock: "running", databaseUrl: "sqlite::memory:" });
    const before = platform;
    platform = running;
    await wechat.setKeys(running);
    expect(await answerTo([...stale, "Content-Length: 1000000"])).toContain(" 401 ");
    await running.close();
    platform = before;
  });

  test("may have 2 MiB with plausible header fields, and not more", async () => {
    const size = 2 * 1024 * 1024;
    expect(await answerTo([...plausible(), `Content-Length: ${size + 1}`])).toContain(" 413 ");
    const body = "x".repeat(size);
    expect(await answerTo([...plausible(), `Content-Length: ${size}`], body)).toContain(" 401 ");
    expect(await noticeCounts(platform)).toEqual({ too_large: 1, wrong_signature: 1 });
  });

  test("that does not come to its end is counted apart", async () => {
    const { port, hostname } = new URL(platform.url);
    const socket = connect(Number(port), hostname);
    const head = [`POST ${wechat.path} HTTP/1.1`, "Host: x", ...plausible()];
    socket.end([...head, "Content-Length: 5", "", "x"].join("\r\n"));
    await new Promise((resolve) => socket.on("close", resolve).resume());
    expect(await noticeCounts(platform)).toEqual({ cut_off: 1 });
  });

  test("of a genuine notice is received while others send large bodies slowly", async () => {
    const { port, hostname } = new URL(platform.url);
    const head = [
      `POST ${wechat.path} HTTP/1.1`,
      "Host: x",
      ...plausible(),
      "Content-Length: 2097152",
    ];
    const slow = Array.from({ length: 40 }, () => connect(Number(port), hostname));
    // The first of them that is refused: the merchant's part of the memory is full then.
    const isFull = Promise.any(
      slow.map(
        (socket) =>
          new Promise<void>((resolve, reject) => {
            socket.on("error", reject).on("data", () => resolve());
            socket.write([...head, "", "x"].join("\r\n"));
          }),
      ),
    );
    await isFull;
    try {
      for (let count = 0; count < 5; count++) {
        expect((await wechat.pay(platform, payment())).status).toBe(204);
      }
    } finally {
      for (const socket of slow) socket.destroy();
    }
  });
});
