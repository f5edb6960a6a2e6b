import { createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createSignature, verifySignature } from "http-message-sig";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UcpOrder } from "../../src/domain/ucp/ucp-types.js";
import { contentDigest } from "../../src/ucp/signed-request.js";
import { Receiver } from "../events/support/receiver.js";
import { EXAMPLE_APPID, type Merchant, Platform } from "../support/platform.js";
import { type Loose, paymentFor, shipping, upload } from "../support/requests.js";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let platform: Platform;
let merchant: Merchant;
let receiver: Server;
let url: string;
const received: Received[] = [];
const waiting: ((request: Received) => void)[] = [];

beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      response.writeHead(204).end();
      const arrived = { headers: request.headers, body: Buffer.concat(chunks).toString() };
      const next = waiting.shift();
      if (next === undefined) received.push(arrived);
      else next(arrived);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks?tenant=1`;
});
afterAll(async () => {
  await platform.close();
  receiver.close();
});

const nextRequest = (): Promise<Received> => {
  const first = received.shift();
  return first === undefined
    ? new Promise((resolve) => waiting.push(resolve))
    : Promise.resolve(first);
};

const endpoint = (changes: Loose = {}) =>
  platform.admin<{ id: string; secret: string }>("POST", "/webhook-endpoints", {
    url,
    events: ["*"],
    kind: "ucp",
    appid: EXAMPLE_APPID,
    ...changes,
  });

async function paidOrder(): Promise<Loose> {
  const request = upload();
  await merchant.upload(request);
  await platform.admin("POST", "/payments", paymentFor(request));
  return request;
}

/** Verifies a request as a platform does: with the keys of the profile, and another library. */
async function verified({ headers }: Received) {
  const profile = await platform.send<{ keys: { kid: string; x: string; y: string }[] }>(
    "GET",
    "/.well-known/ucp",
  );
  const fields = Object.entries(headers).map(([name, value]) => ({ name, value: String(value) }));
  return verifySignature(
    { kind: "request", method: "POST", targetUri: url, fields },
    {
      policy: {
        algorithms: ["ecdsa-p256-sha256"],
        requiredComponents: ["@method", "@target-uri", "content-digest"],
        requiredParameters: ["created", "keyid"],
        maxAge: 300,
        clockSkew: 5,
      },
      resolveVerifier: ({ parameters }) => {
        const jwk = profile.body.keys.find(({ kid }) => kid === parameters.keyid);
        if (jwk === undefined) throw new Error("not in the profile");
        const key = createPublicKey({ key: { ...jwk }, format: "jwk" });
        return {
          algorithm: "ecdsa-p256-sha256",
          verify: (data, signature) =>
            verify("sha256", data, { key, dsaEncoding: "ieee-p1363" }, signature),
        };
      },
    },
  );
}

describe("an endpoint of the kind ucp", () => {
  test("is sent the order after each change, signed with a key of the profile", async () => {
    const { body } = await endpoint();
    const request = await paidOrder();
    const paid = await nextRequest();
    const order = JSON.parse(paid.body) as UcpOrder;
    expect(order.line_items).toMatchObject([{ status: "processing" }]);
    expect(order.ucp.version).toBe("2026-08-25");
    expect(paid.headers["content-digest"]).toBe(contentDigest(paid.body));
    expect(paid.headers["ucp-agent"]).toBe(`profile="${platform.url}/.well-known/ucp"`);
    // The clock of the sandbox is frozen in 2022: the time of the event, not of the attempt.
    const eventAt = Number(paid.headers["webhook-timestamp"]) * 1000;
    expect(new Date(eventAt).getUTCFullYear()).toBe(2022);
    const { parameters } = await verified(paid);
    expect(Math.abs((parameters.created ?? 0) - Date.now() / 1000)).toBeLessThan(60);

    await platform.admin("PUT", `/webhook-endpoints/${body.id}/ucp`, { version: "2026-04-08" });
    await merchant.call(
      "/user-order/orders/shippings",
      shipping({ order_key: request["order_key"] }),
    );
    const shipped = await nextRequest();
    await verified(shipped);
    const after = JSON.parse(shipped.body) as UcpOrder;
    expect(after.id).toBe(order.id);
    expect(after.ucp.version).toBe("2026-04-08");
    expect(after.fulfillment.events).toMatchObject([{ type: "shipped" }]);
    expect(shipped.headers["webhook-id"]).not.toBe(paid.headers["webhook-id"]);
    await platform.admin("DELETE", `/webhook-endpoints/${body.id}`);
  });

  test("is refused when nothing would be sent after any of its events", async () => {
    const problem = {
      status: 400,
      body: {
        status: 400,
        detail:
          "The request is invalid: events has only types after which an endpoint of the kind ucp is sent nothing: " +
          "send * or at least one of order.matched, order.partly_shipped, order.shipped, order.refunded, " +
          "or use the kind standard for other events.",
        violations: [{ path: "events" }],
      },
    };
    const events = ["order.uploaded", "review.approved"];
    expect(await endpoint({ events })).toMatchObject(problem);
    const mixed = await endpoint({ events: [...events, "order.shipped"] });
    expect(mixed.status).toBe(201);
    const path = `/webhook-endpoints/${mixed.body.id}`;
    expect(await platform.admin("PATCH", path, { events })).toMatchObject(problem);
    expect((await platform.admin<Loose>("GET", path)).body["events"]).toContain("order.shipped");
    const all = await platform.admin<Loose>("PATCH", path, { events: ["*"] });
    expect(all).toMatchObject({ status: 200, body: { events: ["*"] } });
    expect((await endpoint({ events, kind: "standard" })).status).toBe(201);
    await platform.admin("DELETE", path);
  });

  test("that fails is not taken for working after an event that sends nothing", async () => {
    const failing = await Receiver.start();
    failing.behave = () => ({ status: 500 });
    const { body } = await endpoint({
      url: failing.url,
      events: ["order.uploaded", "order.matched"],
    });
    const path = `/webhook-endpoints/${body.id}`;
    await paidOrder();
    await platform.admin("POST", "/clock", { advance_seconds: 1 });
    const before = await platform.admin<Loose>("GET", path);
    expect(before.body).toMatchObject({ last_attempt: { status: 500 } });
    await merchant.upload(upload());
    await platform.admin("POST", "/clock", { advance_seconds: 1 });
    const after = await platform.admin<Loose>("GET", path);
    expect(after.body).toMatchObject({
      failing_since: before.body["failing_since"],
      last_attempt: before.body["last_attempt"],
      delivered: 2,
    });
    const { body: page } = await platform.admin<{ items: Loose[] }>(
      "GET",
      `${path}/deliveries?state=delivered`,
    );
    expect(page.items).toMatchObject([{ attempts: 0 }, { attempts: 0 }]);
    const one = await platform.admin(
      "GET",
      `${path}/deliveries/${String(page.items[0]?.["event_id"])}`,
    );
    expect(one.body).toMatchObject({ state: "delivered", body: "", log: [] });
    await platform.admin("DELETE", path);
    await failing.close();
  });

  test("reads the orders of its app with its secret, and no other", async () => {
    const { body } = await endpoint({ events: ["order.refunded"] });
    await paidOrder();
    const { body: page } = await platform.admin<{ items: { id: string }[] }>("GET", "/orders");
    const id = page.items[0]?.id ?? "";
    const read = (secret: string) =>
      platform.send<Loose>("GET", `/ucp/orders/${id}`, {
        headers: { authorization: `Bearer ${secret}` },
      });
    expect((await read(body.secret)).body).toMatchObject({ id });
    const other = await platform.register({ appid: "wx0000000000000002", mchids: ["1900000222"] });
    const theirs = await endpoint({ appid: other.appid });
    expect((await read(theirs.body.secret)).body).toMatchObject({
      messages: [{ code: "not_found" }],
    });
  });
});

describe("a platform with a registered key", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = { kid: "platform-2026", ...(publicKey.export({ format: "jwk" }) as Loose) };

  test("reads an order with a signed request", async () => {
    const { body } = await endpoint({ events: ["order.refunded"] });
    const set = await platform.admin("PUT", `/webhook-endpoints/${body.id}/ucp`, { keys: [jwk] });
    expect(set).toMatchObject({ status: 200, body: { keys: [jwk], version: "2026-08-25" } });
    await paidOrder();
    const { body: page } = await platform.admin<{ items: { id: string }[] }>("GET", "/orders");
    const path = `/ucp/orders/${page.items[0]?.id}`;
    const read = async (keyid: string) => {
      const agent = { name: "ucp-agent", value: 'profile="https://agent.example/ucp"' };
      const { signature, signatureInput } = await createSignature(
        { kind: "request", method: "GET", targetUri: platform.url + path, fields: [agent] },
        {
          components: ["@method", "@authority", "@path", "ucp-agent"],
          parameters: { created: Math.floor(Date.now() / 1000), keyid },
          signer: {
            algorithm: "ecdsa-p256-sha256",
            sign: (data) => sign("sha256", data, { key: privateKey, dsaEncoding: "ieee-p1363" }),
          },
        },
      );
      const headers = { "ucp-agent": agent.value, signature, "signature-input": signatureInput };
      return platform.send<Loose>("GET", path, { headers });
    };
    expect((await read("platform-2026")).status).toBe(200);
    expect(await read("other")).toMatchObject({ status: 401, body: { code: "key_not_found" } });
  });

  test("cannot register a private key", async () => {
    const { body } = await endpoint({ events: ["order.refunded"] });
    const path = `/webhook-endpoints/${body.id}/ucp`;
    const pair = { ...jwk, ...privateKey.export({ format: "jwk" }) };
    const answer = await platform.admin("PUT", path, { keys: [jwk, pair] });
    const violations = [
      { path: "keys[1].d", message: expect.stringContaining("public key alone") },
    ];
    expect(answer).toMatchObject({ status: 400, body: { violations } });
    expect(JSON.stringify(answer.body)).not.toContain(String(pair.d));
    expect((await platform.admin("GET", path)).body).toMatchObject({ keys: [] });
  });

  test("cannot register a key that is no point of the curve, or at another kind of endpoint", async () => {
    const { body } = await endpoint({ events: ["order.refunded"] });
    const wrong = { ...jwk, x: "A".repeat(43) };
    const path = `/webhook-endpoints/${body.id}/ucp`;
    expect((await platform.admin("PUT", path, { keys: [wrong] })).status).toBe(400);
    const standard = await endpoint({ events: ["review.approved"], kind: "standard" });
    const other = `/webhook-endpoints/${standard.body.id}/ucp`;
    expect((await platform.admin("PUT", other, { keys: [jwk] })).status).toBe(409);
    expect((await platform.admin("PUT", "/webhook-endpoints/none/ucp", {})).status).toBe(404);
    expect((await platform.admin("GET", path)).body).toEqual({ keys: [], version: "2026-08-25" });
    const changed = { keys: [jwk], version: "2026-04-08" };
    await platform.admin("PUT", path, changed);
    expect((await platform.admin("GET", path)).body).toEqual(changed);
    expect((await platform.admin("GET", other)).status).toBe(409);
  });
});
