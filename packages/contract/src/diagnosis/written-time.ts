import { formatChinaTime, parseInstantMs } from "../instant.js";
import type { DiagnosisId } from "./diagnosis-catalogue.js";

/** A time in another form than RFC 3339. */
export interface WrittenTime {
  readonly id: DiagnosisId;
  /** The time as it was sent, cut to 64 characters. */
  readonly found: string;
  /** The same time in RFC 3339; absent if it cannot be known. */
  readonly wanted?: string;
}

/** How a form deviates from RFC 3339; null if only its offset or its blanks do. */
type Deviation = "date-form" | "compact-time" | "chinese-date" | "date-text" | null;

interface Parts {
  readonly deviation: Deviation;
  readonly date: readonly [year: string, month: string, day: string];
  readonly separator: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string | undefined;
  /** With its separator: `.120`; empty for none. */
  readonly fraction: string;
  /** `AM`, `下午` or empty. */
  readonly half: string;
  readonly zone: string;
}

const CHINA = "+08:00";

/**
 * Reads a time that the wire rejects, in the forms that programs print; null if the form is unknown.
 *
 * `readWrittenTime("2022-05-20 13:29:35+08:00")` is `blank-in-time`, wanted `2022-05-20T13:29:35+08:00`.
 */
export function readWrittenTime(value: unknown): WrittenTime | null {
  if (Array.isArray(value)) return readNumberList(value);
  if (typeof value !== "string" && typeof value !== "number") return null;
  const sent = String(value);
  const found = sent.slice(0, 64);
  const trimmed = sent.slice(0, LENGTH_MAX).trim();
  const unix = unixTimeMs(trimmed);
  if (unix !== null) return { id: "unix-time", found, wanted: formatChinaTime(unix) };
  if (/^".*"$/s.test(trimmed)) return quoted(trimmed.slice(1, -1), found);
  if (isDate(trimmed)) return { id: "time-of-day-missing", found };
  const parts = partsOf(trimmed);
  const zone = parts === null ? null : readZone(parts.zone);
  if (parts === null || zone === null) return null;
  const wanted = written(parts, zone.offset);
  if (parts.fraction.length > FRACTION_LENGTH_MAX) return null;
  if (parseInstantMs(wanted) === null) return { id: "no-such-time", found };
  const id = deviationOf(parts, zone, sent);
  return id === null ? null : { id, found, wanted };
}

/** A longer text is no time. */
const LENGTH_MAX = 200;
/** A longer fraction is no part of a valid time, whatever its form. */
const FRACTION_LENGTH_MAX = 33;

function deviationOf(parts: Parts, zone: Zone, sent: string): DiagnosisId | null {
  if (parts.deviation !== null) return parts.deviation;
  if (parts.second === undefined) return "seconds-missing";
  if (parts.fraction.startsWith(",")) return "comma-fraction";
  if (zone.deviation !== null) return zone.deviation;
  const isPlain = /^[Tt]$/.test(parts.separator) && sent === sent.trim() && !/^\s/.test(parts.zone);
  return isPlain ? null : "blank-in-time";
}

function written({ date, hour, minute, second, fraction, half }: Parts, offset: string): string {
  const [year, month, day] = date;
  const two = (digits: string) => digits.padStart(2, "0");
  const time = [two(hour24(hour, half)), two(minute), two(second ?? "00")].join(":");
  return `${year}-${two(month)}-${two(day)}T${time}${fraction.replace(",", ".")}${offset}`;
}

