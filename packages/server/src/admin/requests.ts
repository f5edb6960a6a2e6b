import { languageOf } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { decodeCursor, encodeCursor, PAGE_SIZE, pageOf } from "../http/cursor.js";
import { Problem } from "../http/problem.js";
import { explain } from "../request-log/explain.js";
import type { RequestLog } from "../request-log/request-log.js";
import { openidHashes } from "../request-log/sealed-openids.js";
import type { Sealer } from "../secrets/seal.js";
import { sealFaultText } from "../secrets/seal-faults.js";
import type { Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { representRequest } from "./represent-request.js";

type Stores = Pick<Store, "apps" | "orders" | "tradeOrders">;

/** Registers the operation that lists the request log. */
export function registerRequestRoutes(
  server: FastifyInstance,
  requestLog: RequestLog,
  stores: Stores,
  sealer: Sealer,
): void {
  registerAdminRoutes(server, {
    listRequests: (call) => listRequests(call, requestLog, stores, sealer),
  });
}

async function listRequests(
  { query, request }: AdminCall<"listRequests">,
  requestLog: RequestLog,
  stores: Stores,
  sealer: Sealer,
) {
  const { rid, appid, errcode, openid, cursor, after } = query;
  if (openid !== undefined && sealer.fault !== null) {
    throw new Problem(409, sealFaultText(sealer.fault));
  }
  const limit = query.limit ?? PAGE_SIZE;
  const [before = Number.MAX_SAFE_INTEGER] = decodeCursor<[number]>(cursor, ["number"]) ?? [];
  const [since] = decodeCursor<[number]>(after, ["number"]) ?? [];
  // Read before the list: a call that arrives in between is listed the next time, not missed.
  const lastNumber = await requestLog.lastNumber();
  const found = await requestLog.list({
    ...(rid === undefined ? {} : { rid }),
    ...(appid === undefined ? {} : { appid }),
    ...(errcode === undefined ? {} : { errcode }),
    ...(openid === undefined ? {} : { openidHashes: openidHashes(openid, sealer) }),
    from: since === undefined ? { before } : { after: since },
    limit: limit + 1,
  });
  const language = languageOf(request.headers["accept-language"]);
  const shown = await Promise.all(
    found.map(async (record) => ({
      number: record.number,
      item: representRequest(record, await explain(record, stores, language)),
    })),
  );
  const page = pageOf(
    shown,
    limit,
    ({ item }) => item,
    ({ number }) => [number],
  );
  const { dropped } = requestLog;
  if (since === undefined) {
    const newest = Math.max(lastNumber, found[0]?.number ?? 0);
    return { ...page, follow_cursor: encodeCursor([newest]), dropped };
  }
  // More than a page is new: the next call continues after the last one of this page.
  const last = page.next_cursor === undefined ? undefined : found[limit - 1];
  const seen = last?.number ?? Math.max(since, lastNumber, found.at(-1)?.number ?? 0);
  return { items: page.items, follow_cursor: encodeCursor([seen]), dropped };
}
