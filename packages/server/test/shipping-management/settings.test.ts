import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { MessageUrl } from "../support/message-url.js";
import type { Loose } from "../support/requests.js";
import { EXPRESS, OPENID, Shop, secUpload, TRANSACTION } from "./support/shop.js";

/* What the operator sets of an app's shipping information management changes what it answers. */

let shop: Shop;
afterEach(() => shop.close());

const NOW = { upload_time: "2026-11-20T10:00:00+08:00" };
const VALIDATE = "/dingdan/v1/validate/wxa.sec.order.uploadShippingInfo";

test("outside a sandbox buyers confirm a receipt here when the operator allows it", async () => {
  const adminKey = "the-operators-own-key-0123456789";
  shop = await Shop.open({ sandbox: false, adminKey, allowUnsafeDurability: true });
  await shop.paid();
  await shop.upload({ upload_time: "2026-11-20T10:00:01+08:00" });
  const buyer = await shop.platform.buyer(shop.merchant.appid, OPENID);
  const shown = async () => (await buyer.get<Loose>(`/shipments/${TRANSACTION}`)).body;
  expect(await shown()).toMatchObject({ state_name: "shipped", can_confirm: false });
  const denied = await buyer.post<Loose>(`/shipments/${TRANSACTION}/receipt`);
  expect(denied.status).toBe(403);
  expect(denied.body["detail"]).toContain("buyers_confirm_receipt");

  await shop.set({ buyers_confirm_receipt: true });
  expect(await shown()).toMatchObject({ can_confirm: true });
  const confirmed = await buyer.post<Loose>(`/shipments/${TRANSACTION}/receipt`);
  expect(confirmed.body).toEqual({ status: "success", errormsg: "" });
  expect(await shown()).toMatchObject({ state_name: "settled", can_confirm: false });
});

test("strict uploads refuse a member that the documents do not have, and say which", async () => {
  shop = await Shop.open();
  await shop.paid();
  const parcel = { ...EXPRESS, item_desc: "雨伞*1", remark: "易碎" };
  const upload = secUpload({ ...NOW, shipping_list: [parcel] });
  const dryRun = async () => shop.merchant.call(VALIDATE, upload);

  expect(await dryRun()).toMatchObject({ errcode: 0, warnings: [{ id: "unknown-member" }] });
  await shop.set({ strict_uploads: true });
  const path = "shipping_list[0].remark";
  const judged = await dryRun();
  expect(judged).toMatchObject({
    errcode: 47001,
    violations: [{ errcode: 47001, path, causes: [{ id: "member-refused", path }] }],
  });
  expect(judged["warnings"]).toBeUndefined();
  const refused = await shop.call("upload_shipping_info", upload);
  expect(refused.errcode).toBe(47001);
  const rid = / rid: (\S+)$/.exec(refused.errmsg)?.[1];
  const logged = await shop.platform.admin<Loose>("GET", `/requests?rid=${rid}`);
  expect(JSON.stringify(logged.body)).toContain("strict_uploads");

  const { remark: _, ...known } = parcel;
  const sent = secUpload({ ...NOW, shipping_list: [known] });
  expect(await shop.call("upload_shipping_info", sent)).toMatchObject({ errcode: 0 });
});

test("an app that must join gets wxa_trade_controlled, each time that the setting is switched on", async () => {
  const receiver = await MessageUrl.listen();
  try {
    shop = await Shop.open({ sealKey: randomBytes(32).toString("base64") });
    // Without a message URL nothing is pushed.
    await shop.set({ controlled: true });
    await shop.set({ controlled: false });
    await shop.platform.admin("PATCH", `/apps/${shop.merchant.appid}`, {
      message_push: receiver.setting,
    });
    for (const controlled of [true, true, false, true]) await shop.set({ controlled });
    const pushed = () => receiver.messages.filter(({ Event }) => Event === "wxa_trade_controlled");
    await expect.poll(() => pushed().length, { timeout: 2_500, interval: 10 }).toBe(2);
    const [message] = pushed();
    expect(message?.["FromUserName"]).toBe(message?.["ToUserName"]);
    expect(message?.["msg"]).toContain("须接入发货信息管理");
    expect(Object.keys(message ?? {})).toHaveLength(6);
  } finally {
    await receiver.close();
  }
});
