import { parseInstantMs } from "@dingdan/contract";
import type { OrderListQuery } from "../storage/console-store.js";

/** The filters of a list of orders, as in a query. */
export interface OrderFilters {
  readonly appid?: string;
  readonly state?: NonNullable<OrderListQuery["state"]>;
  readonly status?: NonNullable<OrderListQuery["status"]>;
  readonly shipped?: "true" | "false";
  readonly attention?: "true";
  readonly reason?: NonNullable<OrderListQuery["reason"]>;
  readonly from?: string;
  readonly to?: string;
  readonly refunded_from?: string;
  readonly refunded_to?: string;
  readonly sort?: OrderListQuery["sort"];
  readonly q?: string;
}

/** The filter of the orders that a query asks for. */
export function orderFilterOf(query: OrderFilters): Omit<OrderListQuery, "limit" | "after"> {
  const { appid, state, status, shipped, attention, reason, from, to, sort } = query;
  const { refunded_from: refundedFrom, refunded_to: refundedTo } = query;
  // A text that was copied from a page often ends with a space.
  const q = query.q?.trim();
  return {
    ...(appid === undefined ? {} : { appid }),
    ...(state === undefined ? {} : { state }),
    ...(status === undefined ? {} : { status }),
    ...(attention === undefined ? {} : { needsAttention: true as const }),
    ...(reason === undefined ? {} : { reason }),
    ...(shipped === undefined ? {} : { isShipped: shipped === "true" }),
    ...(from === undefined ? {} : { fromMs: instantMsOf(from) }),
    ...(to === undefined ? {} : { toMs: instantMsOf(to) }),
    ...(refundedFrom === undefined ? {} : { refundedFromMs: instantMsOf(refundedFrom) }),
    ...(refundedTo === undefined ? {} : { refundedToMs: instantMsOf(refundedTo) }),
    ...(q === undefined || q === "" ? {} : { text: q }),
    sort: sort ?? "newest",
  };
}

/** The instant of a text that its schema describes as one, so it is valid. */
export const instantMsOf = (value: string): number => parseInstantMs(value) as number;
