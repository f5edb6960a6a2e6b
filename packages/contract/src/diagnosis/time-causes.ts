import { formatChinaTime, parseInstantMs } from "../instant.js";
import type { RefusedCall } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";

const PATH = "upload_time";
const CHINA_OFFSET_MS = 8 * 3_600_000;
// A clock may be wrong by this much, and a queue may delay an upload by this much.
const TOLERANCE_MS = 15 * 60_000;

const TIME = /^(\d{4}-\d\d-\d\d)([Tt ]+)(\d\d:\d\d:\d\d(?:\.\d+)?)(.*)$/s;

/** 268485216 and 268435461: a time that is not RFC 3339 with an offset. */
export function* timeFormCauses({ body, violation }: RefusedCall): Generator<Diagnosis> {
  const value = body[PATH];
  if (violation.path !== PATH) return;
  if (/^\d{10}(?:\d{3})?$/.test(String(value))) {
    const ms = Number(value) * (String(value).length === 10 ? 1000 : 1);
    yield found("unix-time", PATH, { found: String(value), wanted: formatChinaTime(ms) });
    return;
  }
  const match = typeof value === "string" ? TIME.exec(value.trim()) : null;
  if (match === null) return;
  const [whole, date, separator, time, rest = ""] = match;
  const shown = (offset: string) => ({
    found: whole.slice(0, 64),
    wanted: `${date}T${time}${offset}`,
  });
  const bare = rest.trim();
  const digits = /^([+-])?(\d\d):?(\d\d)?$/.exec(bare);
  const offset = digits && `${digits[1] ?? "+"}${digits[2]}:${digits[3] ?? "00"}`;
  if (bare === "") yield found("offset-missing", PATH, shown("+08:00"));
  else if (offset !== null && digits?.[1] === undefined) {
    yield found("plus-lost", PATH, shown(offset));
  } else if (offset !== null && bare !== offset) {
    yield found("offset-without-colon", PATH, shown(offset));
  } else if (separator?.includes(" ") || bare !== rest || value !== whole) {
    yield found("blank-in-time", PATH, shown(offset ?? bare));
  }
}

/** A valid time that is 8 hours away from the time of the call. */
export function* timeStampCauses(value: unknown, nowMs: number): Generator<Diagnosis> {
  if (typeof value !== "string") return;
  const ms = parseInstantMs(value);
  if (ms === null) return;
  const isUtc = /(?:z|[+-]00:00)$/i.test(value);
  const aheadMs = ms - nowMs;
  const isNear = (wantedMs: number) => Math.abs(aheadMs - wantedMs) <= TOLERANCE_MS;
  if (isUtc && isNear(CHINA_OFFSET_MS)) {
    const wanted = value.replace(/(?:z|[+-]00:00)$/i, "+08:00");
    yield found("local-time-stamped-utc", PATH, { found: value, wanted });
  } else if (value.endsWith("+08:00") && isNear(-CHINA_OFFSET_MS)) {
    const wanted = value.replace(/\+08:00$/, "Z");
    yield found("utc-time-stamped-local", PATH, { found: value, wanted });
  }
}

/** True for a stored time in the future by at most the 8 hours that a wrong offset explains. */
export function isStampedAhead(stored: string, nowMs: number): boolean {
  const aheadMs = (parseInstantMs(stored) ?? nowMs) - nowMs;
  return aheadMs > TOLERANCE_MS && aheadMs <= CHINA_OFFSET_MS + TOLERANCE_MS;
}
