import { ADMIN_KEY_CHARACTERS_MIN } from "@dingdan/contract";
import { SettingsError } from "../settings-error.js";
import { requireBackupPlan } from "./backup-plan.js";
import { reconcileSettings } from "./open-reconciling.js";
import type { PlatformOptions } from "./options.js";
import { orderDaysOf } from "./order-days.js";
import { parseSealKeys } from "./seal-check.js";

const REQUEST_LOG_DAYS = 30;
const EVENT_DAYS = 30;
/** Deliveries are tried for three days, and an endpoint is paused after five. */
const EVENT_DAYS_MIN = 5;

/** How many days the platform keeps what it stores. */
export interface KeptDays {
  /** 0: there is no request log. */
  readonly requestLogDays: number;
  readonly eventDays: number;
  /** Null: orders are never deleted. */
  readonly orderDays: number | null;
}

/** @throws SettingsError when the platform cannot start with these options; the message gives the next step */
export function checkOptions(options: PlatformOptions): KeptDays {
  parseSealKeys(options);
  const { startsAt, clock = "running", sandbox = false, adminKey: key } = options;
  if (!sandbox && key !== undefined && key.length < ADMIN_KEY_CHARACTERS_MIN) {
    throw new SettingsError(
      `adminKey must have at least ${ADMIN_KEY_CHARACTERS_MIN} characters outside a sandbox: generate one with \`openssl rand -base64 32\`, or leave adminKey out to have one generated.`,
    );
  }
  reconcileSettings(options);
  requireBackupPlan(options);
  if (startsAt !== undefined && Number.isNaN(startsAt.getTime())) {
    throw new SettingsError("startsAt must be a valid Date, not an Invalid Date.");
  }
  if (clock !== "running" && clock !== "frozen") {
    throw new SettingsError(`clock must be "running" or "frozen", not ${JSON.stringify(clock)}.`);
  }
  if (clock === "frozen" && !sandbox) {
    throw new SettingsError(
      "Only a sandbox's clock can be frozen: set sandbox to true, or leave clock out.",
    );
  }
  return keptDays(options);
}

function keptDays(options: PlatformOptions): KeptDays {
  const { requestLogDays = REQUEST_LOG_DAYS, eventDays = EVENT_DAYS } = options;
  if (!(requestLogDays >= 0)) {
    throw new SettingsError(`requestLogDays must be 0 or more days, not ${requestLogDays}.`);
  }
  if (!(eventDays >= EVENT_DAYS_MIN)) {
    throw new SettingsError(`eventDays must be ${EVENT_DAYS_MIN} or more days, not ${eventDays}.`);
  }
  return { requestLogDays, eventDays, orderDays: orderDaysOf({ ...options, eventDays }) };
}
