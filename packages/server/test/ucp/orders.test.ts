import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UcpOrder } from "../../src/domain/ucp/ucp-types.js";
import { type Merchant, Platform } from "../support/platform.js";
import {
  item,
  type Loose,
  parcel,
  paymentFor,
  shipping,
  uploadWithOrder,
} from "../support/requests.js";

let platform: Platform;
let merchant: Merchant;
beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterAll(() => platform.close());

/** Makes an order of two items; returns its upload and its id. */
async function anOrder({ isPaid = true } = {}): Promise<{ request: Loose; id: string }> {
  const request = uploadWithOrder({
    item_list: [item({ quantity: 2 }), item({ merchant_item_id: "item-2", name: "iPhoneX 256G" })],
  });
  await merchant.upload(request);
  if (isPaid) await platform.admin("POST", "/payments", paymentFor(request, { amount: TOTAL }));
  const number = numberOf(request);
  const { body } = await platform.admin<{ items: { id: string }[] }>("GET", `/orders?q=${number}`);
  return { request, id: body.items[0]?.id ?? "" };
}

const numberOf = (request: Loose): string =>
  (request["order_key"] as { readonly out_trade_no: string }).out_trade_no;

const TOTAL = { total: 30_000, currency: "CNY" };

const get = <Body = UcpOrder>(path: string, headers: Record<string, string> = {}) =>
  platform.send<Body>("GET", path, {
    headers: { authorization: `Bearer ${platform.dingdan.adminKey}`, ...headers },
  });

const ship = (request: Loose, changes: Loose) =>
  merchant.call(
    "/user-order/orders/shippings",
    shipping({ order_key: request["order_key"], ...changes }),
  );

