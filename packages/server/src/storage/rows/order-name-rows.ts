import { hourOf } from "../../domain/statistics.js";
import type { NumberRange } from "../order-pages.js";
import type { APP } from "./app-rows.js";
import type { RowOfFields } from "./fields.js";
import { fromJson } from "./json.js";
import type { UploadRow } from "./order-rows.js";

/** The name of the setting with the number up to which the index of names holds every upload. */
export const INDEXED_UP_TO = "order_names_up_to";

/** The part of an upload that the index of names uses. */
export interface NamedRow {
  readonly number: number;
  readonly appid: string;
  readonly names: readonly string[];
  readonly firstReceivedAtMs: number;
}

export const NAMED_COLUMNS = "number, appid, openid, merchant_order_nos, first_received_at_ms";

export const namedRowOf = (row: UploadRow & { readonly number: number }): NamedRow => ({
  number: row.number,
  appid: row.appid,
  names: [row.openid, ...fromJson(row.merchant_order_nos)],
  firstReceivedAtMs: row.first_received_at_ms,
});

/**
 * The first and the last number among the uploads that first arrived in each hour.
 * @param rows in the order of their numbers
 */
export function hoursOf(
  rows: readonly NamedRow[],
): ReadonlyMap<number, { readonly first: number; readonly last: number }> {
  const hours = new Map<number, { readonly first: number; readonly last: number }>();
  for (const { number, firstReceivedAtMs } of rows) {
    const hourMs = hourOf(firstReceivedAtMs);
    hours.set(hourMs, { first: hours.get(hourMs)?.first ?? number, last: number });
  }
  return hours;
}

/** An app whose orders may hold a number. */
export interface NumberedApp {
  readonly appid: string;
  readonly mchids: readonly string[];
}

export const numberedAppOf = (
  row: Pick<RowOfFields<typeof APP>, "appid" | "mchids">,
): NumberedApp => ({
  appid: row.appid,
  mchids: fromJson(row.mchids),
});

/** The order keys that hold a text as their number; none when the text cannot be part of an order key. */
export function orderKeysWith(text: string, mchids: Iterable<string>): string[] {
  // No part of an order key holds a colon or a blank.
  if (!/^[\x21-\x39\x3b-\x7e]{1,64}$/.test(text)) return [];
  return [`2:${text}`, ...Array.from(mchids, (mchid) => `1:${mchid}:${text}`)];
}

/** The highest number of a table; null when it is empty. */
export interface TopRow {
  readonly number: number | null;
}

/** The lowest and highest number of a span; null for both when it is empty. */
export interface RangeRow {
  readonly first: number | null;
  readonly last: number | null;
}

export const rangeOfRow = ({ first, last }: RangeRow): NumberRange | null =>
  first === null || last === null ? null : { first, last };
