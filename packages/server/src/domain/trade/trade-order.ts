import type { DeliveryMode, LogisticsType, TradeParcel } from "@dingdan/contract";

/**
 * The states of a payment under shipping information management, by WeChat's numbers.
 * @see shipping-management, §10
 */
export const TRADE_STATE = {
  UNSHIPPED: 1,
  SHIPPED: 2,
  CONFIRMED: 3,
  SETTLED: 4,
  REFUNDED: 5,
  /** Confirmed while a complaint is open: the money waits for its end. */
  UNSETTLED: 6,
} as const;
export type TradeState = (typeof TRADE_STATE)[keyof typeof TRADE_STATE];

/** Why a payment is not under management: WeChat then answers 10060001 for it. */
export type UnmanagedReason =
  | "not_admitted"
  | "not_managed"
  | "before_authorization"
  | "devtools_payment"
  | "not_mini_program"
  | "foreign_currency";

/** A parcel with the time of the upload that brought it. */
export interface StoredParcel extends TradeParcel {
  readonly uploadedAtMs: number;
}

/** What was uploaded for a payment. */
export interface TradeShipping {
  readonly logisticsType: LogisticsType;
  readonly deliveryMode: DeliveryMode;
  readonly parcels: readonly StoredParcel[];
  /** The instant of the latest upload_time: the next one must be later. */
  readonly uploadTimeMs: number;
  /** True when all goods are sent. */
  readonly isFinished: boolean;
  /** How often the goods were reported as sent: 0, 1, or 2 after the re-shipment. */
  readonly finishCount: 0 | 1 | 2;
  /** True when the one re-shipment is spent, whether or not it is finished. */
  readonly isReshipped: boolean;
}

/** A declaration of the merchant that a payment needs no shipping within the usual time. */
export type SpecialOrder =
  | { readonly kind: "presale"; readonly delayToMs: number }
  | { readonly kind: "test" };

export type ConfirmMethod = "automatic" | "buyer";

export interface TradeEvent {
  readonly atMs: number;
  readonly kind:
    | "ingested"
    | "parcels"
    | "shipped"
    | "reshipped"
    | "reminded_buyer"
    | "reminded_merchant"
    | "special"
    | "complaint_opened"
    | "complaint_closed"
    | "confirmed"
    | "settled"
    | "refunded";
  /** Facts of the event for a person, such as `method: "buyer"`. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/**
 * One payment of one app, or one part of a combined payment, with all that shipping information
 * management knows of it. A payment that is not under management is stored as well, so that its reason
 * can be named.
 */
export interface TradeOrder {
  readonly appid: string;
  readonly transactionId: string;
  /** The merchant number that placed the order; in provider mode the provider's. */
  readonly mchid: string;
  /** The sub-merchant's number; empty without a provider. */
  readonly subMchid: string;
  readonly outTradeNo: string;
  /** The payer under {@link appid}. */
  readonly openid: string;
  /** In fen. */
  readonly amountMinor: number;
  readonly createdAtMs: number;
  readonly paidAtMs: number;
  /** When interfaces find the payment: some seconds after it was paid. */
  readonly visibleAtMs: number;
  /** Null: it is under management. */
  readonly unmanagedReason: UnmanagedReason | null;
  /** The combined payment that it is a part of. */
  readonly combination: {
    readonly mchid: string;
    readonly outTradeNo: string;
    readonly transactionId: string | null;
  } | null;
  readonly state: TradeState;
  readonly isInComplaint: boolean;
  readonly shipping: TradeShipping | null;
  /** When the goods were last reported as sent; the timer of the receipt starts there. */
  readonly shippedAtMs: number | null;
  /** When the timer of the receipt ends. An open complaint stops it: then what is left of it. */
  readonly confirmDueAtMs: number | null;
  readonly confirmLeftMs: number | null;
  /** When the merchant's call reminded the buyer: once per order. */
  readonly buyerRemindedAtMs: number | null;
  /** When the merchant was reminded to ship: once per order. */
  readonly merchantRemindedAtMs: number | null;
  readonly special: SpecialOrder | null;
  readonly confirmedAtMs: number | null;
  readonly confirmMethod: ConfirmMethod | null;
  /** When a confirmed payment is settled; null while it is not confirmed, or a complaint is open. */
  readonly settleDueAtMs: number | null;
  readonly settledAtMs: number | null;
  readonly refundedAtMs: number | null;
  /** When the next timer ends, whichever it is; null when none runs. */
  readonly dueAtMs: number | null;
  readonly events: readonly TradeEvent[];
  /** What became of the pushes about it; absent before the first attempt. */
  readonly pushes?: readonly TradePush[];
}

/** What became of a push about an order to its app's message URL. */
export interface TradePush {
  /** What it reports: the shipping and the settlement have one event name. */
  readonly reports: "shipped" | "settled" | "reminded_merchant";
  /** The instant of that; its event in the timeline has the same. */
  readonly createdAtMs: number;
  /** `dropped`: every attempt within 24 hours failed. */
  readonly state: "delivered" | "failing" | "dropped";
  readonly attempts: number;
  /** The latest attempt. */
  readonly attemptedAtMs: number;
  /** Why it failed; null when it was delivered. */
  readonly fault: string | null;
}

/** An app's settings of shipping information management, as the operator sets them. */
export interface TradeSettings {
  /** True: WeChat has admitted the app; otherwise every call is refused with 48001. */
  readonly isAdmitted: boolean;
  /** True: the app's new payments are under management. */
  readonly isManaged: boolean;
  /** True: every linked merchant number was authorised or unlinked. */
  readonly isCompleted: boolean;
  readonly ingestionSeconds: number;
  /** From the confirmation to the settlement. */
  readonly settleSeconds: number;
  /** Payments before it are never under management. */
  readonly authorizedAtMs: number;
  /** False: update_order_detail_path is refused until the merchant signs. */
  readonly isPathAgreementSigned: boolean;
  /** True: buyers confirm the receipt on their page of this platform, also outside a sandbox. */
  readonly isReceiptByBuyers: boolean;
  /** True: an upload with a member that the documents do not have is refused with 47001. */
  readonly isUploadStrict: boolean;
  /** True: platforms need the permission sets of WeChat's documents of 2023. */
  readonly hasSetsOf2023: boolean;
  /** True: the app must join, or it loses its payments. */
  readonly isControlled: boolean;
}

/** How a payment was made. `devtools`: by a scan in the developer tool. */
export type PaymentSource = "mini_program" | "devtools" | "other";

/** A push to the app's message URL, without the members that every push has. */
export interface AppMessage {
  readonly appid: string;
  /** FromUserName: the payer's openid, or the app's own id. */
  readonly from: string;
  readonly event:
    | "trade_manage_remind_access_api"
    | "trade_manage_remind_shipping"
    | "trade_manage_order_settlement"
    | "wxa_trade_controlled";
  /** When it happened. */
  readonly createdAtMs: number;
  /** When the message was queued, if that was later: a timer may end while no server runs. */
  readonly queuedAtMs?: number;
  /** Members of the event in their order; times in Unix seconds. */
  readonly members: readonly (readonly [name: string, value: string | number])[];
}
