import { orderKeyOfText } from "@dingdan/contract";
import { expect } from "vitest";
import { type IncomingShipping, incomingShipping } from "../../domain/shipping.js";
import type { OrderStore } from "../store.js";
import {
  APPID,
  anUpload,
  aPayment,
  BUYER,
  MCHID,
  MERCHANT_KEY,
  merchantKey,
  OTHER_APPID,
  PAID_AT_MS,
  STRANGER,
  sentUpload,
  WECHAT_KEY,
} from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

const OURS = { appid: APPID, mchids: [MCHID] };
const THEIRS = { appid: OTHER_APPID, mchids: [MCHID] };
const SHIPPED_AT_MS = Date.parse("2022-05-20T13:40:00+08:00");

interface GivenShipping {
  readonly app?: IncomingShipping["app"];
  readonly orderKey?: string;
  readonly trackingNo?: string;
  readonly uploadTime?: string;
}

/** One parcel with the sample's entire order. */
export function aShipping({
  app = OURS,
  orderKey = MERCHANT_KEY,
  trackingNo = "ZT0001",
  uploadTime = "2022-05-20T13:40:00+08:00",
}: GivenShipping = {}): IncomingShipping {
  const delivery = {
    delivery_mode: 1,
    shipping_list: [{ tracking_no: trackingNo, express_company: "ZTO" }],
  } as const;
  const info = {
    order_key: orderKeyOfText(orderKey),
    openid: null,
    upload_time: uploadTime,
    deliveries: [{ subOrderKey: "", path: "", delivery }],
  };
  return incomingShipping(app, info, SHIPPED_AT_MS);
}

async function matchedOrder(orders: OrderStore): Promise<void> {
  await orders.put(sentUpload(anUpload()));
  await orders.putPayment(aPayment());
}

const trackingNos = (deliveries: readonly { readonly delivery: string }[]) =>
  deliveries.map(({ delivery }) => /"tracking_no":"(\w+)"/.exec(delivery)?.[1]);

