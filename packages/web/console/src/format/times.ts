import type { Language } from "@dingdan/contract";

export const localeOf = (language: Language): string => (language === "zh" ? "zh-CN" : "en-GB");

const CHINA = "Asia/Shanghai";

/** True if the browser's time zone differs from China's at that moment. */
export function isAbroad(at: Date): boolean {
  return timeIn(at, "en-GB", undefined) !== timeIn(at, "en-GB", CHINA);
}

/** The browser's time zone at a moment: `UTC+8`, `UTC-3:30`, `UTC`. */
export function zoneOf(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  if (minutes === 0) return "UTC";
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const past = rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`;
  return `UTC${minutes < 0 ? "-" : "+"}${hours}${past}`;
}

/** `22 Nov 2026, 10:57:42` in the browser's time zone. */
export const localTime = (at: Date, language: Language): string =>
  timeIn(at, localeOf(language), undefined);

/** `22 Nov, 10:57:42`, for the narrowest places. */
export const shortTime = (at: Date, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    month: "short",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).format(at);

/** The same moment in China's time, which WeChat's days follow. */
export const chinaTime = (at: Date, language: Language): string =>
  timeIn(at, localeOf(language), CHINA);

/** `10:57`, for the axis of a chart. */
export const clockTime = (at: Date, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), { hour: "2-digit", minute: "2-digit" }).format(at);

/** `22 Nov`, for the axis of a chart. */
export const dayOf = (at: Date, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), { month: "short", day: "numeric" }).format(at);

function timeIn(at: Date, locale: string, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(locale, {
    year: "numeric",
    month: "short",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at);
}

const STEPS = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

/** `in 5 hours`, `3 minutes ago`. */
export function fromNow(at: Date, now: Date, language: Language): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const { unit, seconds: size } = STEPS.find((step) => Math.abs(seconds) >= step.seconds) ?? {
    unit: "second" as const,
    seconds: 1,
  };
  return new Intl.RelativeTimeFormat(localeOf(language), { numeric: "auto" }).format(
    Math.round(seconds / size),
    unit,
  );
}

/**
 * How long after a moment something happened, or how long before it: `4.2 s`, `4.2 s before`. A duration
 * has no sign that a reader must interpret.
 */
export function delay(ms: number, language: Language): string {
  if (ms >= 0) return duration(ms, language);
  const early = duration(-ms, language);
  return language === "zh" ? `提前 ${early}` : `${early} before`;
}

/** A duration in a readable unit: `1,250 ms`, `4.2 s`, `3 min`. Clocks that differ make none negative. */
export function duration(given: number, language: Language): string {
  const ms = Math.max(0, given);
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: digits }).format(value);
  const zh = language === "zh";
  if (ms < 10_000) return `${number(ms, 0)} ${zh ? "毫秒" : "ms"}`;
  if (ms < 120_000) return `${number(ms / 1000, 1)} ${zh ? "秒" : "s"}`;
  if (ms < 7_200_000) return `${number(ms / 60_000, 0)} ${zh ? "分钟" : "min"}`;
  return `${number(ms / 3_600_000, 1)} ${zh ? "小时" : "h"}`;
}

/** A long time in two units: `9 d 4 h`, `4 h 12 min`, `12 min`, `40 s`. */
export function timeLeft(ms: number, language: Language): string {
  const seconds = Math.ceil(ms / 1000);
  const names = language === "zh" ? LEFT_UNITS_ZH : LEFT_UNITS_EN;
  const parts = [
    Math.floor(seconds / 86_400),
    Math.floor((seconds % 86_400) / 3_600),
    Math.floor((seconds % 3_600) / 60),
    seconds % 60,
  ];
  const first = parts.findIndex((part) => part > 0);
  if (first < 0) return `0 ${names[3]}`;
  // Seconds matter only in the last minute.
  const shown = parts.slice(first, first === 3 ? 4 : Math.min(first + 2, 3));
  return shown
    .map((part, index) => ({ part, name: names[first + index] }))
    .filter(({ part }) => part > 0)
    .map(({ part, name }) => `${part} ${name}`)
    .join(" ");
}

const LEFT_UNITS_EN = ["d", "h", "min", "s"] as const;
const LEFT_UNITS_ZH = ["天", "小时", "分钟", "秒"] as const;

/** `2022-05-20T13:29:35.120+08:00`, as WeChat's documents write times. */
export const inChina = (at: Date): string =>
  `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, -1)}+08:00`;
