import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EXAMPLE_APPID, type Merchant, Platform, type WireReply } from "./support/platform.js";
import {
  combinedPaymentFor,
  combinedUpload,
  delivery,
  item,
  type Loose,
  order,
  parcel,
  paymentFor,
  shipping,
  subKey,
  upload,
  uploadWithOrder,
} from "./support/requests.js";

const OK = { errcode: 0, errmsg: "ok" };
const OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
const PLAIN = "/user-order/orders/shippings";
const COMBINED = "/user-order/combine-orders/shippings";

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
  await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, { result: "approved" });
});
afterEach(() => platform.close());

const pay = (payment: Loose) => platform.admin<{ state: string }>("POST", "/payments", payment);

/** Makes a paid order with two items; returns its upload. */
async function paidOrder(): Promise<Loose> {
  const request = uploadWithOrder({
    item_list: [item(), item({ merchant_item_id: "item-2", name: "iPhoneX 256G" })],
  });
  await merchant.upload(request);
  await pay(paymentFor(request));
  return request;
}

const ship = (request: Loose, changes: Loose = {}): Promise<WireReply> =>
  merchant.call(PLAIN, shipping({ order_key: request["order_key"], ...changes }));

const buyersOrders = async (query = "") => {
  const buyer = await platform.buyer(EXAMPLE_APPID, OPENID);
  return (await buyer.get<{ items: Loose[] }>(`/orders${query}`)).body.items;
};

describe("logistics", () => {
  test("of one parcel reach the buyer, with the carrier's name", async () => {
    const request = await paidOrder();
    expect(await ship(request)).toEqual(OK);
    expect(await buyersOrders()).toMatchObject([
      {
        state: "shipped",
        parcels: [
          {
            express_company: "ZTO",
            carrier_name: "ZTO Express",
            tracking_no: "ZT0001",
            merchant_order_no: "order-1",
          },
        ],
      },
    ]);
    expect(await buyersOrders("?state=shipped")).toHaveLength(1);
    expect(await buyersOrders("?state=to_ship")).toHaveLength(0);
  });

  test("of several parcels name the items of each, and show an unknown carrier's code as sent", async () => {
    const request = await paidOrder();
    const parcels = ["item-1", "item-2"].map((merchant_item_id, index) =>
      parcel({
        tracking_no: `T${index}`,
        express_company: index === 0 ? "SF" : "NEWCARRIER",
        item_list: [{ merchant_item_id }],
        contact: { receiver_contact: "189****1234" },
      }),
    );
    expect(await ship(request, { delivery_mode: 2, shipping_list: parcels })).toEqual(OK);
    const [shown] = await buyersOrders();
    expect(shown?.["parcels"]).toMatchObject([
      { carrier_name: "SF Express", items: ["保护壳"] },
      { carrier_name: "NEWCARRIER", items: ["iPhoneX 256G"] },
    ]);
  });

  test("are replaced completely by a later call; a resend gets 0, and a call that is not later is rejected", async () => {
    const request = await paidOrder();
    expect(await ship(request)).toEqual(OK);
    expect(await ship(request)).toEqual(OK);
    const other = delivery([parcel({ tracking_no: "ZT0002" })]);
    const stale = await ship(request, other);
    expect(stale).toMatchObject({ errcode: 268435461 });
    expect(stale.errmsg).toContain("upload_time must be later than the stored logistics'");
    expect(await ship(request, { ...other, upload_time: "2022-05-20T14:00:00+08:00" })).toEqual(OK);
    const [shown] = await buyersOrders();
    expect(shown?.["parcels"]).toMatchObject([{ tracking_no: "ZT0002" }]);
  });

  test("need a payment that matches the upload", async () => {
    const request = upload();
    await merchant.upload(request);
    expect((await ship(request)).errmsg).toContain("order_key is not paid yet");
    await pay(paymentFor(request, { payer: { openid: "oAnother" } }));
    expect((await ship(request)).errmsg).toContain("does not match the upload");
  });

  test("need the form of the upload's order key, and its payer if they name one", async () => {
    const request = await paidOrder();
    const transaction_id = paymentFor(request)["transaction_id"];
    const otherForm = await ship(request, { order_key: { order_number_type: 2, transaction_id } });
    expect(otherForm.errmsg).toContain("order_key.order_number_type must be the one of the upload");
    const otherPayer = await ship(request, { payer: { openid: "oAnother" } });
    expect(otherPayer.errmsg).toContain("payer.openid is not the uploaded one");
    expect(await ship(request, { payer: {} })).toMatchObject({ errcode: 268485192 });
    expect(await ship(request, { payer: { openid: OPENID } })).toEqual(OK);
  });

  test("can name only items of the upload", async () => {
    const request = await paidOrder();
    const reply = await ship(request, {
      delivery_mode: 2,
      shipping_list: [
        parcel({ item_list: [{ merchant_item_id: "item-1" }, { merchant_item_id: "?" }] }),
      ],
    });
    expect(reply).toMatchObject({ errcode: 268435461 });
    expect(reply.errmsg).toContain("shipping_list[0].item_list[1].merchant_item_id names no item");
  });

  test.each([
    ["189****1234", 0],
    ["021-****1234", 0],
    ["0**2-***1234", 0],
    ["0**2-******23-10", 0],
    ["****123-8008", 0],
    ["+86-177****1234", 0],
    ["18912341234", 268435461],
    ["189****12**", 268435461],
    ["*", 268435461],
  ])("by SF Express need a masked contact: %s gets %i", async (receiver_contact, errcode) => {
    const request = await paidOrder();
    const sf = delivery([parcel({ express_company: "SF", contact: { receiver_contact } })]);
    expect(await ship(request, sf)).toMatchObject({ errcode });
  });

  test("without a contact are rejected at its path for SF Express, and accepted for another carrier", async () => {
    const request = await paidOrder();
    const reply = await ship(request, delivery([parcel({ express_company: "SF" })]));
    expect(reply.errmsg).toContain("shipping_list[0].contact needs consignor_contact");
    expect(await ship(request)).toEqual(OK);
  });

  test("have at most 10 parcels", async () => {
    const parcels = Array.from({ length: 11 }, () =>
      parcel({ item_list: [{ merchant_item_id: "item-1" }] }),
    );
    const request = await paidOrder();
    const reply = await ship(request, { delivery_mode: 2, shipping_list: parcels });
    expect(reply.errmsg).toContain("shipping_list must hold at most 10 entries, got 11");
  });

  test("appear in the operator's view of the order, and in its timeline", async () => {
    const request = await paidOrder();
    await ship(request);
    const found = await platform.admin<{ items: { id: string }[] }>("GET", "/orders");
    const { body } = await platform.admin<{ deliveries: Loose[]; timeline: { event: string }[] }>(
      "GET",
      `/orders/${found.body.items[0]?.id}`,
    );
    expect(body.deliveries).toMatchObject([
      { delivery_mode: 1, shipping_list: [{ tracking_no: "ZT0001" }] },
    ]);
    expect(body.timeline.map(({ event }) => event)).toContain("shipped");
  });
});

