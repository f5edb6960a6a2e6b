import { expect } from "vitest";
import {
  APPID,
  anUpload,
  aPayment,
  MERCHANT_KEY,
  merchantKey,
  OTHER_APPID,
  PAID_AT_MS,
  SECOND_MS,
  STRANGER,
  sentUpload,
  storedUpload,
  WECHAT_KEY,
} from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

/** Later than the sample's upload. */
const LATER = "2022-05-20T13:29:36+08:00";

export const orderPromises: readonly StorePromise[] = [
  promise("finds an upload as it was stored", async ({ orders }) => {
    const incoming = anUpload({
      itemName: "保护壳 🛍 \"quoted\" 'single' \\ 100%",
      merchantOrderNos: ["232457563423", "232457563424"],
      uploadTime: "2022-05-20T13:29:35.123456789+08:00",
    });

    const decision = await orders.put(sentUpload(incoming));

    const stored = storedUpload(incoming);
    expect(decision).toEqual({
      kind: "stored",
      state: "waiting",
      isReplacement: false,
      delayMs: null,
    });
    expect(await orders.findFacts(APPID, MERCHANT_KEY)).toEqual({
      upload: stored,
      payment: null,
      rival: null,
    });
    const order = await orders.findOrder(APPID, MERCHANT_KEY);
    expect(order).toMatchObject({ upload: stored, payment: null });
  }),

  promise("finds no order that was never uploaded", async ({ orders }) => {
    await orders.put(sentUpload(anUpload()));

    expect(await orders.findOrder(APPID, WECHAT_KEY)).toBeNull();
    expect(await orders.findFacts(APPID, WECHAT_KEY)).toEqual({
      upload: null,
      payment: null,
      rival: null,
    });
  }),

  promise("keeps one app's upload apart from another's under the same key", async ({ orders }) => {
    await orders.put(sentUpload(anUpload({ itemName: "ours" })));
    await orders.put(sentUpload(anUpload({ appid: OTHER_APPID, itemName: "theirs" })));

    await orders.put(sentUpload(anUpload({ itemName: "ours, later", uploadTime: LATER })));
    await orders.putPayment(aPayment());

    const ours = (await orders.findOrder(APPID, MERCHANT_KEY))?.upload;
    const theirs = (await orders.findOrder(OTHER_APPID, MERCHANT_KEY))?.upload;
    expect(ours).toMatchObject({ state: "matched", uploadTime: LATER });
    expect(theirs).toEqual(storedUpload(anUpload({ appid: OTHER_APPID, itemName: "theirs" })));
  }),

  promise("does not store a resend of an upload a second time", async ({ orders }) => {
    await orders.put(sentUpload(anUpload()));

    const resend = anUpload({ receivedAtMs: PAID_AT_MS + 60 * SECOND_MS });
    expect(await orders.put(sentUpload(resend))).toEqual({ kind: "repeated" });

    expect((await orders.findOrder(APPID, MERCHANT_KEY))?.upload).toEqual(storedUpload());
  }),

  promise("stores nothing of a rejected upload", async ({ orders }) => {
    await orders.put(sentUpload(anUpload()));

    const decision = await orders.put(sentUpload(anUpload({ itemName: "other" })));

    expect(decision).toMatchObject({ kind: "refused", path: "upload_time" });
    expect((await orders.findOrder(APPID, MERCHANT_KEY))?.upload).toEqual(storedUpload());
  }),

  promise("replaces an upload by a later one, and keeps its number", async ({ orders }) => {
    const first = anUpload({ receivedAtMs: PAID_AT_MS });
    await orders.put(sentUpload(first));
    const number = (await orders.findOrder(APPID, MERCHANT_KEY))?.number;
    await orders.put(sentUpload(anUpload({ orderKey: merchantKey("ANOTHER-ORDER") })));

    const later = anUpload({
      uploadTime: LATER,
      openid: STRANGER,
      merchantOrderNos: ["9"],
      itemName: "later",
    });
    const decision = await orders.put(sentUpload(later));

    const order = await orders.findOrder(APPID, MERCHANT_KEY);
    expect(decision).toMatchObject({ kind: "stored", isReplacement: true });
    expect(order?.number).toBe(number);
    expect(order?.upload).toEqual({
      ...storedUpload(later),
      firstReceivedAtMs: PAID_AT_MS,
      events: [...storedUpload(first).events, expect.objectContaining({ event: "replaced" })],
    });
  }),

  promise("distinguishes times within one millisecond", async ({ orders }) => {
    const at = (fraction: string, itemName: string) =>
      orders.put(
        sentUpload(anUpload({ uploadTime: `2022-05-20T13:29:35.${fraction}+08:00`, itemName })),
      );
    await at("1200001", "first");

    expect((await at("12", "earlier")).kind).toBe("refused");
    expect((await at("120000100", "same")).kind).toBe("refused");
    expect((await at("12000010001", "later")).kind).toBe("stored");
  }),
];
