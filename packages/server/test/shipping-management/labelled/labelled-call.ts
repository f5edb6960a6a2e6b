import type { Loose } from "../../support/requests.js";
import type { ClientShape, SentBody } from "./client-shapes.js";

/** What happens before a labelled call, in order. */
export type LabelledStep =
  /** A WeChat Pay v3 transaction with its `source`, as `POST /admin/v1/payments` takes it. */
  | { readonly do: "pay"; readonly payment: Loose }
  | { readonly do: "wait"; readonly seconds: number }
  /** `trade_management` of the calling app. */
  | { readonly do: "settings"; readonly tradeManagement: Loose }
  /** An earlier call of the same app, with the errcode that it gets. */
  | {
      readonly do: "call";
      readonly operation: LabelledOperation;
      readonly body: SentBody;
      readonly errcode: number;
    }
  /** The buyer confirms the receipt in the component. */
  | { readonly do: "confirm"; readonly transactionId: string; readonly openid: string }
  | { readonly do: "complaint"; readonly transactionId: string; readonly open: boolean }
  /** The whole amount is refunded. */
  | { readonly do: "refund"; readonly payment: Loose };

export type LabelledOperation =
  | "secUploadShippingInfo"
  | "secUploadCombinedShippingInfo"
  | "secGetOrder"
  | "secGetOrderList"
  | "secNotifyConfirmReceive"
  | "secIsTradeManaged";

/** @see shipping-management, §14 */
export type LabelledCause =
  | "too_early"
  | "devtools_payment"
  | "before_authorization"
  | "foreign_currency"
  | "not_mini_program"
  | "wrong_app"
  | "sub_merchant"
  | "not_a_transaction_id"
  | "swapped_key"
  | "combined_endpoint"
  /** Not in the table: no payment was recorded under the number. */
  | "not_recorded"
  | "list_is_object"
  | "camel_case"
  | "misspelt_member"
  | "not_utf8"
  | "enum_unknown"
  | "not_json"
  | "plus_lost"
  | "no_T"
  | "unix_time"
  /** Not in the table: a time without an offset. */
  | "no_offset"
  | "local_time_as_Z"
  | "clock_ahead"
  | "not_newer"
  | "split_for_pick_up"
  | "two_goods_two_entries"
  | "is_all_delivered_forgotten"
  | "openid_of_another_app"
  | "sp_openid"
  | "retry_spent_chance"
  | "already_stored"
  | "refunded"
  | "confirmed"
  | "settled"
  | "sf_contact_missing"
  | "mask_hides_last_four"
  | "carrier_by_name"
  | "carrier_id_cleaned"
  | "escaped_twice"
  | "not_admitted"
  | "appid_missing"
  | "milliseconds";

/**
 * A call that a merchant's program really makes, with the mistake that it shows. The
 * labels are written from the documents alone, before and apart from the code that finds the causes.
 */
export interface LabelledCall {
  readonly id: string;
  readonly shape: ClientShape;
  readonly steps: readonly LabelledStep[];
  readonly operation: LabelledOperation;
  readonly body: SentBody;
  /** 0: the call does what was asked of it, and only a dry-run names the mistake. */
  readonly errcode: number;
  readonly cause: LabelledCause;
}
