import { Readable } from "node:stream";
import { type ErasureReceipt, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { type BuyerDataKeys, BuyerDataKeysUnusable } from "../buyer-data/buyer-data-keys.js";
import { eraseBuyer } from "../buyer-data/erase-buyer.js";
import { exportBuyer } from "../buyer-data/export-buyer.js";
import type { Clock } from "../clock.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import { Problem } from "../http/problem.js";
import type { Sealer } from "../secrets/seal.js";
import { otherKeyText, sealFaultText } from "../secrets/seal-faults.js";
import type { Buyer, Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { requireApp } from "./known-app.js";

const CURSORS = new Cursors<[number, string]>("listErasures", ["number", "string"]);

export interface BuyerDataParts {
  readonly store: Pick<
    Store,
    "apps" | "buyerData" | "buyerTokens" | "requests" | "overwriteDeleted"
  >;
  readonly keys: BuyerDataKeys;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/** Registers the operator's operations on what is stored about a buyer. */
export function registerBuyerDataRoutes(server: FastifyInstance, parts: BuyerDataParts): void {
  const { store, keys, clock } = parts;
  const erase = oneAtATime((buyer: Buyer) => eraseBuyer(buyer, { ...parts, nowMs: clock.nowMs() }));
  registerAdminRoutes(server, {
    exportBuyer: (call) => sendExport(call, parts),
    eraseBuyer: async ({ body: { appid, openid } }) => {
      await requireApp(store.apps, appid);
      return usable(() => erase({ appid, openid }));
    },
    listErasures: (call) => listErasures(call, store),
    exportErasures: async () => {
      const [sealedKeys, erasures] = await Promise.all([
        keys.sealed(),
        store.buyerData.listTombstones(),
      ]);
      return {
        format: 1 as const,
        exported_at: new Date(clock.nowMs()).toISOString(),
        ...(sealedKeys === null ? {} : { sealed_keys: sealedKeys }),
        erasures: erasures.map(({ appid, buyerHash, erasedAtMs }) => ({
          appid,
          buyer_hash: buyerHash,
          erased_at: new Date(erasedAtMs).toISOString(),
        })),
      };
    },
    listReceiptKeys: () => usable(async () => ({ keys: [...(await keys.published())] })),
  });
}

async function sendExport(
  { body: { appid, openid }, reply }: AdminCall<"exportBuyer">,
  { store, sealer, clock }: BuyerDataParts,
) {
  await requireApp(store.apps, appid);
  // The calls of the buyer that wait in memory are written first.
  await store.requests.lastNumber();
  reply
    .type("application/json; charset=utf-8")
    .header("content-disposition", 'attachment; filename="buyer.json"')
    .header("cache-control", "no-store");
  const { buyerData } = store;
  const pieces = exportBuyer({ appid, openid }, { buyerData, sealer, nowMs: clock.nowMs() });
  return Readable.from(pieces, { highWaterMark: 1 });
}

async function listErasures(
  { query }: AdminCall<"listErasures">,
  { buyerData }: Pick<Store, "buyerData">,
) {
  const limit = query.limit ?? PAGE_SIZE;
  const [erasedAtMs, id] = CURSORS.read(query.cursor) ?? [];
  const before = erasedAtMs === undefined || id === undefined ? {} : { before: { erasedAtMs, id } };
  const found = await buyerData.listReceipts({ ...before, limit: limit + 1 });
  return CURSORS.page(
    found,
    limit,
    ({ receipt }) => JSON.parse(receipt) as ErasureReceipt,
    (last) => [last.erasedAtMs, last.id],
  );
}

/** A caller whose call timed out asks again while it still runs: both get the receipt of the first. */
function oneAtATime<T>(erase: (buyer: Buyer) => Promise<T>): (buyer: Buyer) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  return (buyer) => {
    const name = JSON.stringify([buyer.appid, buyer.openid]);
    const erasure = running.get(name) ?? erase(buyer).finally(() => running.delete(name));
    running.set(name, erasure);
    return erasure;
  };
}

/** @throws Problem 409 with the next step when the keys cannot be used */
async function usable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BuyerDataKeysUnusable) throw new Problem(409, unusableText(error));
    throw error;
  }
}

function unusableText({ reason }: BuyerDataKeysUnusable) {
  switch (reason.kind) {
    case "other_key":
      return otherKeyText(reason.sealedWith);
    case "damaged":
      return text(
        "The stored keys of erasures are damaged. Restore the setting buyer_data_keys from a backup.",
        "已保存的删除密钥已损坏，请从备份恢复设置 buyer_data_keys。",
      );
    default:
      return sealFaultText(reason);
  }
}
