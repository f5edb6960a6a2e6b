import { formatChinaTime, type Language } from "@dingdan/contract";

/** Formats an amount of fen: `¥16,675.00`. 64-bit amounts are strings. */
export function money(fen: number | string, language: Language): string {
  const cents = BigInt(fen);
  const yuan = new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en").format(cents / 100n);
  return `¥${yuan}.${String(cents % 100n).padStart(2, "0")}`;
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