export const shippingPromises: readonly StorePromise[] = [
  promise("stores the logistics of a matched order, and marks it shipped", async ({ orders }) => {
    await matchedOrder(orders);

    const decision = await orders.putShipping(aShipping());

    const facts = await orders.findShippingFacts(OURS, MERCHANT_KEY);
    expect(decision).toEqual({ kind: "stored" });
    expect(facts.upload).toMatchObject({ state: "matched", shippedAtMs: SHIPPED_AT_MS });
    expect(facts.deliveries).toHaveLength(1);
    expect(facts.isUploadedByOther).toBe(false);
  }),

  promise("returns an order's deliveries at any position of a list", async ({ orders }) => {
    await matchedOrder(orders);
    const ofBuyer = { appid: APPID, openid: BUYER, limit: 10 };
    expect((await orders.listOfBuyer({ ...ofBuyer, status: "to_ship" }))[0]?.deliveries).toEqual(
      [],
    );
    await orders.putShipping(aShipping());

    const { deliveries } = await orders.findShippingFacts(OURS, MERCHANT_KEY);
    expect((await orders.findOrder(APPID, MERCHANT_KEY))?.deliveries).toEqual(deliveries);
    expect((await orders.search({ limit: 10 }))[0]?.deliveries).toEqual(deliveries);
    expect((await orders.listOfBuyer(ofBuyer))[0]?.deliveries).toEqual(deliveries);
    expect(await orders.listOfBuyer({ ...ofBuyer, status: "shipped" })).toHaveLength(1);
    expect(await orders.listOfBuyer({ ...ofBuyer, status: "to_ship" })).toEqual([]);
  }),

  promise("replaces logistics only by later ones", async ({ orders }) => {
    await matchedOrder(orders);
    await orders.putShipping(aShipping());
    const kindOf = async (given: GivenShipping) =>
      (await orders.putShipping(aShipping(given))).kind;

    expect(await kindOf({})).toBe("repeated");
    expect(await kindOf({ trackingNo: "ZT0002" })).toBe("refused");
    const stored = async () => (await orders.findShippingFacts(OURS, MERCHANT_KEY)).deliveries;
    expect(trackingNos(await stored())).toEqual(["ZT0001"]);

    const later = { trackingNo: "ZT0003", uploadTime: "2022-05-20T13:40:01+08:00" };
    expect(await kindOf(later)).toBe("stored");
    expect(trackingNos(await stored())).toEqual(["ZT0003"]);
  }),

  promise("keeps logistics that were replaced", async ({ orders }) => {
    await matchedOrder(orders);
    const stored = async () => (await orders.findOrder(APPID, MERCHANT_KEY))?.deliveries[0];
    await orders.putShipping(aShipping());
    expect((await stored())?.history).toBeNull();

    for (const [trackingNo, second] of [
      ["ZT0002", 1],
      ["ZT0003", 2],
    ] as const) {
      const uploadTime = `2022-05-20T13:40:0${second}+08:00`;
      await orders.putShipping(aShipping({ trackingNo, uploadTime }));
    }

    const { history } = (await stored()) ?? {};
    expect(history).toMatchObject({ sequence: 2, isFull: false });
    expect(history?.past.map(({ sequence, delivery }) => [sequence, delivery])).toEqual([
      [0, aShipping().deliveries[0]?.delivery],
      [1, aShipping({ trackingNo: "ZT0002" }).deliveries[0]?.delivery],
    ]);
  }),

  promise("stores nothing of rejected logistics", async ({ orders }) => {
    await orders.put(sentUpload(anUpload()));
    const before = await orders.findShippingFacts(OURS, MERCHANT_KEY);

    expect(await orders.putShipping(aShipping())).toMatchObject({ kind: "refused" });

    expect(await orders.findShippingFacts(OURS, MERCHANT_KEY)).toEqual(before);
    expect(before.deliveries).toEqual([]);
  }),

  promise("keeps one app's logistics apart from another's", async ({ orders }) => {
    await matchedOrder(orders);
    await orders.putShipping(aShipping());

    const theirs = await orders.findShippingFacts(THEIRS, MERCHANT_KEY);
    expect(theirs).toMatchObject({ upload: null, deliveries: [], isUploadedByOther: true });
    const strangers = { appid: OTHER_APPID, mchids: ["1"] };
    const hidden = await orders.findShippingFacts(strangers, MERCHANT_KEY);
    expect(hidden).toMatchObject({ upload: null, deliveries: [], isUploadedByOther: false });
    expect((await orders.putShipping(aShipping({ app: THEIRS }))).kind).toBe("refused");
    const { deliveries } = await orders.findShippingFacts(OURS, MERCHANT_KEY);
    expect(trackingNos(deliveries)).toEqual(["ZT0001"]);
  }),

  promise("finds the upload under the payment's other number", async ({ orders }) => {
    await matchedOrder(orders);

    const facts = await orders.findShippingFacts(OURS, WECHAT_KEY);
    expect(facts).toMatchObject({ upload: null, rival: { orderKey: MERCHANT_KEY } });
  }),

  promise(
    "leaves a summary out of a buyer's list once a part of the order was shipped",
    async (store) => {
      const { orders } = store;
      await orders.put(sentUpload(anUpload()));
      await orders.putPayment(aPayment());
      await orders.putShipping(aShipping());

      const listed = await orders.summariesOfBuyer({ appid: APPID, openid: BUYER, limit: 10 });

      expect(listed).toMatchObject([{ summary: null }]);
    },
  ),

  promise(
    "returns the right summary of each listed order, also beside orders without one",
    async ({ orders }) => {
      // given four orders of a buyer, two of them shipped, and one of another
      const match = async (name: string, paidAtMs: number, openid = BUYER) => {
        const upload = anUpload({ orderKey: merchantKey(name), openid });
        await orders.put(sentUpload(upload));
        const payment = { outTradeNo: name, transactionId: `4${name}`, paidAtMs, openid };
        await orders.putPayment(aPayment(payment));
      };
      for (const [index, name] of ["A", "B", "C", "D"].entries()) {
        await match(name, PAID_AT_MS + index);
      }
      await match("E", PAID_AT_MS, STRANGER);
      for (const name of ["A", "C"]) {
        await orders.putShipping(aShipping({ orderKey: merchantKey(name) }));
      }

      // when their lists are read at the same time
      const list = async (openid: string) =>
        (await orders.summariesOfBuyer({ appid: APPID, openid, limit: 9 })).map(({ summary }) =>
          summary === null ? null : /"transaction_id":"(\w+)"/.exec(summary.toString())?.[1],
        );
      const lists = await Promise.all([list(BUYER), list(STRANGER), list(BUYER)]);

      // then each order in each list has its own summary
      const buyers = ["4D", null, "4B", null];
      expect(lists).toEqual([buyers, ["4E"], buyers]);
    },
  ),
];
