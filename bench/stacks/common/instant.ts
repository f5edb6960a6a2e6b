const RFC3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,32}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/**
 * Converts an RFC 3339 time with an offset to UTC text that sorts by time, with all digits of the
 * fraction; uploads are ordered by it. Null if the time is invalid.
 */
export function parseInstant(value: string): string | null {
  const match = RFC3339.exec(value);
  if (match === null) return null;
  const at = (index: number) => Number(match[index] ?? 0);
  if (at(4) > 23 || at(5) > 59 || at(6) > 60 || at(9) > 23 || at(10) > 59) return null;
  const day = new Date(Date.UTC(at(1), at(2) - 1, at(3)));
  if (day.getUTCMonth() !== at(2) - 1 || day.getUTCDate() !== at(3)) return null;
  const offsetMinutes = (match[8] === "-" ? -1 : 1) * (at(9) * 60 + at(10));
  const utc = new Date(day.getTime() + (at(4) * 60 + at(5) - offsetMinutes) * 60_000);
  const fraction = (match[7] ?? "").replace(/0+$/, "");
  return `${utc.toISOString().slice(0, 17)}${match[6]}.${fraction}`;
}
