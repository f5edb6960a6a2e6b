import type { RefundProgress } from "./order-status.js";
import type { MatchState } from "./states.js";
import { type Text, text } from "./text.js";

/** Why a paid upload is mismatched. `sub_orders`: its parts are not those of the payment. */
export const MISMATCHES = ["payer", "order_number_type", "sub_orders"] as const;
export type Mismatch = (typeof MISMATCHES)[number];

/** How long after its payment an upload may arrive; a later one fails the review. @see product-guide, §3 */
export const UPLOAD_DELAY_MAX_MS = 5000;

/** The facts that decide whether an order needs attention. */
export interface AttentionFacts {
  readonly match: MatchState;
  /** Null unless the order is mismatched. */
  readonly mismatch: Mismatch | null;
  readonly refund: RefundProgress;
  /** True when WeChat Pay reported the payment again with a different fact. */
  readonly isContradicted: boolean;
  /** True when buyers see the app's orders: its access review was passed. */
  readonly isAppApproved: boolean;
  /** True when the upload arrived more than {@link UPLOAD_DELAY_MAX_MS} after the payment. */
  readonly isLate: boolean;
}

/** The reasons for which an order needs attention, the most important first. */
export const ATTENTION_REASONS = [
  "other_payer",
  "other_form",
  "parts_differ",
  "contradicted",
  "not_approved",
  "late",
] as const;
export type AttentionReason = (typeof ATTENTION_REASONS)[number];

interface AttentionRow {
  readonly reason: AttentionReason;
  /** The facts that it needs; a list names several allowed values, an absent fact may have any value. */
  readonly facts: {
    readonly [Fact in keyof AttentionFacts]?:
      | AttentionFacts[Fact]
      | readonly AttentionFacts[Fact][];
  };
  /** A tag of few words. */
  readonly words: Text;
  /** What is wrong and the next step, in a sentence or two. */
  readonly explanation: Text;
}

/** Money that was returned needs no delivery to its buyer. */
const NOT_REFUNDED: readonly RefundProgress[] = ["none", "in_progress", "part"];

/** The one table of the reasons: which facts make which reason, and its words. */
export const ATTENTION_TABLE: readonly AttentionRow[] = [
  {
    reason: "other_payer",
    facts: { match: "mismatched", mismatch: "payer" },
    words: text("Another payer", "付款人不符"),
    explanation: text(
      "The uploaded openid is not that of the person who paid. Upload the order again with the payer's openid in this app.",
      "上传的 openid 不是实际付款人的 openid。请使用付款人在该应用下的 openid 重新上传。",
    ),
  },
  {
    reason: "other_form",
    facts: { match: "mismatched", mismatch: "order_number_type" },
    words: text("Uploaded under another number", "已用另一种单号上传"),
    explanation: text(
      "The details of this payment were uploaded under another of its numbers first, and those count. Replace or ship the order under that number.",
      "该笔支付的订单已先用另一种单号上传，以先上传的为准。请使用该单号更新订单或发货。",
    ),
  },
  {
    reason: "parts_differ",
    facts: { match: "mismatched", mismatch: "sub_orders" },
    words: text("Part missing", "子单不符"),
    explanation: text(
      "The sub-orders of the upload are not the parts of the combined payment. Upload the combined order again with one sub-order for each part.",
      "上传的子单与合单支付的各笔子支付不一致。请按每笔子支付对应一个子单重新上传合单订单。",
    ),
  },
  {
    reason: "contradicted",
    facts: { isContradicted: true },
    words: text("Contradicting report", "支付报告矛盾"),
    explanation: text(
      "WeChat Pay reported the payment again with a different fact. Compare both values with the merchant's WeChat Pay back office, then mark it as handled.",
      "微信支付再次报告该笔支付，但内容与记录不一致。请与商户的微信支付后台核对，然后标记为已处理。",
    ),
  },
  {
    reason: "not_approved",
    facts: { match: "matched", refund: NOT_REFUNDED, isAppApproved: false },
    words: text("Buyer cannot see it", "买家不可见"),
    explanation: text(
      "The app has not passed its access review, or its permission is closed: its buyers see no order yet. Open the permission and submit the app for review.",
      "该应用未通过接入审核或已关闭权限，买家看不到其订单。请开通权限并提交审核。",
    ),
  },
  {
    reason: "late",
    facts: { match: "matched", refund: NOT_REFUNDED, isAppApproved: false, isLate: true },
    words: text("Uploaded late", "上传超时"),
    explanation: text(
      `The order was uploaded more than ${UPLOAD_DELAY_MAX_MS / 1000} s after its payment. A review rejects an app with late uploads: upload the order as soon as it is paid.`,
      `订单在支付完成 ${UPLOAD_DELAY_MAX_MS / 1000} 秒之后才上传。存在超时上传的应用不能通过审核，请在支付完成后立即上传。`,
    ),
  },
];

/** Why an order needs attention, the most important reason first; empty when it does not. */
export const attentionReasons = (given: AttentionFacts): AttentionReason[] =>
  ATTENTION_TABLE.filter(({ facts }) =>
    Object.entries(facts).every(([name, allowed]) => {
      const value = given[name as keyof AttentionFacts];
      return Array.isArray(allowed) ? allowed.includes(value) : allowed === value;
    }),
  ).map(({ reason }) => reason);

const ROWS = new Map(ATTENTION_TABLE.map((row) => [row.reason, row]));

/** The words of a reason. */
export const attentionWords = (reason: AttentionReason): Text =>
  (ROWS.get(reason) as AttentionRow).words;

/** What is wrong with an order for this reason, and the next step. */
export const attentionExplanation = (reason: AttentionReason): Text =>
  (ROWS.get(reason) as AttentionRow).explanation;