describe("a combined payment", () => {
  const combine = (request: Loose) => merchant.call("/user-order/combine-orders", request);

  test("matches as one order, is verified by its main key, and is shown with its sub-orders", async () => {
    const request = combinedUpload();
    expect(await combine(request)).toEqual(OK);
    expect((await pay(combinedPaymentFor(request))).body).toMatchObject({ state: "matched" });
    const { order_key, payer } = request;
    const { verify_result } = await merchant.verify({ order_key, payer });
    expect(verify_result).toMatch(/^SUCCESS/);
    expect(await buyersOrders()).toMatchObject([
      {
        amount_fen: 19800,
        paid_at: "2022-05-20T05:29:31.000Z",
        order_list: [{ merchant_order_no: "a" }, { merchant_order_no: "b" }],
      },
    ]);
  });

  test("is shipped sub-order by sub-order, and is partly shipped until all of them are", async () => {
    const request = combinedUpload();
    await combine(request);
    await pay(combinedPaymentFor(request));
    const keys = (request["sub_orders"] as Loose[]).map(({ order_key }) => order_key);
    const shipSub = (index: number, upload_time: string) =>
      merchant.call(COMBINED, {
        order_key: request["order_key"],
        sub_orders: [
          { order_key: keys[index], ...delivery([parcel({ tracking_no: `S${index}` })]) },
        ],
        upload_time,
      });
    expect(await shipSub(0, "2022-05-20T13:40:00+08:00")).toEqual(OK);
    expect(await buyersOrders()).toMatchObject([
      { state: "partly_shipped", parcels: [{ tracking_no: "S0", merchant_order_no: "a" }] },
    ]);
    expect(await shipSub(1, "2022-05-20T13:39:00+08:00")).toEqual(OK);
    const [shipped] = await buyersOrders();
    expect(shipped).toMatchObject({ state: "shipped" });
    expect(shipped?.["parcels"]).toHaveLength(2);
  });

  test("that is not paid in full is rejected", async () => {
    const request = combinedUpload();
    await combine(request);
    const payment = combinedPaymentFor(request);
    (payment["sub_orders"] as Loose[])[1] = {
      ...(payment["sub_orders"] as Loose[])[1],
      trade_state: "NOTPAY",
    };
    expect((await pay(payment)).status).toBe(422);
  });

  test("is rejected with no sub-orders, a sub-order of another form, or the same sub-order twice", async () => {
    expect(await combine(combinedUpload({ sub_orders: [] }))).toMatchObject({ errcode: 268485191 });
    const mixed = await combine(
      combinedUpload({
        sub_orders: [{ order_key: { order_number_type: 2, transaction_id: "42" }, ...order() }],
      }),
    );
    expect(mixed.errmsg).toContain(
      "sub_orders[0].order_key.order_number_type must be the main order_key's form",
    );
    const key = subKey();
    const twice = await combine(
      combinedUpload({
        sub_orders: ["a", "b"].map((merchant_order_no) =>
          Object.assign({ order_key: key }, order({ merchant_order_no })),
        ),
      }),
    );
    expect(twice.errmsg).toContain("sub_orders[1].order_key names the same sub-order");
  });

  test("and a plain payment each need their own interface for logistics, and unknown sub-orders are rejected", async () => {
    const combined = combinedUpload();
    await combine(combined);
    await pay(combinedPaymentFor(combined));
    const asPlain = await ship(combined);
    expect(asPlain.errmsg).toContain("ship it with /user-order/combine-orders/shippings");
    const plain = await paidOrder();
    const sub_orders = [{ order_key: subKey(), ...delivery() }];
    const upload_time = "2022-05-20T13:40:00+08:00";
    const asCombined = await merchant.call(COMBINED, {
      order_key: plain["order_key"],
      sub_orders,
      upload_time,
    });
    expect(asCombined.errmsg).toContain("ship it with /user-order/orders/shippings");
    const unknown = await merchant.call(COMBINED, {
      order_key: combined["order_key"],
      sub_orders,
      upload_time,
    });
    expect(unknown.errmsg).toContain("sub_orders[0].order_key names no sub-order of the upload");
  });
});

