import type { OrderSummaryRepresentation } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refundOf } from "./support/payments.js";
import { type Merchant, Platform } from "./support/platform.js";
import {
  combinedPaymentFor,
  combinedUpload,
  item,
  type Loose,
  order,
  parcel,
  paymentFor,
  shipping,
  upload,
} from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterEach(() => platform.close());

const orders = async () =>
  (
    await platform.admin<{ items: OrderSummaryRepresentation[] }>(
      "GET",
      "/orders?sort=oldest&limit=100",
    )
  ).body.items;

const download = (path: string) =>
  fetch(`${platform.url}/admin/v1${path}`, {
    headers: { authorization: `Bearer ${platform.dingdan.adminKey}` },
  });

async function pay(request: Loose, changes: Loose = {}): Promise<void> {
  const { status } = await platform.admin("POST", "/payments", paymentFor(request, changes));
  expect(status).toBe(200);
}

async function refundAll(request: Loose): Promise<void> {
  const amount = { total: 9900, refund: 9900, payer_total: 9900, payer_refund: 9900 };
  const { status } = await platform.admin(
    "POST",
    "/refunds",
    refundOf(paymentFor(request), amount),
  );
  expect(status).toBe(200);
}

const ship = (request: Loose, changes: Loose = {}) =>
  merchant.call(
    "/user-order/orders/shippings",
    shipping({ order_key: request["order_key"], ...changes }),
  );

/** The one JSON-LD order of an upload. */
async function jsonLdOf(request: Loose): Promise<Loose> {
  const { out_trade_no: number } = request["order_key"] as { out_trade_no: string };
  const found = await platform.admin<{ items: { id: string }[] }>("GET", `/orders?q=${number}`);
  const raw = await download(`/orders/${found.body.items[0]?.id}/export?format=jsonld`);
  expect(raw.headers.get("content-type")).toBe("application/ld+json; charset=utf-8");
  return (await raw.json()) as Loose;
}

