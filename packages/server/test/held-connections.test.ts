import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BODY_BYTES_MAX } from "../src/serve/body-budget.js";
import { type Merchant, Platform } from "./support/platform.js";
import { upload } from "./support/requests.js";

// What clients may hold: connections, bodies that do not end, and answers that no client reads.

const UPLOAD_PATH = "/user-order/orders";
const LIMITS = {
  connectionsMax: 40,
  connectionsPerAddressMax: 30,
  bodyBytesMax: 16 * 1024 * 1024,
  answerTimeoutMs: 1_000,
};

let platform: Platform;
let merchant: Merchant;
let sockets: Client[];

beforeEach(async () => {
  sockets = [];
  platform = await Platform.start({ limits: LIMITS });
  merchant = await platform.registerExample();
});
afterEach(async () => {
  for (const { socket } of sockets) socket.destroy();
  await platform.close();
});

/** A client that sends bytes, and records what it receives unless it is paused. */
class Client {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  received = "";
  isClosed = false;

  constructor(localAddress = "127.0.0.1") {
    const { port } = new URL(platform.url);
    this.socket = connect({ port: Number(port), host: "127.0.0.1", localAddress });
    this.socket.on("data", (data) => {
      this.received += data.toString();
    });
    this.socket.on("error", () => {});
    this.closed = new Promise((resolve) => {
      this.socket.on("close", () => {
        this.isClosed = true;
        resolve();
      });
    });
    sockets.push(this);
  }

  send(data: string | Buffer): this {
    this.socket.write(data);
    return this;
  }

