import { spawnSync } from "node:child_process";
import { createPublicKey, randomBytes, verify } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  NewWebhookSecretRepresentation,
  WebhookDeliveryDetailRepresentation,
  WebhookEndpointRepresentation,
} from "@dingdan/contract";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SqliteDatabase } from "../../src/storage/sqlite/database.js";
import { type Merchant, Platform } from "../support/platform.js";
import { type Loose, upload } from "../support/requests.js";
import { type Received, Receiver } from "./support/receiver.js";

const SEAL_KEY = randomBytes(32).toString("base64");
const HOUR_S = 3_600;

let platform: Platform;
let merchant: Merchant;
let receiver: Receiver;
beforeEach(async () => {
  platform = await Platform.start({ sealKey: SEAL_KEY });
  merchant = await platform.registerExample();
  receiver = await Receiver.start();
});
afterEach(async () => {
  await platform.close();
  await receiver.close();
});

type Endpoint = NewWebhookSecretRepresentation;

async function addEndpoint(changes: Loose = {}): Promise<Endpoint> {
  const body = { url: receiver.url, events: ["*"], ...changes };
  const answer = await platform.admin<Endpoint>("POST", "/webhook-endpoints", body);
  expect(answer.status).toBe(201);
  return answer.body;
}

const see = async ({ id }: Pick<Endpoint, "id">) =>
  (await platform.admin<WebhookEndpointRepresentation>("GET", `/webhook-endpoints/${id}`)).body;

const change = (path: string, method = "POST", body: Loose = {}) =>
  platform.admin<Loose>(method, `/webhook-endpoints/${path}`, body);

async function happen(...numbers: readonly string[]): Promise<void> {
  for (const number of numbers) {
    await merchant.upload(
      upload({ order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no: number } }),
    );
  }
}

/** Moves the clock, and waits until what is due is sent. */
async function pass(seconds: number): Promise<void> {
  await platform.admin("POST", "/clock", { advance_seconds: seconds });
  if (seconds >= HOUR_S) await merchant.renewToken();
}

/** The header fields as the library reads them. */
const headersOf = ({ headers }: Received) => headers as Record<string, string>;

const verifyV1 = (received: Received, secret: string) =>
  new Webhook(secret).verify(received.body, headersOf(received));

