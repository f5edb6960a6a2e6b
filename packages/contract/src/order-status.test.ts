import { describe, expect, test } from "vitest";
import {
  ORDER_STATUSES,
  type OrderProgress,
  orderStatuses,
  PAID_ORDER_STATUSES,
  type PaidOrderStatus,
  paidOrderStatuses,
  type RefundProgress,
  type ShippingShown,
  STATUS_TABLE,
  statusesInList,
  statusRows,
  statusWords,
} from "./order-status.js";
import { MATCH_STATES } from "./states.js";

/** The statuses of an order whose goods are shipped, by what was refunded and what was shipped. */
const EXPECTED: Readonly<
  Record<RefundProgress, Readonly<Record<ShippingShown, readonly PaidOrderStatus[]>>>
> = {
  none: { none: ["to_ship"], part: ["partly_shipped"], all: ["shipped"], received: ["received"] },
  in_progress: {
    none: ["refund_in_progress", "to_ship"],
    part: ["refund_in_progress", "partly_shipped"],
    all: ["refund_in_progress", "shipped"],
    received: ["refund_in_progress", "received"],
  },
  part: {
    none: ["partly_refunded", "to_ship"],
    part: ["partly_refunded", "partly_shipped"],
    all: ["partly_refunded", "shipped"],
    received: ["partly_refunded", "received"],
  },
  all: { none: ["refunded"], part: ["refunded"], all: ["refunded"], received: ["refunded"] },
};

const COMBINATIONS = Object.entries(EXPECTED).flatMap(([refund, byShipping]) =>
  Object.entries(byShipping).flatMap(([shipping, statuses]) =>
    [true, false].map((needsParcel) => ({
      progress: { refund, shipping, needsParcel } as OrderProgress,
      statuses,
    })),
  ),
);

test.each(COMBINATIONS)(
  "refund $progress.refund, shipping $progress.shipping, parcel $progress.needsParcel: $statuses",
  ({ progress, statuses }) => expect(paidOrderStatuses(progress)).toEqual(statuses),
);

test.each(COMBINATIONS)(
  "an order that is not paid, or not by its buyer, has one status, whatever else is known of it",
  ({ progress }) => {
    expect(orderStatuses({ ...progress, match: "waiting" })).toEqual(["to_pay"]);
    expect(orderStatuses({ ...progress, match: "mismatched" })).toEqual(["needs_attention"]);
  },
);

describe("the table", () => {
  test("has a row for every status, and no other", () => {
    expect(new Set(STATUS_TABLE.map(({ status }) => status))).toEqual(new Set(ORDER_STATUSES));
  });

  test("has no row that no order has", () => {
    const used = new Set(
      COMBINATIONS.flatMap(({ progress }) =>
        MATCH_STATES.flatMap((match) => statusRows({ ...progress, match })),
      ),
    );
    expect(used).toEqual(new Set(STATUS_TABLE));
  });

  test.each(["en", "zh"] as const)("has different words for each row in %s", (language) => {
    const words = STATUS_TABLE.map(({ words: text }) => text[language]);
    expect(new Set(words).size).toBe(words.length);
  });
});

test("only goods that are shipped are to ship", () => {
  expect(statusWords("to_ship")).toEqual({ en: "To ship", zh: "待发货" });
  expect(statusWords("to_ship", false)).toEqual({ en: "Paid", zh: "支付成功" });
});

test.each(ORDER_STATUSES.filter((status) => status !== "to_ship"))(
  "%s is named in the same way with and without a parcel",
  (status) => expect(statusWords(status, false)).toEqual(statusWords(status, true)),
);

test("buyers see every status but those of orders that they did not pay", () => {
  expect(ORDER_STATUSES).toEqual(["needs_attention", "to_pay", ...PAID_ORDER_STATUSES]);
});

test("the words of an order's statuses are those of the rows that its facts meet", () => {
  for (const { progress } of COMBINATIONS) {
    for (const { status, words } of statusRows({ ...progress, match: "matched" })) {
      expect(statusWords(status, progress.needsParcel)).toEqual(words);
    }
  }
});

test("a partly shipped order is also in the list of orders to ship; no other list is wider", () => {
  expect(statusesInList("to_ship")).toEqual(["to_ship", "partly_shipped"]);
  for (const status of ORDER_STATUSES.filter((name) => name !== "to_ship"))
    expect(statusesInList(status)).toEqual([status]);
});
