import type { ConvertibleSkuRepresentation, GoodsSide } from "@dingdan/contract";

/** Goods of the service market. */
export interface Spu {
  readonly spuId: string;
  readonly name: string;
  readonly side: GoodsSide;
  /** Of the wholesale side: the retail goods that its orders convert to. */
  readonly retailSpuId: string | null;
  /** Subscribed for a time, where other goods are counted. */
  readonly isSubscription: boolean;
  /** Until then its use is not charged; null when it always was. */
  readonly chargedFromMs: number | null;
}

/** A pack of goods that is sold. */
export interface Sku {
  readonly skuId: string;
  readonly spuId: string;
  readonly name: string;
  readonly bizId: number;
  /** Null of the wholesale side: its terms are each order's own. */
  readonly retail: RetailTerms | null;
}

export type RetailSku = Sku & { readonly retail: RetailTerms };

export interface RetailTerms {
  /** What a package of it holds, a decimal text. */
  readonly quota: string;
  readonly durationSeconds: number;
  /** Fen, a decimal text. */
  readonly finalPrice: string;
  readonly granularity: number;
  readonly durationType: number;
  /** The wholesale SKUs that convert to it; empty for all of those whose SPU does. */
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

/** A retail SKU as getConvertibleSkus shows it; the duration is a string, as in the documents' example. */
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
