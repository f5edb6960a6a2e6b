import type { Language } from "@dingdan/contract";
import { localeOf } from "./times.js";

/** `¥16,675.00` of an amount in fen. */
export const yuan = (fen: number, language: Language): string =>
  new Intl.NumberFormat(localeOf(language), {
    style: "currency",
    currency: "CNY",
    currencyDisplay: "narrowSymbol",
  }).format(fen / 100);

export const count = (value: number, language: Language): string =>
  new Intl.NumberFormat(localeOf(language)).format(value);

/** `99.2 %` of a share from 0 to 1; a dash of none, as of nothing. */
export const percent = (share: number | null | undefined, language: Language): string =>
  share === null || share === undefined || Number.isNaN(share)
    ? "–"
    : new Intl.NumberFormat(localeOf(language), {
        style: "percent",
        maximumFractionDigits: 1,
      }).format(share);
