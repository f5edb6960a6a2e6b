import { text } from "@dingdan/contract";
import type { SendingCase } from "../check-case.js";
import { PAID_AND_REFUNDED, PAID_ONCE, REFUNDED_IN_FULL } from "../effects.js";
import { INDIVISIBLE, isIndivisible, mustBook } from "../judge.js";
import { couponOf } from "../resources.js";
import { RULE_SOURCES } from "../rule-sources.js";

/** Amounts and states in several parts: a coupon beside the buyer's money, two refunds, a refund that fails first. */
export const DIVIDED_CASES: readonly SendingCase[] = [
  {
    name: "coupon",
    level: "must",
    phase: "later",
    title: text(
      "a payment of which a coupon covers half is booked in full",
      "代金券抵扣一半的支付按全额入账",
    ),
    rule: text(
      "amount.total is the amount of the order. amount.payer_total is what the buyer paid: less, when a coupon of WeChat Pay or of the merchant covers the rest.",
      "amount.total 为订单金额；amount.payer_total 为用户实付金额，使用代金券时小于订单金额。",
    ),
    fix: text(
      "Compare and book amount.total (in sub_orders: total_amount), not payer_total.",
      "请比较并记录 amount.total（子单为 total_amount），而不是 payer_total。",
    ),
    source: RULE_SOURCES.payment,
    run: async (kit) => {
      const { totalFen } = kit.template;
      if (isIndivisible(totalFen)) return INDIVISIBLE;
      return mustBook([await kit.send(kit.payment("coupon", {}, couponOf(totalFen)))]);
    },
    effects: { order: "coupon", expected: PAID_ONCE },
  },
  {
    name: "second-refund",
    level: "must",
    phase: "later",
    title: text("two refunds of one payment are both booked", "同一笔支付的两次退款均被记录"),
    rule: text(
      "A payment can be refunded in up to 50 parts, each with an out_refund_no of its own.",
      "一笔支付可分多次退款（最多 50 次），每次使用不同的 out_refund_no。",
    ),
    fix: text(
      "Remember refunds by out_refund_no, not by out_trade_no, and add their amounts up.",
      "请按 out_refund_no（而非 out_trade_no）记录退款，并累计金额。",
    ),
    source: RULE_SOURCES.refundRequest,
    run: async (kit) => {
      if (isIndivisible(kit.template.totalFen)) return INDIVISIBLE;
      const order = "second_refund";
      const notices = [
        kit.payment(order),
        kit.refund(order),
        kit.refund(order, "SUCCESS", "second"),
      ];
      return mustBook(await kit.sendInTurn(notices));
    },
    effects: { order: "second_refund", expected: REFUNDED_IN_FULL },
  },
  {
    name: "refund-after-abnormal",
    level: "must",
    phase: "later",
    title: text(
      "a refund that succeeds after REFUND.ABNORMAL is booked",
      "REFUND.ABNORMAL 之后成功的退款会被记录",
    ),
    rule: text(
      "A refund that failed is made again under its own out_refund_no, so REFUND.SUCCESS can follow REFUND.ABNORMAL.",
      "退款失败后须使用原 out_refund_no 重新发起，因此 REFUND.ABNORMAL 之后可能收到 REFUND.SUCCESS。",
    ),
    fix: text(
      "Keep the state of a refund with its out_refund_no, and let SUCCESS replace ABNORMAL. Having seen the number does not mean that the refund was handled.",
      "请按 out_refund_no 保存退款状态，并以 SUCCESS 更新 ABNORMAL；见过该单号不代表退款已处理完毕。",
    ),
    source: RULE_SOURCES.refundRequest,
    run: async (kit) => {
      const paid = await kit.send(kit.payment("refund_after_abnormal"));
      // The case refund-abnormal judges the answer to this one.
      await kit.send(kit.refund("refund_after_abnormal", "ABNORMAL"));
      return mustBook([paid, await kit.send(kit.refund("refund_after_abnormal"))]);
    },
    effects: { order: "refund_after_abnormal", expected: PAID_AND_REFUNDED },
  },
];
