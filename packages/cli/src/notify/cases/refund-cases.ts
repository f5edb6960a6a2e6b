import { text } from "@dingdan/contract";
import { isAccepted, isRefused } from "../answer.js";
import type { SendingCase } from "../check-case.js";
import { PAID_AND_REFUNDED, PAID_ONCE } from "../effects.js";
import { mustAccept, mustBook } from "../judge.js";
import type { OrderName } from "../orders.js";
import type { RefundStatus } from "../resources.js";
import { RULE_SOURCES } from "../rule-sources.js";

const NOT_REFUNDED_FIX = text(
  "Handle refund_status SUCCESS, CLOSED and ABNORMAL. Accept all three, and count only SUCCESS as refunded; an abnormal refund needs a person.",
  "请处理 refund_status 的 SUCCESS、CLOSED 与 ABNORMAL：三者均应答成功，仅 SUCCESS 计为已退款；异常退款须人工处理。",
);

const ORDER_OF_ARRIVAL = text(
  "Notices are repeated for a day after a failure, so an older one can arrive after a newer one.",
  "通知失败后会在一天内重发，因此较早的通知可能晚于较新的通知到达。",
);

/** Refunds, in each of their states and in any order of arrival. */
export const REFUND_CASES: readonly SendingCase[] = [
  {
    name: "refund",
    level: "must",
    phase: "later",
    title: text("a refund that arrives twice is booked once", "退款通知到达两次只记一次"),
    rule: text(
      "The result of a refund is notified with REFUND.SUCCESS, and may be repeated as a payment may.",
      "退款成功以 REFUND.SUCCESS 通知，与支付通知一样可能重复。",
    ),
    fix: text(
      "Remember refunds by out_refund_no, and answer 200 or 204 if one was booked before.",
      "按 out_refund_no 记录退款；已记录时直接应答 200 或 204。",
    ),
    source: RULE_SOURCES.refund,
    run: async (kit) =>
      mustBook(
        await kit.sendInTurn([kit.payment("refund"), kit.refund("refund"), kit.refund("refund")]),
      ),
    effects: { order: "refund", expected: PAID_AND_REFUNDED },
  },
  notPaidOut("refund-abnormal", "refund_abnormal", "ABNORMAL"),
  notPaidOut("refund-closed", "refund_closed", "CLOSED"),
  {
    name: "refund-first",
    level: "must",
    phase: "later",
    title: text(
      "a refund that arrives before its payment is not lost",
      "先于支付到达的退款通知不会丢失",
    ),
    rule: ORDER_OF_ARRIVAL,
    fix: text(
      "If the payment is unknown, refuse the refund with 4xx or 5xx, so that it is sent again; or accept it and keep it until the payment arrives.",
      "尚未收到支付时，请以 4xx 或 5xx 拒绝退款通知以便重发，或应答成功并保存至支付到达。",
    ),
    source: RULE_SOURCES.refund,
    run: async (kit) => {
      const early = await kit.send(kit.refund("refund_first"));
      if (!isAccepted(early) && !isRefused(early)) return mustAccept([early]);
      const paid = await kit.send(kit.payment("refund_first"));
      if (isAccepted(early)) return mustBook([paid]);
      return mustBook([paid, await kit.send(kit.refund("refund_first"))]);
    },
    effects: { order: "refund_first", expected: PAID_AND_REFUNDED },
  },
  {
    name: "payment-after-refund",
    level: "must",
    phase: "later",
    title: text(
      "an older payment notice after a refund changes nothing",
      "退款之后到达的旧支付通知不改变任何内容",
    ),
    rule: ORDER_OF_ARRIVAL,
    fix: text(
      "Never move an order back: a payment that was booked before is answered with 200 or 204 and leaves its refunds as they are.",
      "订单状态不得回退：已入账的支付直接应答 200 或 204，保留其退款。",
    ),
    source: RULE_SOURCES.receiving,
    run: async (kit) => {
      const order = "payment_after_refund";
      const notices = [kit.payment(order), kit.refund(order), kit.payment(order)];
      return mustBook(await kit.sendInTurn(notices));
    },
    effects: { order: "payment_after_refund", expected: PAID_AND_REFUNDED },
  },
];

function notPaidOut(
  name: string,
  order: OrderName,
  status: Exclude<RefundStatus, "SUCCESS">,
): SendingCase {
  return {
    name,
    level: "must",
    phase: "later",
    title: text(
      `REFUND.${status} is accepted and not counted as refunded`,
      `接受 REFUND.${status} 且不计为已退款`,
    ),
    rule: text(
      "REFUND.ABNORMAL (the bank rejected it; it must be handled in the merchant platform) and REFUND.CLOSED are notified like REFUND.SUCCESS. No money has reached the buyer.",
      "REFUND.ABNORMAL（银行拒绝，须在商户平台处理）与 REFUND.CLOSED 同样会通知，此时款项并未退给用户。",
    ),
    fix: NOT_REFUNDED_FIX,
    source: RULE_SOURCES.refund,
    run: async (kit) =>
      mustBook(await kit.sendInTurn([kit.payment(order), kit.refund(order, status)])),
    effects: { order, expected: PAID_ONCE },
  };
}
