import { text } from "./text.js";

/**
 * A point in time as text, in UTC, that sorts as time does and keeps every digit of the fraction:
 * `2022-05-20T05:29:35.12`. Clients send milliseconds, microseconds or nanoseconds, and two uploads
 * within one millisecond still have an order.
 */
export type InstantText = string & { readonly __brand: "InstantText" };

const RFC3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,32}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/**
 * The instant of an RFC 3339 text with an offset, or null if the text is invalid: no offset, a day
 * that the month does not have, or a year outside 0001–9999 in UTC.
 *
 * `parseInstant("2022-05-20T13:29:35.120+08:00")` is `"2022-05-20T05:29:35.12"`.
 */
export function parseInstant(value: string): InstantText | null {
  // An upload's time is parsed twice in a row: by the rules and by the code that stores it.
  if (value !== last.value) last = { value, instant: instantOf(value) };
  return last.instant;
}

/** The reason in a problem whose text is no instant. */
export const INSTANT_RULE = text(
  "must be RFC 3339 with an offset, such as 2022-05-20T13:29:35.120+08:00",
  "应为带时区偏移的 RFC 3339 时间，例如 2022-05-20T13:29:35.120+08:00",
);

let last: { readonly value: string; readonly instant: InstantText | null } = {
  value: "",
  instant: null,
};

function instantOf(value: string): InstantText | null {
  const match = RFC3339.exec(value);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offsetHour = Number(match[9] ?? 0);
  const offsetMinute = Number(match[10] ?? 0);
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return null;
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, day);
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return null;
  const offsetMinutes = (match[8] === "-" ? -1 : 1) * (offsetHour * 60 + offsetMinute);
  const utc = new Date(midnight.getTime() + (hour * 60 + minute - offsetMinutes) * 60_000);
  if (utc.getUTCFullYear() < 1 || utc.getUTCFullYear() > 9999) return null;
  // Offsets are full minutes, so the seconds and their fraction keep their original text: a leap
  // second keeps its 60, and no digit is lost to a floating-point number.
  const fraction = (match[7] ?? "").replace(/0+$/, "");
  return `${utc.toISOString().slice(0, 17)}${match[6]}.${fraction}` as InstantText;
}

/** Milliseconds since 1970 of an RFC 3339 text with an offset, or null if the text is invalid. */
export function parseInstantMs(value: string): number | null {
  const instant = parseInstant(value);
  if (instant === null) return null;
  const [whole, fraction] = instant.split(".") as [string, string];
  // JavaScript has no leap seconds: one counts as the first second of the next minute.
  const isLeap = whole.endsWith(":60");
  const wholeMs = Date.parse(`${isLeap ? `${whole.slice(0, -2)}59` : whole}Z`);
  const ms = wholeMs + (isLeap ? 1000 : 0) + Number(fraction.padEnd(3, "0").slice(0, 3));
  return Math.min(ms, LAST_INSTANT_MS);
}

/** The last millisecond that RFC 3339 can write: 9999-12-31T23:59:59.999Z. */
export const LAST_INSTANT_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * RFC 3339 with China's offset, as WeChat prints times: `2022-05-20T13:29:35+08:00`. The last hours of the
 * year 9999, which in China belong to a year that RFC 3339 cannot write, are in UTC.
 */
export function formatChinaTime(timeMs: number): string {
  const localMs = timeMs + 8 * 3_600_000;
  if (localMs > LAST_INSTANT_MS) return new Date(timeMs).toISOString();
  const local = new Date(localMs).toISOString();
  return `${local.slice(0, -1).replace(/\.000$/, "")}+08:00`;
}
