import {
  INVOICE_STATUS,
  type InvoiceStatus,
  SERVICE_PROVIDER_ORDER_STATUS,
  type ServiceProviderOrderStatus,
} from "@dingdan/contract";
import { describe, expect, test } from "vitest";
import {
  aServiceProviderOrder,
  PAID_AT_MS as CREATED_AT_MS,
} from "../storage/conformance/samples.js";
import {
  moveServiceProviderOrder,
  representServiceProviderOrder,
  type ServiceProviderOrder,
  type ServiceProviderOrderMove,
} from "./service-provider-order.js";

const NOW_MS = CREATED_AT_MS + 90_500;

const STATUSES = Object.values(SERVICE_PROVIDER_ORDER_STATUS);
const INVOICE_STATUSES = Object.values(INVOICE_STATUS);

/** The order's status changes in WeChat's documents: 1→2, 1→3, 1→9, 2→5→6 or 7, 7→5. */
const LIFE = new Set(["1→2", "1→3", "1→9", "2→5", "5→6", "5→7", "7→5"]);

/** An invoice is requested (or immediately issued), is issued, cancelled or fails, and is requested again. */
const INVOICE_LIFE = new Set(["none→1", "none→2", "1→2", "1→3", "1→4", "2→3", "3→1", "4→1"]);

const paid = (given: Partial<ServiceProviderOrder> = {}) =>
  aServiceProviderOrder({ status: 2, paidAtMs: CREATED_AT_MS + 60_000, ...given });

const invoiced = (status: InvoiceStatus | "none") =>
  paid(status === "none" ? {} : { invoice: { appliedAtMs: CREATED_AT_MS + 70_000, status } });

function moved(order: ServiceProviderOrder, move: ServiceProviderOrderMove): ServiceProviderOrder {
  const decision = moveServiceProviderOrder(order, move, NOW_MS);
  if (decision.kind !== "moved") throw new Error(`expected moved, got ${decision.reason}`);
  return decision.order;
}

describe("the status of an order", () => {
  const everyMove = STATUSES.flatMap((from) => STATUSES.map((to) => [from, to] as const));

  test.each(everyMove)("changes from %i to %i only as WeChat's documents allow", (from, to) => {
    const order = aServiceProviderOrder({ status: from });

    const decision = moveServiceProviderOrder(order, { status: to }, NOW_MS);

    if (LIFE.has(`${from}→${to}`)) {
      expect(decision).toMatchObject({
        kind: "moved",
        order: { status: to, updatedAtMs: NOW_MS, createdAtMs: CREATED_AT_MS },
      });
    } else {
      const reason = `status ${from} cannot become ${to}`;
      expect(decision).toEqual({ kind: "forbidden", reason });
    }
  });

  test("sets the time of payment when it becomes paid, and no later change alters that time", () => {
    const order = moved(aServiceProviderOrder(), { status: 2 });

    expect(order.paidAtMs).toBe(NOW_MS);
    expect(moved(order, { status: 5 }).paidAtMs).toBe(NOW_MS);
  });

  test.each([3, 9] as ServiceProviderOrderStatus[])("%i sets no time of payment", (status) => {
    expect(moved(aServiceProviderOrder(), { status }).paidAtMs).toBeNull();
  });

  test("does not change when a request contains no changes", () => {
    expect(moved(paid(), {})).toEqual(paid());
  });
});

