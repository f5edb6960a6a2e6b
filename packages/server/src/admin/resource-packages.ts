import { ADMIN_PREFIX, type ResourcePackageRepresentation, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import { chinaDay } from "../domain/access-token.js";
import type { RetailTerms, Sku } from "../domain/goods.js";
import {
  decideUse,
  type ResourcePackage,
  representPackage,
  type UseDecision,
} from "../domain/resource-package.js";
import { unreachable } from "../domain/unreachable.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import { Problem } from "../http/problem.js";
import { newPackageId } from "../package-id.js";
import type { GoodsStore, ResourcePackageStore, Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { requireApp } from "./known-app.js";

const PACKAGE_CURSORS = new Cursors<[number]>("listResourcePackages", ["number"]);
const EVENT_CURSORS = new Cursors<[number]>("listAssignmentEvents", ["number"]);

type Stores = Pick<Store, "apps" | "goods" | "resourcePackages">;

/** Registers the operations on apps' resource packages, their use, and the events of their assignments. */
export function registerResourcePackageRoutes(
  server: FastifyInstance,
  stores: Stores,
  clock: Clock,
): void {
  const { resourcePackages } = stores;
  registerAdminRoutes(server, {
    createResourcePackage: (call) => createResourcePackage(call, stores, clock.nowMs()),
    listResourcePackages: (call) => listResourcePackages(call, resourcePackages, clock.nowMs()),
    recordPackageUse: (call) => recordPackageUse(call, resourcePackages, clock.nowMs()),
    listAssignmentEvents: (call) => listAssignmentEvents(call, resourcePackages),
  });
}

async function createResourcePackage(
  { body }: AdminCall<"createResourcePackage">,
  { apps, goods, resourcePackages }: Stores,
  nowMs: number,
) {
  const { appid, skuId, source } = body;
  await requireApp(apps, appid);
  const { spuId, retail } = await knownRetailSku(goods, skuId);
  const startAtMs = body.startTime === undefined ? nowMs : body.startTime * 1000;
  const endAtMs =
    body.endTime === undefined ? startAtMs + retail.durationSeconds * 1000 : body.endTime * 1000;
  if (endAtMs <= startAtMs) {
    throw new Problem(
      422,
      text("endTime must be later than startTime.", "endTime 须晚于 startTime。"),
    );
  }
  const pack: ResourcePackage = {
    appid,
    pkgId: newPackageId(),
    spuId,
    skuId,
    source,
    all: String(BigInt(body.all ?? retail.quota)),
    used: "0",
    startAtMs,
    endAtMs,
    providerAppid: null,
    orderId: null,
  };
  if (!(await resourcePackages.create(pack))) throw new Error(`the pkgId ${pack.pkgId} exists`);
  return representResourcePackage(pack, nowMs);
}

async function listResourcePackages(
  { query }: AdminCall<"listResourcePackages">,
  resourcePackages: ResourcePackageStore,
  nowMs: number,
) {
  const { appid, spuId } = query;
  const limit = query.limit ?? PAGE_SIZE;
  const cursor = PACKAGE_CURSORS.read(query.cursor);
  const found = await resourcePackages.list({
    ...(appid === undefined ? {} : { appid }),
    ...(spuId === undefined ? {} : { spuId }),
    ...(cursor === null ? {} : { beforeNumber: cursor[0] }),
    limit: limit + 1,
  });
  return PACKAGE_CURSORS.page(
    found,
    limit,
    (numbered) => representResourcePackage(numbered.package, nowMs),
    (last) => [last.number],
  );
}

async function recordPackageUse(
  { parameters: { pkgId }, body: { count } }: AdminCall<"recordPackageUse">,
  resourcePackages: ResourcePackageStore,
  nowMs: number,
) {
  const given = { count, day: chinaDay(nowMs), nowMs };
  const decision = await resourcePackages.use(pkgId, given, (pack) =>
    decideUse(pack, count, nowMs),
  );
  if (decision === null) throw unknownPackage(pkgId);
  if (decision.kind !== "used") throw useRefused(decision);
  return representResourcePackage(decision.package, nowMs);
}

async function listAssignmentEvents(
  { query }: AdminCall<"listAssignmentEvents">,
  resourcePackages: ResourcePackageStore,
) {
  const { appid } = query;
  const limit = query.limit ?? PAGE_SIZE;
  const cursor = EVENT_CURSORS.read(query.cursor);
  const found = await resourcePackages.listEvents({
    ...(appid === undefined ? {} : { appid }),
    ...(cursor === null ? {} : { beforeNumber: cursor[0] }),
    limit: limit + 1,
  });
  return EVENT_CURSORS.page(
    found,
    limit,
    ({ atMs, body }) => ({ at: new Date(atMs).toISOString(), event: body }),
    (last) => [last.number],
  );
}

/** @throws Problem when no retail goods have the skuId */
async function knownRetailSku(
  goods: GoodsStore,
  skuId: string,
): Promise<Sku & { readonly retail: RetailTerms }> {
  const sku = await goods.findSku(skuId);
  if (sku !== null && sku.retail !== null) return { ...sku, retail: sku.retail };
  throw new Problem(
    404,
    text(`No retail goods have the skuId ${skuId}.`, `没有 skuId 为 ${skuId} 的零售 SKU。`),
  );
}

const unknownPackage = (pkgId: string) =>
  new Problem(
    404,
    text(
      `No app's package has the pkgId ${pkgId}. (Set the use of a provider's own order with PATCH ${ADMIN_PREFIX}/service-provider-orders/:orderId.)`,
      `没有 pkgId 为 ${pkgId} 的资源包。（服务商订单的用量请用 PATCH ${ADMIN_PREFIX}/service-provider-orders/:orderId 设置。）`,
    ),
  );

function useRefused(decision: Exclude<UseDecision, { kind: "used" }>): Problem {
  switch (decision.kind) {
    case "not_in_force":
      return new Problem(
        409,
        text(
          `The package is not in force (status ${decision.status}); nothing was recorded.`,
          `资源包未在有效期内（状态 ${decision.status}）；未作记录。`,
        ),
      );
    case "exhausted":
      return new Problem(
        409,
        text(
          `The package has ${decision.left} left; nothing was recorded.`,
          `资源包剩余 ${decision.left}；未作记录。`,
        ),
      );
    default:
      return unreachable(decision);
  }
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
