import type { PackageStatus } from "@dingdan/contract";
import * as fc from "fast-check";
import { expect } from "vitest";
import type { AssignmentChanges } from "../../domain/package-assignment.js";
import { usageOf } from "../../domain/package-usage.js";
import type { ResourcePackage } from "../../domain/resource-package.js";
import { newServiceProviderOrder } from "../../domain/service-provider-order.js";
import { promise, type StorePromise } from "./store-promise.js";

export const pack = (changes: Partial<ResourcePackage> = {}): ResourcePackage => ({
  appid: "wx-shop",
  pkgId: "ZY1",
  spuId: "10000077",
  skuId: "20000178",
  source: 3,
  all: "10",
  used: "0",
  startAtMs: 0,
  endAtMs: 1000,
  providerAppid: "wx-provider",
  orderId: "DD1",
  ...changes,
});

const KEY = { appid: "wx-provider", orderId: "DD1", requestId: "request-1" };

function changesTo(order: AssignmentChanges["order"], used: string): AssignmentChanges {
  const assignment = {
    ...KEY,
    receiverAppid: "wx-shop",
    pkgId: "ZY1",
    assignedAtMs: 1,
    cancelledAtMs: null,
  };
  const body = {
    event_type: 5,
    result: 0,
    order_id: "DD1",
    assign_appid: "wx-provider",
    receive_appid: "wx-shop",
    sp_spu_id: "",
    sp_sku_id: "",
    spu_id: "",
    sku_id: "",
    request_id: "request-1",
  } as const;
  return { order: { ...order, used }, assignment, package: pack(), event: { atMs: 1, body } };
}

const order = newServiceProviderOrder(
  { appid: "wx-provider", orderId: "DD1", orderPrice: "1", productInfo: {}, all: "10" },
  0,
);

export const resourcePackagePromises: readonly StorePromise[] = [
  promise("rejects a package's id that any app has already used", async (store) => {
    expect(await store.resourcePackages.create(pack())).toBe(true);
    expect(await store.resourcePackages.create(pack({ appid: "wx-other" }))).toBe(false);
  }),

  promise("writes all parts of an assignment", async (store) => {
    await store.serviceProviderOrders.create(order);
    await store.resourcePackages.changeAssignment(KEY, (facts) => {
      expect(facts).toEqual({ order, assigned: null });
      return { changes: changesTo(order, "10") };
    });
    const facts = await store.resourcePackages.findAssignment(KEY);
    const { assignment, event } = changesTo(order, "10");
    expect(facts).toEqual({
      order: { ...order, used: "10" },
      assigned: { assignment, package: pack() },
    });
    const events = await store.resourcePackages.listEvents({ appid: KEY.appid, limit: 10 });
    expect(events).toEqual([{ number: 1, ...event }]);
  }),

  promise("writes nothing of an assignment that fails or is rejected", async (store) => {
    await store.serviceProviderOrders.create(order);
    await store.resourcePackages.create(pack({ appid: "wx-other" }));
    const { resourcePackages } = store;
    const taken = resourcePackages.changeAssignment(KEY, () => ({
      changes: changesTo(order, "10"),
    }));
    await expect(taken).rejects.toThrow();
    await resourcePackages.changeAssignment(KEY, () => ({ changes: null }));
    expect(await resourcePackages.findAssignment(KEY)).toEqual({ order, assigned: null });
    expect(await resourcePackages.listEvents({ limit: 10 })).toEqual([]);
  }),

  promise("counts a use for its day, and does not count a rejected use", async (store) => {
    const { resourcePackages } = store;
    await resourcePackages.create(pack());
    const used = (count: string, day: string) =>
      resourcePackages.use("ZY1", { count, day, nowMs: 0 }, (stored) => ({
        kind: "used",
        package: { ...stored, used: String(BigInt(stored.used) + BigInt(count)) },
      }));
    await used("2", "2022-05-19");
    await used("3", "2022-05-20");
    await used("4", "2022-05-20");
    const refused = { count: "5", day: "2022-05-21", nowMs: 0 };
    await resourcePackages.use("ZY1", refused, () => ({ kind: "not_in_force", status: 3 }));
    const since = (day: string) => resourcePackages.usesOfDays("wx-shop", "10000077", day);
    expect((await since("2022-05-19")).toSorted()).toEqual(["2", "7"]);
    expect(await since("2022-05-20")).toEqual(["7"]);
    expect(await resourcePackages.usesOfDays("wx-provider", "10000077", "2022-05-19")).toEqual([]);
    expect(await resourcePackages.use("ZY2", refused, () => expect.fail())).toBeNull();
  }),

  promise("loses no use or assignment when several arrive at the same time", async (store) => {
    const { resourcePackages, serviceProviderOrders } = store;
    await serviceProviderOrders.create(order);
    await resourcePackages.create(pack({ pkgId: "ZY2", all: "100" }));
    const more = (used: string) => String(Number(used) + 1);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => [
        resourcePackages.use("ZY2", { count: "1", day: "2022-05-19", nowMs: 0 }, (stored) => ({
          kind: "used",
          package: { ...stored, used: more(stored.used) },
        })),
        resourcePackages.changeAssignment({ ...KEY, requestId: `request-${index}` }, (facts) => {
          const stored = facts.order ?? expect.fail();
          const {
            assignment,
            package: assigned,
            ...changes
          } = changesTo(stored, more(stored.used));
          const pkgId = `ZY3${index}`;
          const requestId = `request-${index}`;
          return {
            changes: {
              ...changes,
              assignment: { ...assignment, requestId, pkgId },
              package: { ...assigned, pkgId },
            },
          };
        }),
      ]).flat(),
    );
    expect(await resourcePackages.usesOfDays("wx-shop", "10000077", "2022-05-19")).toEqual(["20"]);
    const used = await resourcePackages.use(
      "ZY2",
      { count: "1", day: "2022-05-20", nowMs: 0 },
      (stored) => ({
        kind: "used",
        package: stored,
      }),
    );
    expect(used).toMatchObject({ package: { used: "20" } });
    expect(await serviceProviderOrders.find(KEY.appid, KEY.orderId)).toMatchObject({ used: "20" });
  }),

  promise(
    "returns the pages and sums that the domain computes for the same packages",
    async (store) => {
      const quota = fc.bigInt({ min: 0n, max: 999_999_999_999_999_999n }).map(String);
      const timeMs = fc.integer({ min: 0, max: 10 });
      const packages = fc.array(
        fc.record({ all: quota, used: quota, startAtMs: timeMs, lengthMs: timeMs }),
        { maxLength: 30 },
      );
      const query = fc.record({
        status: fc.constantFrom<PackageStatus | undefined>(undefined, 1, 2, 3),
        offset: fc.integer({ min: 0, max: 10 }),
        limit: fc.integer({ min: 1, max: 20 }),
        nowMs: timeMs,
      });
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(packages, query, async (given, { status, ...page }) => {
          runs++;
          const appid = `wx-${runs}`;
          const stored: ResourcePackage[] = [];
          for (const [index, { lengthMs, ...facts }] of given.entries()) {
            const endAtMs = facts.startAtMs + 1 + lengthMs;
            const made = pack({ ...facts, endAtMs, appid, pkgId: `ZY${runs}0${index}` });
            await store.resourcePackages.create(made);
            stored.unshift(made);
          }
          const asked = { ...page, ...(status === undefined ? {} : { status }) };
          const usage = await store.resourcePackages.usageOfApp(appid, "10000077", asked);
          expect(usage).toEqual(usageOf(stored, asked));
        }),
        { numRuns: 50 },
      );
    },
  ),
];
