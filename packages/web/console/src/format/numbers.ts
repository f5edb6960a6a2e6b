import { DEFAULT_CURRENCY, formatMoney, type Language } from "@dingdan/contract";
import { localeOf } from "./times.js";

/** A price that the contract defines in fen: `¥16,675.00`. */
export const price = (fen: number, language: Language): string =>
  formatMoney({ amount_minor: fen, currency: DEFAULT_CURRENCY }, language);

export const count = (value: number | bigint, language: Language): string =>
  new Intl.NumberFormat(localeOf(language)).format(value);

/** A share from 0 to 1 as `99.2 %`; a dash if there is none. */
export const percent = (share: number | null | undefined, language: Language): string =>
  share === null || share === undefined || Number.isNaN(share)
    ? "–"
    : new Intl.NumberFormat(localeOf(language), {
        style: "percent",
        maximumFractionDigits: 1,
      }).format(share);
