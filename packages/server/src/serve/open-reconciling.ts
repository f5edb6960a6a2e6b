import { setTimeout } from "node:timers/promises";
import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock.js";
import type { Reconciling } from "../jobs/reconcile-jobs.js";
import { AddressGuard } from "../outbound/address-guard.js";
import { callUrl } from "../outbound/server-call.js";
import { CertificateRotation } from "../reconcile/certificate-rotation.js";
import { Reconciler } from "../reconcile/reconciler.js";
import type { Sealer } from "../secrets/seal.js";
import { SettingsError } from "../settings-error.js";
import { QueryCounts } from "../statistics/query-counts.js";
import type { Statistics } from "../statistics/statistics.js";
import type { Store } from "../storage/store.js";
import { apiUrlsOf } from "../wechatpay-api/api-urls.js";
import type { TimeOfDay } from "../wechatpay-api/merchant-pace.js";
import { WeChatPayApi } from "../wechatpay-api/wechatpay-api.js";
import type { PlatformOptions } from "./options.js";

/** What asks WeChat Pay, for the jobs and for the operator's calls. */
export interface OpenReconciling extends Reconciling {
  readonly reconciler: Reconciler;
  readonly counts: QueryCounts;
}

/** How often payments and refunds are asked for. */
const INTERVAL_MINUTES = 10;
/** A day: the pauses between two queries for one payment grow anyway. */
const INTERVAL_MINUTES_MAX = 1_440;

interface ReconcilingParts {
  readonly store: Store;
  readonly statistics: Statistics;
  readonly clock: Clock;
  readonly sealer: Sealer;
  readonly log: Pick<FastifyBaseLogger, "info" | "warn">;
}

type ReconcileOptions = Pick<PlatformOptions, "wechatpayApiUrls" | "reconcileMinutes" | "sandbox">;

/** @throws SettingsError for a setting that cannot be used */
export function reconcileSettings({
  wechatpayApiUrls,
  reconcileMinutes = INTERVAL_MINUTES,
  sandbox = false,
}: ReconcileOptions) {
  if (!(reconcileMinutes >= 0 && reconcileMinutes <= INTERVAL_MINUTES_MAX)) {
    throw new SettingsError(
      `reconcileMinutes must be 0 to ${INTERVAL_MINUTES_MAX} minutes, not ${reconcileMinutes}.`,
    );
  }
  return { urls: apiUrlsOf(wechatpayApiUrls, sandbox), intervalMs: reconcileMinutes * 60_000 };
}

/**
 * Connects the parts that ask WeChat Pay.
 * @returns null in a sandbox that must not call it
 */
export function openReconciling(
  options: ReconcileOptions,
  { store, statistics, clock, sealer, log }: ReconcilingParts,
): OpenReconciling | null {
  const { urls, intervalMs } = reconcileSettings(options);
  if (urls === null) return null;
  const closing = new AbortController();
  const api = new WeChatPayApi({
    urls,
    // The operator chose these hosts, so every address is allowed.
    call: callUrl(new AddressGuard(true)),
    time: timeOfDay,
    count: (outcome) => counts.count(outcome),
    onUnknownSerial: (mchid) => void certificates.noteUnknownSerial(mchid),
    closing: closing.signal,
  });
  const certificates = new CertificateRotation({ wechatpay: store.wechatpay, api, sealer, log });
  const counts = new QueryCounts(() => certificates.expiring);
  const reconciler = new Reconciler({ store, statistics, clock, api, sealer, log });
  return {
    reconciler,
    counts,
    certificates,
    intervalMs,
    stop: () => closing.abort(),
  };
}

const timeOfDay: TimeOfDay = {
  nowMs: () => Date.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal, ref: false }).catch(() => {}),
};