function hour24(hour: string, half: string): string {
  if (half === "") return hour;
  const isAfternoon = /^(?:p|下午|晚上|中午)/i.test(half);
  return String((Number(hour) % 12) + (isAfternoon ? 12 : 0));
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970; null for another number. */
function unixTimeMs(digits: string): number | null {
  const match = /^(\d{10}|\d{13}|\d{16}|\d{19})(\.\d+)?$/.exec(digits);
  if (match === null) return null;
  const { length } = match[1] as string;
  const number = Number(digits);
  return length === 10 ? Math.round(number * 1000) : Math.floor(number / 10 ** (length - 13));
}

function quoted(inner: string, found: string): WrittenTime | null {
  return parseInstantMs(inner) === null ? null : { id: "json-in-string", found };
}

/** `[2022, 5, 20, 13, 29, 35, 120000000]`, as Jackson prints a LocalDateTime. */
function readNumberList(list: readonly unknown[]): WrittenTime | null {
  const isTime = list.length >= 5 && list.length <= 7 && list.every(Number.isSafeInteger);
  if (!isTime) return null;
  const [year, month, day, hour, minute, second = 0, nanos = 0] = list as number[];
  const two = (number = 0) => String(number).padStart(2, "0");
  const fraction = nanos === 0 ? "" : `.${String(nanos).padStart(9, "0").replace(/0+$/, "")}`;
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  const wanted = `${date}T${two(hour)}:${two(minute)}:${two(second)}${fraction}${CHINA}`;
  if (parseInstantMs(wanted) === null) return null;
  return { id: "time-as-list", found: JSON.stringify(list).slice(0, 64), wanted };
}

/** A date without a time of day: `2022-05-20`, `2022/5/20`, `20220520`, `2022年5月20日`. */
function isDate(value: string): boolean {
  const match =
    /^(\d{4})(\d\d)(\d\d)$/.exec(value) ??
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(value);
  return match !== null && Number(match[2]) <= 12 && Number(match[3]) <= 31;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const monthOf = (name: string) => String(MONTHS.indexOf(name) + 1);

const HALF = "(上午|下午|凌晨|早上|中午|晚上|[AaPp][Mm])";

/** The forms, each with the reader of its match. */
const FORMS: readonly (readonly [RegExp, (groups: readonly string[]) => Parts])[] = [
  [
    /^(\d{4})(\d\d)(\d\d)([Tt\s]*)(\d\d)(\d\d)(\d\d)?((?<=\d\d)[.,]?\d+)?(.*)$/s,
    ([year, month, day, separator, hour, minute, second, fraction, zone]) => ({
      ...plain(year, month, day, hour, minute, second),
      deviation: "compact-time",
      separator: separator as string,
      fraction: fraction === undefined ? "" : `.${fraction.replace(/^[.,]/, "")}`,
      zone: zone as string,
    }),
  ],
  [
    new RegExp(
      `^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})([Tt\\s]+)${HALF}?\\s*(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})([.,]\\d+)?)?(?:\\s*${HALF})?(.*)$`,
      "s",
    ),
    ([
      year,
      hyphen,
      month,
      day,
      separator,
      before,
      hour,
      minute,
      second,
      fraction,
      after,
      zone,
    ]) => {
      const half = before ?? after ?? "";
      const digits = [month, day, hour, minute, second ?? "00"];
      const isUsual = hyphen === "-" && half === "" && digits.every((part) => part?.length === 2);
      return {
        ...plain(year, month, day, hour, minute, second),
        deviation: isUsual ? null : "date-form",
        separator: separator as string,
        fraction: fraction ?? "",
        half,
        zone: zone as string,
      };
    },
  ],
  [
    new RegExp(
      `^(\\d{4})年(\\d{1,2})月(\\d{1,2})[日号]?\\s*(?:(?:星期|周)\\S)?\\s*${HALF}?\\s*(\\d{1,2})[:：时点](\\d{1,2})分?(?:[:：]?(\\d{1,2})([.,]\\d+)?秒?)?(.*)$`,
      "s",
    ),
    ([year, month, day, half, hour, minute, second, fraction, zone]) => ({
      ...plain(year, month, day, hour, minute, second),
      deviation: "chinese-date",
      fraction: fraction ?? "",
      half: half ?? "",
      zone: zone as string,
    }),
  ],
  [
    // JavaScript: `Fri May 20 2022 13:29:35 GMT+0800 (中国标准时间)`.
    /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{4}) (\d\d):(\d\d):(\d\d)(.*)$/s,
    ([month, day, year, hour, minute, second, zone]) =>
      english(year, month, day, hour, minute, second, zone),
  ],
  [
    // C and Java: `Fri May 20 13:29:35 CST 2022`.
    /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d):(\d\d)( \S+)? (\d{4})$/,
    ([month, day, hour, minute, second, zone, year]) =>
      english(year, month, day, hour, minute, second, zone),
  ],
  [
    // HTTP: `Fri, 20 May 2022 05:29:35 GMT`.
    /^[A-Z][a-z]{2}, (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d)(.*)$/s,
    ([day, month, year, hour, minute, second, zone]) =>
      english(year, month, day, hour, minute, second, zone),
  ],
  [
    // JavaScript in the United States: `5/20/2022, 1:29:35 PM`.
    /^(\d{1,2})\/(\d{1,2})\/(\d{4}), (\d{1,2}):(\d\d):(\d\d)\s([AP]M)$/,
    ([month, day, year, hour, minute, second, half]) => ({
      ...plain(year, month, day, hour, minute, second),
      deviation: "date-form",
      half: half as string,
    }),
  ],
];