describe("a webhook", () => {
  test("is the event of the feed, signed for the public library and with the public key", async () => {
    const { secret, public_key: publicKey = "" } = await addEndpoint();
    await happen("W-1");
    await pass(1);
    const [received] = receiver.received;
    if (received === undefined) throw new Error("nothing was received");
    expect(secret).toMatch(/^whsec_/);
    const event = verifyV1(received, secret);
    const feed = await platform.admin<{ items: Loose[] }>("GET", "/events?type=order.uploaded");
    expect(feed.body.items[0]).toEqual(event);
    expect(received.body).toBe(JSON.stringify(feed.body.items[0]));
    expect(received.id).toBe(feed.body.items[0]?.["id"]);
    expect(
      Math.abs(Number(received.headers["webhook-timestamp"]) - Date.now() / 1000),
    ).toBeLessThan(60);

    const signature = /v1a,(\S+)/.exec(String(received.headers["webhook-signature"]))?.[1] ?? "";
    const x = Buffer.from(publicKey.replace("whpk_", ""), "base64").toString("base64url");
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    const signed = `${received.id}.${String(received.headers["webhook-timestamp"])}.${received.body}`;
    expect(verify(null, Buffer.from(signed), key, Buffer.from(signature, "base64"))).toBe(true);
  });

  test("is counted by its outcome in the metrics, with what waits", async () => {
    const { id } = await addEndpoint();
    receiver.behave = ({ id: eventId }) =>
      eventId.endsWith("_2") ? { status: 500 } : { status: 204 };
    await happen("M-1", "M-2", "M-3");
    await pass(1);
    // The event comes into the feed before the clock moves, or afterwards.
    await pass(2);
    await change(`${id}/test`);
    const paused = await addEndpoint({ events: ["order.matched"] });
    await change(paused.id, "PATCH", { state: "disabled" });
    const metrics = (await platform.send<{ text: string }>("GET", "/metrics")).body.text;
    for (const line of [
      'dingdan_webhook_attempts_total{outcome="delivered"} 2',
      'dingdan_webhook_attempts_total{outcome="http_error"} 1',
      'dingdan_webhook_attempts_total{outcome="timeout"} 0',
      'dingdan_webhook_deliveries_total{state="delivered"} 2',
      'dingdan_webhook_deliveries_total{state="failed"} 0',
      "dingdan_webhook_deliveries_waiting 1",
      'dingdan_webhook_endpoints{state="enabled"} 1',
      'dingdan_webhook_endpoints{state="disabled"} 1',
      'dingdan_webhook_endpoints{state="paused"} 0',
      "dingdan_events_placed_total 4",
      "dingdan_event_commits_waiting 0",
    ]) {
      expect(metrics).toContain(`${line}\n`);
    }
    expect(metrics).toMatch(/^dingdan_webhook_oldest_waiting_seconds [23]$/m);
  });

  test("is verified by a few lines of Python", async ({ skip }) => {
    if (spawnSync("python3", ["--version"]).status !== 0) skip("python3 is not installed");
    const { secret } = await addEndpoint();
    await happen("PY-1");
    await pass(1);
    const [received] = receiver.received;
    const input = JSON.stringify({ secret, headers: received?.headers, body: received?.body });
    expect(spawnSync("python3", ["-c", PYTHON], { input }).stdout.toString().trim()).toBe("True");
    const forged = JSON.stringify({
      secret,
      headers: received?.headers,
      body: `${received?.body} `,
    });
    expect(spawnSync("python3", ["-c", PYTHON], { input: forged }).stdout.toString().trim()).toBe(
      "False",
    );
  });

  test("keeps the old secret of a rotation until its end, unless its end is asked for", async () => {
    const endpoint = await addEndpoint();
    const rotate = (body: Loose) => change(`${endpoint.id}/secret`, "POST", body);
    const first = await rotate({ overlap_seconds: 600 });

    const second = await rotate({ overlap_seconds: 600 });
    expect(second).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("end_previous: true") as string },
    });
    await happen("R-0");
    await pass(1);
    const [received] = receiver.received as [Received];
    verifyV1(received, endpoint.secret);
    verifyV1(received, String(first.body["secret"]));

    expect((await rotate({ overlap_seconds: 600, end_previous: true })).status).toBe(201);
    expect((await rotate({ overlap_seconds: 0 })).status).toBe(201);
    expect((await rotate({ overlap_seconds: 600 })).status).toBe(201);
    await pass(600);
    expect((await rotate({})).status).toBe(201);
  });

  test("is signed with both secrets until the old one ends", async () => {
    const before = await addEndpoint();
    const rotated = await change(`${before.id}/secret`, "POST", { overlap_seconds: 600 });
    expect(rotated.status).toBe(201);
    expect(rotated.body["previous_valid_until"]).toBeDefined();
    await happen("R-1");
    await pass(1);
    const secret = String(rotated.body["secret"]);
    const [first] = receiver.received as [Received];
    verifyV1(first, before.secret);
    verifyV1(first, secret);
    await pass(600);
    await happen("R-2");
    await pass(1);
    const last = receiver.received.at(-1) as Received;
    verifyV1(last, secret);
    expect(() => verifyV1(last, before.secret)).toThrow("No matching signature");
    expect((await see(before)).previous_valid_until).toBeUndefined();
  });

  test("comes for the events of its app and its types alone", async () => {
    const other = await platform.register({ appid: "wx-other" });
    await addEndpoint({ appid: merchant.appid, events: ["order.uploaded"] });
    await happen("T-1");
    await platform.admin("PUT", `/apps/${merchant.appid}/permission`, { state: "closed" });
    await platform.admin("PUT", `/apps/${other.appid}/permission`, { state: "closed" });
    await pass(1);
    expect(receiver.received.map(({ body }) => (JSON.parse(body) as Loose)["type"])).toEqual([
      "order.uploaded",
    ]);
  });
});

const PYTHON = `
import base64, hashlib, hmac, json, sys
given = json.load(sys.stdin)
h = given["headers"]
signed = f'{h["webhook-id"]}.{h["webhook-timestamp"]}.{given["body"]}'.encode()
key = base64.b64decode(given["secret"].removeprefix("whsec_"))
expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
print(any(hmac.compare_digest(s, "v1," + expected) for s in h["webhook-signature"].split()))
`;

