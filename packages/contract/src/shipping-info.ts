import { DELIVERY_MODE, type DeliveryMode, parseEnumeration } from "./enumerations.js";
import { type OrderKey, orderKeyText, parseOrderKey } from "./order-key.js";
import { isAbsent, isMissing, type Unchecked } from "./rules/limits.js";
import { payerOf } from "./rules/payer-rules.js";

/** A parcel that has passed its rules. */
export interface Parcel {
  readonly tracking_no: string;
  /** As it came; `findCarrier` knows the names of many. */
  readonly express_company: string;
  /** Only for split delivery. */
  readonly item_list?: readonly { readonly merchant_item_id: string }[];
  readonly contact?: { readonly consignor_contact?: string; readonly receiver_contact?: string };
}

/** The logistics of one order: all of it, each time. */
export interface Delivery {
  readonly delivery_mode: DeliveryMode;
  readonly shipping_list: readonly Parcel[];
}

/** An upload of logistics that has passed its rules, plain or combined. */
export interface ShippingInfo {
  readonly order_key: OrderKey;
  /** The payer that was named, if any was. */
  readonly openid: string | null;
  readonly upload_time: string;
  /** For each order its delivery: a plain call has one, under an empty key. */
  readonly deliveries: readonly {
    /** {@link orderKeyText} of a sub-order's key; empty for a plain order. */
    readonly subOrderKey: string;
    readonly delivery: Delivery;
    /** Where it stood in the request: empty, or `sub_orders[0].` */
    readonly path: string;
  }[];
}

/** Makes a typed upload of a body that has passed `shippingViolations`. */
export function parseShippingInfo(body: Unchecked): ShippingInfo {
  return {
    ...headOf(body),
    deliveries: [{ subOrderKey: "", delivery: parseDelivery(body), path: "" }],
  };
}

/** Makes a typed upload of a body that has passed `combinedShippingViolations`. */
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
