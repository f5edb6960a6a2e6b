import {
  type CombinedDetails,
  LOGISTICS_TYPE,
  type LogisticsType,
  type MerchantOrder,
  orderKeyText,
  type ShoppingDetails,
} from "@dingdan/contract";
import type { StoredUpload } from "./stored-order.js";

/** One merchant order of an upload, with its sub-order key and logistics type. */
export interface OrderContent {
  /** The key of its sub-order in a combined payment; empty in a plain payment. */
  readonly subOrderKey: string;
  readonly order: MerchantOrder;
  readonly logisticsType: LogisticsType;
}

/** The merchant orders of an upload: from the list of a plain upload, or the sub-orders of a combined one. */
export function orderContents(upload: Pick<StoredUpload, "details">): OrderContent[] {
  const details = JSON.parse(upload.details) as ShoppingDetails | CombinedDetails;
  if ("sub_orders" in details) {
    return details.sub_orders.map(({ order_key, logistics_type, ...order }) => ({
      subOrderKey: orderKeyText(order_key),
      order,
      logisticsType: logistics_type,
    }));
  }
  return details.order_list.map((order) => ({
    subOrderKey: "",
    order,
    logisticsType: details.logistics_type,
  }));
}

/** Whether a parcel is sent for it: not for virtual goods, nor when the buyer collects it. */
export const needsParcel = ({ logisticsType }: OrderContent): boolean =>
  PARCEL_TYPES.has(logisticsType);

const PARCEL_TYPES: ReadonlySet<LogisticsType> = new Set<LogisticsType>([
  LOGISTICS_TYPE.PHYSICAL_LOGISTICS,
  LOGISTICS_TYPE.LOCATION_BASED_LOGISTICS,
]);

/** True for the upload of a combined payment. Its details begin with their sub-orders, so nothing is parsed. */
export const isCombinedUpload = ({ details }: Pick<StoredUpload, "details">): boolean =>
  details.startsWith('{"sub_orders":');
