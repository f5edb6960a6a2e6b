import type { DeliveryMode, LogisticsType } from "./enumerations.js";

/** How a payment is named in an upload: by WeChat Pay's number, or by the merchant's. */
export type TradeOrderKey =
  | { readonly kind: "transaction"; readonly transaction_id: string }
  | { readonly kind: "merchant"; readonly mchid: string; readonly out_trade_no: string };

/** One entry of `shipping_list`. Members that were not sent are empty. */
export interface TradeParcel {
  readonly tracking_no: string;
  /** A delivery_id for a courier; a free name otherwise. */
  readonly express_company: string;
  readonly item_desc: string;
  readonly contact: {
    readonly consignor_contact: string;
    readonly receiver_contact: string;
  } | null;
}

/** What one payment's goods are sent with. */
export interface TradeDelivery {
  readonly order_key: TradeOrderKey;
  readonly logistics_type: LogisticsType;
  readonly delivery_mode: DeliveryMode;
  /** True for unified delivery, whatever was sent. */
  readonly is_all_delivered: boolean;
  readonly shipping_list: readonly TradeParcel[];
  /** The path of the delivery in the request: empty, or `sub_orders[0].` */
  readonly path: string;
}

/** A valid upload to the shipping information management, plain or combined. */
export interface TradeUpload {
  /** The combined payment; null for a plain upload, whose only delivery names its payment. */
  readonly combined_key: TradeOrderKey | null;
  readonly deliveries: readonly TradeDelivery[];
  /** As sent, RFC 3339. */
  readonly upload_time: string;
  readonly openid: string;
}
