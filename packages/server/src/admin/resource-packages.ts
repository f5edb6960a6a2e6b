import {
  ADMIN_OPERATIONS,
  ADMIN_PREFIX,
  type ResourcePackageRepresentation,
  text,
} from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import { chinaDay } from "../domain/access-token.js";
import { decideUse, type ResourcePackage, representPackage } from "../domain/resource-package.js";
import { unreachable } from "../domain/unreachable.js";
import { decodeCursor, PAGE_SIZE, pageOf } from "../http/cursor.js";
import { registerHttpOperation } from "../http/http-operation.js";
import { Problem } from "../http/problem.js";
import { newPackageId } from "../package-id.js";
import type { AppStore, GoodsStore, ResourcePackageStore } from "../storage/store.js";

/** Apps' resource packages, their use, and the events of their assignments. */
export function registerResourcePackageRoutes(
  server: FastifyInstance,
  stores: {
    readonly apps: AppStore;
    readonly goods: GoodsStore;
    readonly resourcePackages: ResourcePackageStore;
  },
  clock: Clock,
): void {
  const { resourcePackages } = stores;
  const { createResourcePackage, listResourcePackages, recordPackageUse, listAssignmentEvents } =
    ADMIN_OPERATIONS;

  registerHttpOperation(server, ADMIN_PREFIX, createResourcePackage, async ({ body }) => {
    const { appid, skuId, source } = body;
    if ((await stores.apps.find(appid)) === null) {
      throw new Problem(
        404,
        text(`No app has the appid ${appid}.`, `没有 appid 为 ${appid} 的应用。`),
      );
    }
    const sku = await stores.goods.findSku(skuId);
    if (sku === null || sku.retail === null) {
      throw new Problem(
        404,
        text(`No retail goods have the skuId ${skuId}.`, `没有 skuId 为 ${skuId} 的零售 SKU。`),
      );
    }
    const nowMs = clock.nowMs();
    const startAtMs = body.startTime === undefined ? nowMs : body.startTime * 1000;
    const endAtMs =
      body.endTime === undefined
        ? startAtMs + sku.retail.durationSeconds * 1000
        : body.endTime * 1000;
    if (endAtMs <= startAtMs) {
      throw new Problem(
        422,
        text("endTime must be later than startTime.", "endTime 须晚于 startTime。"),
      );
    }
    const pack: ResourcePackage = {
      appid,
      pkgId: newPackageId(),
      spuId: sku.spuId,
      skuId,
      source,
      all: String(BigInt(body.all ?? sku.retail.quota)),
      used: "0",
      startAtMs,
      endAtMs,
      providerAppid: null,
      orderId: null,
    };
    if (!(await resourcePackages.create(pack))) throw new Error(`${pack.pkgId} is taken`);
    return representResourcePackage(pack, nowMs);
  });

  registerHttpOperation(server, ADMIN_PREFIX, listResourcePackages, async ({ query }) => {
    const { appid, spuId } = query;
    const limit = query.limit ?? PAGE_SIZE;
    const cursor = decodeCursor<[number]>(query.cursor, ["number"]);
    const nowMs = clock.nowMs();
    const found = await resourcePackages.list({
      ...(appid === undefined ? {} : { appid }),
      ...(spuId === undefined ? {} : { spuId }),
      ...(cursor === null ? {} : { beforeNumber: cursor[0] }),
      limit: limit + 1,
    });
    return pageOf(
      found,
      limit,
      (numbered) => representResourcePackage(numbered.package, nowMs),
      (last) => [last.number],
    );
  });

  registerHttpOperation(server, ADMIN_PREFIX, recordPackageUse, async ({ parameters, body }) => {
    const pkgId = parameters["pkgId"] as string;
    const nowMs = clock.nowMs();
    const given = { count: body.count, day: chinaDay(nowMs) };
    const decision = await resourcePackages.use(pkgId, given, (pack) =>
      decideUse(pack, body.count, nowMs),
    );
    switch (decision?.kind) {
      case "used":
        return representResourcePackage(decision.package, nowMs);
      case "not_in_force":
        throw new Problem(
          409,
          text(
            `The package is not in force (status ${decision.status}); nothing was recorded.`,
            `资源包未在有效期内（状态 ${decision.status}）；未作记录。`,
          ),
        );
      case "exhausted":
        throw new Problem(
          409,
          text(
            `The package has ${decision.left} left; nothing was recorded.`,
            `资源包剩余 ${decision.left}；未作记录。`,
          ),
        );
      case undefined:
        throw new Problem(
          404,
          text(
            `No app's package has the pkgId ${pkgId}. (The use of a provider's own order is set with PATCH ${ADMIN_PREFIX}/service-provider-orders/:orderId.)`,
            `没有 pkgId 为 ${pkgId} 的资源包。（服务商订单的用量请用 PATCH ${ADMIN_PREFIX}/service-provider-orders/:orderId 设置。）`,
          ),
        );
      default:
        return unreachable(decision);
    }
  });

  registerHttpOperation(server, ADMIN_PREFIX, listAssignmentEvents, async ({ query }) => {
    const { appid } = query;
    const limit = query.limit ?? PAGE_SIZE;
    const cursor = decodeCursor<[number]>(query.cursor, ["number"]);
    const found = await resourcePackages.listEvents({
      ...(appid === undefined ? {} : { appid }),
      ...(cursor === null ? {} : { beforeNumber: cursor[0] }),
      limit: limit + 1,
    });
    return pageOf(
      found,
      limit,
      ({ atMs, body }) => ({ at: new Date(atMs).toISOString(), event: body }),
      (last) => [last.number],
    );
  });
}

function representResourcePackage(
  pack: ResourcePackage,
  nowMs: number,
): ResourcePackageRepresentation {
  const { appid, providerAppid, orderId } = pack;
  return {
    appid,
    ...representPackage(pack, nowMs),
    ...(orderId === null ? {} : { orderId }),
    ...(providerAppid === null ? {} : { providerAppid }),
  };
}
