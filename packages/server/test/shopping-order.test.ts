import type { ReviewDecisionRepresentation } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Buyer, EXAMPLE_APPID, example, type Merchant, Platform } from "./support/platform.js";
import { type Loose, paymentFor, upload, uploadWithItem } from "./support/requests.js";

const OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
const OK = { errcode: 0, errmsg: "ok" };
const SIX_HOURS = 6 * 3600;

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterEach(() => platform.close());

const pay = (payment: unknown) => platform.admin<{ state: string }>("POST", "/payments", payment);
const advance = async (seconds: number) => {
  await platform.admin("POST", "/clock", { advance_seconds: seconds });
  await merchant.renewToken();
};
const verdict = async (request: Loose, openid = OPENID) => {
  const { verify_result: result } = await merchant.verify({
    order_key: request["order_key"],
    payer: { openid },
  });
  return String(result).split(":")[0];
};

test("the contract's examples work unchanged, from the upload to the buyer's order", async () => {
  expect(await merchant.upload(example("upload-shopping-info.json"))).toEqual(OK);
  const unpaid = await merchant.verify(example("verify-upload-result.json"));
  expect(unpaid).toMatchObject({ ...OK, verify_result: expect.stringMatching(/^NOT_PAID: ./) });

  expect((await pay(example("payment.json"))).body).toMatchObject({ state: "matched" });
  const paid = await merchant.verify(example("verify-upload-result.json"));
  expect(paid).toMatchObject({ ...OK, verify_result: expect.stringMatching(/^SUCCESS: ./) });

  const buyer = await platform.buyer(EXAMPLE_APPID, OPENID);
  expect(await buyer.orders()).toEqual([]);
  expect(await merchant.confirm()).toEqual({ ...OK, last_result: "" });
  await advance(SIX_HOURS);
  expect(await merchant.confirm()).toEqual({ ...OK, last_result: "APPROVED" });

  const [order] = await buyer.orders();
  expect(order).toMatchObject({
    appid: EXAMPLE_APPID,
    merchant_name: "示例商城",
    paid_at: "2022-05-20T05:29:34.000Z",
    amount_fen: 1667500,
    transaction_id: "4200001234202205201234567890",
    order_list: [
      {
        merchant_order_no: "232457563423",
        item_list: [{ name: "iPhoneX 256G" }, { name: "保护壳" }],
      },
    ],
  });
  const shown = (await buyer.get(`/orders/${order?.["id"] as string}`)).body;
  const { timeline, shipments, ...same } = shown;
  expect(timeline).toMatchObject([{ event: "paid" }, { event: "ordered" }]);
  expect(shipments).toMatchObject([{ transaction_id: "4200001234202205201234567890" }]);
  expect(same).toEqual(order);
});

describe("an upload and its payment", () => {
  test("match whichever arrives first, in either form of the number", async () => {
    const transaction = "4200009999202205201234567890";
    const forms: Loose[] = [
      { order_number_type: 1, mchid: "1900000109", out_trade_no: "FORM-1" },
      { order_number_type: "WXPAY_TRADE_NUMBER", transaction_id: transaction },
    ];
    for (const [index, order_key] of forms.entries()) {
      const request = upload({ order_key });
      const payment = paymentFor(request, {
        transaction_id: `${transaction.slice(0, -1)}${index}`,
      });
      if (index === 0) await merchant.upload(request);
      const recorded = await pay(payment);
      expect(recorded.body.state).toBe(index === 0 ? "matched" : "waiting");
      if (index === 1) {
        const key = { ...order_key, transaction_id: payment["transaction_id"] };
        request["order_key"] = key;
        expect(await merchant.upload(request)).toEqual(OK);
      }
      expect(await verdict(request)).toBe("SUCCESS");
    }
  });

  test("do not match if another buyer paid, until the merchant corrects the openid", async () => {
    const request = upload({ payer: { openid: "oAnother" } });
    await merchant.upload(request);
    expect((await pay(paymentFor(request, { payer: { openid: OPENID } }))).body.state).toBe(
      "mismatched",
    );
    expect(await verdict(request, "oAnother")).toBe("PAYER_MISMATCH");
    const corrected = {
      ...request,
      payer: { openid: OPENID },
      upload_time: "2022-05-20T13:30:00+08:00",
    };
    expect(await merchant.upload(corrected)).toEqual(OK);
    expect(await verdict(request)).toBe("SUCCESS");
    expect(await verdict(request, "oAnother")).toBe("PAYER_MISMATCH");
  });

  test("do not change when the payment is recorded twice, and a payment with other facts is rejected", async () => {
    const request = upload();
    await merchant.upload(request);
    const payment = paymentFor(request);
    expect((await pay(payment)).body).toMatchObject({ state: "matched" });
    expect((await pay(payment)).body).toMatchObject({ state: "matched" });
    const forged = await pay({ ...payment, payer: { openid: "oAnother" } });
    expect(forged.status).toBe(409);
    const secondOfOneNumber = await pay({
      ...payment,
      transaction_id: "4200000000000000000000000001",
    });
    expect(secondOfOneNumber.status).toBe(409);
    expect(await verdict(request)).toBe("SUCCESS");
  });

  test("do not match while the payment is not successful", async () => {
    const request = upload();
    await merchant.upload(request);
    const unpaid = await pay(paymentFor(request, { trade_state: "NOTPAY" }));
    expect(unpaid.status).toBe(422);
    expect(unpaid.headers.get("content-type")).toContain("application/problem+json");
    expect(await verdict(request)).toBe("NOT_PAID");
  });

  test("match in service-provider mode by the sub-merchant's numbers", async () => {
    const request = upload();
    await merchant.upload(request);
    const { appid, mchid, payer, ...rest } = paymentFor(request);
    const state = await pay({
      ...rest,
      sp_appid: "wxprovider",
      sp_mchid: "1800000001",
      sub_appid: appid,
      sub_mchid: mchid,
      payer: { sp_openid: "oProvider", sub_openid: (payer as Loose)["openid"] },
    });
    expect(state.body).toMatchObject({ state: "matched" });
  });
});

