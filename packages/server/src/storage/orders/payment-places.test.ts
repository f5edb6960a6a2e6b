import { expect, test } from "vitest";
import { type IncomingPayment, reportedNames } from "../../domain/payment.js";
import type { Payment } from "../../domain/stored-order.js";
import {
  APPID,
  aPayment,
  combinedInApps,
  combinedOf,
  MERCHANT_KEY,
  OTHER_APPID,
  recordedPayment,
  WECHAT_KEY,
} from "../conformance/samples.js";
import { uploadPlaces } from "./payment-places.js";

const COUNT = 50;

const MANY_PARTS = { report: combinedInApps(COUNT) };

/** The report of one part by itself. */
const ofPart = (index: number) => ({
  mchids: [`1900000${index}`],
  appid: `wx-${index}`,
  openid: `o-${index}`,
  outTradeNo: `P${index}`,
  transactionId: `4-${index}`,
  amountMinor: 5,
});

function placesOf(payment: IncomingPayment, ...recorded: Payment[]): string[] {
  const places = uploadPlaces(payment, reportedNames(payment), recorded);
  return places.map(({ appid, orderKey }) => `${appid} ${orderKey}`);
}

test("the places of a combined payment grow with the number of its parts, not with its square", () => {
  const places = placesOf(aPayment(MANY_PARTS));

  // The name of the whole in every app, and the three names of each part in its two apps.
  expect(places).toHaveLength(COUNT + 1 + COUNT * 3 * 2);
  expect(new Set(places).size).toBe(places.length);
});

test("so do those of one whose parts were all reported before it, and of a part reported after it", () => {
  const parts = Array.from({ length: COUNT }, (_, index) => recordedPayment(ofPart(index)));

  const places = placesOf(aPayment(MANY_PARTS));
  expect(placesOf(aPayment(MANY_PARTS), ...parts).toSorted()).toEqual(places.toSorted());
  const again = placesOf(aPayment(ofPart(7)), recordedPayment(MANY_PARTS));
  expect(again.toSorted()).toEqual(places.toSorted());
});

test("a part has all of its names in all of its apps, whichever report has them", () => {
  const part = { mchid: "19000001", out_trade_no: "P1", amount: { total_amount: 5 } };
  const payment = aPayment({ report: combinedOf(part) });

  const places = placesOf(payment, recordedPayment(ofPart(1)));

  expect(places).toEqual(expect.arrayContaining(["wx-1 2:4-1", `${APPID} 2:4-1`]));
});

test("an ordinary payment has the names of all its reports in all of its apps", () => {
  const first = recordedPayment({ report: { sub_appid: OTHER_APPID, payer: { sub_openid: "o" } } });

  expect(placesOf(aPayment(), first).toSorted()).toEqual(
    [APPID, OTHER_APPID]
      .flatMap((appid) => [`${appid} ${MERCHANT_KEY}`, `${appid} ${WECHAT_KEY}`])
      .toSorted(),
  );
});
