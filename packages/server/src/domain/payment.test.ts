import { describe, expect, test } from "vitest";
import {
  anUpload,
  aPayment,
  MERCHANT_KEY,
  OTHER_APPID,
  PAID_AT_MS,
  STRANGER,
  storedUpload,
  TRANSACTION_ID,
  WECHAT_KEY,
} from "../storage/conformance/samples.js";
import { orderSummary } from "./order-summary.js";
import { decidePayment } from "./payment.js";
import type { Payment } from "./stored-order.js";

const waiting = (given: Parameters<typeof anUpload>[0]) => storedUpload(anUpload(given));

describe("a new payment", () => {
  test("is stored for an upload that arrives later", () => {
    expect(decidePayment({ recorded: [], uploads: [] }, aPayment())).toEqual({
      kind: "recorded",
      state: "waiting",
      uploads: [],
    });
  });

  test.each([MERCHANT_KEY, WECHAT_KEY])("makes a shopping order of the upload %s", (orderKey) => {
    const upload = waiting({ orderKey, receivedAtMs: PAID_AT_MS - 5_000 });
    const payment = aPayment({ receivedAtMs: PAID_AT_MS + 700 });

    const decision = decidePayment({ recorded: [], uploads: [upload] }, payment);

    expect(decision).toEqual({
      kind: "recorded",
      state: "matched",
      uploads: [
        {
          ...upload,
          state: "matched",
          transactionId: TRANSACTION_ID,
          paidAtMs: PAID_AT_MS,
          matchedAtMs: PAID_AT_MS + 700,
          summary: orderSummary({ ...upload, transactionId: TRANSACTION_ID }, payment),
          events: [
            ...upload.events,
            {
              atMs: PAID_AT_MS + 700,
              event: "matched",
              detail: `transaction_id ${TRANSACTION_ID}`,
            },
          ],
        },
      ],
    });
  });

  test("does not match an upload for another payer, which stores the payment's number and time", () => {
    const upload = waiting({ openid: STRANGER });

    const decision = decidePayment({ recorded: [], uploads: [upload] }, aPayment());

    expect(decision).toMatchObject({
      kind: "recorded",
      state: "mismatched",
      uploads: [{ mismatch: "payer", transactionId: TRANSACTION_ID, paidAtMs: PAID_AT_MS }],
    });
  });

  test.each([
    [MERCHANT_KEY, WECHAT_KEY],
    [WECHAT_KEY, MERCHANT_KEY],
  ])("makes one order of two uploads: %s arrived first, %s is mismatched", (earlier, later) => {
    const first = waiting({ orderKey: earlier, receivedAtMs: PAID_AT_MS - 2 });
    const second = waiting({ orderKey: later, receivedAtMs: PAID_AT_MS - 1 });

    // The store may read them in any order.
    const decision = decidePayment({ recorded: [], uploads: [second, first] }, aPayment());

    expect(decision).toMatchObject({
      kind: "recorded",
      state: "matched",
      uploads: [
        { orderKey: earlier, state: "matched" },
        { orderKey: later, state: "mismatched", mismatch: "order_number_type", matchedAtMs: null },
      ],
    });
  });

  test("orders uploads by their first arrival, however often they were replaced since", () => {
    const first = waiting({ orderKey: WECHAT_KEY, receivedAtMs: PAID_AT_MS - 3 });
    const replaced = { ...first, receivedAtMs: PAID_AT_MS - 1 };
    const second = waiting({ orderKey: MERCHANT_KEY, receivedAtMs: PAID_AT_MS - 2 });

    const decision = decidePayment({ recorded: [], uploads: [second, replaced] }, aPayment());

    expect(decision).toMatchObject({ uploads: [{ orderKey: WECHAT_KEY, state: "matched" }, {}] });
  });

  test("does not use the second upload when the first is for the wrong payer", () => {
    const first = waiting({ openid: STRANGER, receivedAtMs: PAID_AT_MS - 2 });
    const second = waiting({ orderKey: WECHAT_KEY, receivedAtMs: PAID_AT_MS - 1 });

    const decision = decidePayment({ recorded: [], uploads: [first, second] }, aPayment());

    expect(decision).toMatchObject({
      state: "mismatched",
      uploads: [{ mismatch: "payer" }, { mismatch: "order_number_type" }],
    });
  });
});

describe("a payment that was recorded before", () => {
  const recorded = [aPayment()];

  test.each([
    ["waiting", []],
    ["matched", [storedUpload(anUpload(), aPayment())]],
    ["mismatched", [storedUpload(anUpload({ openid: STRANGER }), aPayment())]],
  ])("is answered with the state of its order: %s", (state, uploads) => {
    const again = aPayment({ receivedAtMs: PAID_AT_MS + 15_000 });

    expect(decidePayment({ recorded, uploads }, again)).toEqual({ kind: "repeated", state });
  });

  test.each<[string, Partial<Payment>]>([
    ["another payer", { openid: STRANGER }],
    ["another amount", { amountFen: 1 }],
    ["another app", { appid: OTHER_APPID }],
    ["another out_trade_no", { outTradeNo: "DINGDAN-20220520-0002" }],
    ["another transaction_id", { transactionId: "4200009999202205201234567890" }],
  ])("is not overwritten by a payment with %s: it is a conflict", (_, difference) => {
    const decision = decidePayment({ recorded, uploads: [] }, aPayment(difference));

    expect(decision).toEqual({ kind: "conflict", transactionId: TRANSACTION_ID });
  });

  test("is the reported conflict even when another of the numbers agrees", () => {
    const other = aPayment({ transactionId: "4200009999202205201234567890" });

    const decision = decidePayment({ recorded: [aPayment(), other], uploads: [] }, aPayment());

    expect(decision).toEqual({ kind: "conflict", transactionId: other.transactionId });
  });
});
