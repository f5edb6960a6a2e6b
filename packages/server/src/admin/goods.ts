import {
  ADMIN_PREFIX,
  type SkuRepresentation,
  type SpuRepresentation,
  text,
} from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { RetailTerms, Sku, Spu } from "../domain/goods.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import { Problem } from "../http/problem.js";
import type { GoodsStore } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";

const SPU_CURSORS = new Cursors<[string]>("listServiceProviderSpus", ["string"]);
const SKU_CURSORS = new Cursors<[string]>("listServiceProviderSkus", ["string"]);

/** Registers the operations on the goods of the service market, which service providers buy and assign. */
export function registerGoodsRoutes(server: FastifyInstance, goods: GoodsStore): void {
  registerAdminRoutes(server, {
    createServiceProviderSpu: (call) => createSpu(call, goods),
    listServiceProviderSpus: (call) => listSpus(call, goods),
    createServiceProviderSku: (call) => createSku(call, goods),
    listServiceProviderSkus: (call) => listSkus(call, goods),
  });
}

async function createSpu({ body }: AdminCall<"createServiceProviderSpu">, goods: GoodsStore) {
  const spu = spuOf(body);
  await requireConversion(spu, goods);
  if (!(await goods.createSpu(spu))) throw taken("spuId", spu.spuId);
  return representSpu(spu);
}

async function listSpus({ query }: AdminCall<"listServiceProviderSpus">, goods: GoodsStore) {
  const limit = query.limit ?? PAGE_SIZE;
  const cursor = SPU_CURSORS.read(query.cursor);
  const found = await goods.listSpus({ afterSpuId: cursor?.[0] ?? "", limit: limit + 1 });
  return SPU_CURSORS.page(found, limit, representSpu, (last) => [last.spuId]);
}

async function createSku({ body }: AdminCall<"createServiceProviderSku">, goods: GoodsStore) {
  const spu = await goods.findSpu(body.spuId);
  if (spu === null) {
    throw new Problem(
      404,
      text(
        `No goods have the spuId ${body.spuId}: create them with POST ${ADMIN_PREFIX}/service-provider-spus.`,
        `没有 spuId 为 ${body.spuId} 的商品；可用 POST ${ADMIN_PREFIX}/service-provider-spus 创建。`,
      ),
    );
  }
  const sku = {
    skuId: body.skuId,
    spuId: body.spuId,
    name: body.skuName,
    bizId: body.bizId ?? 0,
    retail: spu.side === "retail" ? retailTerms(body) : noTerms(body),
  };
  if (!(await goods.createSku(sku))) throw taken("skuId", sku.skuId);
  return representSku(sku);
}

async function listSkus({ query }: AdminCall<"listServiceProviderSkus">, goods: GoodsStore) {
  const limit = query.limit ?? PAGE_SIZE;
  const cursor = SKU_CURSORS.read(query.cursor);
  const found = await goods.listSkus({
    ...(query.spuId === undefined ? {} : { spuId: query.spuId }),
    afterSkuId: cursor?.[0] ?? "",
    limit: limit + 1,
  });
  return SKU_CURSORS.page(found, limit, representSku, (last) => [last.skuId]);
}

function spuOf(body: SpuRepresentation): Spu {
  return {
    spuId: body.spuId,
    name: body.spuName,
    side: body.side,
    retailSpuId: body.retailSpuId ?? null,
    isSubscription: body.subscription ?? false,
    chargedFromMs: body.chargingBeginTime === undefined ? null : body.chargingBeginTime * 1000,
  };
}

/** @throws Problem unless wholesale goods name existing retail goods, and retail goods name none */
async function requireConversion({ side, retailSpuId }: Spu, goods: GoodsStore): Promise<void> {
  if (side === "retail") {
    if (retailSpuId === null) return;
    throw new Problem(
      422,
      text(
        "Retail goods do not convert to other goods: omit retailSpuId.",
        "零售商品不能指明 retailSpuId。",
      ),
    );
  }
  const retail = retailSpuId === null ? null : await goods.findSpu(retailSpuId);
  if (retail?.side === "retail") return;
  throw new Problem(
    422,
    text(
      "Wholesale goods convert to retail goods: set retailSpuId to an existing retail SPU.",
      "批发商品须指明可转换的零售商品：请填写已存在的零售 SPU 的 retailSpuId。",
    ),
  );
}

type SkuBody = Omit<SkuRepresentation, "bizId">;

/** @throws Problem unless the SKU has a quota and a duration */
function retailTerms(body: SkuBody): RetailTerms {
  const { quota, duration } = body;
  if (quota === undefined || duration === undefined) {
    throw new Problem(
      422,
      text(
        "A SKU of retail goods needs quota and duration.",
        "零售 SKU 须填写 quota 与 duration。",
      ),
    );
  }
  return {
    quota: String(BigInt(quota)),
    durationSeconds: duration,
    finalPrice: String(BigInt(body.finalPrice ?? "0")),
    granularity: body.granularity ?? 1,
    durationType: body.durationType ?? 1,
    spSkuIds: body.spSkuIds ?? [],
  };
}

/** @throws Problem when a SKU of wholesale goods has terms, which only retail goods have */
function noTerms(body: SkuBody): null {
  const members = ["quota", "duration", "finalPrice", "granularity", "durationType", "spSkuIds"];
  const given = members.filter((member) => body[member as keyof SkuBody] !== undefined);
  if (given.length === 0) return null;
  const names = given.join(", ");
  throw new Problem(
    422,
    text(`A SKU of wholesale goods has no terms: omit ${names}.`, `批发 SKU 不得填写：${names}。`),
  );
}

const taken = (name: string, id: string) =>
  new Problem(409, text(`The ${name} ${id} already exists.`, `${name} ${id} 已存在。`));

function representSpu(spu: Spu): SpuRepresentation {
  const { spuId, name, side, retailSpuId, isSubscription, chargedFromMs } = spu;
  return {
    spuId,
    spuName: name,
    side,
    ...(retailSpuId === null ? {} : { retailSpuId }),
    subscription: isSubscription,
    ...(chargedFromMs === null ? {} : { chargingBeginTime: chargedFromMs / 1000 }),
  };
}

function representSku({ skuId, spuId, name, bizId, retail }: Sku): SkuRepresentation {
  if (retail === null) return { skuId, spuId, skuName: name, bizId };
  return {
    skuId,
    spuId,
    skuName: name,
    bizId,
    quota: retail.quota,
    duration: retail.durationSeconds,
    finalPrice: retail.finalPrice,
    granularity: retail.granularity,
    durationType: retail.durationType,
    spSkuIds: [...retail.spSkuIds],
  };
}
