import { DELIVERY_MODE, type Delivery, type ShippingProgress } from "@dingdan/contract";
import { needsParcel, type OrderContent, orderContents } from "./order-content.js";
import type { StoredUpload } from "./stored-order.js";

/** The logistics of one order: empty key for a plain order. */
export interface ShippedPart {
  readonly subOrderKey: string;
  /** Canonical JSON of the Delivery. */
  readonly delivery: string;
}

/**
 * How much of an order was shipped. Nothing waits for an order of a combined payment that needs no parcel
 * when another needs one. A unified delivery ships all of its order. In split delivery, a parcel
 * that lists an item ships its whole quantity, since the interface has no quantities; an item without a
 * merchant_item_id cannot be listed, so nothing waits for it.
 */
export function shippingProgressOf(
  upload: Pick<StoredUpload, "details">,
  shipped: readonly ShippedPart[],
): ShippingProgress {
  if (shipped.length === 0) return "none";
  const deliveries = new Map(
    shipped.map(({ subOrderKey, delivery }) => [subOrderKey, JSON.parse(delivery) as Delivery]),
  );
  const isShipped = ({ subOrderKey, order }: OrderContent): boolean => {
    const delivery = deliveries.get(subOrderKey);
    if (delivery === undefined) return false;
    if (delivery.delivery_mode !== DELIVERY_MODE.SPLIT_DELIVERY) return true;
    const listed = new Set(
      delivery.shipping_list.flatMap(({ item_list: items = [] }) =>
        items.map(({ merchant_item_id: id }) => id),
      ),
    );
    return order.item_list.every(({ merchant_item_id: id }) => id === undefined || listed.has(id));
  };
  const contents = orderContents(upload);
  const awaited = contents.some(needsParcel) ? contents.filter(needsParcel) : contents;
  return awaited.every(isShipped) ? "all" : "part";
}
