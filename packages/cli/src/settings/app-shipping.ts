import type { TradeManagementChange } from "@dingdan/contract";
import { type AdminFlags, type AdminSettings, readAdmin } from "./admin.js";
import { type Environment, Reading } from "./reading.js";

export const ON_OFF = ["on", "off"] as const;

type OnOff = (typeof ON_OFF)[number];

/** The flags of `dingdan app shipping`, one for each setting. */
export interface AppShippingFlags extends AdminFlags {
  readonly admitted?: OnOff;
  readonly managed?: OnOff;
  readonly completed?: OnOff;
  readonly pathAgreementSigned?: OnOff;
  readonly buyersConfirmReceipt?: OnOff;
  readonly strictUploads?: OnOff;
  readonly permissionSetsOf2023?: OnOff;
  readonly controlled?: OnOff;
  readonly ingestionSeconds?: string;
  readonly settleSeconds?: string;
  readonly authorizedAt?: string;
}

export interface AppShippingSettings {
  readonly admin: AdminSettings;
  /** Null without a flag: the settings are only shown. */
  readonly change: TradeManagementChange | null;
}

const YEAR_SECONDS = 31_622_400;

export function appShippingSettings(
  flags: AppShippingFlags,
  environment: Environment,
): AppShippingSettings {
  const reading = new Reading(environment);
  const admin = readAdmin(reading, flags);
  const seconds = (flag: string | undefined, name: string) =>
    reading.integer(flag, name, null, 0, YEAR_SECONDS) ?? undefined;
  const given = {
    admitted: isOn(flags.admitted),
    managed: isOn(flags.managed),
    completed: isOn(flags.completed),
    path_agreement_signed: isOn(flags.pathAgreementSigned),
    buyers_confirm_receipt: isOn(flags.buyersConfirmReceipt),
    strict_uploads: isOn(flags.strictUploads),
    permission_sets_of_2023: isOn(flags.permissionSetsOf2023),
    controlled: isOn(flags.controlled),
    ingestion_seconds: seconds(flags.ingestionSeconds, "--ingestion-seconds"),
    settle_seconds: seconds(flags.settleSeconds, "--settle-seconds"),
    authorized_at: reading.value(flags.authorizedAt, "--authorized-at", null) ?? undefined,
  };
  reading.throwIfBad();
  const change = Object.entries(given).filter(([, value]) => value !== undefined);
  return { admin, change: change.length === 0 ? null : Object.fromEntries(change) };
}

const isOn = (flag: OnOff | undefined): boolean | undefined =>
  flag === undefined ? undefined : flag === "on";
