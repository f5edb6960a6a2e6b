import { OVERLAP_SECONDS_MAX, parseInstantMs } from "@dingdan/contract";
import { WEBHOOK_TEXTS as TEXTS } from "../webhooks/webhook-texts.js";
import { type AdminFlags, type AdminSettings, readAdmin } from "./admin.js";
import { readEventTypes } from "./event-types.js";
import { type Environment, Reading } from "./reading.js";

export interface WebhookFlags extends AdminFlags {
  readonly events?: string;
  readonly appid?: string;
  readonly newUrl?: string;
  readonly limit?: string;
  readonly overlapHours?: string;
}

export interface WebhookSettings {
  readonly admin: AdminSettings;
  readonly appid: string | null;
  readonly newUrl: string | null;
  /** In the form of the interface; null without the flag. */
  readonly events: readonly string[] | null;
  readonly limit: number;
  readonly overlapSeconds: number | null;
}

export const DEFAULT_DELIVERY_LIMIT = 20;
const HOUR_SECONDS = 3_600;

export function webhookSettings(flags: WebhookFlags, environment: Environment): WebhookSettings {
  const reading = new Reading(environment);
  const admin = readAdmin(reading, flags);
  const appid = reading.value(flags.appid, "--appid", null);
  const newUrl = reading.value(flags.newUrl, "--new-url", null);
  const types = readEventTypes(reading, flags.events, "--events") ?? ["*"];
  const limit = reading.integer(flags.limit, "--limit", null, 1, 1000) ?? DEFAULT_DELIVERY_LIMIT;
  const hoursMax = OVERLAP_SECONDS_MAX / HOUR_SECONDS;
  const hours = reading.integer(flags.overlapHours, "--overlap-hours", null, 0, hoursMax);
  reading.throwIfBad();
  const events = flags.events === undefined ? null : types;
  const overlapSeconds = hours === null ? null : hours * HOUR_SECONDS;
  return { admin, appid, newUrl, events, limit, overlapSeconds };
}

export interface ResendFlags extends AdminFlags {
  readonly since?: string;
  readonly missing?: true;
  readonly endpoint?: string;
  readonly event?: string;
}

/** Since when: an instant, or a time before the platform's present. */
export type Since =
  | { readonly kind: "at"; readonly atMs: number }
  | { readonly kind: "ago"; readonly agoMs: number };

export type ResendSettings = { readonly admin: AdminSettings } & (
  | { readonly kind: "one"; readonly endpoint: string; readonly event: string }
  | {
      readonly kind: "since";
      readonly since: Since;
      readonly isMissing: boolean;
      /** Null: all endpoints. */
      readonly endpoint: string | null;
    }
);

export function resendSettings(flags: ResendFlags, environment: Environment): ResendSettings {
  const reading = new Reading(environment);
  const admin = readAdmin(reading, flags);
  const endpoint = reading.value(flags.endpoint, "--endpoint", null);
  const event = reading.value(flags.event, "--event", null);
  const since = reading.value(flags.since, "--since", null);
  const isMissing = flags.missing === true;
  const parsed = since === null ? null : parseSince(since);
  const { problem } = TEXTS;
  if (event === null && since === null) reading.problems.push(problem.sinceOrEvent);
  if (event !== null && (endpoint === null || since !== null || isMissing)) {
    reading.problems.push(problem.eventAlone);
  }
  if (since !== null && parsed === null) reading.problems.push(problem.badSince(since));
  reading.throwIfBad();
  if (parsed !== null) return { kind: "since", admin, since: parsed, isMissing, endpoint };
  return { kind: "one", admin, endpoint: endpoint ?? "", event: event ?? "" };
}

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** An instant (RFC 3339), or a duration: `90m`, `36h`, `2d`. Null for anything else. */
export function parseSince(value: string): Since | null {
  const [, count = "", unit = ""] = /^(\d{1,5})([mhd])$/.exec(value) ?? [];
  const unitMs = UNIT_MS[unit];
  if (unitMs !== undefined) return { kind: "ago", agoMs: Number(count) * unitMs };
  const atMs = parseInstantMs(value);
  return atMs === null ? null : { kind: "at", atMs };
}
