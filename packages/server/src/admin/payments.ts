import { text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import { unreachable } from "../domain/unreachable.js";
import { invalidRequest, Problem } from "../http/problem.js";
import { parseTransaction } from "../payments/transaction.js";
import { countPayment } from "../statistics/count-outcomes.js";
import type { Statistics } from "../statistics/statistics.js";
import type { OrderStore } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";

/** Registers the operation with which the operator's systems report completed payments. */
export function registerPaymentRoutes(
  server: FastifyInstance,
  orders: OrderStore,
  statistics: Statistics,
  clock: Clock,
): void {
  registerAdminRoutes(server, {
    recordPayment: (call) => recordPayment(call, orders, statistics, clock.nowMs()),
  });
}

async function recordPayment(
  { body }: AdminCall<"recordPayment">,
  orders: OrderStore,
  statistics: Statistics,
  nowMs: number,
) {
  const parsed = parseTransaction(body, nowMs);
  if (parsed.kind === "incomplete") throw incompleteProblem(parsed.tradeState);
  if (parsed.kind === "broken") throw invalidRequest(parsed.violations);
  const decision = await orders.putPayment(parsed.payment);
  countPayment(statistics, parsed.payment, decision);
  switch (decision.kind) {
    case "recorded":
    case "repeated":
      return { state: decision.state };
    case "conflict":
      throw new Problem(
        409,
        text(
          `Transaction ${decision.transactionId} is already recorded under these numbers, with other values. Nothing was changed.`,
          `该单号属于交易 ${decision.transactionId}，其已记录的内容不同；未作任何修改。`,
        ),
      );
    default:
      return unreachable(decision);
  }
}

const incompleteProblem = (tradeState: string) =>
  new Problem(
    422,
    text(
      `trade_state is ${tradeState}: only a completed payment (SUCCESS) makes a shopping order. Nothing was recorded; send the transaction again once it is paid.`,
      `trade_state 为 ${tradeState}：只有已完成的支付（SUCCESS）才能生成购物订单。未作记录，请在支付完成后再次发送。`,
    ),
    [{ path: "trade_state", reason: text("must be SUCCESS", "应为 SUCCESS") }],
  );
