import type { WeChatPayMerchant } from "../domain/wechatpay-merchant.js";
import type { EarlyRefund, EarlyRefundDecision } from "../payments/early-refund.js";

/** What merchant numbers need to receive WeChat Pay's notices and to query it. */
export interface WeChatPayStore {
  find(mchid: string): Promise<WeChatPayMerchant | null>;
  /** In the order of their numbers, after `afterMchid`. */
  list(page: { readonly afterMchid: string; readonly limit: number }): Promise<WeChatPayMerchant[]>;
  /**
   * Writes what `change` makes of a merchant, null when it is not stored, and returns that. A result of
   * null deletes the merchant. What `change` throws changes nothing.
   */
  change(
    mchid: string,
    change: (before: WeChatPayMerchant | null) => WeChatPayMerchant | null,
  ): Promise<WeChatPayMerchant | null>;
}

/** The refunds that came before their payments. */
export interface EarlyRefundStore {
  /**
   * Makes the decision on a refund whose payment is not recorded, and keeps it when the decision says so.
   * @param erasureHash by which an erased payment is recognised
   */
  put(incoming: EarlyRefund, erasureHash?: string): Promise<EarlyRefundDecision>;
  /** The refunds that wait for one of these transactions. */
  ofTransactions(transactionIds: readonly string[]): Promise<EarlyRefund[]>;
  /**
   * Looks at a page of the refunds, in the order of their keys, after `after`.
   * @returns those whose payment is recorded by now, and the key of the page's last refund; null at the end
   */
  findPaid(page: {
    readonly after: EarlyRefundKey | null;
    readonly limit: number;
  }): Promise<{ readonly paid: EarlyRefund[]; readonly last: EarlyRefundKey | null }>;
  /** Removes a refund, unless a later notice has replaced it in the meantime. */
  remove(refund: EarlyRefund): Promise<void>;
  /** Removes at most `limit` refunds that came before `beforeMs`, the oldest first, and returns them. */
  sweep(beforeMs: number, limit: number): Promise<EarlyRefund[]>;
}

/** What names a refund that waits for its payment. */
export type EarlyRefundKey = Pick<EarlyRefund, "refundId" | "mchid">;