  get statuses(): string[] {
    return [...this.received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status as string);
  }
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: dingdan\r\n\r\n`;
const post = (path: string, bodyBytes: number) =>
  `POST ${path} HTTP/1.1\r\nHost: dingdan\r\nContent-Length: ${bodyBytes}\r\n\r\n`;
const withToken = (path: string, token: string) => `${path}?access_token=${token}`;
const healthy = async () => (await platform.send("GET", "/healthz")).status;
const hits = async (limit: string): Promise<number> => {
  const { body } = await platform.send<{ text: string }>("GET", "/metrics");
  return Number(new RegExp(`limit="${limit}"\\} (\\d+)`).exec(body.text)?.[1]);
};

describe("requests that are pipelined on one connection", () => {
  test("are answered in their order, one at a time", async () => {
    const client = new Client();
    const paths = Array.from({ length: 30 }, (_, index) => `/healthz?number=${index}`);
    const body = JSON.stringify(upload());
    const path = withToken(UPLOAD_PATH, merchant.accessToken);
    client.send(paths.map(get).join("") + post(path, Buffer.byteLength(body)) + body);
    await expect.poll(() => client.statuses.length).toBe(31);
    expect(client.received.indexOf('"errcode":0')).toBeGreaterThan(
      client.received.lastIndexOf('"status":"ok"'),
    );
  });

  test("are answered in their order when they arrive between two answers", async () => {
    const client = new Client();
    for (let count = 0; count < 200; count++) {
      client.send(get(count % 2 === 0 ? "/healthz" : "/buyer/v1/none"));
      const waiting = () => count - client.statuses.length;
      for (let tick = 0; waiting() > count % 5 && tick < 10_000; tick++) {
        await new Promise(setImmediate);
      }
    }
    await expect.poll(() => client.statuses.length).toBe(200);
    expect(client.statuses).toEqual(Array.from({ length: 100 }, () => ["200", "404"]).flat());
  });

  test("beyond 32 that wait close the connection", async () => {
    const client = new Client().send(get("/openapi.json").repeat(200));
    await client.closed;
    expect(await hits("pipelined_requests")).toBe(1);
    expect(await healthy()).toBe(200);
  });
});

describe("a body in thousands of chunks of one byte", () => {
  test.each([
    "/user-order/orders",
    "/console/v1/session",
    "/payments/wechatpay/1900000109/notify",
    "/nothing",
  ])("is refused at %s, and holds nothing", async (path) => {
    const head = `POST ${path} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n`;
    const client = new Client().send(head + "1\r\nx\r\n".repeat(20_000));
    await client.closed;
    expect(client.statuses[0] ?? "reset").toMatch(/^(?:400|404|reset)$/);
    expect(await hits("body_pieces")).toBe(1);
    expect(await healthy()).toBe(200);
  });
});

describe("an answer that its client does not read", () => {
  test("is given up after the time to read it", async () => {
    const client = new Client();
    client.socket.pause();
    client.send(get("/openapi.json").repeat(30));
    await expect.poll(() => hits("unread_answer"), { timeout: 20_000 }).toBe(1);
    client.socket.resume();
    await client.closed;
    expect(client.statuses.length).toBeLessThan(30);
  }, 30_000);
});

describe("a large body", () => {
  test("of a call without a token is answered before it is read", async () => {
    const client = new Client().send(post(UPLOAD_PATH, BODY_BYTES_MAX)).send("{".repeat(1_000));
    await client.closed;
    expect(client.received).toContain('"errcode":41001');
    expect(client.received.toLowerCase()).toContain("connection: close");
  });

  test.each([
    ["an unknown token", withToken(UPLOAD_PATH, "1_unknown"), "40001"],
    ["a wrong method", "/cgi-bin/token", "43001"],
    ["an interface that takes no token", "/cgi-bin/stable_token", "47001"],
  ])("of a call with %s is answered before it is read", async (_name, path, errcode) => {
    const client = new Client().send(post(path, BODY_BYTES_MAX));
    await client.closed;
    expect(client.received).toContain(`"errcode":${errcode}`);
  });

  test("of a known caller is read", async () => {
    const body = JSON.stringify({ ...upload(), padding: "x".repeat(300_000) });
    const path = withToken(UPLOAD_PATH, merchant.accessToken);
    const client = new Client().send(post(path, Buffer.byteLength(body)) + body);
    await expect.poll(() => client.received).toContain('"errcode":0');
  });

  test("in chunks is judged after 64 KiB, and a known caller's is read to its end", async () => {
    const body = JSON.stringify({ ...upload(), padding: "x".repeat(150_000) });
    const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
    const chunks = [body.slice(0, 100_000), body.slice(100_000)].map(chunk);
    const head = (path: string) =>
      `POST ${path} HTTP/1.1\r\nHost: dingdan\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const stranger = new Client().send(head(UPLOAD_PATH) + (chunks[0] ?? ""));
    await stranger.closed;
    expect(stranger.received).toContain('"errcode":41001');

    const path = withToken(UPLOAD_PATH, merchant.accessToken);
    const caller = new Client().send(head(path) + chunks.join("") + chunk(""));
    await expect.poll(() => caller.received).toContain('"errcode":0');
  });

  test("of a page that needs no key is rejected without reading it", async () => {
    const client = new Client().send(post("/console/v1/session", BODY_BYTES_MAX));
    await client.closed;
    expect(client.statuses).toEqual(["413"]);
    expect(client.received.toLowerCase()).toContain("connection: close");
  });

  test("beyond the memory of one caller gets errcode -1, and other calls work", async () => {
    const path = withToken(UPLOAD_PATH, merchant.accessToken);
    const held = Array.from({ length: 3 }, () => new Client().send(post(path, BODY_BYTES_MAX)));
    await expect.poll(() => hits("body_bytes")).toBe(1);
    const refused = held.find(({ received }) => received !== "");
    expect(refused?.received).toContain('"errcode":-1');
    const { errcode } = await merchant.call(UPLOAD_PATH, upload());
    expect(errcode).toBe(0);
  });
});

describe("connections beyond the limit", () => {
  test("of one address take the place of one that waits for its client", async () => {
    const idle = Array.from({ length: LIMITS.connectionsPerAddressMax }, () =>
      new Client().send("GET /healthz HTTP/1.1\r\nHost:"),
    );
    await expect.poll(() => hits("connections_of_address")).toBeGreaterThan(0);
    expect(await healthy()).toBe(200);
    expect(idle.some(({ isClosed }) => isClosed)).toBe(true);
  });

  test("of all addresses leave room for one more client", async () => {
    for (const address of ["127.0.0.2", "127.0.0.3"]) {
      for (let count = 0; count < 20; count++) new Client(address).send("GET /");
    }
    await expect.poll(() => hits("connections")).toBeGreaterThan(0);
    expect(await healthy()).toBe(200);
  });
});