describe("a receiver", () => {
  test("that is down for two days gets everything afterwards, with the same ids and bytes, and the log says so", async () => {
    const endpoint = await addEndpoint();
    receiver.behave = () => ({ status: 503 });
    await happen("D-1", "D-2");
    await pass(1);
    for (let hours = 0; hours < 48; hours += 8) {
      await pass(8 * HOUR_S);
      await happen(`D-at-${hours}`);
    }
    await pass(1);
    expect(await see(endpoint)).toMatchObject({ state: "enabled", waiting: 8, delivered: 0 });
    receiver.behave = () => ({ status: 204 });
    const refused = receiver.received.length;
    await pass(24 * HOUR_S);
    expect(await see(endpoint)).toMatchObject({ waiting: 0, delivered: 8, failed: 0 });
    const acknowledged = receiver.received.slice(refused);
    expect(new Set(acknowledged.map(({ id }) => id)).size).toBe(8);
    expect(acknowledged).toHaveLength(8);
    for (const { id, body } of receiver.received) {
      expect(acknowledged.find((one) => one.id === id)?.body).toBe(body);
    }
    const path = `/webhook-endpoints/${endpoint.id}/deliveries/${acknowledged[0]?.id}`;
    const { body } = await platform.admin<WebhookDeliveryDetailRepresentation>("GET", path);
    expect(body.log.at(-1)).toMatchObject({
      acknowledged: true,
      status: 204,
      request_headers: { "webhook-id": body.event_id },
    });
    expect(body.log[0]).toMatchObject({
      acknowledged: false,
      status: 503,
      fault: "answered HTTP 503",
      fault_code: "http_status",
      fault_params: { status: 503 },
      answer_body: "received",
    });
    expect(body.body).toBe(acknowledged[0]?.body);
  });

  test("whose answer is lost gets the same bytes again, and no other event twice", async () => {
    await addEndpoint();
    let cuts = 0;
    receiver.behave = () => (cuts++ === 0 ? "cut" : { status: 200 });
    await happen("C-1", "C-2", "C-3");
    await pass(1);
    await pass(5);
    const twice = Object.entries(receiver.counts).filter(([, count]) => count > 1);
    expect(twice).toEqual([[receiver.received[0]?.id, 2]]);
    const [first, second] = receiver.received.filter(({ id }) => id === twice[0]?.[0]);
    expect(second?.body).toBe(first?.body);
    expect(receiver.received).toHaveLength(4);
  });

  test("that does not answer delays no other", async () => {
    const slow = await Receiver.start();
    slow.behave = () => "silent";
    await addEndpoint({ url: slow.url });
    await addEndpoint();
    await happen(...Array.from({ length: 12 }, (_, index) => `S-${index}`));
    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(12);
    expect(slow.received.length).toBeLessThanOrEqual(4);
    await slow.close();
  });

  test.each([
    [410, {}, "disabled", "gone", "failed"],
    [500, { "webhook-delivery": "disable" }, "disabled", "receiver_asked", "failed"],
    [500, { "webhook-delivery": "abort-message" }, "enabled", undefined, "failed"],
    [302, { location: "http://127.0.0.1:9/" }, "enabled", undefined, "waiting"],
  ] as const)("that answers %s %j is %s: %s", async (status, headers, state, why, delivery) => {
    const endpoint = await addEndpoint();
    receiver.behave = () => ({ status, headers });
    await happen("A-1");
    await pass(1);
    const seen = await see(endpoint);
    expect(seen).toMatchObject({ state, [delivery]: 1, last_attempt: { status } });
    expect(seen.why).toBe(why);
    expect(receiver.received).toHaveLength(1);
    await pass(5);
    expect(receiver.received).toHaveLength(delivery === "waiting" ? 2 : 1);
  });

  test("that answers something other than HTTP differs from one that cannot be reached", async () => {
    const stranger = createServer((socket) => socket.once("data", () => socket.end("SSH-2.0\r\n")));
    await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
    const { port } = stranger.address() as AddressInfo;
    const endpoint = await addEndpoint({ url: `http://127.0.0.1:${port}/` });
    const { body } = await change(`${endpoint.id}/test`);
    await new Promise((resolve) => stranger.close(resolve));
    expect(body).toMatchObject({
      acknowledged: false,
      fault: "the answer is not HTTP",
      fault_code: "not_http",
    });
  });

  test("that asks for a pause gets nothing meanwhile", async () => {
    await addEndpoint();
    receiver.behave = () => ({ status: 429, headers: { "retry-after": "7200" } });
    await happen("P-1");
    await pass(1);
    await happen("P-2");
    await pass(HOUR_S);
    expect(receiver.received).toHaveLength(1);
    receiver.behave = () => ({ status: 200 });
    await pass(HOUR_S);
    expect(Object.values(receiver.counts).toSorted((a, b) => a - b)).toEqual([1, 2]);
  });

  test("that fails for five days is paused, and gets what is missing when it is enabled", async () => {
    const endpoint = await addEndpoint();
    receiver.behave = () => ({ status: 500 });
    for (let day = 0; day < 6; day++) {
      await happen(`F-${day}`);
      await pass(24 * HOUR_S);
    }
    const paused = await see(endpoint);
    expect(paused).toMatchObject({ state: "paused", why: "failing" });
    await happen("F-paused");
    await pass(1);
    receiver.behave = () => ({ status: 200 });
    const since = { since: "2022-05-20T00:00:00Z", missing: true };
    expect((await change(`${endpoint.id}/resend`, "POST", since)).status).toBe(409);
    receiver.received.length = 0;
    await change(endpoint.id, "PATCH", { state: "enabled" });
    await pass(1);
    const resent = await change(`${endpoint.id}/resend`, "POST", since);
    await pass(1);
    const feed = await platform.admin<{ items: { id: string }[] }>("GET", "/events");
    // What waited was sent when the endpoint was enabled; the others were not queued, or failed permanently.
    expect(resent.body).toEqual({ count: feed.body.items.length - paused.waiting });
    expect(receiver.counts).toEqual(Object.fromEntries(feed.body.items.map(({ id }) => [id, 1])));
    expect(await see(endpoint)).toMatchObject({ state: "enabled", waiting: 0, failed: 0 });
    expect((await change(`${endpoint.id}/resend`, "POST", since)).body).toEqual({ count: 0 });
  });
});

