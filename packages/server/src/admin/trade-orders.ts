import { languageOf, TRADE_STATE_NAMES, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import { merchantName, transactionName } from "../domain/payment-names.js";
import {
  canComplain,
  closeComplaint,
  confirmAsBuyer,
  openComplaint,
} from "../domain/trade/changes.js";
import type { TradeOrder, TradeState } from "../domain/trade/trade-order.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import { Problem } from "../http/problem.js";
import { explain } from "../request-log/explain.js";
import type { Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { representRequest } from "./represent-request.js";
import {
  representTradeDetails,
  representTradeSummary,
  representTradeTotals,
} from "./represent-trade-order.js";

const ORDER_CURSORS = new Cursors<[number, string, string]>("listTradeOrders", [
  "number",
  "string",
  "string",
]);
const CALL_CURSORS = new Cursors<[number]>("listTradeOrderCalls", ["number"]);

type Stores = Pick<Store, "apps" | "orders" | "requests" | "tradeOrders">;

/** Registers the operator's operations on payments under shipping information management. */
export function registerTradeOrderRoutes(
  server: FastifyInstance,
  stores: Stores,
  clock: Clock,
): void {
  registerAdminRoutes(server, {
    listTradeOrders: (call) => listTradeOrders(call, stores, clock.nowMs()),
    getTradeOrderTotals: (call) => getTotals(call, stores),
    getTradeOrder: async ({ parameters, query, request }) => {
      const order = await knownOrder(parameters.transaction_id, query.appid, stores);
      return representDetails(order, stores, request, clock.nowMs());
    },
    listTradeOrderCalls: (call) => listCalls(call, stores),
    confirmTradeOrder: (call) => confirmTradeOrder(call, stores, clock.nowMs()),
    complainAboutTradeOrder: (call) => complain(call, stores, clock.nowMs()),
  });
}

type AnyRequest = AdminCall<"getTradeOrder">["request"];

const languageFor = (request: AnyRequest) => languageOf(request.headers["accept-language"]);

async function representDetails(
  order: TradeOrder,
  { apps }: Pick<Stores, "apps">,
  request: AnyRequest,
  nowMs: number,
) {
  const app = await apps.find(order.appid);
  const hasMessageUrl = app !== null && app.messagePush !== null;
  return representTradeDetails(order, { nowMs, language: languageFor(request), hasMessageUrl });
}

async function listTradeOrders(
  { query }: AdminCall<"listTradeOrders">,
  { tradeOrders }: Stores,
  nowMs: number,
) {
  const limit = query.limit ?? PAGE_SIZE;
  const cursor = ORDER_CURSORS.read(query.cursor);
  const wanted = query.q?.trim() ?? "";
  const found = await tradeOrders.listForOperator({
    ...(query.appid === undefined ? {} : { appid: query.appid }),
    ...(query.state === undefined
      ? {}
      : { state: (TRADE_STATE_NAMES.indexOf(query.state) + 1) as TradeState }),
    ...(wanted === "" ? {} : { text: wanted }),
    ...(cursor === null
      ? {}
      : { before: { paidAtMs: cursor[0], transactionId: cursor[1], appid: cursor[2] } }),
    limit: limit + 1,
  });
  return ORDER_CURSORS.page(
    found,
    limit,
    (order) => representTradeSummary(order, nowMs),
    ({ paidAtMs, transactionId, appid }) => [paidAtMs, transactionId, appid],
  );
}

async function getTotals({ query }: AdminCall<"getTradeOrderTotals">, { tradeOrders }: Stores) {
  return representTradeTotals(await tradeOrders.totals(query.appid));
}

/** The log's calls about an order, under any of its names. */
async function listCalls(
  { parameters, query, request }: AdminCall<"listTradeOrderCalls">,
  stores: Stores,
) {
  const order = await knownOrder(parameters.transaction_id, query.appid, stores);
  const { appid } = order;
  const limit = query.limit ?? PAGE_SIZE;
  const [before = Number.MAX_SAFE_INTEGER] = CALL_CURSORS.read(query.cursor) ?? [];
  const lists = await Promise.all(
    namesOf(order).map((orderKey) =>
      stores.requests.list({ appid, orderKey, from: { before }, limit: limit + 1 }),
    ),
  );
  const found = lists.flat().toSorted((a, b) => b.number - a.number);
  const shown = await Promise.all(
    found.slice(0, limit + 1).map(async (record) => ({
      number: record.number,
      item: representRequest(record, await explain(record, stores, languageFor(request))),
    })),
  );
  return CALL_CURSORS.page(
    shown,
    limit,
    ({ item }) => item,
    ({ number }) => [number],
  );
}

/** The names of an order as order keys; in a combined payment also those of the whole. */
function namesOf({ mchid, subMchid, outTradeNo, transactionId, combination }: TradeOrder) {
  const mchids = [mchid, subMchid].filter((known) => known !== "");
  const whole = combination?.transactionId ?? null;
  return [
    transactionName(transactionId),
    ...mchids.map((known) => merchantName(known, outTradeNo)),
    ...(combination === null || combination.mchid === ""
      ? []
      : [merchantName(combination.mchid, combination.outTradeNo)]),
    ...(whole === null ? [] : [transactionName(whole)]),
  ];
}

async function confirmTradeOrder(
  { parameters, body }: AdminCall<"confirmTradeOrder">,
  { apps, tradeOrders }: Stores,
  nowMs: number,
) {
  const { openid } = body;
  const found = await findOrders(parameters.transaction_id, undefined, tradeOrders);
  const order = found.find((known) => known.openid === openid) ?? found[0] ?? null;
  const settleSeconds = (order && (await apps.find(order.appid)))?.trade.settleSeconds ?? 0;
  const confirmed =
    order &&
    (await tradeOrders.change(order.appid, order.transactionId, (stored) => {
      const { result, change } = confirmAsBuyer(stored, openid, { settleSeconds }, nowMs);
      return { order: change?.order ?? null, messages: change?.messages ?? [], result };
    }));
  return confirmed ?? confirmAsBuyer(null, openid, { settleSeconds }, nowMs).result;
}

async function complain(
  { parameters, query, body, request }: AdminCall<"complainAboutTradeOrder">,
  stores: Stores,
  nowMs: number,
) {
  const { tradeOrders } = stores;
  const { appid, transactionId } = await knownOrder(parameters.transaction_id, query.appid, stores);
  const changed = await tradeOrders.change(appid, transactionId, (order) => {
    if (body.open && !canComplain(order, nowMs)) {
      return { order: null, messages: [], result: { isRefused: true, order } };
    }
    const change = body.open ? openComplaint(order, nowMs) : closeComplaint(order, nowMs);
    return { ...change, result: { isRefused: false, order: change.order } };
  });
  if (changed === null) throw unknownOrder(transactionId);
  if (changed.isRefused) throw closedToComplaints(changed.order, nowMs);
  return representDetails(changed.order, stores, request, nowMs);
}

const findOrders = async (
  transactionId: string,
  appid: string | undefined,
  tradeOrders: Stores["tradeOrders"],
): Promise<TradeOrder[]> => {
  const key = { kind: "transaction", transaction_id: transactionId } as const;
  return appid === undefined ? tradeOrders.findAnywhere(key) : tradeOrders.findNamed(appid, key);
};

/** @throws Problem when no trade order has the number */
async function knownOrder(
  transactionId: string,
  appid: string | undefined,
  { tradeOrders }: Pick<Stores, "tradeOrders">,
): Promise<TradeOrder> {
  const [newest] = await findOrders(transactionId, appid, tradeOrders);
  if (newest === undefined) throw unknownOrder(transactionId);
  return newest;
}

const unknownOrder = (transactionId: string) =>
  new Problem(
    404,
    text(
      `No trade order has the transaction_id ${transactionId}. Record its payment first: POST /admin/v1/payments.`,
      `没有 transaction_id 为 ${transactionId} 的支付单。请先记录支付：POST /admin/v1/payments。`,
    ),
  );

function closedToComplaints(order: TradeOrder, nowMs: number): Problem {
  const { unmanagedReason, state, visibleAtMs } = order;
  if (unmanagedReason !== null) {
    return new Problem(
      409,
      text(
        `The payment is not under management (${unmanagedReason}), so no complaint of it is kept.`,
        `该支付单未纳入发货管理（${unmanagedReason}），不记录投诉。`,
      ),
    );
  }
  if (visibleAtMs > nowMs) {
    const at = new Date(visibleAtMs).toISOString();
    return new Problem(
      409,
      text(
        `The payment becomes visible at ${at}: no complaint of it can be opened before. Repeat the call then; in a sandbox, POST /admin/v1/clock moves the time.`,
        `该支付单于 ${at} 起可查，在此之前不能发起投诉。请届时重试；沙箱可用 POST /admin/v1/clock 调整时间。`,
      ),
    );
  }
  const name = TRADE_STATE_NAMES[state - 1];
  return new Problem(
    409,
    text(
      `The payment is ${name}: a complaint can only be opened before the money is released or returned. Use a payment in another state.`,
      `该支付单的状态为 ${name}：资金结算或退回之后不能再发起投诉，请使用其他状态的支付单。`,
    ),
  );
}
