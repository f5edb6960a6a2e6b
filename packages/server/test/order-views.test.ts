import type {
  LoggedRequestRepresentation,
  OrderSummaryRepresentation,
  PreviewLineRepresentation,
} from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EXAMPLE_APPID, type Merchant, Platform } from "./support/platform.js";
import {
  combinedPaymentFor,
  combinedUpload,
  item,
  type Loose,
  order,
  paymentFor,
  shipping,
  upload,
  uploadWithOrder,
} from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterEach(() => platform.close());

const orders = async (query = "") =>
  (await platform.admin<{ items: OrderSummaryRepresentation[] }>("GET", `/orders${query}`)).body
    .items;
const newestId = async () => (await orders())[0]?.id ?? "";
const pay = (request: Loose) => platform.admin("POST", "/payments", paymentFor(request));

describe("the list of orders", () => {
  test("can be filtered by shipping and by time, and sorted", async () => {
    const first = upload();
    await merchant.upload(first);
    await pay(first);
    await merchant.call(
      "/user-order/orders/shippings",
      shipping({ order_key: first["order_key"] }),
    );
    await platform.admin("POST", "/clock", { advance_seconds: 3600 });
    await merchant.upload(upload());

    expect(await orders("?shipped=true")).toMatchObject([
      { state: "matched", shipped_at: expect.any(String), amount_fen: expect.any(Number) },
    ]);
    expect(await orders("?shipped=false")).toMatchObject([{ state: "waiting" }]);
    expect((await orders("?sort=oldest")).map(({ state }) => state)).toEqual([
      "matched",
      "waiting",
    ]);
    const span = (from: string, to: string) => orders(`?${new URLSearchParams({ from, to })}`);
    expect(await span("2022-05-20T14:00:00+08:00", "2022-05-20T15:00:00+08:00")).toMatchObject([
      { state: "waiting" },
    ]);
    expect(await span("2022-05-20T13:00:00+08:00", "2022-05-20T14:00:00+08:00")).toHaveLength(1);
    for (const wrong of ["from=now", "to=1653024574", "sort=amount", "shipped=yes"]) {
      expect((await platform.admin("GET", `/orders?${wrong}`)).status, wrong).toBe(400);
    }
  });
});

describe("an export", () => {
  const download = (query = "") =>
    fetch(`${platform.url}/admin/v1/orders/export${query}`, {
      headers: { authorization: `Bearer ${platform.dingdan.adminKey}` },
    });

  test("is a CSV file that spreadsheets read as text", async () => {
    await merchant.upload(
      uploadWithOrder({ merchant_order_no: '=HYPERLINK("http://evil.example","x"),1' }),
    );
    const paid = uploadWithOrder({ merchant_order_no: "订单 1" });
    await merchant.upload(paid);
    await pay(paid);
    const raw = await download();
    const bytes = Buffer.from(await raw.arrayBuffer());
    expect(raw.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(raw.headers.get("content-disposition")).toBe('attachment; filename="orders.csv"');
    expect(raw.headers.get("x-dingdan-rows")).toBe("2");
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head, matched, waiting, rest] = bytes.toString("utf8").slice(1).split("\r\n");
    expect(head).toMatch(/^id,appid,state,order_number_type,mchid,out_trade_no,/);
    expect(matched).toContain(`,${EXAMPLE_APPID},matched,1,1900000109,`);
    expect(matched).toContain(",订单 1,");
    expect(waiting).toContain(`,"'=HYPERLINK(""http://evil.example"",""x""),1",`);
    expect(rest).toBe("");
  });

  test("can be NDJSON, and contains only the orders that match the filters", async () => {
    for (let count = 0; count < 3; count++) await merchant.upload(upload());
    const paid = upload();
    await merchant.upload(paid);
    await pay(paid);
    const all = await download("?format=ndjson&sort=oldest");
    const lines = (await all.text()).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(await orders("?sort=oldest"));
    const matched = await download("?format=ndjson&state=matched");
    expect(await matched.json()).toMatchObject({ state: "matched" });
    expect(matched.headers.get("x-dingdan-rows")).toBeNull();
    expect((await download("?format=xlsx")).status).toBe(400);
    expect((await download("?from=now")).status).toBe(400);
  });
});

