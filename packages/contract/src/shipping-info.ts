import { DELIVERY_MODE, type DeliveryMode, parseEnumeration } from "./enumerations.js";
import { type OrderKey, orderKeyText, parseOrderKey } from "./order-key.js";
import { isAbsent, isMissing, type Unchecked } from "./rules/limits.js";
import { payerOf } from "./rules/payer-rules.js";

/** A valid parcel. */
export interface Parcel {
  readonly tracking_no: string;
  /** As sent; `carrierName` has the names of the common carriers. */
  readonly express_company: string;
  /** Only for split delivery. */
  readonly item_list?: readonly { readonly merchant_item_id: string }[];
  readonly contact?: { readonly consignor_contact?: string; readonly receiver_contact?: string };
}

/** The complete logistics of one order. */
export interface Delivery {
  readonly delivery_mode: DeliveryMode;
  readonly shipping_list: readonly Parcel[];
}

/** A valid upload of logistics, plain or combined. */
export interface ShippingInfo {
  readonly order_key: OrderKey;
  /** The payer's openid; null if the request has none. */
  readonly openid: string | null;
  readonly upload_time: string;
  /** One delivery per order; a plain call has one, under an empty key. */
  readonly deliveries: readonly {
    /** {@link orderKeyText} of a sub-order's key; empty for a plain order. */
    readonly subOrderKey: string;
    readonly delivery: Delivery;
    /** Its path in the request: empty, or `sub_orders[0].` */
    readonly path: string;
  }[];
}

/** Converts a body that has passed `shippingViolations`. */
export function parseShippingInfo(body: Unchecked): ShippingInfo {
  return {
    ...headOf(body),
    deliveries: [{ subOrderKey: "", delivery: parseDelivery(body), path: "" }],
  };
}

/** Converts a body that has passed `combinedShippingViolations`. */
export function parseCombinedShippingInfo(body: Unchecked): ShippingInfo {
  return {
    ...headOf(body),
    deliveries: (body["sub_orders"] as Unchecked[]).map((subOrder, index) => ({
      subOrderKey: orderKeyText(parseOrderKey(subOrder["order_key"] as Unchecked)),
      delivery: parseDelivery(subOrder),
      path: `sub_orders[${index}].`,
    })),
  };
}

const headOf = (body: Unchecked) => ({
  order_key: parseOrderKey(body["order_key"] as Unchecked),
  openid: (payerOf(body).openid as string | undefined) ?? null,
  upload_time: body["upload_time"] as string,
});

function parseDelivery(delivery: Unchecked): Delivery {
  const mode = parseEnumeration(DELIVERY_MODE, delivery["delivery_mode"]) as DeliveryMode;
  return {
    delivery_mode: mode,
    shipping_list: (delivery["shipping_list"] as Unchecked[]).map((parcel) =>
      parseParcel(parcel, mode),
    ),
  };
}

function parseParcel(parcel: Unchecked, mode: DeliveryMode): Parcel {
  const contact = parseContact(parcel["contact"]);
  return {
    tracking_no: parcel["tracking_no"] as string,
    express_company: parcel["express_company"] as string,
    ...(mode === DELIVERY_MODE.SPLIT_DELIVERY ? { item_list: parseItems(parcel) } : {}),
    ...(contact === null ? {} : { contact }),
  };
}

const parseItems = (parcel: Unchecked) =>
  (parcel["item_list"] as Unchecked[]).map((item) => ({
    merchant_item_id: item["merchant_item_id"] as string,
  }));

function parseContact(value: unknown): NonNullable<Parcel["contact"]> | null {
  if (isAbsent(value) || value === "") return null;
  const contact = value as Unchecked;
  const given = ["consignor_contact", "receiver_contact"].filter(
    (name) => !isMissing(contact[name]),
  );
  return given.length === 0 ? null : Object.fromEntries(given.map((name) => [name, contact[name]]));
}
