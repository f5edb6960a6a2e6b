import { expect } from "vitest";
import type { Sku, Spu } from "../../domain/goods.js";
import { promise, type StorePromise } from "./store-promise.js";

export const spu = (spuId: string, changes: Partial<Spu> = {}): Spu => ({
  spuId,
  name: "示例商品",
  side: "retail",
  retailSpuId: null,
  isSubscription: false,
  chargedFromMs: null,
  ...changes,
});

export const sku = (skuId: string, spuId: string, changes: Partial<Sku> = {}): Sku => ({
  skuId,
  spuId,
  name: "1000 次",
  bizId: 100100,
  retail: {
    quota: "999999999999999999",
    durationSeconds: 31536000,
    finalPrice: "0",
    granularity: 1,
    durationType: 2,
    spSkuIds: ["20000176"],
  },
  ...changes,
});

export const goodsPromises: readonly StorePromise[] = [
  promise("finds goods as they were stored, and takes no id twice", async ({ goods }) => {
    const wholesale = spu("90000001", { side: "wholesale", retailSpuId: "90000002" });
    const subscription = spu("90000002", { isSubscription: true, chargedFromMs: 5 });
    const sold = sku("80000001", "90000001", { retail: null });
    for (const made of [wholesale, subscription]) expect(await goods.createSpu(made)).toBe(true);
    expect(await goods.createSku(sold)).toBe(true);

    expect(await goods.createSpu(spu("90000001", { name: "other" }))).toBe(false);
    expect(await goods.createSku(sku("80000001", "90000002"))).toBe(false);

    expect(await goods.findSpu("90000001")).toEqual(wholesale);
    expect(await goods.findSpu("90000002")).toEqual(subscription);
    expect(await goods.findSku("80000001")).toEqual(sold);
    expect(await goods.findSpu("90000009")).toBeNull();
    expect(await goods.findSku("80000009")).toBeNull();
  }),

  promise("lists goods by their ids, of one SPU or of all, a page at a time", async ({ goods }) => {
    for (const id of ["90000002", "90000001"]) await goods.createSpu(spu(id));
    const skus = [
      sku("80000003", "90000001"),
      sku("80000002", "90000002"),
      sku("80000001", "90000001"),
    ];
    for (const made of skus) await goods.createSku(made);

    const ids = (found: readonly Sku[]) => found.map(({ skuId }) => skuId);
    const listed = await goods.listSpus({ afterSpuId: "90000000", limit: 10 });
    expect(listed.map(({ spuId }) => spuId)).toEqual(["90000001", "90000002"]);
    expect(await goods.listSpus({ afterSpuId: "90000002", limit: 10 })).toEqual([]);
    const all = { afterSkuId: "80000000", limit: 2 };
    expect(ids(await goods.listSkus(all))).toEqual(["80000001", "80000002"]);
    const ofOne = { ...all, spuId: "90000001" };
    expect(ids(await goods.listSkus(ofOne))).toEqual(["80000001", "80000003"]);
    expect(ids(await goods.skusOf("90000001"))).toEqual(["80000001", "80000003"]);
    expect(await goods.skusOf("90000009")).toEqual([]);
  }),
];
