import { UCP_VERSIONS, type UcpVersion } from "@dingdan/contract";

export { UCP_VERSIONS, type UcpVersion };

/**
 * The order of the Universal Commerce Protocol, as far as Dingdan sends it. Amounts are in the minor unit of
 * the order's currency.
 * @see https://ucp.dev/2026-04-08/specification/order
 */
export interface UcpOrder {
  readonly ucp: UcpMetadata;
  readonly id: string;
  readonly label: string;
  readonly checkout_id: string;
  readonly permalink_url: string;
  readonly line_items: readonly UcpLineItem[];
  readonly fulfillment: { readonly events: readonly UcpFulfillmentEvent[] };
  readonly adjustments: readonly UcpAdjustment[];
  readonly currency: string;
  readonly totals: readonly UcpTotal[];
}

export interface UcpMetadata {
  readonly version: UcpVersion;
  readonly capabilities: {
    readonly [ORDER_CAPABILITY]: readonly { readonly version: UcpVersion }[];
  };
}

export interface UcpLineItem {
  readonly id: string;
  readonly item: {
    readonly id: string;
    readonly title: string;
    readonly price: number;
    readonly image_url?: string;
  };
  readonly quantity: {
    readonly original: number;
    /** Without the pieces that are refunded and will not be sent. */
    readonly total: number;
    readonly fulfilled: number;
  };
  readonly totals: readonly UcpTotal[];
  readonly status: UcpLineStatus;
}

export type UcpLineStatus = "processing" | "partial" | "fulfilled" | "removed";

export interface UcpLineQuantity {
  readonly id: string;
  readonly quantity: number;
}

export interface UcpFulfillmentEvent {
  readonly id: string;
  readonly occurred_at: string;
  readonly type: "shipped" | "canceled";
  readonly line_items: readonly UcpLineQuantity[];
  readonly tracking_number: string;
  readonly tracking_url: string;
  readonly carrier: string;
  readonly description?: string;
}

export interface UcpAdjustment {
  readonly id: string;
  readonly type: "refund";
  readonly occurred_at: string;
  readonly status: "pending" | "completed" | "failed";
  readonly line_items?: readonly UcpLineQuantity[];
  readonly totals: readonly UcpTotal[];
}

export interface UcpTotal {
  readonly type: "subtotal" | "discount" | "fee" | "total";
  readonly display_text?: string;
  readonly amount: number;
}

export const ORDER_CAPABILITY = "dev.ucp.shopping.order";
