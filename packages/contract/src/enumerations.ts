import type { Text } from "./text.js";

/** The two forms of an order number. @see shopping-orders, uploadShoppingInfo */
export const ORDER_NUMBER_TYPE = { MERCHANT_TRADE_NUMBER: 1, WXPAY_TRADE_NUMBER: 2 } as const;

/** The kinds of links, as in the published table; a published note swaps the two numbers. */
export const LINK_TYPE = { URL: 1, MINI_PROGRAM: 2 } as const;

/** How goods reach their buyer. The published documents print only the second name. */
export const LOGISTICS_TYPE = {
  PHYSICAL_LOGISTICS: 1,
  LOCATION_BASED_LOGISTICS: 2,
  VIRTUAL_GOODS: 3,
  SELF_PICKUP: 4,
} as const;

/** How an order is shipped: in one parcel, or in several that list their items. */
export const DELIVERY_MODE = { UNIFIED_DELIVERY: 1, SPLIT_DELIVERY: 2 } as const;

/** States of a service provider's order; 4 and 8 are not assigned. */
export const SERVICE_PROVIDER_ORDER_STATUS = {
  TO_BE_PAID: 1,
  PAID: 2,
  TIMED_OUT: 3,
  REFUNDING: 5,
  REFUNDED: 6,
  REFUND_FAILED: 7,
  CANCELLED: 9,
} as const;

/** States of an invoice for a service provider's order. */
export const INVOICE_STATUS = { IN_PROGRESS: 1, ISSUED: 2, CANCELLED: 3, FAILED: 4 } as const;

/** States of a resource package. */
export const PACKAGE_STATUS = { IN_FORCE: 1, NOT_IN_FORCE_YET: 2, ENDED: 3 } as const;

/** Where a resource package came from; the documents leave 4 and 5 unnamed. */
export const PACKAGE_SOURCE = { TRIAL: 1, BOUGHT: 2, ASSIGNED: 3, OTHER_4: 4, OTHER_5: 5 } as const;

/** The two sides of the service market: the goods that providers buy, and those that they assign. */
export const GOODS_SIDES = ["wholesale", "retail"] as const;

export type OrderNumberType = (typeof ORDER_NUMBER_TYPE)[keyof typeof ORDER_NUMBER_TYPE];
export type LinkType = (typeof LINK_TYPE)[keyof typeof LINK_TYPE];
export type LogisticsType = (typeof LOGISTICS_TYPE)[keyof typeof LOGISTICS_TYPE];
export type DeliveryMode = (typeof DELIVERY_MODE)[keyof typeof DELIVERY_MODE];
export type ServiceProviderOrderStatus =
  (typeof SERVICE_PROVIDER_ORDER_STATUS)[keyof typeof SERVICE_PROVIDER_ORDER_STATUS];
export type InvoiceStatus = (typeof INVOICE_STATUS)[keyof typeof INVOICE_STATUS];
export type PackageStatus = (typeof PACKAGE_STATUS)[keyof typeof PACKAGE_STATUS];
export type PackageSource = (typeof PACKAGE_SOURCE)[keyof typeof PACKAGE_SOURCE];
export type GoodsSide = (typeof GOODS_SIDES)[number];

type Names = Readonly<Record<string, number>>;

/** The schema of an enumeration that the wire accepts as a number, a name, or a number in a string. */
export function enumeration<const N extends Names>(names: N, description: Text) {
  return {
    description,
    enum: [...Object.values(names), ...Object.keys(names)] as (N[keyof N] | keyof N)[],
    "x-names": names,
  } as {
    readonly description: Text;
    readonly enum: readonly (N[keyof N] | (keyof N & string))[];
    readonly "x-names": N;
  };
}

/**
 * The number of an enumeration value of the wire, or null if the enumeration has no such member.
 *
 * `parseEnumeration(LINK_TYPE, "MINI_PROGRAM")`, `(…, 2)` and `(…, "2")` are all `2`.
 */
export function parseEnumeration<N extends Names>(names: N, value: unknown): N[keyof N] | null {
  if (typeof value === "string") {
    if (Object.hasOwn(names, value)) return names[value] as N[keyof N];
    if (!/^\d{1,3}$/.test(value)) return null;
  } else if (typeof value !== "number") return null;
  const number = Number(value);
  for (const name in names) if (names[name] === number) return number as N[keyof N];
  return null;
}

/** True for a value that means "not set" in an enumeration with a default, protobuf's zero included. */
export function isUnsetEnumeration(value: unknown): boolean {
  return value === undefined || value === null || value === 0 || value === "0";
}
