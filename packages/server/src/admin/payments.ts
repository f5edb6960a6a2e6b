import { diagnosePayment, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import type { PaymentOutcome } from "../domain/payment.js";
import { unreachable } from "../domain/unreachable.js";
import { invalidRequest, Problem } from "../http/problem.js";
import { parseTransaction } from "../payments/transaction.js";
import type { Statistics } from "../statistics/statistics.js";
import { type PaymentStores, recordPaymentReport } from "../wechatpay/record-payment.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";

/** Registers the operation with which the operator's systems report completed payments. */
export function registerPaymentRoutes(
  server: FastifyInstance,
  stores: PaymentStores,
  statistics: Statistics,
  clock: Clock,
): void {
  registerAdminRoutes(
    server,
    { recordPayment: (call) => recordPayment(call, stores, statistics, clock.nowMs()) },
    { recordPayment: diagnosePayment },
  );
}

async function recordPayment(
  { body }: AdminCall<"recordPayment">,
  stores: PaymentStores,
  statistics: Statistics,
  nowMs: number,
) {
  const parsed = parseTransaction(body, nowMs);
  if (parsed.kind === "incomplete") throw incompleteProblem(parsed.tradeState, parsed.path);
  if (parsed.kind === "broken") throw invalidRequest(parsed.violations);
  const outcome = await recordPaymentReport(parsed.payment, stores, statistics);
  switch (outcome.kind) {
    case "recorded":
    case "repeated":
      return { state: outcome.state };
    case "conflict":
      throw conflict(outcome);
    default:
      return unreachable(outcome);
  }
}

function conflict({
  contradiction,
  appid,
  transactionId,
  outTradeNo,
}: Extract<PaymentOutcome, { kind: "conflict" }>): Problem {
  const { number, path, recorded, reported } = contradiction;
  const name =
    transactionId === null ? `out_trade_no ${outTradeNo}` : `transaction_id ${transactionId}`;
  return new Problem(
    409,
    text(
      `The report contradicts a recorded payment (${name}, app ${appid}) with the same number, ${number}: ${path} is ${reported} here and ${recorded} there. The report was not recorded, and the payment needs attention: compare both with the merchant's WeChat Pay account.`,
      `该报告与单号相同（${number}）的已记录支付（${name}，应用 ${appid}）矛盾：此处 ${path} 为 ${reported}，已记录的为 ${recorded}。该报告未被记录，该支付需要处理：请与商户的微信支付后台核对。`,
    ),
    [
      {
        path,
        reason: text(
          `is ${reported}; recorded is ${recorded}`,
          `为 ${reported}；已记录的为 ${recorded}`,
        ),
      },
    ],
  );
}

const incompleteProblem = (tradeState: string, path: string) =>
  new Problem(
    422,
    text(
      `${path} is ${tradeState}: only a completed payment (SUCCESS or REFUND) makes a shopping order. Nothing was recorded; send the transaction again once it is paid.`,
      `${path} 为 ${tradeState}：只有已完成的支付（SUCCESS 或 REFUND）才能生成购物订单。未作记录，请在支付完成后再次发送。`,
    ),
    [{ path, reason: text("must be SUCCESS or REFUND", "应为 SUCCESS 或 REFUND") }],
  );
