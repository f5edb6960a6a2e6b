import { findOperationKey, languageOf, OPERATIONS, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { orderPlaceOf } from "../domain/order-id.js";
import type { NumberedRequest } from "../domain/request-record.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import { invalidRequest, Problem } from "../http/problem.js";
import { explain } from "../request-log/explain.js";
import type { RequestLog } from "../request-log/request-log.js";
import { openidHashes } from "../request-log/sealed-openids.js";
import type { Sealer } from "../secrets/seal.js";
import { sealFaultText } from "../secrets/seal-faults.js";
import type { RequestQuery, Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { instantMsOf } from "./order-filter.js";
import { representRequest } from "./represent-request.js";

const CURSORS = new Cursors<[number]>("listRequests", ["number"]);

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
  const { openid, cursor, after } = query;
  if (openid !== undefined && sealer.fault !== null) {
    throw new Problem(409, sealFaultText(sealer.fault));
  }
  const limit = query.limit ?? PAGE_SIZE;
  const [before = Number.MAX_SAFE_INTEGER] = CURSORS.read(cursor) ?? [];
  const [since] = CURSORS.read(after, "after") ?? [];
  // Read before the list: a call that arrives in between is listed the next time, not missed.
  const lastNumber = await requestLog.lastNumber();
  const found = await requestLog.list({
    ...filterOf(query),
    ...(openid === undefined ? {} : { openidHashes: openidHashes(openid, sealer) }),
    from: since === undefined ? { before } : { after: since },
    limit: limit + 1,
  });
  const language = languageOf(request.headers["accept-language"]);
  const names = await appNames(found, stores);
  const shown = await Promise.all(
    found.map(async (record) => ({
      number: record.number,
      item: representRequest(
        record,
        await explain(record, stores, language),
        names.get(record.appid),
      ),
    })),
  );
  const page = CURSORS.page(
    shown,
    limit,
    ({ item }) => item,
    ({ number }) => [number],
  );
  const { dropped } = requestLog;
  if (since === undefined) {
    const newest = Math.max(lastNumber, found[0]?.number ?? 0);
    return { ...page, follow_cursor: CURSORS.write([newest]), dropped };
  }
  // More than a page is new: the next call continues after the last one of this page.
  const last = page.next_cursor === undefined ? undefined : found[limit - 1];
  const seen = last?.number ?? Math.max(since, lastNumber, found.at(-1)?.number ?? 0);
  return { items: page.items, follow_cursor: CURSORS.write([seen]), dropped };
}

/** The names of the apps of calls. */
async function appNames(
  calls: readonly NumberedRequest[],
  { apps }: Stores,
): Promise<ReadonlyMap<string | null, string>> {
  const appids = new Set(calls.flatMap(({ appid }) => appid ?? []));
  const found = await Promise.all([...appids].map((appid) => apps.find(appid)));
  return new Map(found.flatMap((app) => (app === null ? [] : [[app.appid, app.name]])));
}

type Filter = Pick<
  RequestQuery,
  "rid" | "appid" | "errcode" | "operation" | "isRejected" | "orderKey" | "fromMs" | "toMs"
>;

/** @throws Problem when a filter names no operation or no order, or two different apps */
function filterOf(query: AdminCall<"listRequests">["query"]): Filter {
  const { rid, appid, errcode, errors, from, to } = query;
  return {
    ...(rid === undefined ? {} : { rid }),
    ...(appid === undefined ? {} : { appid }),
    ...(errcode === undefined ? {} : { errcode }),
    ...(errors === undefined ? {} : { isRejected: true }),
    ...(query.operation === undefined ? {} : { operation: operationNamed(query.operation) }),
    ...(query.order === undefined ? {} : orderNamed(query.order, appid)),
    ...(from === undefined ? {} : { fromMs: instantMsOf(from) }),
    ...(to === undefined ? {} : { toMs: instantMsOf(to) }),
  };
}

function operationNamed(name: string) {
  const key = findOperationKey(name);
  if (key !== null) return key;
  const names = Object.values(OPERATIONS).map((operation) => operation.name);
  throw broken(
    "operation",
    `must be the name of an operation, not ${name}: ${names.join(", ")}`,
    `应为接口名，而不是 ${name}：${names.join("、")}`,
  );
}

/** The calls of an order have its app: with the app of a merchant, no order of another is found. */
function orderNamed(id: string, appid: string | undefined) {
  const place = orderPlaceOf(id);
  if (place === null) {
    throw broken(
      "order",
      "is not the id of an order; the list of orders shows each order's id",
      "不是订单 id；订单列表会给出每笔订单的 id",
    );
  }
  if (appid !== undefined && appid !== place.appid) {
    throw broken("order", `is an order of another app than ${appid}`, `不是应用 ${appid} 的订单`);
  }
  return place;
}

const broken = (path: string, en: string, zh: string) =>
  invalidRequest([{ path, reason: text(en, zh) }]);
