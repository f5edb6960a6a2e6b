import { DEFAULT_CURRENCY, formatChinaTime, formatMoney, type Language } from "@dingdan/contract";

/**
 * Formats a price that the contract defines in fen: `¥16,675.00`. A price of 64 bits is a text; one that
 * is too large for an exact number stays in fen.
 */
export function price(fen: number | string, language: Language): string {
  const minor = Number(fen);
  if (!Number.isSafeInteger(minor)) return `${fen} ${language === "zh" ? "分" : "fen"}`;
  return formatMoney({ amount_minor: minor, currency: DEFAULT_CURRENCY }, language);
}

/** Formats a time in China Standard Time: `2022-05-20 13:29:35 UTC+8`. */
export function time(timeMs: number): string {
  return `${formatChinaTime(timeMs).slice(0, 19).replace("T", " ")} UTC+8`;
}

/** Formats a time of the admin API in the same way; null if it is undefined. */
export function instant(value: string | undefined): string | null {
  return value === undefined ? null : time(Date.parse(value));
}

/** The name of a number in an enumeration of the contract, with the number: `PAID (2)`. */
export function named(names: Readonly<Record<string, number>>, value: number): string {
  const name = Object.keys(names).find((candidate) => names[candidate] === value);
  return name === undefined ? String(value) : `${name} (${value})`;
}
