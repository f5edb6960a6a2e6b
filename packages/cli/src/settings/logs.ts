import { type AdminFlags, type AdminSettings, readAdmin } from "./admin.js";
import { type Environment, Reading } from "./reading.js";

export const DEFAULT_LOG_LIMIT = 20;

export interface LogFlags extends AdminFlags {
  readonly follow?: true;
  readonly appid?: string;
  readonly errcode?: string;
  readonly errors?: true;
  readonly operation?: string;
  readonly order?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: string;
}

export interface LogSettings {
  readonly admin: AdminSettings;
  /** Shows only these calls. */
  readonly filter: {
    readonly appid?: string;
    readonly errcode?: number;
    readonly errors?: "true";
    readonly operation?: string;
    readonly order?: string;
    readonly from?: string;
    readonly to?: string;
  };
  /** How many of the newest calls to show first; 0: none. */
  readonly limit: number;
}

export function logSettings(flags: LogFlags, environment: Environment): LogSettings {
  const reading = new Reading(environment);
  const admin = readAdmin(reading, flags);
  const appid = reading.value(flags.appid, "--appid", null);
  const errcode = reading.integer(flags.errcode, "--errcode", null, -1, 999_999_999);
  const named = (["operation", "order", "from", "to"] as const).flatMap((name) => {
    const value = reading.value(flags[name], `--${name}`, null);
    return value === null ? [] : [[name, value]];
  });
  const limit = reading.integer(flags.limit, "--limit", null, 0, 1000) ?? DEFAULT_LOG_LIMIT;
  reading.throwIfBad();
  return {
    admin,
    filter: {
      ...(appid === null ? {} : { appid }),
      ...(errcode === null ? {} : { errcode }),
      ...(flags.errors === undefined ? {} : { errors: "true" as const }),
      ...Object.fromEntries(named),
    },
    limit,
  };
}