type Group = string | undefined;

const plain = (
  year: Group,
  month: Group,
  day: Group,
  hour: Group,
  minute: Group,
  second: Group,
): Parts => ({
  deviation: null,
  date: [year as string, month as string, day as string],
  separator: "T",
  hour: hour as string,
  minute: minute as string,
  second,
  fraction: "",
  half: "",
  zone: "",
});

const english = (
  year: Group,
  month: Group,
  day: Group,
  hour: Group,
  minute: Group,
  second: Group,
  zone: Group,
): Parts => ({
  ...plain(year, monthOf(month as string), day, hour, minute, second),
  deviation: "date-text",
  zone: zone ?? "",
});

function partsOf(value: string): Parts | null {
  for (const [form, read] of FORMS) {
    const match = form.exec(value);
    if (match !== null) return read(match.slice(1));
  }
  return null;
}

interface Zone {
  readonly offset: string;
  readonly deviation:
    | "offset-missing"
    | "plus-lost"
    | "offset-without-colon"
    | "zone-in-brackets"
    | "zone-name"
    | null;
}

/** Names that mean China's time. Java prints CST for it; other countries use that name, too. */
const CHINA_NAMES =
  /^(?:CST|PRC|BJT|Asia\/(?:Shanghai|Chongqing|Beijing|Hong_Kong)|China Standard Time|北京时间|中国标准时间)$/i;

/** The offset that the rest of a time expresses; a missing one counts as China's. Null if unknown. */
function readZone(rest: string): Zone | null {
  // JavaScript adds the zone's name in parentheses.
  const zone = rest.replace(/\s*\([^()]*\)$/, "").trim();
  if (zone === "") return { offset: CHINA, deviation: "offset-missing" };
  if (/^(?:[Zz]|[+-]\d\d:\d\d)$/.test(zone)) return { offset: zone, deviation: null };
  const bracketed = /^(.*)\[([\w/+-]+)\]$/.exec(zone);
  if (bracketed !== null) {
    const [, before = "", name = ""] = bracketed;
    const inner = readZone(before.trim() === "" ? name : before);
    return inner === null ? null : { offset: inner.offset, deviation: "zone-in-brackets" };
  }
  if (/^(?:GMT|UTC?)$/i.test(zone)) return { offset: "Z", deviation: "zone-name" };
  if (CHINA_NAMES.test(zone)) return { offset: CHINA, deviation: "zone-name" };
  const digits = /^(GMT|UTC)?([+-])?(\d\d|(?<=[+-])\d)(?::?(\d\d))?$/i.exec(zone);
  if (digits === null) return null;
  const [, name, sign = "+", hour = "", minute = "00"] = digits;
  const offset = `${sign}${hour.padStart(2, "0")}:${minute}`;
  if (name !== undefined) return { offset, deviation: "zone-name" };
  return { offset, deviation: digits[2] === undefined ? "plus-lost" : "offset-without-colon" };
}
