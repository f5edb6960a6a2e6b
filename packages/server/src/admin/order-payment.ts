import { text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import { invalidRequest, Problem } from "../http/problem.js";
import { sandboxPayment } from "../payments/sandbox-payment.js";
import { parseTransaction } from "../payments/transaction.js";
import type { Statistics } from "../statistics/statistics.js";
import { type PaymentStores, recordPaymentReport } from "../wechatpay/record-payment.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { type KnownOrderStores, knownOrder } from "./known-order.js";

type Stores = PaymentStores & KnownOrderStores;

interface Terms {
  readonly statistics: Statistics;
  readonly clock: Clock;
  readonly isSandbox: boolean;
}

/** Registers the payment of an order as its buyer. Only a sandbox makes one: elsewhere WeChat Pay does. */
export function registerOrderPaymentRoute(
  server: FastifyInstance,
  stores: Stores,
  terms: Terms,
): void {
  registerAdminRoutes(server, { payOrder: (call) => payOrder(call, stores, terms) });
}

async function payOrder(
  { parameters: { id } }: AdminCall<"payOrder">,
  stores: Stores,
  { statistics, clock, isSandbox }: Terms,
) {
  if (!isSandbox) throw new Problem(403, NO_SANDBOX);
  const { order, app } = await knownOrder(id, stores);
  const { upload } = order;
  // A merchant chooses the numbers of its order. They must not reach a payment of another app.
  const { payment } = await stores.orders.findFacts(upload.appid, upload.orderKey);
  if (upload.state !== "waiting" || payment !== null) throw new Problem(409, PAID_ALREADY);
  const nowMs = clock.nowMs();
  const parsed = parseTransaction(sandboxPayment(upload, app, nowMs), nowMs);
  if (parsed.kind === "broken") throw invalidRequest(parsed.violations);
  if (parsed.kind === "incomplete") throw new Problem(409, PAID_ALREADY);
  const { outcome } = await recordPaymentReport(parsed.payment, stores, statistics);
  if (outcome.kind === "conflict") throw new Problem(409, PAID_ALREADY);
  return { state: outcome.kind === "erased" ? ("erased" as const) : outcome.state };
}

const NO_SANDBOX = text(
  "Only a sandbox pays orders: start with --sandbox or DINGDAN_SANDBOX=1. Elsewhere, WeChat Pay reports the payment.",
  "只有沙箱可以支付订单：请使用 --sandbox 或 DINGDAN_SANDBOX=1 启动。其他环境由微信支付报告支付。",
);

const PAID_ALREADY = text(
  "A payment with one of the order's numbers is recorded already. Upload an order with other numbers, and pay that.",
  "已有该订单单号的支付记录。请使用其他单号上传订单后再支付。",
);