describe("an export of whole orders", () => {
  test("is a JSON array of orders as their own page returns them, one on each line", async () => {
    const paid = upload();
    await merchant.upload(paid);
    await pay(paid);
    await ship(paid);
    await merchant.upload(upload());
    const raw = await download("/orders/export?format=json&sort=oldest");
    expect(raw.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(raw.headers.get("content-disposition")).toBe('attachment; filename="orders.json"');
    expect(raw.headers.get("x-dingdan-rows")).toBe("2");
    const text = await raw.text();
    expect(text.split("\n")).toHaveLength(5);
    const shown = await Promise.all(
      (await orders()).map(({ id }) => platform.admin<Loose>("GET", `/orders/${id}`)),
    );
    const whole = (JSON.parse(text) as Loose[]).map((exported) => ({
      ...exported,
      verify_result: expect.any(String) as string,
    }));
    expect(shown.map(({ body }) => body)).toEqual(whole);
  });

  test.each([
    ["json", []],
    ["jsonld", { "@context": "https://schema.org", "@graph": [] }],
  ])("without orders is valid %s", async (format, empty) => {
    const raw = await download(`/orders/export?format=${format}`);
    expect(await raw.json()).toEqual(empty);
  });

  test("contains every order once, and only those that match the filters", async () => {
    const uploads = Array.from({ length: 20 }, () => upload());
    await Promise.all(uploads.map((request) => merchant.upload(request)));
    await pay(uploads[3] as Loose);
    const all = await (await download("/orders/export?format=json&sort=oldest")).json();
    expect((all as Loose[]).map(({ id }) => id)).toEqual((await orders()).map(({ id }) => id));
    const matched = await (await download("/orders/export?format=jsonld&state=matched")).json();
    expect(matched).toMatchObject({
      "@graph": [{ "@type": "Order", orderStatus: "https://schema.org/OrderProcessing" }],
    });
  });
});

describe("an export of one order", () => {
  test("has the same content in each format as an export of all", async () => {
    const request = upload();
    await merchant.upload(request);
    await pay(request);
    const [{ id } = { id: "" }] = await orders();
    const both = async (format: string) => {
      const [one, all] = await Promise.all([
        download(`/orders/${id}/export?format=${format}`),
        download(`/orders/export?format=${format}`),
      ]);
      expect(one.headers.get("content-type")).toBe(all.headers.get("content-type"));
      expect(one.headers.get("content-disposition")).toBe(`attachment; filename="order.${format}"`);
      return [await one.text(), await all.text()] as const;
    };
    for (const format of ["csv", "ndjson"]) {
      const [one, all] = await both(format);
      expect(one).toBe(all);
    }
    const [json, jsons] = await both("json");
    expect([JSON.parse(json)]).toEqual(JSON.parse(jsons));
    const [jsonLd, graph] = await both("jsonld");
    const { "@context": context, ...shown } = JSON.parse(jsonLd) as Loose;
    expect({ "@context": context, "@graph": [shown] }).toEqual(JSON.parse(graph));
  });

  test("is refused for an unknown order or format", async () => {
    await merchant.upload(upload());
    const [{ id } = { id: "" }] = await orders();
    expect((await download("/orders/AAAA/export")).status).toBe(404);
    const wrong = await download(`/orders/${id}/export?format=xlsx`);
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain("csv");
  });
});

describe("JSON-LD", () => {
  test("describes an order with its items, payment and parcels in the words of schema.org", async () => {
    const items = [
      item({ unit_price: 1 }),
      item({ merchant_item_id: "item-2", name: "数据线", quantity: 3, description: "1 m" }),
    ];
    const request = upload({ order_list: [order({ item_list: items })] });
    await merchant.upload(request);
    await pay(request, { amount: { total: 123_450, payer_total: 123_400, currency: "CNY" } });
    await ship(request, { shipping_list: [parcel()] });
    expect(await jsonLdOf(request)).toEqual({
      "@context": "https://schema.org",
      "@type": "Order",
      identifier: (await orders())[0]?.id,
      orderNumber: "order-1",
      orderDate: "2022-05-20T05:29:34.000Z",
      orderStatus: "https://schema.org/OrderInTransit",
      url: "https://shop.example.com/orders/1",
      seller: { "@type": "Organization", identifier: merchant.appid, name: "示例商城" },
      customer: { "@type": "Person", identifier: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
      orderedItem: [
        expect.objectContaining({
          "@type": "OrderItem",
          orderItemNumber: "item-1",
          orderQuantity: 1,
          orderedItem: {
            "@type": "Product",
            name: "保护壳",
            sku: "item-1",
            url: "https://shop.example.com/orders/1",
            offers: { "@type": "Offer", price: "0.01", priceCurrency: "CNY" },
          },
        }),
        expect.objectContaining({
          orderQuantity: 3,
          orderedItem: expect.objectContaining({ name: "数据线", description: "1 m" }),
        }),
      ],
      paymentMethod: "WeChat Pay",
      confirmationNumber: paymentFor(request)["transaction_id"],
      discount: "0.50",
      discountCurrency: "CNY",
      partOfInvoice: {
        "@type": "Invoice",
        paymentStatus: "https://schema.org/PaymentComplete",
        totalPaymentDue: { "@type": "MonetaryAmount", value: "1234.50", currency: "CNY" },
      },
      orderDelivery: [
        {
          "@type": "ParcelDelivery",
          trackingNumber: "ZT0001",
          provider: { "@type": "Organization", identifier: "ZTO", name: "ZTO Express" },
          itemShipped: [
            expect.objectContaining({ sku: "item-1" }),
            expect.objectContaining({ sku: "item-2" }),
          ],
        },
      ],
    });
  });

  test.each([
    ["CNY", 5, "0.05"],
    ["JPY", 1990, "1990"],
    ["KWD", 1990, "1.990"],
    ["HKD", 9_007_199_254_740_991, "90071992547409.91"],
  ])("writes an amount in %s with the digits of the currency", async (currency, total, value) => {
    const request = upload();
    await merchant.upload(request);
    await pay(request, { amount: { total, currency } });
    const { partOfInvoice } = await jsonLdOf(request);
    expect(partOfInvoice).toMatchObject({ totalPaymentDue: { value, currency } });
  });

  test.each<[string, (request: Loose) => Promise<unknown>]>([
    ["OrderPaymentDue", async () => {}],
    ["OrderProblem", (request) => pay(request, { payer: { openid: "o-another-payer" } })],
    ["OrderProcessing", (request) => pay(request)],
    [
      "OrderCancelled",
      async (request) => {
        await pay(request);
        await refundAll(request);
      },
    ],
    [
      "OrderReturned",
      async (request) => {
        await pay(request);
        await ship(request);
        await refundAll(request);
      },
    ],
  ])("has the status %s", async (status, happen) => {
    const request = upload();
    await merchant.upload(request);
    await happen(request);
    expect(await jsonLdOf(request)).toMatchObject({
      orderStatus: `https://schema.org/${status}`,
    });
  });

  test("lists the numbers and items of all parts of a combined payment", async () => {
    const request = combinedUpload();
    await merchant.call("/user-order/combine-orders", request);
    await platform.admin("POST", "/payments", combinedPaymentFor(request));
    const { orderNumber, orderedItem } = await jsonLdOf(request);
    const parts = request["sub_orders"] as Loose[];
    expect(orderNumber).toEqual(parts.map(({ merchant_order_no: number }) => number));
    expect(orderedItem).toHaveLength(parts.length);
  });

  test("names no page of a mini program, and cannot end the script element around it", async () => {
    const name = '</script><script>alert("1")</script><!--';
    const link = { type: "MINI_PROGRAM", appid: merchant.appid, path: "pages/order" };
    const order_list = [
      order({
        order_detail_jump_link: link,
        item_list: [item({ name, item_detail_jump_link: link })],
      }),
    ];
    expect(await merchant.upload(upload({ order_list }))).toMatchObject({ errcode: 0 });
    const text = await (await download("/orders/export?format=jsonld")).text();
    expect(text).not.toContain("<");
    const { "@graph": graph } = JSON.parse(text) as { "@graph": Loose[] };
    expect(graph).toMatchObject([{ orderedItem: [{ orderedItem: { name } }] }]);
    expect(text).not.toMatch(/"url"|pages/);
  });
});
