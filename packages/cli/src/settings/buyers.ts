import { BUYER_TEXTS as TEXTS } from "../buyers/buyer-texts.js";
import { LINK_TEXTS } from "../buyers/link-texts.js";
import { type AdminFlags, type AdminSettings, readAdmin } from "./admin.js";
import { type Environment, Reading } from "./reading.js";

export interface BuyerFlags extends AdminFlags {
  readonly appid?: string;
  readonly openid?: string;
}

export interface BuyerExportFlags extends BuyerFlags {
  readonly out?: string;
}

export interface BuyerLinkFlags extends AdminFlags {
  readonly appid?: string;
  readonly preview?: true;
}

export interface BuyerEraseFlags extends BuyerFlags {
  readonly yes?: true;
}

export interface ErasuresFlags extends AdminFlags {
  readonly limit?: string;
  readonly export?: string;
}

export interface VerifyReceiptFlags extends AdminFlags {
  readonly keys?: string;
}

export interface BuyerSettings {
  readonly admin: AdminSettings;
  readonly appid: string;
  /** Null: standard input has it. */
  readonly openid: string | null;
  /** Null: standard output. */
  readonly out: string | null;
}

export const DEFAULT_ERASURE_LIMIT = 20;

/** The settings of `buyer link`. Unlike an erasure, a link may take its app from the environment. */
export function buyerLinkSettings(
  openid: string,
  flags: BuyerLinkFlags,
  environment: Environment,
): Omit<BuyerSettings, "out"> {
  const reading = new Reading(environment);
  const admin = readAdmin(reading, flags);
  const appid = reading.value(flags.appid, "--appid", "DINGDAN_APPID");
  if (appid === null) reading.problems.push(LINK_TEXTS.problem.noAppid);
  reading.value(openid, "<openid>", null);
  reading.throwIfBad();
  return { admin, appid: appid ?? "", openid: isStandard(openid) ? null : openid };
}

export function buyerSettings(flags: BuyerExportFlags, environment: Environment): BuyerSettings {
  const reading = new Reading(environment);
  const admin = readAdmin(reading, flags);
  const appid = reading.value(flags.appid, "--appid", null);
  const openid = reading.value(flags.openid, "--openid", null);
  const out = reading.value(flags.out, "--out", null);
  if (appid === null) reading.problems.push(TEXTS.problem.noAppid);
  if (openid === null) reading.problems.push(TEXTS.problem.noOpenid);
  reading.throwIfBad();
  return {
    admin,
    appid: appid ?? "",
    openid: isStandard(openid) ? null : openid,
    out: isStandard(out) ? null : out,
  };
}

const isStandard = (value: string | null): boolean => value === "-";

export function erasuresSettings(flags: ErasuresFlags, environment: Environment) {
  const reading = new Reading(environment);
  const admin = readAdmin(reading, flags);
  const limit = reading.integer(flags.limit, "--limit", null, 1, 1000) ?? DEFAULT_ERASURE_LIMIT;
  const exportTo = reading.value(flags.export, "--export", null);
  reading.throwIfBad();
  return { admin, limit, exportTo };
}

/** @returns with the server, or the file of the keys instead of it */
export function verifyReceiptSettings(
  flags: VerifyReceiptFlags,
  environment: Environment,
): { readonly admin: AdminSettings } | { readonly file: string } {
  const reading = new Reading(environment);
  const file = reading.value(flags.keys, "--keys", null);
  const source = file === null ? { admin: readAdmin(reading, flags) } : { file };
  reading.throwIfBad();
  return source;
}
