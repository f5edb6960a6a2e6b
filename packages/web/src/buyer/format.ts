import type { Language } from "@dingdan/contract";

const LOCALES = { en: "en", zh: "zh-CN" } as const;

/** The orders are of merchants in China, so every time is China's. */
const timeZone = "Asia/Shanghai";

const formats = (options: Intl.DateTimeFormatOptions) => ({
  en: new Intl.DateTimeFormat(LOCALES.en, { ...options, timeZone }),
  zh: new Intl.DateTimeFormat(LOCALES.zh, { ...options, timeZone }),
});

const MOMENTS = formats({
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const DAYS = formats({ month: "short", day: "numeric" });
const MONTHS = formats({ year: "numeric", month: "long" });

/** `May 20, 2022, 13:29:34` or `2022年5月20日 13:29:34` */
export const moment = (instant: string, language: Language): string =>
  MOMENTS[language].format(new Date(instant));

/** `May 20` or `5月20日` */
export const day = (instant: string, language: Language): string =>
  DAYS[language].format(new Date(instant));

/** `May 2022` or `2022年5月` */
export const month = (instant: string | number, language: Language): string =>
  MONTHS[language].format(new Date(instant));
