import { AUDIT_LIMIT_MAX } from "@dingdan/contract";
import { AUDIT_TEXTS } from "../audit/audit-texts.js";
import { type AdminFlags, type AdminSettings, readAdmin } from "./admin.js";
import { type Environment, Reading } from "./reading.js";

export const DEFAULT_AUDIT_LIMIT = 20;

export interface AuditListFlags extends AdminFlags {
  readonly limit?: string;
  readonly actor?: string;
  readonly operation?: string;
  readonly appid?: string;
}

export interface AuditVerifyFlags extends AdminFlags {
  readonly head?: string;
  readonly file?: string;
}

/** A head that was noted earlier. */
export interface NotedHead {
  readonly sequence: number;
  readonly hash: string;
}

export function auditListSettings(flags: AuditListFlags, environment: Environment) {
  const reading = new Reading(environment);
  const admin = readAdmin(reading, flags);
  const limit =
    reading.integer(flags.limit, "--limit", null, 1, AUDIT_LIMIT_MAX) ?? DEFAULT_AUDIT_LIMIT;
  const { actor, operation } = flags;
  const appid = reading.value(flags.appid, "--appid", null);
  reading.throwIfBad();
  const filter = {
    ...(actor === undefined ? {} : { actor }),
    ...(operation === undefined ? {} : { operation }),
    ...(appid === null ? {} : { appid }),
  };
  return { admin, limit, filter };
}

/** @returns with the server, or the file that is checked instead of it */
export function auditVerifySettings(
  flags: AuditVerifyFlags,
  environment: Environment,
): {
  readonly source: { readonly admin: AdminSettings } | { readonly file: string };
  readonly head: NotedHead | null;
} {
  const reading = new Reading(environment);
  const { file, head } = flags;
  const source = file === undefined ? { admin: readAdmin(reading, flags) } : { file };
  const noted = head === undefined ? null : /^(\d{1,15}):([0-9a-f]{64})$/.exec(head);
  if (head !== undefined && noted === null) reading.problems.push(AUDIT_TEXTS.badHead);
  reading.throwIfBad();
  return {
    source,
    head: noted && { sequence: Number(noted[1]), hash: noted[2] ?? "" },
  };
}
