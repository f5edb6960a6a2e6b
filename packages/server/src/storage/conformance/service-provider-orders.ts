import { expect } from "vitest";
import {
  moveServiceProviderOrder,
  type ServiceProviderOrder,
} from "../../domain/service-provider-order.js";
import {
  APPID,
  aServiceProviderOrder,
  PAID_AT_MS as CREATED_AT_MS,
  OTHER_APPID,
} from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

const ORDER_ID = aServiceProviderOrder().orderId;

/** An order with a value in every field. */
const INVOICED: ServiceProviderOrder = aServiceProviderOrder({
  status: 2,
  updatedAtMs: CREATED_AT_MS + 2_000,
  // More than a floating-point number can represent exactly.
  orderPrice: "9223372036854775807",
  all: "9223372036854775807",
  used: "9223372036854775806",
  paidAtMs: CREATED_AT_MS + 1_000,
  invoice: { appliedAtMs: CREATED_AT_MS + 2_000, status: 1 },
});

export const serviceProviderOrderPromises: readonly StorePromise[] = [
  promise(
    "finds a service provider's order as it was created",
    async ({ serviceProviderOrders }) => {
      const fresh = aServiceProviderOrder({ orderId: "DD0000000000000000001" });

      expect(await serviceProviderOrders.create(INVOICED)).toBe(true);
      expect(await serviceProviderOrders.create(fresh)).toBe(true);

      expect(await serviceProviderOrders.find(APPID, ORDER_ID)).toEqual(INVOICED);
      expect(await serviceProviderOrders.find(APPID, fresh.orderId)).toEqual(fresh);
    },
  ),

  promise(
    "finds neither another service provider's order nor an unknown one",
    async ({ serviceProviderOrders }) => {
      await serviceProviderOrders.create(aServiceProviderOrder());

      expect(await serviceProviderOrders.find(OTHER_APPID, ORDER_ID)).toBeNull();
      expect(await serviceProviderOrders.find(APPID, "DD0000000000000000001")).toBeNull();
    },
  ),

  promise(
    "does not create an orderId twice, not even for another service provider",
    async ({ serviceProviderOrders }) => {
      await serviceProviderOrders.create(aServiceProviderOrder());
      const again = aServiceProviderOrder({ orderPrice: "1" });

      expect(await serviceProviderOrders.create(again)).toBe(false);
      expect(await serviceProviderOrders.create({ ...again, appid: OTHER_APPID })).toBe(false);

      expect(await serviceProviderOrders.find(APPID, ORDER_ID)).toEqual(aServiceProviderOrder());
      expect(await serviceProviderOrders.find(OTHER_APPID, ORDER_ID)).toBeNull();
    },
  ),

  promise("writes an allowed move, and returns it", async ({ serviceProviderOrders }) => {
    await serviceProviderOrders.create(aServiceProviderOrder());

    const decision = await serviceProviderOrders.move(ORDER_ID, (order) => {
      expect(order).toEqual(aServiceProviderOrder());
      return { kind: "moved", order: INVOICED };
    });

    expect(decision).toEqual({ kind: "moved", order: INVOICED });
    expect(await serviceProviderOrders.find(APPID, ORDER_ID)).toEqual(INVOICED);
  }),

  promise("writes nothing of a forbidden move", async ({ serviceProviderOrders }) => {
    await serviceProviderOrders.create(aServiceProviderOrder());

    const decision = await serviceProviderOrders.move(ORDER_ID, (order) =>
      moveServiceProviderOrder(order, { status: 6 }, CREATED_AT_MS),
    );

    expect(decision).toMatchObject({ kind: "forbidden" });
    expect(await serviceProviderOrders.find(APPID, ORDER_ID)).toEqual(aServiceProviderOrder());
  }),

  promise("makes no decision about an unknown order", async ({ serviceProviderOrders }) => {
    const decision = await serviceProviderOrders.move(ORDER_ID, () => {
      throw new Error("asked about an unknown order");
    });

    expect(decision).toBeNull();
  }),

  promise("writes one of two moves that exclude each other", async ({ serviceProviderOrders }) => {
    const orderIds = Array.from({ length: 10 }, (_, index) => `DD000000000000000000${index}`);
    for (const orderId of orderIds) {
      await serviceProviderOrders.create(aServiceProviderOrder({ orderId }));
    }

    const decisions = await Promise.all(
      orderIds.flatMap((orderId) =>
        ([2, 9] as const).map((status) =>
          serviceProviderOrders.move(orderId, (order) =>
            moveServiceProviderOrder(order, { status }, CREATED_AT_MS),
          ),
        ),
      ),
    );

    const kinds = decisions.map((decision) => decision?.kind);
    expect(kinds.filter((kind) => kind === "moved")).toHaveLength(10);
    expect(kinds.filter((kind) => kind === "forbidden")).toHaveLength(10);
  }),

  promise(
    "finds the oldest unpaid order that was created at a time or before",
    async ({ serviceProviderOrders }) => {
      const orders = [
        aServiceProviderOrder({ orderId: "DD0000000000000000002", createdAtMs: CREATED_AT_MS + 9 }),
        aServiceProviderOrder({ orderId: "DD0000000000000000001", createdAtMs: CREATED_AT_MS }),
        aServiceProviderOrder({ orderId: "DD0000000000000000003", createdAtMs: 0, status: 2 }),
      ];
      for (const order of orders) await serviceProviderOrders.create(order);
      const unpaid = async (untilMs: number) =>
        (await serviceProviderOrders.findUnpaid(untilMs))?.orderId;

      expect(await serviceProviderOrders.findUnpaid(CREATED_AT_MS - 1)).toBeNull();
      expect(await unpaid(CREATED_AT_MS)).toBe("DD0000000000000000001");
      expect(await unpaid(CREATED_AT_MS + 9)).toBe("DD0000000000000000001");

      await serviceProviderOrders.move("DD0000000000000000001", (order) =>
        moveServiceProviderOrder(order, { status: 9 }, CREATED_AT_MS),
      );
      expect(await unpaid(CREATED_AT_MS + 8)).toBeUndefined();
      expect(await unpaid(CREATED_AT_MS + 9)).toBe("DD0000000000000000002");
    },
  ),
];
