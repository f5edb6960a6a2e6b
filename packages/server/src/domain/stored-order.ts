import type { InstantText, MatchState } from "@dingdan/contract";
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

/** Why a paid upload is mismatched. */
export type Mismatch = "payer" | "order_number_type";

/** An upload as stored. */
export interface StoredUpload extends IncomingUpload {
  readonly state: MatchState;
  readonly mismatch: Mismatch | null;
  readonly firstReceivedAtMs: number;
  /** The payment that it was compared with; null while it waits for one. */
  readonly transactionId: string | null;
  readonly paidAtMs: number | null;
  readonly matchedAtMs: number | null;
  /** When the last of its orders was first shipped; null while one is not. */
  readonly shippedAtMs: number | null;
  /** When all of its payment was refunded; null while a part is not. */
  readonly refundedAtMs: number | null;
  /**
   * The JSON that lists show: see {@link orderSummary}. Null while it is not matched, and after something
   * of it was shipped.
   */
  readonly summary: string | null;
  readonly events: readonly TimelineEvent[];
}

/** A completed payment. */
export interface Payment {
  readonly appid: string;
  readonly transactionId: string;
  readonly outTradeNo: string;
  /** The order keys of the payment, in every form. */
  readonly orderKeys: readonly string[];
  readonly openid: string;
  readonly amountFen: number;
  /** When the payer paid, by WeChat Pay's clock. */
  readonly paidAtMs: number;
  readonly receivedAtMs: number;
  /** When all of it was refunded; null while a part is not. */
  readonly refundedAtMs: number | null;
  /** The WeChat Pay object as received, in JSON. */
  readonly transaction: string;
}

/** The stored state of one order key. */
export interface OrderFacts {
  readonly upload: StoredUpload | null;
  /** The payment that the key names, whichever app it belongs to. */
  readonly payment: Payment | null;
  /**
   * An upload of the same app that names the same payment by another of its numbers; of several, the one
   * that is not mismatched for it.
   */
  readonly rival: StoredUpload | null;
}
