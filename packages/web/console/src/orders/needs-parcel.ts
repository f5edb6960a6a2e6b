import { LOGISTICS_TYPE } from "@dingdan/contract";

/** The part of an upload that says how its goods reach the buyer. */
export interface Details {
  readonly logistics_type?: number;
  readonly sub_orders?: readonly Details[];
}

/**
 * False for virtual goods and self pick-up, which no parcel brings. A combined payment counts as its
 * first sub-order, as on the buyer's page.
 */
export function needsParcel(details: Details): boolean {
  const { sub_orders: [first = details] = [] } = details;
  const { logistics_type: type } = first;
  return type !== LOGISTICS_TYPE.VIRTUAL_GOODS && type !== LOGISTICS_TYPE.SELF_PICKUP;
}