describe("the attempts to upload an order", () => {
  test("are all calls in the log for the order, including rejected ones, newest first", async () => {
    const request = upload();
    await merchant.upload({ ...request, logistics_type: 9 });
    await merchant.upload(request);
    await merchant.upload({ ...request, upload_time: "2022-05-20T13:00:00+08:00" });
    await merchant.upload(upload());
    await merchant.dryRun("uploadShoppingInfo", request);
    const other = await platform.register();
    await other.upload(request);
    const [id] = (await orders(`?appid=${EXAMPLE_APPID}&sort=oldest`)).map((found) => found.id);
    type Page = { items: LoggedRequestRepresentation[]; next_cursor?: string };
    const { body } = await platform.admin<Page>("GET", `/orders/${id}/uploads`);
    expect(body.items.map(({ errcode }) => errcode)).toEqual([268435461, 0, expect.any(Number)]);
    expect(body.items[2]?.errcode).not.toBe(0);
    expect(body.items[0]?.explanation.summary).not.toBe("");
    const first = await platform.admin<Page>("GET", `/orders/${id}/uploads?limit=1`);
    const next = `limit=2&cursor=${first.body.next_cursor}`;
    const second = await platform.admin<Page>("GET", `/orders/${id}/uploads?${next}`);
    expect(second.body.items).toEqual(body.items.slice(1));
    expect((await platform.admin("GET", "/orders/unknown/uploads")).status).toBe(404);
  });
});

describe("a preview", () => {
  interface Preview {
    readonly is_visible: boolean;
    readonly lines: PreviewLineRepresentation[];
    readonly request: Loose;
  }
  const preview = async (id: string) =>
    (await platform.admin<Preview>("GET", `/orders/${id}/preview`)).body;

  /** The value at a path such as `order_list[0].item_list[1].name`. */
  const at = (value: unknown, path: string): unknown =>
    path
      .split(/[.[\]]+/)
      .filter((part) => part !== "")
      .reduce((object: unknown, part) => (object as Loose)[part], value);

  test("shows line by line what the buyer sees, with the path in the request", async () => {
    const request = upload({
      order_list: [
        order({
          item_list: [
            item({ description: "透明", image_url: ["https://shop.example.com/1.png"] }),
            item({ name: "iPhoneX 256G", merchant_item_id: "2", unit_price: 828805, quantity: 2 }),
          ],
        }),
      ],
    });
    await merchant.upload(request);
    const before = await preview(await newestId());
    expect(before.is_visible).toBe(false);
    expect(before.request).toMatchObject({ order_key: request["order_key"], logistics_type: 1 });
    const named = before.lines.find(({ value }) => value === "iPhoneX 256G");
    expect(named).toEqual({
      label: "Item",
      value: "iPhoneX 256G",
      path: "order_list[0].item_list[1].name",
    });
    expect(before.lines.map(({ value }) => value)).toContain("¥8,288.05");

    await pay(request);
    await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, { result: "approved" });
    const after = await preview(await newestId());
    expect(after.is_visible).toBe(true);
    expect(after.lines.map(({ label }) => label)).toContain("Transaction");
    for (const { path, value } of after.lines) {
      if (path === null) continue;
      const source = at(after.request, path);
      expect(source, path).toBeDefined();
      if (/name$|description$|no$|url/.test(path)) expect(source, path).toBe(value);
    }
  });

  test("shows every sub-order of a combined payment, in the reader's language", async () => {
    const request = combinedUpload();
    await merchant.call("/user-order/combine-orders", request);
    await platform.admin("POST", "/payments", combinedPaymentFor(request));
    const { body } = await platform.send<Preview>(
      "GET",
      `/admin/v1/orders/${await newestId()}/preview`,
      {
        headers: {
          authorization: `Bearer ${platform.dingdan.adminKey}`,
          "accept-language": "zh-CN",
        },
      },
    );
    const paths = body.lines.map(({ path }) => path);
    expect(paths).toContain("sub_orders[0].item_list[0].name");
    expect(paths).toContain("sub_orders[1].merchant_order_no");
    expect(body.lines.map(({ label }) => label)).toContain("商户订单号");
  });

  test("of an unknown order gets 404", async () => {
    expect((await platform.admin("GET", "/orders/unknown/preview")).status).toBe(404);
  });
});
