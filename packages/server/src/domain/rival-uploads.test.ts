import { describe, expect, test } from "vitest";
import {
  anUpload,
  aPayment,
  MERCHANT_KEY,
  PAID_AT_MS,
  paidUploads,
  recordedPayment,
  STRANGER,
  storedUpload,
  WECHAT_KEY,
} from "../storage/conformance/samples.js";
import type { StoredUpload } from "./stored-order.js";
import { decideUpload } from "./upload.js";

describe("of the two forms of one payment's number,", () => {
  const payment = recordedPayment();
  const LATER = "2022-05-20T13:29:36+08:00";

  test.each([
    ["MERCHANT_TRADE_NUMBER", MERCHANT_KEY, WECHAT_KEY],
    ["WXPAY_TRADE_NUMBER", WECHAT_KEY, MERCHANT_KEY],
  ])("when the details were uploaded as %s, the other is rejected", (form, first, second) => {
    const rival = storedUpload(anUpload({ orderKey: first }), payment);

    const decision = decideUpload(
      { upload: null, payment, rival },
      anUpload({ orderKey: second, uploadTime: LATER }),
    );

    expect(decision).toMatchObject({
      kind: "refused",
      path: "order_key",
      reason: {
        en: `names a payment whose details were uploaded as ${form}: use that form`,
        zh: `对应的支付已以 ${form} 形式上传购物详情，请使用该形式`,
      },
    });
  });

  test("one with a mismatched upload blocks the other, too: the mismatched upload must be corrected", () => {
    const rival = storedUpload(anUpload({ openid: STRANGER }), payment);

    const decision = decideUpload(
      { upload: null, payment, rival },
      anUpload({ orderKey: WECHAT_KEY, uploadTime: LATER }),
    );

    expect(decision).toMatchObject({ kind: "refused", path: "order_key" });
  });

  test("both are accepted until the payment is known, since only it shows that they belong together", () => {
    const decision = decideUpload(
      { upload: null, payment: null, rival: null },
      anUpload({ orderKey: WECHAT_KEY }),
    );

    expect(decision).toMatchObject({ kind: "stored", upload: { state: "waiting" } });
  });

  describe("when both were uploaded before the payment,", () => {
    const [first, second] = paidUploads(
      aPayment(),
      anUpload({ orderKey: MERCHANT_KEY, openid: STRANGER, receivedAtMs: PAID_AT_MS - 2 }),
      anUpload({ orderKey: WECHAT_KEY, receivedAtMs: PAID_AT_MS - 1 }),
    ) as [StoredUpload, StoredUpload];

    test("the later, mismatched upload does not block the first: it can be corrected", () => {
      const decision = decideUpload(
        { upload: first, payment, rival: second },
        anUpload({ uploadTime: LATER, orderKey: MERCHANT_KEY }),
      );

      expect(decision).toMatchObject({ kind: "stored", upload: { state: "matched" } });
    });

    test("the later, mismatched upload can be sent again, but not changed", () => {
      const facts = { upload: second, payment, rival: first };
      const resend = anUpload({ orderKey: WECHAT_KEY });
      const change = anUpload({ uploadTime: LATER, orderKey: WECHAT_KEY });

      expect(decideUpload(facts, resend).kind).toBe("repeated");
      expect(decideUpload(facts, change)).toMatchObject({ kind: "refused", path: "order_key" });
    });
  });
});
