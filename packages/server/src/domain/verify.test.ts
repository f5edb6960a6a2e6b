import { VERIFY_RESULTS } from "@dingdan/contract";
import { describe, expect, test } from "vitest";
import {
  anApp,
  anUpload,
  aPayment,
  BUYER,
  combinedOf,
  MCHID,
  MERCHANT_KEY,
  OTHER_APPID,
  PAID_AT_MS,
  paidUploads,
  recordedPayment,
  STRANGER,
  storedUpload,
  WECHAT_KEY,
} from "../storage/conformance/samples.js";
import type { OrderFacts, StoredUpload } from "./stored-order.js";
import { verifyUpload } from "./verify.js";

const payment = recordedPayment();
const combined = recordedPayment({
  report: combinedOf({ mchid: MCHID, out_trade_no: "A", amount: { total_amount: 100 } }),
});
const wrongPayer = anUpload({ openid: STRANGER });
const [first, gaveWay] = paidUploads(
  aPayment(),
  anUpload({ receivedAtMs: PAID_AT_MS - 2 }),
  anUpload({ orderKey: WECHAT_KEY, receivedAtMs: PAID_AT_MS - 1 }),
) as [StoredUpload, StoredUpload];

const CASES: readonly {
  readonly when: string;
  readonly facts: Partial<OrderFacts>;
  readonly asked?: string;
  readonly result: keyof typeof VERIFY_RESULTS;
}[] = [
  {
    when: "it was paid by the uploaded payer",
    facts: { upload: storedUpload(anUpload(), payment), payment },
    result: "SUCCESS",
  },
  { when: "nothing was uploaded and nothing paid", facts: {}, result: "NOT_UPLOADED" },
  { when: "it was paid, but nothing was uploaded", facts: { payment }, result: "NOT_UPLOADED" },
  {
    when: "the details were uploaded under the other form of the payment's number",
    facts: { payment, rival: first },
    result: "ORDER_NUMBER_TYPE_MISMATCH",
  },
  {
    when: "it was uploaded after the other form",
    facts: { upload: gaveWay, payment, rival: first },
    result: "ORDER_NUMBER_TYPE_MISMATCH",
  },
  {
    when: "it was uploaded first, and the other form is mismatched",
    facts: { upload: first, payment, rival: gaveWay },
    result: "SUCCESS",
  },
  { when: "it is not paid yet", facts: { upload: storedUpload() }, result: "NOT_PAID" },
  {
    when: "the uploaded openid is not the payer's",
    facts: { upload: storedUpload(wrongPayer, payment), payment },
    asked: STRANGER,
    result: "PAYER_MISMATCH",
  },
  {
    when: "the asked openid is not the uploaded one",
    facts: { upload: storedUpload(anUpload(), payment), payment },
    asked: STRANGER,
    result: "PAYER_MISMATCH",
  },
  {
    when: "another app of the same merchant number was paid",
    facts: { upload: storedUpload(), payment: recordedPayment({ appid: OTHER_APPID }) },
    result: "APPID_MISMATCH",
  },
  {
    when: "a combined payment was uploaded as a plain one",
    facts: { upload: storedUpload(anUpload(), combined), payment: combined },
    result: "SUB_ORDERS_MISMATCH",
  },
];

test.each(CASES)("$when: $result", ({ facts, asked = BUYER, result }) => {
  const all = { upload: null, payment: null, rival: null, ...facts };

  expect(verifyUpload(anApp(), all, asked)).toBe(result);
});

test("each result of the contract can be reached", () => {
  const reached = new Set(CASES.map(({ result }) => result));

  expect([...reached].toSorted()).toEqual(Object.keys(VERIFY_RESULTS).toSorted());
});

describe("a stranger's payment", () => {
  const strangers = recordedPayment({ appid: OTHER_APPID, mchids: ["1230000109"] });

  test("is not revealed to an app that uploads under its number", () => {
    const upload = storedUpload(anUpload({ orderKey: WECHAT_KEY }));

    const result = verifyUpload(anApp(), { upload, payment: strangers, rival: null }, BUYER);

    expect(result).toBe("NOT_PAID");
  });

  test("is not revealed to an app whose merchant number only begins like the stranger's", () => {
    const upload = storedUpload(anUpload({ orderKey: WECHAT_KEY }));
    const app = anApp({ mchids: ["123", "12300001090"] });

    const result = verifyUpload(app, { upload, payment: strangers, rival: null }, BUYER);

    expect(result).toBe("NOT_PAID");
  });

  test("is not revealed to an app that asks without an upload", () => {
    const facts = { upload: null, payment: strangers, rival: null };

    expect(verifyUpload(anApp(), facts, BUYER)).toBe("NOT_UPLOADED");
  });

  test("is revealed when both apps use the merchant number, whichever form is asked", () => {
    const shared = recordedPayment({ appid: OTHER_APPID });
    for (const orderKey of [MERCHANT_KEY, WECHAT_KEY]) {
      const upload = storedUpload(anUpload({ orderKey }));

      expect(verifyUpload(anApp(), { upload, payment: shared, rival: null }, BUYER)).toBe(
        "APPID_MISMATCH",
      );
    }
  });
});
