import type { EventType } from "@dingdan/contract";
import { LISTEN_TEXTS as TEXTS } from "../listen/listen-texts.js";
import { type AdminFlags, type AdminSettings, readAdmin } from "./admin.js";
import { readEventTypes } from "./event-types.js";
import { type Environment, Reading, withoutPassword } from "./reading.js";

export interface ListenFlags extends AdminFlags {
  readonly forwardTo?: string;
  readonly appid?: string;
  readonly events?: string;
  readonly after?: string;
  readonly secret?: string;
}

export interface ListenSettings {
  readonly admin: AdminSettings;
  /** Null: events are only printed. */
  readonly forwardTo: URL | null;
  readonly appid: string | null;
  /** Null for all. */
  readonly types: readonly EventType[] | null;
  /** `now`, or the id of an event; null: from the oldest event that is kept. */
  readonly after: string | null;
  /** `whsec_…`; null: a new one. */
  readonly secret: string | null;
}

const SECRET_BYTES: readonly [number, number] = [24, 64];

export function listenSettings(flags: ListenFlags, environment: Environment): ListenSettings {
  const reading = new Reading(environment);
  const admin = readAdmin(reading, flags);
  const forwardTo = readTarget(reading, flags.forwardTo);
  const appid = reading.value(flags.appid, "--appid", null);
  const types = readEventTypes(reading, flags.events, "--events");
  const after = reading.value(flags.after, "--after", null) ?? "now";
  const secret = readSecret(reading, flags);
  reading.throwIfBad();
  return { admin, forwardTo, appid, types, after: after === "oldest" ? null : after, secret };
}

function readTarget(reading: Reading, flag: string | undefined): URL | null {
  const value = reading.value(flag, "--forward-to", null);
  if (value === null) return null;
  const url = /^https?:\/\//i.test(value) && URL.canParse(value) ? new URL(value) : null;
  if (url === null || url.username !== "" || url.password !== "") {
    reading.problems.push(TEXTS.problem.badTarget(withoutPassword(value)));
    return null;
  }
  return url;
}

/** The variable is for forwarding alone, so it does no harm without. */
function readSecret(reading: Reading, { secret, forwardTo }: ListenFlags): string | null {
  if (secret !== undefined && forwardTo === undefined) {
    reading.problems.push(TEXTS.problem.secretWithoutTarget);
    return null;
  }
  const value = reading.secret(secret, "--secret", "DINGDAN_WEBHOOK_SECRET");
  if (value === null || value === "" || isSecret(value)) return value;
  const name = reading.secretSource(secret, "--secret", "DINGDAN_WEBHOOK_SECRET");
  reading.problems.push(TEXTS.problem.badSecret(name));
  return null;
}

function isSecret(value: string): boolean {
  const [, base64 = ""] = /^whsec_([A-Za-z\d+/]+={0,2})$/.exec(value) ?? [];
  const { length } = Buffer.from(base64, "base64");
  return length >= SECRET_BYTES[0] && length <= SECRET_BYTES[1];
}
