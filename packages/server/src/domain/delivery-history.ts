import type { Delivery } from "@dingdan/contract";

/** Logistics of one order that later ones replaced. */
export interface PastDelivery {
  readonly sequence: number;
  readonly receivedAtMs: number;
  /** As it was stored, without the contacts. */
  readonly delivery: Delivery;
}

/**
 * What was sent before. An event that an order once showed stays: see ucp/fulfillment-log.ts. It is stored
 * with the logistics that replace it, so that the first upload of logistics costs nothing.
 */
export interface DeliveryHistory {
  /** The place of the current logistics among all uploads of logistics of the order, from 0. */
  readonly sequence: number;
  /** Oldest first. */
  readonly past: readonly PastDelivery[];
  /** True when no more is kept: neither the current logistics nor later ones add anything. */
  readonly isFull: boolean;
}

/** Logistics as they are stored, as far as their history needs them. */
interface ReplaceableDelivery {
  readonly subOrderKey: string;
  readonly receivedAtMs: number;
  /** JSON of the Delivery. */
  readonly delivery: string;
  readonly history: DeliveryHistory | null;
}

export const NO_HISTORY: DeliveryHistory = { sequence: 0, past: [], isFull: false };

/** A row must not grow without limit, however often its merchant replaces it. */
const PAST_MAX = 20;
const PAST_BYTES_MAX = 32 * 1024;

/**
 * The histories of an order's next logistics, by the key of the sub-order.
 * @param stored the logistics of all its sub-orders
 */
export function nextHistories(
  stored: readonly ReplaceableDelivery[],
): (subOrderKey: string) => DeliveryHistory | null {
  if (stored.length === 0) return () => null;
  const last = Math.max(...stored.map(({ history }) => (history ?? NO_HISTORY).sequence));
  return (subOrderKey) => {
    const before = stored.find((delivery) => delivery.subOrderKey === subOrderKey);
    return { ...extended(before), sequence: last + 1 };
  };
}

function extended(before: ReplaceableDelivery | undefined): DeliveryHistory {
  if (before === undefined) return NO_HISTORY;
  const history = before.history ?? NO_HISTORY;
  if (history.isFull) return history;
  const past = [...history.past, pastOf(before, history.sequence)];
  const isFull = past.length >= PAST_MAX || JSON.stringify(past).length > PAST_BYTES_MAX;
  return { ...history, past, isFull };
}

function pastOf({ receivedAtMs, delivery }: ReplaceableDelivery, sequence: number): PastDelivery {
  const { shipping_list: parcels, ...mode } = JSON.parse(delivery) as Delivery;
  const shipping_list = parcels.map(({ tracking_no, express_company, item_list }) => ({
    tracking_no,
    express_company,
    ...(item_list === undefined ? {} : { item_list }),
  }));
  return { sequence, receivedAtMs, delivery: { ...mode, shipping_list } };
}
