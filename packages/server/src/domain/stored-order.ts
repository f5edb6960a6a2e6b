import type {
  InstantText,
  MatchState,
  Mismatch,
  RefundProgress,
  ShippingShown,
} from "@dingdan/contract";
import type { Contradiction } from "./payment-reports.js";
import type { TimelineEvent } from "./timeline.js";

/** An upload that has passed the contract's rules. */
export interface IncomingUpload {
  readonly appid: string;
  /** {@link orderKeyText} of its order key. */
  readonly orderKey: string;
  readonly openid: string;
  /** The upload_time as received, and its instant. */
  readonly uploadTime: string;
  readonly uploadInstant: InstantText;
  /** Canonical JSON of ShoppingDetails or CombinedDetails: equal contents are equal texts. */
  readonly details: string;
  readonly merchantOrderNos: readonly string[];
  readonly receivedAtMs: number;
}

/** An upload as stored. */
export interface StoredUpload extends IncomingUpload {
  readonly state: MatchState;
  readonly mismatch: Mismatch | null;
  readonly firstReceivedAtMs: number;
  /** The {@link Payment.id} of the payment that it was compared with; null while it waits for one. */
  readonly paymentId: string | null;
  readonly paidAtMs: number | null;
  readonly matchedAtMs: number | null;
  /** When the last of its items was first shipped; null while one is not. */
  readonly shippedAtMs: number | null;
  /** `received` only where it is read for people: see `SHIPPING_SHOWN` of the adapters. */
  readonly shippingProgress: ShippingShown;
  /** When all of its payment was refunded; null while a part is not. */
  readonly refundedAtMs: number | null;
  readonly refundProgress: RefundProgress;
  /**
   * The JSON that lists show: see {@link orderSummary}. Null while it is not matched, and after something
   * of it was shipped.
   */
  readonly summary: string | null;
  readonly events: readonly TimelineEvent[];
}

/** A completed payment: one row for all reports of it. */
export interface Payment {
  /** The app that it belongs to. */
  readonly appid: string;
  /**
   * Identifies its row within the app. It is made from the payment's numbers and is not one of them, so no
   * page shows it: see {@link transactionIdOf}.
   */
  readonly id: string;
  readonly outTradeNo: string;
  /** The names of the payment as a whole, as order keys, in every form. */
  readonly orderKeys: readonly string[];
  /** The payer in the app. */
  readonly openid: string;
  /** The total of the order, in the minor unit of its currency. */
  readonly amountMinor: number;
  /** When the payer paid, by WeChat Pay's clock. */
  readonly paidAtMs: number;
  /** When it was first reported. */
  readonly receivedAtMs: number;
  /** When all of it was refunded; null while a part is not. */
  readonly refundedAtMs: number | null;
  readonly refundProgress: RefundProgress;
  /** The latest report that contradicts it, and when it arrived; null when there was none. */
  readonly contradiction: (Contradiction & { readonly atMs: number }) | null;
  /** The objects of WeChat Pay, in JSON: one object, or a list when it was reported in several shapes. */
  readonly reports: string;
}

/** The stored state of one order key. */
export interface OrderFacts {
  readonly upload: StoredUpload | null;
  /**
   * The payment that the key names, whichever app it belongs to. When it was also made in this app, and
   * its own app has uploaded nothing for it, it is the payment as it would belong to this app.
   */
  readonly payment: Payment | null;
  /**
   * An upload of the same app that names the same payment by another of its numbers; of several, the one
   * that is not mismatched for it.
   */
  readonly rival: StoredUpload | null;
}
