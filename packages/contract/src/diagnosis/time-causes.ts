import { parseInstantMs } from "../instant.js";
import type { RefusedCall } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";
import { valueAt } from "./json-path.js";
import { readWrittenTime } from "./written-time.js";

const PATH = "upload_time";
const CHINA_OFFSET_MS = 8 * 3_600_000;
// A clock may be wrong by this much, and a queue may delay an upload by this much.
const TOLERANCE_MS = 15 * 60_000;

/** 268485216 and 268435461: a time that is not RFC 3339 with an offset. */
export function* timeFormCauses({ body, violation }: RefusedCall): Generator<Diagnosis> {
  if (violation.path === PATH) yield* timeCauses(valueAt(body, PATH), PATH);
}

/** Why a value is not RFC 3339 with an offset; none for a valid time, and for an unknown form. */
export function* timeCauses(value: unknown, path: string): Generator<Diagnosis> {
  if (typeof value === "string" && parseInstantMs(value) !== null) return;
  const time = readWrittenTime(value);
  if (time === null) return;
  const { id, found: sent, wanted } = time;
  yield found(id, path, { found: sent, ...(wanted === undefined ? {} : { wanted }) });
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
