import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ConsoleUser } from "./support/console.js";
import { OpenStream, STREAM_PATH } from "./support/event-stream.js";
import { type Merchant, Platform } from "./support/platform.js";
import { paymentFor, upload } from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
let other: Merchant;
let operator: ConsoleUser;
let streams: OpenStream[] = [];
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.register();
  other = await platform.register();
  operator = await signInAsOperator();
});
afterEach(async () => {
  for (const stream of streams) stream.leave();
  streams = [];
  await platform.close();
});

const signInAsOperator = () =>
  ConsoleUser.signIn(platform, { admin_key: platform.dingdan.adminKey });

const signInAs = ({ appid, secret }: Merchant) => ConsoleUser.signIn(platform, { appid, secret });

async function follow(user: ConsoleUser): Promise<OpenStream> {
  const stream = await OpenStream.open(platform, user);
  streams.push(stream);
  return stream;
}

async function pay({ appid }: Merchant, order: ReturnType<typeof upload>): Promise<void> {
  await platform.admin("POST", "/payments", paymentFor(order, { appid }));
}

/** A reader of the feed moves the events of the set-up there. */
const moveWaitingEvents = () => platform.admin("GET", "/events?after=now");

async function untilReported(stream: OpenStream, type: string): Promise<void> {
  while (!(await stream.types()).includes(type));
}

describe("the stream of the console", () => {
  test("says which types of events happen, although no endpoint or reader wants them", async () => {
    const stream = await follow(operator);
    expect(stream.response.status).toBe(200);
    expect(stream.response.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(stream.response.headers.get("cache-control")).toBe("no-store");
    const order = upload();
    await merchant.upload(order);
    await untilReported(stream, "order.uploaded");
    await pay(merchant, order);
    await untilReported(stream, "order.matched");
  });

  test("reports to a merchant what happens to its own app only", async () => {
    await moveWaitingEvents();
    const [all, own] = [await follow(operator), await follow(await signInAs(merchant))];
    const order = upload();
    await other.upload(order);
    await pay(other, order);
    await untilReported(all, "order.matched");
    await merchant.upload(upload());
    expect(await own.types()).toEqual(["order.uploaded"]);
  });

  test("ends when its session is signed out, ended by an owner, or loses its credential", async () => {
    await moveWaitingEvents();
    const [signedOut, ended, revoked] = [
      await signInAsOperator(),
      await signInAs(merchant),
      await signInAs(other),
    ];
    const opened = [await follow(signedOut), await follow(ended), await follow(revoked)] as const;
    const kept = await follow(operator);
    const { body } = await operator.admin<{ items: { id: string; appid?: string }[] }>(
      "GET",
      "/sessions",
    );
    const session = body.items.find(({ appid }) => appid === merchant.appid);
    await operator.admin("POST", `/apps/${other.appid}/secret`, {});
    await operator.admin("DELETE", `/sessions/${session?.id}`);
    await signedOut.send("DELETE", "/console/v1/session");
    for (const stream of opened) await stream.end();
    await merchant.upload(upload());
    expect(await kept.types()).toEqual(["order.uploaded"]);
  });

  test("ends when the platform stops, which waits for none", async () => {
    const stream = await follow(operator);
    const closing = platform.dingdan.close();
    await stream.end();
    await closing;
  });

  test("is limited for each session, and makes room when it is left", async () => {
    for (let count = 0; count < 6; count++) {
      expect((await follow(operator)).response.status).toBe(200);
    }
    const refused = await OpenStream.open(platform, operator);
    expect(refused.response.status).toBe(429);
    expect((await platform.send("GET", "/metrics")).body["text"]).toContain(
      'dingdan_limit_hits_total{limit="console_streams"} 1\n',
    );
    expect((await follow(await signInAsOperator())).response.status).toBe(200);
    streams[0]?.leave();
    await expect.poll(async () => (await follow(operator)).response.status).toBe(200);
  });

  test("is refused without a session, and for a page of another site", async () => {
    expect((await platform.send("GET", STREAM_PATH)).status).toBe(401);
    const key = { authorization: `Bearer ${platform.dingdan.adminKey}` };
    expect((await platform.send("GET", STREAM_PATH, { headers: key })).status).toBe(401);
    for (const site of ["same-site", "cross-site"]) {
      const headers = { cookie: operator.cookie, "sec-fetch-site": site };
      expect((await platform.send("GET", STREAM_PATH, { headers })).status, site).toBe(403);
    }
  });

  test("is not opened by a HEAD request", async () => {
    const headers = { cookie: operator.cookie };
    expect((await platform.send("HEAD", STREAM_PATH, { headers })).status).toBe(200);
  });
});
