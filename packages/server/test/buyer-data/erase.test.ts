import { createPublicKey, verify } from "node:crypto";
import type { ErasureReceipt } from "@dingdan/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EXAMPLE_APPID, type Platform } from "../support/platform.js";
import { type Loose, paymentFor, upload } from "../support/requests.js";
import {
  exportOf,
  type Filled,
  fill,
  MARKS,
  OPENID,
  OTHER_APPID,
  onBothEngines,
  PAID,
  PAYMENT,
  type Place,
  REFUND,
  record,
  textOf,
} from "./support.js";

onBothEngines("the erasure of a buyer", (makePlace) => {
  let place: Place;
  let platform: Platform;
  let filled: Filled;
  beforeEach(async () => {
    place = await makePlace();
    platform = await place.open();
    filled = await fill(platform);
  });
  afterEach(async () => {
    await platform.close();
    await place.remove();
  });

  const erase = (openid = OPENID, appid = EXAMPLE_APPID) =>
    platform.admin<ErasureReceipt>("POST", "/buyers/erase", { appid, openid });
  const sectionsOf = async (appid = EXAMPLE_APPID) =>
    (await exportOf(platform, appid, OPENID)).body.sections;
  const countsOf = async (): Promise<number> =>
    Object.values(await sectionsOf()).reduce((sum, { length }) => sum + length, 0);

  test("leaves nothing in an export, and everything of others", async () => {
    const ofOther = async () => {
      // Calls are logged a moment later.
      const { requests: _, ...sections } = await sectionsOf(OTHER_APPID);
      return sections;
    };
    const before = await ofOther();

    const { status, body: receipt } = await erase();

    expect(status).toBe(200);
    expect(receipt.removed).toMatchObject({
      uploads: 3,
      payments: 3,
      refunds: 1,
      deliveries: 1,
      trade_orders: 4,
      buyer_tokens: 1,
    });
    expect(await countsOf()).toBe(0);
    expect(await ofOther()).toEqual(before);
    const { items } = (await platform.admin<{ items: Loose[] }>("GET", "/orders?limit=100")).body;
    expect(items.map(({ out_trade_no }) => out_trade_no)).toHaveLength(2);
  });

  test("gives a receipt whose signature anyone can verify, and lists it", async () => {
    const { body: receipt } = await erase();

    const { signature, ...payload } = receipt;
    const { keys } = (await platform.admin<{ keys: Loose[] }>("GET", "/buyers/receipt-keys")).body;
    const [header = "", body = "", signed = ""] = signature.split(".");
    const key = createPublicKey({ key: keys[0] as never, format: "jwk" });
    const isRight = verify(
      null,
      Buffer.from(`${header}.${body}`),
      key,
      Buffer.from(signed, "base64url"),
    );
    expect(isRight).toBe(true);
    expect(JSON.parse(Buffer.from(body, "base64url").toString())).toEqual(payload);
    expect(JSON.stringify(receipt)).not.toContain(OPENID);
    const listed = await platform.admin<{ items: Loose[] }>("GET", "/buyers/erasures");
    expect(listed.body.items).toEqual([receipt]);
  });

  test("keeps later reports of the erased payments from bringing the buyer back", async () => {
    await erase();

    expect(await record(platform, "/payments", PAYMENT)).toEqual({ state: "erased" });
    const unknown = paymentFor(upload({ payer: { openid: OPENID } }));
    expect(await record(platform, "/payments", unknown)).toEqual({ state: "erased" });
    const refund = await platform.admin("POST", "/refunds", REFUND);
    expect(refund.status).toBe(404);
    expect(refund.body["detail"]).toContain("was erased");
    expect(await countsOf()).toBe(0);
  });

  test("does not concern a purchase after it, nor another buyer", async () => {
    await erase();
    await platform.dingdan.clock.advance(60);

    const later = paymentFor(upload({ payer: { openid: OPENID } }), {
      success_time: platform.dingdan.clock.now().toISOString(),
    });
    expect(await record(platform, "/payments", later)).toMatchObject({ state: "waiting" });
  });

  test("of an order that is uploaded again stays unpaid, and a second erasure removes it", async () => {
    await erase();
    await filled.merchant.upload(PAID);
    await record(platform, "/payments", PAYMENT);
    expect((await sectionsOf())["uploads"]).toMatchObject([{ state: "waiting" }]);

    expect((await erase()).body.removed).toMatchObject({ uploads: 1 });
    expect(await countsOf()).toBe(0);
  });

  test("keeps the events in their places, without the orders", async () => {
    const feed = async () =>
      (await platform.admin<{ items: Loose[] }>("GET", "/events?limit=100")).body.items;
    const before = await feed();

    await erase();

    const after = await feed();
    const shape = ({ id, type, timestamp, appid }: Loose) => ({ id, type, timestamp, appid });
    expect(after.map(shape)).toEqual(before.map(shape));
    expect(before.length).toBeGreaterThan(5);
    expect(JSON.stringify(after)).not.toContain("MARK");
    const erased = after.filter(({ data }) => (data as Loose)["erased"] === true);
    expect(erased.length).toBeGreaterThan(5);
    for (const event of erased) expect(event).not.toHaveProperty("order_id");
  });

  test("of an unknown buyer removes nothing, and of an unknown app is refused", async () => {
    const { status, body } = await erase("oNONE");
    expect([status, body.removed]).toEqual([200, {}]);
    expect((await erase(OPENID, "wx404")).status).toBe(404);
  });

  test("keeps what the review of the app counts", async () => {
    const figures = async () =>
      (await platform.admin("GET", `/apps/${EXAMPLE_APPID}/review`)).body["figures"];
    const before = await figures();

    await erase();

    expect(await figures()).toEqual(before);
  });

  test("leaves the buyer in no row of the database", async () => {
    await erase();
    const text = await textOf(place);
    for (const mark of MARKS.filter((value) => value !== OPENID)) {
      expect(text.includes(mark), mark).toBe(false);
    }
  });
});