describe("an order", () => {
  test("is a snapshot with its items, totals and a link", async () => {
    const { request, id } = await anOrder();
    const { status, headers, body } = await get(`/ucp/orders/${id}`);
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toMatchObject({
      ucp: { version: "2026-08-25" },
      id,
      label: "order-1",
      checkout_id: numberOf(request),
      currency: "CNY",
      line_items: [
        {
          id: "li_1_1",
          item: { id: "item-1", title: "保护壳", price: 9_900 },
          quantity: { original: 2, total: 2, fulfilled: 0 },
          status: "processing",
        },
        { id: "li_1_2", status: "processing" },
      ],
      fulfillment: { events: [] },
      totals: [
        { type: "subtotal", amount: 29_700 },
        { type: "fee", amount: 300 },
        { type: "total", amount: 30_000 },
      ],
    });
    expect(JSON.stringify(body)).not.toContain("oUpF8u");
  });

  test("keeps the events of logistics that were replaced", async () => {
    const { request, id } = await anOrder();
    const split = (number: string, items: string[]) => ({
      delivery_mode: "SPLIT_DELIVERY",
      shipping_list: [
        parcel({
          tracking_no: number,
          item_list: items.map((merchant_item_id) => ({ merchant_item_id })),
        }),
      ],
    });
    await ship(request, split("ZT1", ["item-1"]));
    const first = (await get(`/ucp/orders/${id}`)).body;
    expect(first.line_items.map(({ status }) => status)).toEqual(["fulfilled", "processing"]);
    await ship(request, {
      ...split("ZT2", ["item-1", "item-2"]),
      upload_time: "2022-05-20T13:50:00+08:00",
    });
    const second = (await get(`/ucp/orders/${id}`)).body;
    const events = second.fulfillment.events;
    expect(events.slice(0, 1)).toEqual(first.fulfillment.events);
    expect(events.map(({ type, tracking_number: number }) => [type, number])).toEqual([
      ["shipped", "ZT1"],
      ["canceled", "ZT1"],
      ["shipped", "ZT2"],
    ]);
    expect(second.line_items.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
  });

  test("shows refunds as negative adjustments, and removes what will not be sent", async () => {
    const { request, id } = await anOrder();
    const payment = paymentFor(request);
    await platform.admin("POST", "/refunds", {
      mchid: payment["mchid"],
      out_trade_no: payment["out_trade_no"],
      transaction_id: payment["transaction_id"],
      out_refund_no: `R-${numberOf(request)}`,
      refund_id: `50${numberOf(request)}`,
      refund_status: "SUCCESS",
      success_time: "2022-05-21T13:29:34+08:00",
      amount: { total: 30_000, refund: 30_000, payer_total: 30_000, payer_refund: 30_000 },
    });
    const { body } = await get(`/ucp/orders/${id}`);
    expect(body.adjustments).toMatchObject([
      {
        type: "refund",
        status: "completed",
        totals: [{ type: "total", amount: -30_000 }],
        line_items: [
          { id: "li_1_1", quantity: -2 },
          { id: "li_1_2", quantity: -1 },
        ],
      },
    ]);
    expect(body.line_items.map(({ status }) => status)).toEqual(["removed", "removed"]);
  });

  test("that is not paid, or does not exist, is not found, as the protocol answers it", async () => {
    const { id } = await anOrder({ isPaid: false });
    for (const unknown of [id, "no-id"]) {
      const { status, body } = await get<Loose>(`/ucp/orders/${unknown}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        ucp: { status: "error" },
        messages: [{ type: "error", code: "not_found", severity: "unrecoverable" }],
      });
    }
  });

  test.each([
    ["POST", "/ucp/orders/an-id"],
    ["GET", "/ucp/carts/an-id"],
    ["GET", `/ucp/orders/${"a".repeat(600)}`],
    ["DELETE", "/.well-known/ucp"],
    ["GET", "/ucp?version=2026-04-08"],
  ] as const)("%s %s is no operation, and says so with its status", async (method, path) => {
    const { status, body } = await platform.send<Loose>(method, path);
    expect(status).toBe(404);
    expect(body["detail"]).toContain("/docs lists all operations");
  });

  test("is answered in the version of the path or of UCP-Agent, and in no other", async () => {
    const { id } = await anOrder();
    expect((await get(`/ucp/2026-04-08/orders/${id}`)).body.ucp.version).toBe("2026-04-08");
    const agent = (version: string) => ({
      "ucp-agent": `profile="https://agent.example/ucp";version="${version}"`,
    });
    const named = await get(`/ucp/orders/${id}`, agent("2026-04-08"));
    expect(named.body.ucp.version).toBe("2026-04-08");
    for (const refused of [
      await get<Loose>(`/ucp/orders/${id}`, agent("2020-01-01")),
      await get<Loose>(`/ucp/2020-01-01/orders/${id}`),
    ]) {
      expect(refused).toMatchObject({ status: 422, body: { code: "version_unsupported" } });
    }
  });

  test.each([
    ["no credentials", {}, "signature_missing"],
    ["a wrong key", { authorization: "Bearer wrong" }, "unauthorized"],
    [
      "a signature of an unknown key",
      {
        "signature-input": 'sig1=("@method" "@target-uri");created=1653024575;keyid="k"',
        signature: "sig1=:AAAA:",
      },
      "key_not_found",
    ],
  ])("is not shown to a caller with %s", async (_, headers, code) => {
    const { id } = await anOrder();
    const answer = await platform.send("GET", `/ucp/orders/${id}`, { headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toContain("Bearer");
    expect(answer.body).toMatchObject({ code, content: expect.stringMatching(/endpoint/) });
  });
});

test("the OpenAPI document describes each reply, and every way to say who calls", async () => {
  interface Described {
    readonly security: readonly object[];
    readonly responses: Record<string, { content: Record<string, { schema: object }> }>;
  }
  const { body: document } = await platform.send<{
    paths: Record<string, { get: Described }>;
    components: { securitySchemes: object };
  }>("GET", "/openapi.json");
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const described = (path: string) => document.paths[path]?.get as Described;
  const check = (path: string, { status, body }: { status: number; body: unknown }) => {
    const schema = described(path).responses[status]?.content["application/json"]?.schema;
    const validate = ajv.compile(schema ?? false);
    expect(validate(body), JSON.stringify({ path, status, errors: validate.errors })).toBe(true);
  };
  const { id } = await anOrder();
  check("/ucp/orders/{id}", await get(`/ucp/orders/${id}`));
  check("/ucp/{version}/orders/{id}", await get(`/ucp/2026-04-08/orders/${id}`));
  check("/ucp/orders/{id}", await get("/ucp/orders/none"));
  check("/ucp/orders/{id}", await platform.send("GET", `/ucp/orders/${id}`));
  check("/ucp/{version}/orders/{id}", await get(`/ucp/2020-01-01/orders/${id}`));
  check("/.well-known/ucp", await platform.send("GET", "/.well-known/ucp"));
  check("/.well-known/ucp/{version}", await platform.send("GET", "/.well-known/ucp/2026-04-08"));
  check("/.well-known/ucp/{version}", await platform.send("GET", "/.well-known/ucp/2020-01-01"));
  const { security } = described("/ucp/orders/{id}");
  expect(security).toEqual([
    { adminKey: [] },
    { webhookSecret: [] },
    { messageSignature: [], messageSignatureInput: [] },
  ]);
  const schemes = Object.keys(document.components.securitySchemes);
  expect(schemes).toEqual(expect.arrayContaining(security.flatMap(Object.keys)));
});

describe("the page of an order", () => {
  test("opens by its link without a session, and shows nothing personal", async () => {
    const { request, id } = await anOrder();
    await ship(request, {});
    const { permalink_url: link } = (await get(`/ucp/orders/${id}`)).body;
    const page = await fetch(link, { headers: { "accept-language": "zh" } });
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get("x-robots-tag")).toContain("noindex");
    for (const shown of [
      "示例商城",
      "保护壳",
      "已发货",
      "ZT0001",
      "https://shop.example.com/orders/1",
    ]) {
      expect(html).toContain(shown);
    }
    const number = numberOf(request);
    for (const hidden of ["oUpF8u", number, `42000${number}`]) expect(html).not.toContain(hidden);
  });

  test("does not open with another code", async () => {
    const { id } = await anOrder();
    const { permalink_url: link } = (await get(`/ucp/orders/${id}`)).body;
    const other = link.endsWith("A") ? `${link.slice(0, -1)}B` : `${link.slice(0, -1)}A`;
    expect((await fetch(other)).status).toBe(404);
  });
});

describe("the profile", () => {
  interface Profile {
    readonly ucp: Loose & { readonly version: string; readonly services: Loose };
    readonly keys: readonly { readonly kid: string }[];
    readonly signing_keys: readonly { readonly kid: string }[];
  }
  const profile = async (path = "") =>
    (await platform.send<Profile>("GET", `/.well-known/ucp${path}`)).body;

  test("leads to the orders, and names each version", async () => {
    const newest = await profile();
    expect(newest.ucp).toMatchObject({
      version: "2026-08-25",
      supported_versions: { "2026-04-08": `${platform.url}/.well-known/ucp/2026-04-08` },
      services: { "dev.ucp.shopping": [{ transport: "rest", endpoint: `${platform.url}/ucp` }] },
      capabilities: { "dev.ucp.shopping.order": [{ version: "2026-08-25" }] },
      payment_handlers: {},
    });
    const older = await profile("/2026-04-08");
    expect(older.ucp).not.toHaveProperty("supported_versions");
    expect(older.ucp.services).toMatchObject({
      "dev.ucp.shopping": [{ endpoint: `${platform.url}/ucp/2026-04-08` }],
    });
    expect(JSON.stringify(newest)).not.toMatch(/"d":/);
  });

  test("publishes a new key, which the owner makes, beside the old one", async () => {
    const [before] = (await profile()).keys;
    const rotated = await platform.admin<{ keys: Loose[] }>("POST", "/ucp/keys", {});
    expect(rotated.status).toBe(201);
    expect(rotated.body.keys).toMatchObject([
      { state: "next" },
      { state: "signing", kid: before?.kid },
    ]);
    const { keys, signing_keys: older } = await profile();
    expect(keys.map(({ kid }) => kid)).toEqual(rotated.body.keys.map(({ kid }) => kid));
    expect(older).toEqual(keys);
    expect((await platform.admin("GET", "/ucp/keys")).body).toEqual(rotated.body);
  });
});

test("without a seal key the orders say what is missing", async () => {
  const unsealed = await Platform.start({
    sandbox: false,
    adminKey: "k".repeat(40),
    allowUnsafeDurability: true,
  });
  try {
    const answer = await unsealed.send("GET", "/.well-known/ucp");
    expect(answer).toMatchObject({ status: 503, body: { code: "keys_unusable" } });
    expect(JSON.stringify(answer.body)).toContain("DINGDAN_SEAL_KEY_FILE");
    expect((await unsealed.admin("POST", "/ucp/keys", {})).status).toBe(409);
  } finally {
    await unsealed.close();
  }
});