async function storedKeys(file: string): Promise<string | undefined> {
  const database = await SqliteDatabase.open(file);
  const row = database.first<{ keys: string }>("SELECT keys FROM webhook_endpoints");
  await database.close();
  return row?.keys;
}

describe("an endpoint", () => {
  test("with an address of this machine, in any spelling, is refused outside a sandbox", async () => {
    const outside = await Platform.start({
      sandbox: false,
      sealKey: SEAL_KEY,
      allowUnsafeDurability: true,
    });
    const detailOf = async (url: string) => {
      const body = { url, events: ["*"] };
      const answer = await outside.admin<Loose>("POST", "/webhook-endpoints", body);
      return [answer.status, String(answer.body["detail"])];
    };
    for (const host of ["127.0.0.1:9", "127.1", "[::ffff:127.0.0.1]", "localhost", "2130706433"]) {
      expect(await detailOf(`http://${host}/x`)).toEqual([
        400,
        expect.stringContaining("loopback"),
      ]);
    }
    const credentials = expect.stringContaining("a user name or a password");
    expect(await detailOf("https://user:pw@example.com/")).toEqual([400, credentials]);
    await outside.close();
  });

  test.each([
    [{ url: "https://" }, "url", "is not a valid URL"],
    [{ url: "http://user@127.0.0.1:9/" }, "url", "a user name or a password"],
    [{ url: "http://127.0.0.1:0/" }, "url", "has the port 0"],
    [{ events: ["*", "order.matched"] }, "events", "send * alone"],
  ])("with %j is refused, and its member is named", async (changes, path, message) => {
    const body = { url: receiver.url, events: ["*"], ...changes };
    const violations = [{ path, message: expect.stringContaining(message) }];
    const answer = await platform.admin("POST", "/webhook-endpoints", body);
    expect(answer).toMatchObject({ status: 400, body: { violations } });
  });

  test("cannot be added without a seal key, for an unknown app or kind, or with mixed types", async () => {
    const add = async (changes: Loose) => {
      const body = { url: receiver.url, events: ["*"], ...changes };
      return (await platform.admin("POST", "/webhook-endpoints", body)).status;
    };
    expect(await add({ appid: "wx-unknown" })).toBe(404);
    expect(await add({ kind: "other" })).toBe(400);
    expect(await add({ events: ["*", "order.matched"] })).toBe(400);
    expect(await add({ events: [] })).toBe(400);
    expect(await add({ events: ["order.lost"] })).toBe(400);
    const unsealed = await Platform.start({ sandbox: false, allowUnsafeDurability: true });
    const body = { url: "https://shop.example.com/", events: ["*"] };
    const answer = await unsealed.admin<Loose>("POST", "/webhook-endpoints", body);
    await unsealed.close();
    expect(answer).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("DINGDAN_SEAL_KEY_FILE") },
    });
  });

  test("is listed, changed, disabled, enabled and deleted; its secret is shown once", async () => {
    const { secret, ...endpoint } = await addEndpoint();
    const list = await platform.admin<{ items: Loose[] }>("GET", "/webhook-endpoints");
    expect(list.body.items).toEqual([endpoint]);
    expect(JSON.stringify(list.body)).not.toContain(secret);
    const changed = await change(endpoint.id, "PATCH", {
      events: ["order.matched"],
      state: "disabled",
    });
    expect(changed.body).toMatchObject({
      events: ["order.matched"],
      state: "disabled",
      why: "operator",
    });
    await change(endpoint.id, "PATCH", { state: "enabled", events: ["*"] });
    await happen("L-1");
    await pass(1);
    expect(receiver.received).toHaveLength(1);
    expect((await change(endpoint.id, "DELETE")).status).toBe(200);
    const gone = await platform.admin("GET", `/webhook-endpoints/${endpoint.id}`);
    expect(gone.status).toBe(404);
    await happen("L-2");
    await pass(60);
    expect(receiver.received).toHaveLength(1);
  });

  test("is sent a test at once, also when it is disabled", async () => {
    const { id, secret } = await addEndpoint();
    await change(id, "PATCH", { state: "disabled" });
    const { body } = await change(`${id}/test`);
    expect(body).toMatchObject({ acknowledged: true, status: 204 });
    const [received] = receiver.received as [Received];
    expect(verifyV1(received, secret)).toMatchObject({ type: "webhook.test" });
    expect(body["body"]).toBe(received.body);
  });

  test("signs with the same secret after the seal key was changed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dingdan-"));
    const next = randomBytes(32).toString("base64");
    const databaseUrl = `sqlite:${join(folder, "dingdan.db")}`;
    const restart = async (keys: { sealKey: string; previousSealKey?: string }) => {
      await platform.close();
      platform = await Platform.start({ databaseUrl, adminKey: "the-operators-own-key", ...keys });
    };
    await restart({ sealKey: SEAL_KEY });
    const { id, secret } = await addEndpoint();
    await change(`${id}/secret`);
    const keys = () => storedKeys(join(folder, "dingdan.db"));
    const before = await keys();
    await restart({ sealKey: next, previousSealKey: SEAL_KEY });
    await expect.poll(keys, { timeout: 10_000 }).not.toBe(before);
    await restart({ sealKey: next });
    expect((await change(`${id}/test`)).status).toBe(200);
    verifyV1(receiver.received[0] as Received, secret);
    await platform.close();
    rmSync(folder, { recursive: true });
    platform = await Platform.start();
  });

  test("gets one event again when it is asked for, with the same id and bytes", async () => {
    const { id } = await addEndpoint();
    await happen("E-1");
    await pass(1);
    const [first] = receiver.received as [Received];
    const answer = await change(`${id}/deliveries/${first.id}/resend`);
    expect(answer).toMatchObject({ status: 200, body: { state: "waiting", event_id: first.id } });
    await pass(1);
    expect(receiver.received).toHaveLength(2);
    expect(receiver.received[1]).toMatchObject({ id: first.id, body: first.body });
    const unknown = await change(`${id}/deliveries/evt_000000000000_1/resend`);
    expect(unknown.status).toBe(404);
  });
});