describe("the invoice", () => {
  const everyMove = (["none", ...INVOICE_STATUSES] as const).flatMap((from) =>
    INVOICE_STATUSES.map((to) => [from, to] as const),
  );

  test.each(everyMove)("changes from %s to %i only where that is allowed", (from, to) => {
    const decision = moveServiceProviderOrder(invoiced(from), { invoiceStatus: to }, NOW_MS);

    if (INVOICE_LIFE.has(`${from}→${to}`)) {
      expect(decision).toMatchObject({ kind: "moved", order: { invoice: { status: to } } });
    } else {
      const reason = `invoiceStatus ${from} cannot become ${to}`;
      expect(decision).toEqual({ kind: "forbidden", reason });
    }
  });

  test("has the time of its first request", () => {
    const requested = moved(paid(), { invoiceStatus: 1 });

    expect(requested.invoice).toEqual({ appliedAtMs: NOW_MS, status: 1 });
  });

  test("keeps the time of its request when it is issued", () => {
    const issued = moved(invoiced(1), { invoiceStatus: 2 });

    expect(issued.invoice).toEqual({ appliedAtMs: CREATED_AT_MS + 70_000, status: 2 });
  });

  test("cannot be requested for an order that was never paid", () => {
    expect(moveServiceProviderOrder(aServiceProviderOrder(), { invoiceStatus: 1 }, NOW_MS)).toEqual(
      {
        kind: "forbidden",
        reason: "an order that was never paid has no invoice",
      },
    );
  });

  test("can be requested together with the payment", () => {
    expect(moved(aServiceProviderOrder(), { status: 2, invoiceStatus: 1 })).toMatchObject({
      status: 2,
      paidAtMs: NOW_MS,
      invoice: { status: 1 },
    });
  });
});

describe("the usage", () => {
  test("may be at most the bought quota", () => {
    expect(moved(paid({ all: "1000" }), { used: "1000" }).used).toBe("1000");
    expect(moveServiceProviderOrder(paid({ all: "1000" }), { used: "1001" }, NOW_MS)).toEqual({
      kind: "forbidden",
      reason: "used 1001 is more than the 1000 bought",
    });
  });

  test("is compared as a 64-bit integer, without rounding", () => {
    const order = paid({ all: "9223372036854775806" });

    const decision = moveServiceProviderOrder(order, { used: "9223372036854775807" }, NOW_MS);

    expect(decision.kind).toBe("forbidden");
  });

  test("is stored without leading zeros", () => {
    expect(moved(paid(), { used: "0042" }).used).toBe("42");
  });

  test("cannot be set before the payment", () => {
    expect(moveServiceProviderOrder(aServiceProviderOrder(), { used: "0" }, NOW_MS)).toEqual({
      kind: "forbidden",
      reason: "an order that was never paid has no usage",
    });
  });
});

test("several changes in one request are all applied, or none", () => {
  const move = { status: 5, used: "1001", invoiceStatus: 1 } as const;

  expect(moveServiceProviderOrder(paid({ all: "1000" }), move, NOW_MS).kind).toBe("forbidden");
  expect(moved(paid({ all: "1001" }), move)).toMatchObject({
    status: 5,
    used: "1001",
    invoice: { status: 1 },
  });
});

describe("getOrder's reply", () => {
  test("shows neither finishPayTime nor usage nor invoiceInfo before the payment", () => {
    const order = aServiceProviderOrder();

    expect(representServiceProviderOrder(order)).toEqual({
      orderId: "DD1234567890123456789",
      status: 1,
      createTime: CREATED_AT_MS,
      updateTime: CREATED_AT_MS,
      orderPrice: "100000",
      payInfo: { applyPayTime: CREATED_AT_MS / 1000 },
      orderProductInfo: order.productInfo,
    });
  });

  test("shows all after payment and invoice: order times in milliseconds, others in seconds", () => {
    const order = moved(moved(aServiceProviderOrder(), { status: 2 }), {
      invoiceStatus: 2,
      used: "7",
    });

    expect(representServiceProviderOrder(order)).toMatchObject({
      status: 2,
      createTime: CREATED_AT_MS,
      updateTime: NOW_MS,
      payInfo: {
        applyPayTime: CREATED_AT_MS / 1000,
        finishPayTime: Math.floor(NOW_MS / 1000),
      },
      invoiceInfo: { invoiceApplyTime: Math.floor(NOW_MS / 1000), invoiceStatus: 2 },
      usage: { used: "7", all: "1000" },
    });
  });
});
