import { describe, expect, test } from "vitest";
import {
  APPID,
  anUpload,
  aPayment,
  BUYER,
  type GivenPayment,
  MCHID,
  MERCHANT_KEY,
  OTHER_APPID,
  OUT_TRADE_NO,
  PAID_AT_MS,
  recordedPayment,
  STRANGER,
  storedUpload,
  TRANSACTION_ID,
  WECHAT_KEY,
} from "../storage/conformance/samples.js";
import { orderSummary } from "./order-summary.js";
import { decidePayment } from "./payment.js";
import type { Contradiction } from "./payment-reports.js";

const NOTHING = { recorded: [], uploads: [], refunds: [] };

const waiting = (given: Parameters<typeof anUpload>[0]) => storedUpload(anUpload(given));

describe("a new payment", () => {
  test("is stored for an upload that arrives later", () => {
    expect(decidePayment(NOTHING, aPayment())).toEqual({
      kind: "recorded",
      isFirst: true,
      state: "waiting",
      payment: recordedPayment(),
      replaced: [],
      uploads: [],
      matched: null,
    });
  });

  test.each([MERCHANT_KEY, WECHAT_KEY])("makes a shopping order of the upload %s", (orderKey) => {
    const upload = waiting({ orderKey, receivedAtMs: PAID_AT_MS - 5_000 });
    const payment = aPayment({ receivedAtMs: PAID_AT_MS + 700 });

    const decision = decidePayment({ ...NOTHING, uploads: [upload] }, payment);

    const matched = {
      ...upload,
      state: "matched",
      paymentId: TRANSACTION_ID,
      paidAtMs: PAID_AT_MS,
      matchedAtMs: PAID_AT_MS + 700,
      summary: orderSummary(upload, recordedPayment()),
      events: [
        ...upload.events,
        {
          atMs: PAID_AT_MS + 700,
          event: "matched",
          detail: `transaction_id ${TRANSACTION_ID}`,
        },
      ],
    };
    expect(decision).toMatchObject({
      kind: "recorded",
      state: "matched",
      payment: { ...recordedPayment(), receivedAtMs: PAID_AT_MS + 700 },
    });
    expect(decision).toMatchObject({ uploads: [matched], matched });
  });

  test("does not match an upload for another payer, which stores the payment's number and time", () => {
    const upload = waiting({ openid: STRANGER });

    const decision = decidePayment({ ...NOTHING, uploads: [upload] }, aPayment());

    expect(decision).toMatchObject({
      kind: "recorded",
      state: "mismatched",
      uploads: [{ mismatch: "payer", paymentId: TRANSACTION_ID, paidAtMs: PAID_AT_MS }],
    });
  });

  test.each([
    [MERCHANT_KEY, WECHAT_KEY],
    [WECHAT_KEY, MERCHANT_KEY],
  ])("makes one order of two uploads: %s arrived first, %s is mismatched", (earlier, later) => {
    const first = waiting({ orderKey: earlier, receivedAtMs: PAID_AT_MS - 2 });
    const second = waiting({ orderKey: later, receivedAtMs: PAID_AT_MS - 1 });

    // The store may read them in any order.
    const decision = decidePayment({ ...NOTHING, uploads: [second, first] }, aPayment());

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

    const decision = decidePayment({ ...NOTHING, uploads: [second, replaced] }, aPayment());

    expect(decision).toMatchObject({ uploads: [{ orderKey: WECHAT_KEY, state: "matched" }, {}] });
  });

  test("does not use the second upload when the first is for the wrong payer", () => {
    const first = waiting({ openid: STRANGER, receivedAtMs: PAID_AT_MS - 2 });
    const second = waiting({ orderKey: WECHAT_KEY, receivedAtMs: PAID_AT_MS - 1 });

    const decision = decidePayment({ ...NOTHING, uploads: [first, second] }, aPayment());

    expect(decision).toMatchObject({
      state: "mismatched",
      uploads: [{ mismatch: "payer" }, { mismatch: "order_number_type" }],
    });
  });
});

describe("a payment that was recorded before", () => {
  const recorded = [recordedPayment()];

  test.each([
    ["waiting", []],
    ["matched", [storedUpload(anUpload(), recordedPayment())]],
    ["mismatched", [storedUpload(anUpload({ openid: STRANGER }), recordedPayment())]],
  ])("is answered with the state of its order: %s", (state, uploads) => {
    const again = aPayment({ receivedAtMs: PAID_AT_MS + 15_000 });

    expect(decidePayment({ ...NOTHING, recorded, uploads }, again)).toEqual({
      kind: "repeated",
      state,
    });
  });

  const BY_TRANSACTION = `transaction_id ${TRANSACTION_ID}`;
  const BY_MERCHANT = `mchid ${MCHID}, out_trade_no ${OUT_TRADE_NO}`;

  test.each<[string, GivenPayment, Contradiction]>([
    [
      "another payer",
      { openid: STRANGER },
      { number: BY_MERCHANT, path: "payer.openid", recorded: BUYER, reported: STRANGER },
    ],
    [
      "another amount",
      { amountMinor: 1 },
      { number: BY_MERCHANT, path: "amount.total", recorded: "1657600", reported: "1" },
    ],
    [
      "another app",
      { appid: OTHER_APPID },
      { number: BY_MERCHANT, path: "appid", recorded: APPID, reported: OTHER_APPID },
    ],
    [
      "another out_trade_no",
      { outTradeNo: "ANOTHER" },
      {
        number: BY_TRANSACTION,
        path: "out_trade_no",
        recorded: OUT_TRADE_NO,
        reported: "ANOTHER",
      },
    ],
    [
      "another transaction_id",
      { transactionId: "4200009999" },
      {
        number: BY_MERCHANT,
        path: "transaction_id",
        recorded: TRANSACTION_ID,
        reported: "4200009999",
      },
    ],
  ])(
    "is not overwritten by a payment with %s: it is a conflict",
    (_, difference, contradiction) => {
      const other = aPayment({ ...difference, receivedAtMs: PAID_AT_MS + 1 });

      const decision = decidePayment({ ...NOTHING, recorded }, other);

      expect(decision).toEqual({
        kind: "conflict",
        contradiction,
        payment: {
          ...recordedPayment(),
          contradiction: { ...contradiction, atMs: PAID_AT_MS + 1 },
        },
      });
    },
  );

  test("is the reported conflict even when another of the numbers agrees", () => {
    const other = recordedPayment({ outTradeNo: "ANOTHER", transactionId: "4200009999" });
    const mixed = aPayment({ transactionId: "4200009999" });

    const rows = { ...NOTHING, recorded: [recordedPayment(), other] };

    expect(decidePayment(rows, mixed)).toMatchObject({
      kind: "conflict",
      contradiction: { path: "transaction_id", recorded: TRANSACTION_ID, reported: "4200009999" },
    });
  });
});
