import type { ConvertibleSkuRepresentation, GoodsSide } from "@dingdan/contract";

/** Goods of the service market. */
export interface Spu {
  readonly spuId: string;
  readonly name: string;
  readonly side: GoodsSide;
  /** For wholesale goods: the retail goods that their orders convert to. Otherwise null. */
  readonly retailSpuId: string | null;
  /** True for goods that are subscribed for a time; others are counted by use. */
  readonly isSubscription: boolean;
  /** Use before this time is not charged; null: all use is charged. */
  readonly chargedFromMs: number | null;
}

/** A unit of goods that is sold. */
export interface Sku {
  readonly skuId: string;
  readonly spuId: string;
  readonly name: string;
  readonly bizId: number;
  /** Null for wholesale goods, whose terms are in each order. */
  readonly retail: RetailTerms | null;
}

export type RetailSku = Sku & { readonly retail: RetailTerms };

export interface RetailTerms {
  /** The quota of one package, as a decimal text. */
  readonly quota: string;
  readonly durationSeconds: number;
  /** In fen, as a decimal text. */
  readonly finalPrice: string;
  readonly granularity: number;
  readonly durationType: number;
  /** The wholesale SKUs that convert to it; empty: all SKUs of the SPUs that convert to its SPU. */
  readonly spSkuIds: readonly string[];
}

/** The retail SKUs that a wholesale SKU converts to. */
export function convertibleSkus(skus: readonly Sku[], spSkuId: string | undefined): RetailSku[] {
  return skus
    .filter((sku): sku is RetailSku => sku.retail !== null)
    .filter(({ retail: { spSkuIds } }) => {
      return spSkuIds.length === 0 || (spSkuId !== undefined && spSkuIds.includes(spSkuId));
    });
}

/** A retail SKU as getConvertibleSkus shows it. The duration is a string, as in WeChat's example. */
export function representConvertibleSku({
  spuId,
  skuId,
  name,
  bizId,
  retail,
}: RetailSku): ConvertibleSkuRepresentation {
  return {
    spuId,
    skuId,
    skuName: name,
    bizId,
    finalPrice: retail.finalPrice,
    attr: {
      duration: String(retail.durationSeconds),
      durationType: retail.durationType,
      granularity: retail.granularity,
      proportion: { quota: { quota: retail.quota } },
    },
  };
}
