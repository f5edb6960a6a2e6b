import { DELIVERY_MODE, type TradeDelivery, type TradeParcel } from "@dingdan/contract";
import type { StoredParcel, TradeShipping } from "./trade-order.js";

/** How many parcels one payment has at most. */
export const PARCELS_MAX = 15;
/** How far an upload_time may be ahead of the platform's clock. */
export const AHEAD_MS_MAX = 60_000;

export interface DeliveryFault {
  readonly kind: "refused";
  readonly error:
    | "TRADE_SHIPPING_UNCHANGED"
    | "TRADE_UPLOAD_TIME_INVALID"
    | "TRADE_ALREADY_SHIPPED"
    | "TRADE_RESHIPMENT_SPENT"
    | "TRADE_SHIPPING_LIST_TOO_LONG"
    | "TRADE_WITHOUT_DESCRIPTION";
  readonly path: string;
  readonly cause:
    | "already_stored"
    | "not_newer"
    | "clock_ahead"
    | "finished"
    | "reshipment_spent"
    | "too_many_parcels"
    | "no_description";
}

interface Moment {
  readonly uploadTimeMs: number;
  readonly receivedAtMs: number;
}

/**
 * Adds a delivery to what is stored of an order, or replaces it. The order of the checks is that of the
 * answers. @see shipping-management, §2
 */
export function deliver(
  stored: TradeShipping | null,
  delivery: TradeDelivery,
  { uploadTimeMs, receivedAtMs }: Moment,
): { readonly kind: "kept"; readonly shipping: TradeShipping } | DeliveryFault {
  if (stored !== null && isUnchanged(stored, delivery)) {
    return fault("TRADE_SHIPPING_UNCHANGED", "shipping_list", "already_stored");
  }
  if (stored !== null && uploadTimeMs <= stored.uploadTimeMs) {
    return fault("TRADE_UPLOAD_TIME_INVALID", "upload_time", "not_newer");
  }
  if (uploadTimeMs > receivedAtMs + AHEAD_MS_MAX) {
    return fault("TRADE_UPLOAD_TIME_INVALID", "upload_time", "clock_ahead");
  }
  if (stored?.isFinished === true && !delivery.is_all_delivered) {
    return fault("TRADE_ALREADY_SHIPPED", "is_all_delivered", "finished");
  }
  const isReshipment = stored !== null && (stored.isFinished || isOtherKind(stored, delivery));
  if (isReshipment && stored.isReshipped) {
    return fault("TRADE_RESHIPMENT_SPENT", "order_key", "reshipment_spent");
  }
  const parcels = isReshipment
    ? parcelsOf(delivery, uploadTimeMs)
    : withParcels(stored?.parcels ?? [], delivery, uploadTimeMs);
  if (parcels.length > PARCELS_MAX) {
    return fault("TRADE_SHIPPING_LIST_TOO_LONG", "shipping_list", "too_many_parcels");
  }
  const isFinished = delivery.is_all_delivered;
  if (isFinished && parcels.every(({ item_desc: description }) => description === "")) {
    return fault("TRADE_WITHOUT_DESCRIPTION", "shipping_list", "no_description");
  }
  const isReshipped = isReshipment || stored?.isReshipped === true;
  return {
    kind: "kept",
    shipping: {
      logisticsType: delivery.logistics_type,
      deliveryMode: delivery.delivery_mode,
      parcels,
      uploadTimeMs,
      isFinished,
      finishCount: isFinished ? (isReshipped ? 2 : 1) : (stored?.finishCount ?? 0),
      isReshipped,
    },
  };
}

const fault = (
  error: DeliveryFault["error"],
  path: string,
  cause: DeliveryFault["cause"],
): DeliveryFault => ({
  kind: "refused",
  error,
  path,
  cause,
});

/** A change of the mode or of the logistics type is the re-shipment, at any time. */
const isOtherKind = (stored: TradeShipping, delivery: TradeDelivery): boolean =>
  stored.deliveryMode !== delivery.delivery_mode ||
  stored.logisticsType !== delivery.logistics_type;

/** True when the delivery brings nothing but another upload_time. */
function isUnchanged(stored: TradeShipping, delivery: TradeDelivery): boolean {
  if (isOtherKind(stored, delivery) || stored.isFinished !== delivery.is_all_delivered)
    return false;
  const { shipping_list: sent } = delivery;
  const isIn = (parcels: readonly StoredParcel[]) =>
    sent.every((parcel) => parcels.some((known) => isSameParcel(known, parcel)));
  const isSame = (parcels: readonly StoredParcel[]) =>
    parcels.length === sent.length &&
    isIn(parcels) &&
    parcels.every((known) => sent.some((parcel) => isSameParcel(known, parcel)));
  if (delivery.delivery_mode === DELIVERY_MODE.SPLIT_DELIVERY && !stored.isFinished) {
    return isIn(stored.parcels);
  }
  // The whole list, or the last part of it, as it was sent.
  const last = stored.parcels.filter((known) => known.uploadedAtMs === stored.uploadTimeMs);
  return [stored.parcels, last].some(isSame);
}

const isSameEntry = (a: TradeParcel, b: TradeParcel): boolean =>
  a.tracking_no === b.tracking_no && a.express_company === b.express_company;

const isSameParcel = (a: TradeParcel, b: TradeParcel): boolean =>
  isSameEntry(a, b) &&
  a.item_desc === b.item_desc &&
  (a.contact?.consignor_contact ?? "") === (b.contact?.consignor_contact ?? "") &&
  (a.contact?.receiver_contact ?? "") === (b.contact?.receiver_contact ?? "");

const parcelsOf = (
  { shipping_list: sent }: TradeDelivery,
  uploadTimeMs: number,
): readonly StoredParcel[] => sent.map((parcel) => ({ ...parcel, uploadedAtMs: uploadTimeMs }));

/**
 * The stored parcels and the new ones. Those with the same number and carrier replace its entries, all of
 * them: a parcel with two goods may have an entry for each.
 */
function withParcels(
  stored: readonly StoredParcel[],
  delivery: TradeDelivery,
  uploadTimeMs: number,
): readonly StoredParcel[] {
  const sent = parcelsOf(delivery, uploadTimeMs);
  const kept = stored.flatMap((known, index) => {
    const replacing = sent.filter((parcel) => isSameEntry(known, parcel));
    if (replacing.length === 0) return [known];
    return stored.findIndex((other) => isSameEntry(other, known)) === index ? replacing : [];
  });
  const added = sent.filter((parcel) => !stored.some((known) => isSameEntry(known, parcel)));
  return [...kept, ...added];
}