test("an app can open the permission once, after the agreement, in an open category", async () => {
  const other = await platform.register({ isOpen: false });
  const open = () => other.call("/user-order/orders-permission/open");
  const setCategory = (category_open: boolean) =>
    platform.admin("PATCH", `/apps/${other.appid}`, { category_open });
  expect(await open()).toMatchObject({ errcode: 268486640 });
  await platform.admin("POST", `/apps/${other.appid}/agreement`);
  await setCategory(false);
  expect(await open()).toMatchObject({ errcode: 268485215 });
  await setCategory(true);
  expect(await open()).toEqual(OK);
  expect(await open()).toMatchObject({ errcode: 268486612 });
  expect(await other.upload(upload())).toEqual(OK);
});

describe("limits of calls", () => {
  test("are off by default in a sandbox, an app's own limits apply, and each minute and day starts at zero", async () => {
    const codes = async (calls: number) => {
      const seen: number[] = [];
      for (let call = 0; call < calls; call++) seen.push((await merchant.upload(upload())).errcode);
      return seen;
    };
    expect((await platform.admin("GET", "/settings")).body).not.toHaveProperty("quotas");
    expect(await codes(4)).toEqual([0, 0, 0, 0]);

    const quotas = { per_minute: 2, per_day: 3 };
    await platform.admin("PATCH", `/apps/${EXAMPLE_APPID}`, { quotas });
    expect(await codes(3)).toEqual([0, 0, 45011]);
    await platform.admin("POST", "/clock", { advance_seconds: 60 });
    expect(await codes(2)).toEqual([0, 45009]);
    await platform.admin("POST", "/clock", { advance_seconds: 24 * 3600 });
    await merchant.renewToken();
    expect(await codes(1)).toEqual([0]);
  });

  test("by IP address return the caller's address in WeChat's words if it is not in the whitelist", async () => {
    await platform.admin("PATCH", `/apps/${EXAMPLE_APPID}`, {
      ip_whitelist: ["203.0.113.9", "::1"],
    });
    const query = `grant_type=client_credential&appid=${merchant.appid}&secret=${merchant.secret}`;
    const ask = async () => (await platform.send<WireReply>("GET", `/cgi-bin/token?${query}`)).body;
    expect((await ask()).errmsg).toMatch(
      /^invalid ip 127\.0\.0\.1 ipv6 ::ffff:127\.0\.0\.1, not in whitelist rid: /,
    );
    await platform.admin("PATCH", `/apps/${EXAMPLE_APPID}`, { ip_whitelist: ["127.0.0.0/8"] });
    expect(await ask()).toMatchObject({ expires_in: 7200 });
    const wrong = await platform.admin("PATCH", `/apps/${EXAMPLE_APPID}`, {
      ip_whitelist: ["1.2.3"],
    });
    expect(wrong.status).toBe(400);
  });
});
