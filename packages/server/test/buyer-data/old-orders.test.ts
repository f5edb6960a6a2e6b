import { afterEach, beforeEach, expect, test } from "vitest";
import { Merchant, type Platform } from "../support/platform.js";
import { type Loose, parcel, shipping } from "../support/requests.js";
import {
  exportOf,
  type Filled,
  fill,
  MARKS,
  OPENID,
  onBothEngines,
  PAID,
  PAYMENT,
  type Place,
  REFUND,
  record,
  textOf,
} from "./support.js";

const DAY = 24 * 3_600;
const KEPT = { orderDays: 13, eventDays: 5 };

onBothEngines("orders that are kept for 13 days", (makePlace) => {
  let place: Place;
  let platform: Platform;
  let filled: Filled;
  beforeEach(async () => {
    place = await makePlace();
    platform = await place.open(KEPT);
    filled = await fill(platform);
  });
  afterEach(async () => {
    await platform.close();
    await place.remove();
  });

  const days = (count: number) => platform.dingdan.clock.advance(count * DAY);
  const orderNumbers = async (): Promise<unknown[]> => {
    const path = "/orders?limit=100";
    const { items } = (await platform.admin<{ items: Loose[] }>("GET", path)).body;
    return items.map(({ order_key: key }) => (key as Loose)["out_trade_no"]);
  };
  const deleted = async (kind: string) => {
    const { body } = await platform.send<{ text: string }>("GET", "/metrics");
    return new RegExp(`dingdan_old_orders_deleted_total\\{kind="${kind}"\\} (\\d+)`).exec(
      body.text,
    )?.[1];
  };

  test("are deleted after the last thing that happened to them", async () => {
    await days(12);
    expect(await orderNumbers()).toHaveLength(5);

    // One was refunded twenty hours after its payment.
    await days(1.5);
    expect(await orderNumbers()).toEqual(["MARK-PAID"]);
    expect([await deleted("payment"), await deleted("upload")]).toEqual(["4", "1"]);
    await days(1);

    expect(await orderNumbers()).toEqual([]);
    const { sections } = (await exportOf(platform, filled.merchant.appid, OPENID)).body;
    const { requests: _, ...others } = sections;
    expect(Object.values(others).flat()).toEqual([]);
    expect((await platform.admin("GET", "/trade-orders")).body["items"]).toEqual([]);
    expect((await platform.admin("GET", "/settings")).body).toMatchObject({ order_days: 13 });
  });

  test("leave no byte of themselves once the calls about them are deleted", async () => {
    // The reader takes the events into the feed, where they have their time.
    await platform.admin("GET", "/events");
    await days(40);
    await platform.close();
    const text = await textOf(place);
    for (const mark of MARKS) expect(text.includes(mark), mark).toBe(false);
    platform = await place.open(KEPT);
  });

  test("keep what the review of their app counts", async () => {
    const { appid } = filled.merchant;
    const figures = async () => (await platform.admin("GET", `/apps/${appid}/review`)).body;
    const before = (await figures())["figures"];

    await days(20);

    expect((await figures())["figures"]).toEqual(before);
  });

  test("do not come back with a late report of WeChat Pay", async () => {
    await days(20);

    expect(await record(platform, "/payments", PAYMENT)).toEqual({ state: "erased" });
    expect((await platform.admin("POST", "/refunds", REFUND)).status).toBe(404);
    expect(await orderNumbers()).toEqual([]);
  });

  test("that are uploaded again late are new orders, without their payment", async () => {
    await days(20);
    const { appid, secret } = filled.merchant;
    await (await Merchant.signIn(platform, appid, secret)).upload(PAID);
    await record(platform, "/payments", PAYMENT);

    expect(await orderNumbers()).toEqual(["MARK-PAID"]);
    const { items } = (await platform.admin<{ items: Loose[] }>("GET", "/orders")).body;
    expect(items).toMatchObject([{ state: "waiting" }]);
    await days(14);
    expect(await orderNumbers()).toEqual([]);
  });

  test("are kept while parcels still come", async () => {
    await days(12);
    const again = shipping({
      order_key: PAID["order_key"],
      shipping_list: [parcel({ tracking_no: "MARK-TRACKING-2" })],
      upload_time: platform.dingdan.clock.now().toISOString(),
    });
    const { appid, secret } = filled.merchant;
    const merchant = await Merchant.signIn(platform, appid, secret);
    expect(await merchant.call("/user-order/orders/shippings", again)).toMatchObject({
      errcode: 0,
    });
    await days(12);
    expect(await orderNumbers()).toEqual(["MARK-PAID"]);
    await days(2);
    expect(await orderNumbers()).toEqual([]);
  });

  test("are kept while a complaint is open", async () => {
    const path = "/trade-orders/MARK-TRANSACTION/complaint";
    // Payments are visible after 10 s.
    await platform.dingdan.clock.advance(60);
    expect((await platform.admin("POST", path, { open: true })).status).toBe(200);
    await days(40);
    expect(await orderNumbers()).toEqual(["MARK-PAID"]);

    expect((await platform.admin("POST", path, { open: false })).status).toBe(200);
    await days(14);
    expect(await orderNumbers()).toEqual([]);
  });

  test("are kept by a platform without the setting, and deleted by its next start with it", async () => {
    await platform.close();
    platform = await place.open({ eventDays: 5 });
    await days(100);
    expect(await orderNumbers()).toHaveLength(5);
    expect((await platform.admin("GET", "/settings")).body).not.toHaveProperty("order_days");

    await platform.close();
    platform = await place.open(KEPT);
    await days(0.1);
    expect(await orderNumbers()).toEqual([]);
  });
});
