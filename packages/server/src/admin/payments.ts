import { diagnosePayment, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import type { PaymentOutcome } from "../domain/payment.js";
import type { TradeOrder } from "../domain/trade/trade-order.js";
import { unreachable } from "../domain/unreachable.js";
import { invalidRequest, Problem } from "../http/problem.js";
import { parseTransaction } from "../payments/transaction.js";
import type { Statistics } from "../statistics/statistics.js";
import type { Store } from "../storage/store.js";
import {
  type PaymentStores,
  type RecordedReport,
  recordPaymentReport,
} from "../wechatpay/record-payment.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";

type Stores = PaymentStores & Pick<Store, "tradeOrders">;

/** Registers the operation with which the operator's systems report completed payments. */
export function registerPaymentRoutes(
  server: FastifyInstance,
  stores: Stores,
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
  { body: { source, ...transaction } }: AdminCall<"recordPayment">,
  stores: Stores,
  statistics: Statistics,
  nowMs: number,
) {
  const parsed = parseTransaction(transaction, nowMs);
  if (parsed.kind === "incomplete") throw incompleteProblem(parsed.tradeState, parsed.path);
  if (parsed.kind === "broken") throw invalidRequest(parsed.violations);
  const recorded = await recordPaymentReport(parsed.payment, stores, statistics, source);
  const { outcome } = recorded;
  switch (outcome.kind) {
    case "recorded":
    case "repeated":
      return {
        state: outcome.state,
        ...representManaged(await storedTrade(recorded, stores), transaction),
      };
    case "erased":
      return { state: "erased" as const };
    case "conflict":
      throw conflict(outcome);
    default:
      return unreachable(outcome);
  }
}

/** The trade orders of a payment: those that it made, or that an earlier report of it had made. */
async function storedTrade(
  { outcome, trade }: RecordedReport,
  { tradeOrders }: Stores,
): Promise<readonly TradeOrder[]> {
  if (outcome.kind === "recorded" && outcome.isFirst) return trade;
  const stored = trade.map(async (made) => {
    const key = { kind: "transaction", transaction_id: made.transactionId } as const;
    return (await tradeOrders.findNamed(made.appid, key))[0] ?? made;
  });
  return Promise.all(stored);
}

/** What became of a payment in shipping information management; nothing for apps that are not registered. */
function representManaged(
  trade: readonly TradeOrder[],
  { combine_out_trade_no: combination }: { readonly combine_out_trade_no?: string },
) {
  const parts = trade.map(({ transactionId, unmanagedReason: reason, visibleAtMs }) => ({
    transaction_id: transactionId,
    ...(reason === null
      ? { state: "managed" as const, visible_at: new Date(visibleAtMs).toISOString() }
      : { state: "unmanaged" as const, reason }),
  }));
  const [first] = parts;
  if (first === undefined) return {};
  return { managed: first, ...(combination === undefined ? {} : { managed_parts: parts }) };
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