describe("verify", () => {
  test("reports an order key that was never uploaded, and one that was uploaded in the other form", async () => {
    const request = upload();
    expect(await verdict(request)).toBe("NOT_UPLOADED");
    await merchant.upload(request);
    const payment = paymentFor(request);
    await pay(payment);
    const { transaction_id } = payment;
    const otherForm = { order_key: { order_number_type: 2, transaction_id } };
    expect(await verdict(otherForm)).toBe("ORDER_NUMBER_TYPE_MISMATCH");
  });

  test("reports a payment that belongs to another app of the same merchant number", async () => {
    const other = await platform.register();
    const request = upload();
    await merchant.upload(request);
    await pay(paymentFor(request, { appid: other.appid }));
    expect(await verdict(request)).toBe("APPID_MISMATCH");
  });

  test("reveals nothing about another merchant's payment", async () => {
    const stranger = await platform.register({ mchids: ["1900000777"] });
    const transaction_id = "4200001111202205201234567890";
    const request = upload({ order_key: { order_number_type: 2, transaction_id } });
    await merchant.upload(request);
    await pay(paymentFor(request, { appid: stranger.appid, mchid: "1900000777" }));
    expect(await verdict(request)).toBe("NOT_PAID");
  });
});

describe("a resend", () => {
  test("of the stored upload gets 0, even after the match", async () => {
    const request = upload();
    expect(await merchant.upload(request)).toEqual(OK);
    expect(await merchant.upload(request)).toEqual(OK);
    await pay(paymentFor(request));
    expect(await merchant.upload({ ...request, upload_time: "2022-05-20T05:29:35.12Z" })).toEqual(
      OK,
    );
  });

  test("with equivalent names, numbers and aliases counts as the same upload", async () => {
    const request = upload({ payer: { openid: OPENID }, logistics_type: 1 });
    await merchant.upload(request);
    const key = request["order_key"] as Loose;
    const { payer: _, ...rest } = request;
    const inOtherWords = {
      ...rest,
      order_key: { ...key, order_number_type: "1", transaction_id: "ignored" },
      pay: { opens: OPENID },
      logistics_type: "PHYSICAL_LOGISTICS",
      unknown: "is ignored",
    };
    expect(await merchant.upload(inOtherWords)).toEqual(OK);
  });
});

