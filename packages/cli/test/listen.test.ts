import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { PassThrough, Readable } from "node:stream";
import { type EventRepresentation, OPERATIONS } from "@dingdan/contract";
import { createDingdan, type Dingdan } from "@dingdan/server";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommandLine } from "../src/command-line.js";
import { temporaryFolder } from "./support/command.js";
import { ordinaryToken } from "./support/wire.js";

const ADMIN_KEY = "operators-key-of-this-test";

const APPID = "wxd678efh567hg6787";

let dingdan: Dingdan;
let secret: string;
beforeAll(async () => {
  dingdan = await createDingdan({ adminKey: ADMIN_KEY });
  secret = await addShop(dingdan.url);
});
afterAll(() => dingdan.close());

const send = (base: string, method: "POST" | "PUT", path: string, body: object) =>
  fetch(`${base}/admin/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/** @returns the secret of the app */
async function addShop(base: string): Promise<string> {
  const shop = { appid: APPID, name: "Shop", kind: "mini_program", mchids: ["1900000109"] };
  const created = (await (await send(base, "POST", "/apps", shop)).json()) as {
    readonly secret: string;
  };
  await send(base, "POST", `/apps/${APPID}/agreement`, {});
  return created.secret;
}

/** Makes an event: permission.changed. */
const happen = (state: "open" | "closed", base = dingdan.url) =>
  send(base, "PUT", `/apps/${APPID}/permission`, { state });

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Starts a receiver on this machine, and collects what it gets. */
async function startReceiver(
  port = 0,
): Promise<{ readonly http: Server; readonly port: number; readonly received: Received[] }> {
  const received: Received[] = [];
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
      response.writeHead(received.length === 1 ? 204 : 500).end();
    });
  });
  http.listen(port, "127.0.0.1");
  await once(http, "listening");
  return { http, port: (http.address() as AddressInfo).port, received };
}

type Line =
  | { readonly listening: { readonly after: string; readonly secret?: string } }
  | { readonly event: EventRepresentation; readonly answer?: unknown };

/** Runs `dingdan listen` in this process until it is stopped. */
function startListening(words: readonly string[], url = dingdan.url) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  let stop = () => {};
  const ended = runCommandLine(["listen", ...words], {
    stdout,
    stderr,
    stdin: () => Readable.from([]),
    environment: { DINGDAN_URL: url, DINGDAN_ADMIN_KEY: ADMIN_KEY },
    untilStopped: () =>
      new Promise((resolve) => {
        stop = resolve;
      }),
    untilServerStopped: () => new Promise(() => undefined),
    takeSignals: () => () => undefined,
  });
  const out = createInterface(stdout)[Symbol.asyncIterator]();
  const err = createInterface(stderr)[Symbol.asyncIterator]();
  const nextOf = async (lines: typeof out) => (await lines.next()).value as string;
  return {
    line: async () => JSON.parse(await nextOf(out)) as Line,
    words: () => nextOf(out),
    note: () => nextOf(err),
    stop: () => {
      stop();
      return ended;
    },
    ended,
  };
}

describe("listen", () => {
  test("posts each event as a webhook that the public library verifies, and shows the answer", async () => {
    const { http, port, received } = await startReceiver();
    const listener = startListening(["--forward-to", `http://127.0.0.1:${port}/events`, "--json"]);
    const start = await listener.line();
    if (!("listening" in start)) throw new Error("the first line is another");
    const { secret: signedWith = "", after } = start.listening;
    await happen("open");
    await happen("closed");
    const first = await listener.line();
    if (!("event" in first)) throw new Error("the second line is no event");
    expect(first).toMatchObject({
      event: { type: "permission.changed", data: { permission: "open" } },
      answer: { acknowledged: true, status: 204 },
    });
    // An answer that is not 2xx is shown, and the next event follows.
    expect(await listener.line()).toMatchObject({ answer: { acknowledged: false, status: 500 } });
    expect(await listener.stop()).toBe(0);

    const [{ headers, body } = { headers: {}, body: "" }] = received;
    expect(new Webhook(signedWith).verify(body, headers as Record<string, string>)).toEqual(
      first.event,
    );
    expect(headers["webhook-id"]).toBe(first.event.id);
    expect(headers["webhook-signature"]).toMatch(/^v1,\S+ v1a,\S+$/);
    const query = new URLSearchParams({ after, limit: "1" });
    const feed = await fetch(`${dingdan.url}/admin/v1/events?${query}`, {
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    });
    const { items } = (await feed.json()) as { items: unknown[] };
    expect(body).toBe(JSON.stringify(items[0]));
    http.close();
  });

  test("prints the events of the chosen types alone, and where to continue", async () => {
    const words = ["--events", "order.matched, order.uploaded", "--after", "oldest"];
    const listener = startListening(words);
    expect(await listener.note()).toBe("Waiting for events");
    const tokenUrl = `${dingdan.url}/cgi-bin/token?grant_type=client_credential`;
    await happen("open");
    const reply = await fetch(`${tokenUrl}&appid=${APPID}&secret=${secret}`);
    const { access_token: token } = (await reply.json()) as { readonly access_token: string };
    const { request } = OPERATIONS.uploadShoppingInfo.example;
    const uploaded = await fetch(`${dingdan.url}/user-order/orders?access_token=${token}`, {
      method: "POST",
      body: JSON.stringify(request),
    });
    expect(await uploaded.json()).toMatchObject({ errcode: 0 });
    expect(await listener.words()).toMatch(
      /order\.uploaded +wxd678efh567hg6787 +DINGDAN-20220520-0001 #1 +evt_\w+$/,
    );
    expect(await listener.note()).toBe("Ctrl+C stops");
    expect(await listener.stop()).toBe(0);
    const note = await listener.note();
    expect(note).toMatch(/^to continue later: --after evt_\w+$/);

    const place = note.slice(note.lastIndexOf(" ") + 1);
    await happen("closed");
    const later = startListening(["--after", place, "--json"]);
    expect(await later.line()).toEqual({ listening: { after: place } });
    expect(await later.line()).toMatchObject({ event: { type: "permission.changed" } });
    expect(await later.stop()).toBe(0);
  });

  test("shows that the buyer of an event was erased", async () => {
    const platform = await createDingdan({
      adminKey: ADMIN_KEY,
      sealKey: randomBytes(32).toString("base64"),
    });
    const shopSecret = await addShop(platform.url);
    const { request } = OPERATIONS.uploadShoppingInfo.example;
    await send(platform.url, "PUT", `/apps/${APPID}/permission`, { state: "open" });
    const token = await ordinaryToken(platform.url, shopSecret);
    const path = `/user-order/orders?access_token=${token}`;
    await fetch(platform.url + path, { method: "POST", body: JSON.stringify(request) });
    const buyer = { appid: APPID, openid: request.payer.openid };
    expect((await send(platform.url, "POST", "/buyers/erase", buyer)).status).toBe(200);

    const words = ["--events", "order.uploaded", "--after", "oldest"];
    const listener = startListening(words, platform.url);
    expect(await listener.words()).toMatch(
      /order\.uploaded +wxd678efh567hg6787 +\(buyer erased\) +evt_\w+$/,
    );
    expect(await listener.stop()).toBe(0);
    const inJson = startListening([...words, "--json"], platform.url);
    await inJson.line();
    const { event } = (await inJson.line()) as { event: EventRepresentation };
    expect(event).toMatchObject({ type: "order.uploaded", data: { erased: true } });
    expect(JSON.stringify(event)).not.toContain(request.payer.openid);
    expect(await inJson.stop()).toBe(0);
    await platform.close();
  });

  test("keeps its place while the receiver is down", async () => {
    const down = await startReceiver();
    await new Promise((resolve) => down.http.close(resolve));
    const listener = startListening(["--forward-to", `http://127.0.0.1:${down.port}/`]);
    while (!(await listener.note()).includes("Ctrl+C"));
    await happen("open");
    expect(await listener.note()).toMatch(/^the receiver cannot be reached: .*ECONNREFUSED/);
    const { http, received } = await startReceiver(down.port);
    expect(await listener.words()).toMatch(/permission\.changed .* HTTP 204 in \d+ ms$/);
    expect(await listener.note()).toBe("the receiver responds again");
    expect(await listener.stop()).toBe(0);
    expect(received).toHaveLength(1);
    http.close();
  });

  test("resumes when the platform responds again", async () => {
    const folder = temporaryFolder();
    const options = { adminKey: ADMIN_KEY, databaseUrl: `sqlite:${folder.path}/dingdan.db` };
    const first = await createDingdan(options);
    await addShop(first.url);
    const listener = startListening([], first.url);
    while (!(await listener.note()).includes("Ctrl+C"));
    await first.close();
    expect(await listener.note()).toMatch(/no response from|the server returned HTTP 503/);
    const second = await createDingdan({ ...options, port: Number(new URL(first.url).port) });
    await happen("open", second.url);
    expect(await listener.words()).toMatch(/permission\.changed +wxd678efh567hg6787 +evt_/);
    expect(await listener.stop()).toBe(0);
    await second.close();
    folder.remove();
  });

  test("lists all bad settings, and ends with 2", async () => {
    const words = ["--forward-to", "ftp://x", "--events", "order.lost", "--secret", "x"];
    const listener = startListening(words);
    expect(await listener.ended).toBe(2);
    expect(await listener.note()).toContain("invalid value for --forward-to: ftp://x");
  });

  test("an unknown place is rejected with the next step", async () => {
    const listener = startListening(["--after", "evt_000000000000_9"]);
    expect(await listener.ended).toBe(1);
    expect(await listener.note()).toContain("continue with after=");
  });
});
