import { parseInstantMs, text } from "@dingdan/contract";
import { Problem } from "../http/problem.js";
import type { OrderListQuery } from "../storage/console-store.js";

/** The filters of a list of orders, as in a query. */
export interface OrderFilters {
  readonly appid?: string;
  readonly state?: NonNullable<OrderListQuery["state"]>;
  readonly shipped?: "true" | "false";
  readonly from?: string;
  readonly to?: string;
  readonly sort?: OrderListQuery["sort"];
  readonly q?: string;
}

/** @throws Problem for an invalid time */
export function orderFilterOf(query: OrderFilters): Omit<OrderListQuery, "limit" | "after"> {
  const { appid, state, shipped, from, to, sort, q } = query;
  return {
    ...(appid === undefined ? {} : { appid }),
    ...(state === undefined ? {} : { state }),
    ...(shipped === undefined ? {} : { isShipped: shipped === "true" }),
    ...(from === undefined ? {} : { fromMs: timeOf("from", from) }),
    ...(to === undefined ? {} : { toMs: timeOf("to", to) }),
    ...(q === undefined || q === "" ? {} : { text: q }),
    sort: sort ?? "newest",
  };
}

/**
 * The instant in a parameter.
 * @throws Problem for an invalid time
 */
export function timeOf(name: string, value: string): number {
  const timeMs = parseInstantMs(value);
  if (timeMs !== null) return timeMs;
  throw new Problem(
    400,
    text(
      `${name} must be RFC 3339 with an offset, such as 2022-05-20T13:29:35.120+08:00.`,
      `${name} 应为带时区偏移的 RFC 3339 时间，例如 2022-05-20T13:29:35.120+08:00。`,
    ),
    [{ path: name, reason: text("is not a time", "不是时间") }],
  );
}