describe("the access review", () => {
  const approve = async (request: Loose, payment = paymentFor(request)) => {
    await merchant.upload(request);
    await pay(payment);
  };
  const lastResult = async () => (await merchant.confirm())["last_result"];

  test("rejects an app with a late upload, and is repeated every 6 hours until the app passes", async () => {
    const late = upload();
    await pay(paymentFor(late));
    await advance(10);
    await merchant.upload(late);
    await merchant.confirm();
    await advance(SIX_HOURS);
    expect(await lastResult()).toMatch(
      /^REJECTED: 1 of 1 matched uploads came later than 5 s .*11\.1 s/,
    );
    await advance(2 * SIX_HOURS);

    const now = platform.dingdan.clock.now().toISOString();
    const inTime = upload({ upload_time: now });
    await approve(inTime, paymentFor(inTime, { success_time: now }));
    await advance(SIX_HOURS);
    expect(await lastResult()).toBe("APPROVED");
    const buyer = await platform.buyer(EXAMPLE_APPID, OPENID);
    expect(await buyer.orders()).toHaveLength(2);

    await advance(2 * SIX_HOURS);
    const { body } = await platform.admin<{ items: ReviewDecisionRepresentation[] }>(
      "GET",
      `/apps/${EXAMPLE_APPID}/reviews`,
    );
    const decisions = body.items.map(({ decided_at, result }) => [decided_at, result]);
    expect(decisions).toEqual([
      ["2022-05-21T05:29:45.120Z", "approved"],
      ["2022-05-20T23:29:45.120Z", "rejected"],
      ["2022-05-20T17:29:45.120Z", "rejected"],
      ["2022-05-20T11:29:45.120Z", "rejected"],
    ]);
  });

  test("rejects an app without a matched upload, however long it waits", async () => {
    await merchant.upload(upload());
    await merchant.confirm();
    await advance(3 * SIX_HOURS);
    expect(await lastResult()).toMatch(/^REJECTED: no upload was matched/);
  });

  test("does not change when it is submitted again, in progress or after the approval", async () => {
    await approve(upload());
    expect(await lastResult()).toBe("");
    await advance(SIX_HOURS - 1);
    expect(await lastResult()).toBe("");
    await advance(2);
    expect(await lastResult()).toBe("APPROVED");
    expect(await lastResult()).toBe("APPROVED");
    const { body } = await platform.admin("GET", `/apps/${EXAMPLE_APPID}`);
    expect(body).toMatchObject({ permission: "approved" });
  });

  test("loses its effect when the permission is closed: the buyer no longer sees the orders", async () => {
    await approve(upload());
    await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, { result: "approved" });
    const buyer = await platform.buyer(EXAMPLE_APPID, OPENID);
    const [order] = await buyer.orders();
    await platform.admin("PUT", `/apps/${EXAMPLE_APPID}/permission`, { state: "closed" });
    expect(await buyer.orders()).toEqual([]);
    expect((await buyer.get(`/orders/${order?.["id"] as string}`)).status).toBe(404);
  });

  test("is not repeated by the platform after the operator decided it", async () => {
    await approve(upload());
    await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, {
      result: "rejected",
      reason: "spam",
    });
    await advance(2 * SIX_HOURS);
    expect(await lastResult()).toBe("REJECTED: spam");
  });
});

describe("a buyer", () => {
  let buyer: Buyer;
  beforeEach(async () => {
    await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, { result: "approved" });
    buyer = await platform.buyer(EXAMPLE_APPID, OPENID);
  });

  test("sees orders by time of payment, newest first, page by page", async () => {
    for (let hour = 0; hour < 5; hour++) {
      const request = upload();
      await merchant.upload(request);
      const time = `2022-05-20T1${(hour * 2) % 5}:00:00+08:00`;
      await pay(paymentFor(request, { success_time: time }));
    }
    const seen: string[] = [];
    let cursor = "";
    do {
      const query = new URLSearchParams({ limit: "2", ...(cursor ? { cursor } : {}) });
      const { body } = await buyer.get<{ items: { paid_at: string }[]; next_cursor?: string }>(
        `/orders?${query}`,
      );
      seen.push(...body.items.map((order) => order.paid_at));
      cursor = body.next_cursor ?? "";
    } while (cursor !== "");
    expect(seen).toHaveLength(5);
    expect(seen).toEqual(seen.toSorted().toReversed());
  });

  test("sees the order's link at an item without a link", async () => {
    await platform.admin("PATCH", `/apps/${EXAMPLE_APPID}`, { item_links: "optional" });
    const request = uploadWithItem({ item_detail_jump_link: undefined });
    expect(await merchant.upload(request)).toEqual(OK);
    await pay(paymentFor(request));
    const [order = { order_list: [] }] = (await buyer.orders()) as { order_list: Loose[] }[];
    const [shown] = order.order_list as { order_detail_jump_link: Loose; item_list: Loose[] }[];
    expect(shown?.item_list[0]?.["item_detail_jump_link"]).toEqual(shown?.order_detail_jump_link);
  });

  test("sees neither another buyer's orders nor another app's", async () => {
    const request = upload();
    await merchant.upload(request);
    await pay(paymentFor(request));
    const [order] = await buyer.orders();
    const other = await platform.register();
    for (const stranger of [
      await platform.buyer(EXAMPLE_APPID, "oAnother"),
      await platform.buyer(other.appid, OPENID),
    ]) {
      expect(await stranger.orders()).toEqual([]);
      expect((await stranger.get(`/orders/${order?.["id"] as string}`)).status).toBe(404);
    }
  });

  test("can use a link once, within 15 minutes, and a session expires after 12 hours", async () => {
    const link = async () =>
      (
        await platform.admin<{ token: string }>("POST", "/buyer-sessions", {
          appid: EXAMPLE_APPID,
          openid: OPENID,
        })
      ).body.token;
    const open = (token: string) => platform.send("POST", `/buyer/v1/sessions/${token}`);
    const once = await link();
    expect((await open(once)).status).toBe(200);
    expect((await open(once)).status).toBe(401);
    const late = await link();
    await advance(15 * 60);
    expect((await open(late)).status).toBe(401);
    expect((await buyer.get("/me")).body).toMatchObject({ appid: EXAMPLE_APPID, openid: OPENID });
    await advance(12 * 3600);
    expect((await buyer.get("/me")).status).toBe(401);
    expect((await platform.send("GET", "/buyer/v1/orders")).status).toBe(401);
  });
});
