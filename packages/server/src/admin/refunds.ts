import { diagnoseRefund, formatMoney, type Language, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import { type Amount, representAmount } from "../domain/amount.js";
import { totalOf } from "../domain/payment-facts.js";
import { factsOf } from "../domain/recorded-payment.js";
import type { Payment } from "../domain/stored-order.js";
import { unreachable } from "../domain/unreachable.js";
import { invalidRequest, Problem } from "../http/problem.js";
import { parseRefund } from "../payments/refund.js";
import type { RefundStore } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";

/** Registers the operation with which the operator's systems report refunds. */
export function registerRefundRoutes(
  server: FastifyInstance,
  refunds: RefundStore,
  clock: Clock,
): void {
  registerAdminRoutes(
    server,
    { recordRefund: (call) => recordRefund(call, refunds, clock.nowMs()) },
    { recordRefund: diagnoseRefund },
  );
}

async function recordRefund(
  { body }: AdminCall<"recordRefund">,
  refunds: RefundStore,
  nowMs: number,
) {
  const parsed = parseRefund(body, nowMs);
  if (parsed.kind === "broken") throw invalidRequest(parsed.violations);
  const { refund } = parsed;
  const decision = await refunds.put(refund);
  switch (decision.kind) {
    case "recorded":
    case "repeated":
      return {
        state: refund.state,
        ...sumsOf(decision.payment, decision.refundedMinor),
      };
    case "unknown_payment":
      throw unknownPayment(refund.ofTransactionId);
    case "erased":
      throw erasedPayment(refund.ofTransactionId);
    case "conflict":
      throw conflict(decision.path, decision.recorded);
    case "outdated":
      throw outdated(refund.state, decision.state);
    case "excessive":
      throw excessive(refund.amountMinor, decision.refunded, decision.total);
    default:
      return unreachable(decision);
  }
}

function sumsOf(payment: Payment, refundedMinor: number) {
  const total = totalOf(factsOf(payment));
  return {
    refunded: representAmount({ ...total, amountMinor: refundedMinor }),
    amount: representAmount(total),
    refunded_fen: refundedMinor,
    amount_fen: total.amountMinor,
  };
}

const unknownPayment = (transactionId: string) =>
  new Problem(
    404,
    text(
      `No payment has the transaction_id ${transactionId}, so the refund was not recorded. Record the payment first, then send the refund again.`,
      `没有交易 ${transactionId} 的支付记录，退款未作记录。请先记录支付，再重新发送退款。`,
    ),
  );

const erasedPayment = (transactionId: string) =>
  new Problem(
    404,
    text(
      `The payment with the transaction_id ${transactionId} was erased with its buyer's data, so the refund was not recorded. Nothing is to be done.`,
      `交易 ${transactionId} 的支付记录已随买家数据删除，退款未作记录，无需处理。`,
    ),
  );

/** The members of a refund that repeat facts of its payment. The others are its own. */
const OF_PAYMENT: ReadonlySet<string> = new Set([
  "out_trade_no",
  "mchid",
  "amount.currency",
  "amount.total",
]);

function conflict(path: string, recorded: string): Problem {
  const [en, zh] = OF_PAYMENT.has(path)
    ? ["its payment", "所属支付"]
    : ["a recorded refund", "已记录的退款"];
  return new Problem(
    409,
    text(
      `The refund contradicts ${en}: the recorded ${path} is ${recorded}. Nothing was changed.`,
      `该退款与${zh}矛盾：已记录的 ${path} 为 ${recorded}。未作任何修改。`,
    ),
    [{ path, reason: text(`must be ${recorded}`, `应为 ${recorded}`) }],
  );
}

const outdated = (state: string, stored: string) =>
  new Problem(
    409,
    text(
      `The refund is already ${stored}, and ${state} cannot follow: the notice is outdated or wrong. Nothing was changed.`,
      `该退款已是 ${stored}，其后不会再是 ${state}：通知已过时或有误。未作任何修改。`,
    ),
  );

function excessive(amountMinor: number, refunded: Amount, total: Amount): Problem {
  const words = (language: Language) => ({
    more: formatMoney(representAmount({ ...total, amountMinor }), language),
    before: formatMoney(representAmount(refunded), language),
    all: formatMoney(representAmount(total), language),
  });
  const [en, zh] = [words("en"), words("zh")];
  return new Problem(
    409,
    text(
      `${en.before} of ${en.all} are already refunded: ${en.more} more would exceed the payment. Nothing was changed.`,
      `支付 ${zh.all}，已退款 ${zh.before}：再退 ${zh.more} 将超出支付金额。未作任何修改。`,
    ),
    [{ path: "amount.refund", reason: text("exceeds the payment", "超出支付金额") }],
  );
}