test("a request with two Host headers is rejected", async () => {
  for (const path of ["/healthz", UPLOAD_PATH]) {
    const client = new Client().send(`GET ${path} HTTP/1.1\r\nHost: one\r\nHost: two\r\n\r\n`);
    await client.closed;
    expect(client.statuses).toEqual(["400"]);
  }
});

test("a body that ends while its caller is looked up is read, or given up, and its memory is free again", async () => {
  const path = withToken(UPLOAD_PATH, "1_unknown");
  const big = "x".repeat(66_000);
  for (let round = 0; round < 16; round++) {
    const client = new Client().send(
      `POST ${path} HTTP/1.1\r\nHost: dingdan\r\nTransfer-Encoding: chunked\r\n\r\n` +
        `${big.length.toString(16)}\r\n${big}\r\n0\r\n\r\n`,
    );
    if (round % 2 === 0) client.socket.destroy();
    else await expect.poll(() => client.received).toContain('"errcode":40001');
  }
  const metric = async (): Promise<string | undefined> => {
    const { body } = await platform.send<{ text: string }>("GET", "/metrics");
    return /^dingdan_request_body_bytes (\d+)/m.exec(body.text)?.[1];
  };
  await expect.poll(metric).toBe("0");
});

test("a call behind a chunked one on the same connection is answered", async () => {
  const path = withToken(UPLOAD_PATH, merchant.accessToken);
  const chunked = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
  const body = JSON.stringify({ ...upload(), padding: "x".repeat(68_000) });
  const head = `POST ${path} HTTP/1.1\r\nHost: dingdan\r\n`;
  const first = JSON.stringify(upload());
  const client = new Client()
    .send(`${head}Content-Length: ${Buffer.byteLength(first)}\r\n\r\n${first}`)
    .send(`${head}Transfer-Encoding: chunked\r\n\r\n${chunked(body.slice(0, 10_000))}`)
    .send(`${chunked(body.slice(10_000))}0\r\n\r\n`);
  await expect.poll(() => client.statuses.length).toBe(2);
});

test("HEAD with an open chunked body is answered", async () => {
  const client = new Client().send(
    "HEAD /healthz HTTP/1.1\r\nHost: dingdan\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
  );
  await client.closed;
  expect(client.statuses).toEqual(["200"]);
});

test("a client that sends an endless body after its answer is disconnected", async () => {
  for (const start of ["POST /healthz", "OPTIONS /x", "GET /cgi-bin/token"]) {
    const client = new Client().send(
      `${start} HTTP/1.1\r\nHost: dingdan\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const piece = Buffer.from(`8000\r\n${"x".repeat(0x8000)}\r\n`);
    const timer = setInterval(() => client.socket.write(piece), 5);
    await client.closed;
    clearInterval(timer);
    expect(client.socket.bytesWritten, start).toBeLessThan(16 * 1024 * 1024);
  }
});

describe("a burst of connections", () => {
  test("gets all of its answers, those of large bodies and of several requests, and survives resets", async () => {
    const body = JSON.stringify({ ...upload(), memo: "x".repeat(100_000) });
    const clients = Array.from({ length: 28 }, () => new Client());
    for (const [index, client] of clients.entries()) {
      const large = post(withToken(UPLOAD_PATH, "none"), Buffer.byteLength(body)) + body;
      if (index % 7 === 6) client.socket.once("connect", () => client.socket.resetAndDestroy());
      client.send(index % 2 === 0 ? get("/healthz") : get("/healthz").repeat(20) + large);
    }
    for (const [index, client] of clients.entries()) {
      if (index % 7 === 6) continue;
      await expect.poll(() => client.statuses.length).toBe(index % 2 === 0 ? 1 : 21);
      if (index % 2 === 1) expect(client.received).toContain('"errcode":40001');
    }
    expect(await healthy()).toBe(200);
  });
});
