import { orderContents } from "../order-content.js";
import { orderIdOf } from "../order-id.js";
import { totalOf } from "../payment-facts.js";
import { factsOf } from "../recorded-payment.js";
import type { StoredRefund } from "../refund.js";
import type { StoredDelivery } from "../shipping.js";
import type { Payment, StoredUpload } from "../stored-order.js";
import { adjustment, inReportedOrder, removedLines } from "./adjustments.js";
import { fulfillmentLog } from "./fulfillment-log.js";
import { amountOfLine, bounded, type Line, lineItem, linesOf } from "./line-items.js";
import { ORDER_CAPABILITY, type UcpOrder, type UcpTotal, type UcpVersion } from "./ucp-types.js";

export interface PaidOrder {
  /** Matched to the payment. */
  readonly upload: StoredUpload;
  readonly payment: Payment;
  readonly deliveries: readonly StoredDelivery[];
  /** All refunds of the payment. */
  readonly refunds: readonly StoredRefund[];
}

/**
 * An order as the Universal Commerce Protocol shows it: a snapshot of its present state. The protocol
 * requires the id of a checkout; that is the merchant's number of the payment, which its own checkout made.
 * @param permalinkUrl a page of the order that opens without a session
 */
export function ucpOrder(
  { upload, payment, deliveries, refunds }: PaidOrder,
  { permalinkUrl, version }: { readonly permalinkUrl: string; readonly version: UcpVersion },
): UcpOrder {
  const contents = orderContents(upload);
  const lines = linesOf(contents);
  const facts = factsOf(payment);
  const { amountMinor, currency } = totalOf(facts);
  const { events, shipped } = fulfillmentLog(upload, lines, deliveries, permalinkUrl);
  const removed = removedLines(lines, shipped, refunds, facts);
  return {
    ucp: { version, capabilities: { [ORDER_CAPABILITY]: [{ version }] } },
    id: orderIdOf(upload),
    label: labelOf(upload),
    checkout_id: payment.outTradeNo,
    permalink_url: permalinkUrl,
    line_items: lines.map((line) =>
      lineItem(line, {
        fulfilled: shipped.has(line) ? bounded(line.item.quantity) : 0,
        isRemoved: removed.has(line),
      }),
    ),
    fulfillment: { events },
    adjustments: inReportedOrder(refunds).map((refund) => adjustment(refund, removed)),
    currency,
    totals: totalsOf(lines, amountMinor),
  };
}

/** How many merchant orders a label names. */
const LABELLED_MAX = 3;

/** The numbers by which the merchant and the buyer know the order. */
function labelOf({ merchantOrderNos }: StoredUpload): string {
  const named = merchantOrderNos.slice(0, LABELLED_MAX).join(", ");
  return merchantOrderNos.length > LABELLED_MAX ? `${named}, …` : named;
}

/**
 * The items, and the total that was paid: before WeChat Pay's coupons, which pay a part of it, since refunds
 * are counted of the same total. An upload does not say why the two differ.
 */
function totalsOf(lines: readonly Line[], totalMinor: number): UcpTotal[] {
  const subtotal = bounded(lines.reduce((sum, line) => sum + amountOfLine(line), 0));
  const difference = totalMinor - subtotal;
  return [
    { type: "subtotal", display_text: "Items", amount: subtotal },
    ...(difference > 0
      ? [{ type: "fee", display_text: "Shipping and other charges", amount: difference } as const]
      : []),
    ...(difference < 0
      ? [{ type: "discount", display_text: "Discount", amount: difference } as const]
      : []),
    { type: "total", display_text: "Total", amount: totalMinor },
  ];
}
